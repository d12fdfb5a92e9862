// CloudFormation and SAM templates as kinds.
#include "kinds/cloudformation/answers.h"
#include "kinds/cloudformation/template.h"
#include "kinds/registry.h"
#include "kinds/shape/parts.h"
#include "kinds/shape/place.h"

namespace cribsheet::kinds {
namespace cloudformation {
namespace {

constexpr int kSure = 95, kLikely = 85, kPerhaps = 40;

// A mapping of resources: some value has a Type that names one.
bool looks_like_resources(syntax::Node resources, std::string_view wanted) {
  for (const syntax::Node entry : resources.children()) {
    const syntax::Node type = entry.value().find("Type");
    if (type.is_scalar() && type.text().find(wanted) != std::string_view::npos) return true;
  }
  return false;
}

bool template_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  const std::string_view file = slash == std::string_view::npos ? path : path.substr(slash + 1);
  for (const std::string_view name : {"template.yaml", "template.yml", "template.json"})
    if (file == name) return true;
  for (const std::string_view end : {".template", ".template.yaml", ".template.yml", ".template.json", ".cfn.yaml", ".cfn.yml", ".cfn.json"})
    if (file.ends_with(end)) return true;
  return false;
}

// A name that any program may use (`Dockerfile.template`) needs a text that may yet become a template: an empty one, or one with the
// beginning of a section's name.
bool may_become_template(syntax::Node root) {
  constexpr std::string_view sections[] = {"AWSTemplateFormatVersion",
                                           "Description",
                                           "Metadata",
                                           "Parameters",
                                           "Rules",
                                           "Mappings",
                                           "Conditions",
                                           "Transform",
                                           "Globals",
                                           "Resources",
                                           "Outputs",
                                           "Hooks"};
  const auto begins_section = [&](std::string_view word) {
    for (const std::string_view section : sections)
      if (section.starts_with(word)) return true;
    return false;
  };
  if (!root.is_mapping()) return !root.is_sequence() && begins_section(root.text());
  for (const syntax::Node entry : root.children())
    if (begins_section(entry.key().text())) return true;
  return !root.first_child();
}

bool has_serverless_transform(syntax::Node root) {
  const syntax::Node transform = root.find("Transform");
  if (transform.is_scalar()) return transform.text().starts_with("AWS::Serverless-");
  for (const syntax::Node each : transform.children())
    if (each.is_scalar() && each.text().starts_with("AWS::Serverless-")) return true;
  return false;
}

shape::Start start(std::string_view id, const model::Document& document, const pack::Pack& pack) {
  const auto data = pack.kind(id);
  if (!data) return {document.root(), {}, {}, true, id};
  return {document.root(), data->root, std::string(data->entity_prefix), true, data->id};
}

class TemplateKind : public Kind {
 public:
  TemplateKind(std::string_view id, bool serverless) : id_(id), serverless_(serverless) {}
  std::string_view id() const override { return id_; }

  int recognise(std::string_view path, const syntax::Tree& tree, const pack::Pack& pack) const override {
    const syntax::Node root = tree.root();
    const syntax::Node resources = root.find("Resources");
    const bool serverless = has_serverless_transform(root) || looks_like_resources(resources, "AWS::Serverless::");
    if (serverless_) return serverless ? kSure : 0;
    if (serverless) return 0;
    if (root.find_entry("AWSTemplateFormatVersion")) return kSure;
    if (looks_like_resources(resources, "::")) return kLikely;
    if (root.find_entry("Resources") && resources.is_mapping()) return kPerhaps;
    if (!may_become_template(root)) return 0;
    if (!root.is_mapping()) return template_name(path) ? kPerhaps : 0;  // hardly begun
    return Kind::recognise(path, tree, pack);
  }

  std::shared_ptr<const model::Analysis> analyse(const model::Document& document, const pack::Pack&) const override { return make_outline(document.root()); }
  Symbols symbols(const model::Document& document, const pack::Pack& pack) const override { return template_symbols(document, pack); }

  std::vector<Part> parts(const model::Document& document, const pack::Pack& pack) const override { return template_parts(document, pack, {}); }
  Place place(const model::Document& document, const pack::Pack& pack, syntax::Node node) const override {
    return shape::place_at(start(id_, document, pack), node, pack);
  }

  std::optional<Explanation> hover(const Cursor& cursor) const override { return template_hover(cursor); }
  bool complete(const Cursor& cursor, std::vector<Completion>& list) const override { return template_complete(cursor, list); }
  std::vector<Rewrite> rewrites(const model::Document& document, Range range, const pack::Pack& pack) const override {
    return template_rewrites(document, range, pack);
  }
  std::vector<Hint> hints(const model::Document& document, Range range, const pack::Pack& pack) const override { return template_hints(document, range, pack); }

 private:
  std::string_view id_;
  bool serverless_;
};

}  // namespace

std::vector<Part> template_parts(const model::Document& document, const pack::Pack& pack, const std::function<bool(syntax::Node, std::size_t)>& skip) {
  return shape::parts(start(document.kind, document, pack), document.root(), pack, skip);
}

}  // namespace cloudformation

const Kind* cloudformation_kind() {
  static const cloudformation::TemplateKind kind("cloudformation", false);
  return &kind;
}
const Kind* sam_kind() {
  static const cloudformation::TemplateKind kind("sam", true);
  return &kind;
}

}  // namespace cribsheet::kinds

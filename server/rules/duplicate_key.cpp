// A key that stands twice in one mapping: readers keep the last, or refuse the file.
#include <fmt/format.h>
#include <unordered_map>

#include "model/edits.h"
#include "rules/kept.h"
#include "rules/tables.h"

namespace cribsheet::rules {
namespace {

// The keys met so far. Most mappings have few: looking through them costs less than a table.
class Seen {
 public:
  // The first key of this text; nothing: it is this one.
  syntax::Node first(syntax::Node key) {
    const std::string_view text = key.text();
    if (few_.size() < kFew) {
      for (const auto& [name, node] : few_)
        if (name == text) return node;
      few_.emplace_back(text, key);
      return {};
    }
    if (many_.empty()) many_.insert(few_.begin(), few_.end());
    const auto [found, fresh] = many_.try_emplace(text, key);
    return fresh ? syntax::Node{} : found->second;
  }
  void clear() {
    few_.clear();
    if (!many_.empty()) many_.clear();
  }

 private:
  static constexpr std::size_t kFew = 16;
  std::vector<std::pair<std::string_view, syntax::Node>> few_;
  std::unordered_map<std::string_view, syntax::Node> many_;
};

void check_mapping(syntax::Node mapping, Seen& seen, Report& report) {
  seen.clear();
  for (const syntax::Node entry : mapping.children()) {
    const syntax::Node key = entry.key().resolved();
    if (key.is_mapping() || key.is_sequence()) {
      report.add("duplicate-key", key.range(), "A key must be plain text, not a list or a mapping").also = {"cfn-lint:E0000"};
      continue;
    }
    if (const std::string_view tag = key.tag(); tag.size() > 1 && tag[1] != '!' && tag[1] != '<') {
      report.add("duplicate-key", entry.key().full_range(), fmt::format("A key must be plain text; {} can't stand before one", tag)).also = {"cfn-lint:E0000"};
    }
    if (!key.is_scalar() || key.text().empty() || key.text() == "<<" || entry.lacks_colon()) continue;
    const syntax::Node first = seen.first(key);
    if (!first) continue;
    Finding& finding = report.add("duplicate-key", key.range(), fmt::format("{} stands twice in this mapping; keep one of them", key.text()));
    finding.related.push_back({"", first.range(), 0, "it stands here first"});
    finding.fixes.push_back({"Remove this one", {model::removal(entry)}, false});
  }
}

// The node that follows all that a node holds; nothing: it is the last.
syntax::Node behind(syntax::Node node) {
  for (; node; node = node.parent())
    if (const syntax::Node next = node.next_sibling()) return next;
  return {};
}

void check_resource(const Input& input, syntax::Node entry, Seen& seen, Report& report) {
  if (input.units->known(Pass::keys, entry.key(), report)) return;
  const bool alone = input.units->alone(Pass::keys, entry.key());
  const std::size_t first = report.findings.size();
  const syntax::Node end = behind(entry);
  for (syntax::Node node = entry.key(); node && node != end; node = node.following())
    if (node.is_mapping()) check_mapping(node, seen, report);
  if (alone) input.units->keep(Pass::keys, entry.key(), report, first);
}

void check(const Input& input, Report& report) {
  // The nodes of a document lie in pre-order: no recursion is needed.
  const syntax::Node top = input.document.root();
  if (input.document.top) return;  // part of a larger document, which looks itself
  Seen seen;
  // Those in a resource are kept with it.
  const syntax::Node resources = input.units == nullptr ? syntax::Node{} : top.find("Resources");
  for (syntax::Node node = top; node;) {
    if (node.kind() == syntax::NodeKind::document) return;
    if (node.is_mapping()) check_mapping(node, seen, report);
    if (node != resources) {
      node = node.following();
      continue;
    }
    for (const syntax::Node entry : resources.children()) check_resource(input, entry, seen, report);
    node = behind(resources);
  }
}

}  // namespace

Table document_table() { return {{"duplicate-key", Severity::error, every_kind(), check}}; }

}  // namespace cribsheet::rules

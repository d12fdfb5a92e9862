#include "kinds/iam/guess.h"

#include <array>

#include "kinds/iam/glob.h"

namespace cribsheet::iam {
namespace {

using syntax::Node;

struct Hint {
  std::string_view word;
  PolicyType type;
};
// Words in a file's or its folder's name.
constexpr std::array<Hint, 16> kNames = {{
    {"scp", PolicyType::scp},
    {"service-control", PolicyType::scp},
    {"service_control", PolicyType::scp},
    {"rcp", PolicyType::rcp},
    {"resource-control", PolicyType::rcp},
    {"resource_control", PolicyType::rcp},
    {"trust", PolicyType::trust},
    {"assume-role", PolicyType::trust},
    {"assume_role", PolicyType::trust},
    {"boundary", PolicyType::boundary},
    {"boundaries", PolicyType::boundary},
    {"endpoint-policy", PolicyType::endpoint},
    {"bucket-policy", PolicyType::resource},
    {"queue-policy", PolicyType::resource},
    {"key-policy", PolicyType::resource},
    {"resource-policy", PolicyType::resource},
}};

// A word of a name, not a part of one: "scp" is in "org-scp.json" and not in "transcript.json".
bool has_word(std::string_view name, std::string_view word) {
  const auto letter = [&](std::size_t i) { return i < name.size() && name[i] >= 'a' && name[i] <= 'z'; };
  for (std::size_t at = name.find(word); at != std::string_view::npos; at = name.find(word, at + 1)) {
    const bool plural = at + word.size() < name.size() && name[at + word.size()] == 's' && !letter(at + word.size() + 1);
    if ((at == 0 || !letter(at - 1)) && (plural || !letter(at + word.size()))) return true;
  }
  return false;
}

PolicyType type_by_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  std::string name = lower(slash == std::string_view::npos ? path : path.substr(slash + 1));
  std::string folder;
  if (slash != std::string_view::npos) {
    const std::string_view above = path.substr(0, slash);
    const std::size_t before = above.find_last_of("/\\");
    folder = lower(before == std::string_view::npos ? above : above.substr(before + 1));
  }
  for (const std::string* text : {&name, &folder})
    for (const Hint& hint : kNames)
      if (has_word(*text, hint.word)) return hint.type;
  return PolicyType::unknown;
}

bool only_sts(const Policy& policy) {
  bool any = false;
  for (const Statement& s : policy.statements) {
    if (s.resource.present || s.not_resource.present) return false;
    for (const Value& v : s.actions().items) {
      any = true;
      if (!starts_with_same(v.text, "sts:")) return false;
    }
  }
  return any;
}

PolicyType type_by_contents(const Policy& policy) {
  if (!policy.has_principal()) return PolicyType::identity;
  return only_sts(policy) ? PolicyType::trust : PolicyType::resource;
}

// The value of a sibling of the property that the policy stands under.
std::string_view sibling(Node node, std::string_view key) {
  for (Node above = node.parent(); above; above = above.parent())
    if (above.is_mapping()) {
      const Node value = above.find(key);
      return value.is_scalar() ? value.text() : std::string_view();
    }
  return {};
}

bool in_serverless(Node node) {
  for (Node above = node.parent(); above; above = above.parent()) {
    if (!above.is_mapping() || !above.find("Properties")) continue;
    const Node type = above.find("Type");
    if (type.is_scalar()) return type.text().starts_with("AWS::Serverless::");
  }
  return false;
}

}  // namespace

Node policy_root(Node root) {
  root = root.resolved();
  if (!root.is_mapping() || root.find("Statement")) return root;
  if (const Node document = root.find("PolicyDocument").resolved(); document.is_mapping() && document.find("Statement")) return document;
  if (const Node document = root.find("PolicyVersion").resolved().find("Document").resolved(); document.is_mapping()) return document;
  return root;
}

void decide_type(Policy& policy, const model::Document& document) {
  if (document.policy_type == "organization") {
    const std::string_view type = sibling(policy.root, "Type");
    policy.type = type == "SERVICE_CONTROL_POLICY" ? PolicyType::scp : type == "RESOURCE_CONTROL_POLICY" ? PolicyType::rcp : PolicyType::unknown;
    policy.foreign = policy.type == PolicyType::unknown;
  } else {
    std::string_view named = document.policy_type;
    if (named.ends_with(kInSub)) named.remove_suffix(kInSub.size());
    policy.type = policy_type(named);
  }
  if (document.top) policy.own_version = !in_serverless(document.top);
  policy.type_named = policy.type != PolicyType::unknown;
  if (policy.type == PolicyType::unknown && !document.in_template) {
    policy.type = type_by_name(document.path);
    policy.type_named = policy.type != PolicyType::unknown;
  }
  if (policy.type == PolicyType::unknown) policy.type = type_by_contents(policy);
}

int recognise_policy(std::string_view path, const syntax::Tree& tree) {
  const Node root = policy_root(tree.root());
  if (!root.is_mapping() || root.find_entry("Resources") || root.find_entry("AWSTemplateFormatVersion")) return 0;
  const Node version = root.find("Version");
  const bool dated = version.is_scalar() && (version.text() == "2012-10-17" || version.text() == "2008-10-17");
  const Node statement = root.find("Statement").resolved();
  Node first = statement;
  if (statement.is_sequence()) first = statement.first_child().resolved();
  const bool acts = first.is_mapping() && (first.find_entry("Effect") || first.find_entry("Action") || first.find_entry("NotAction"));
  if (root.find_entry("Statement") && (dated || acts)) return 90;
  if (dated && root.child_count() <= 3) return 70;
  const std::string name = lower(path.substr(path.find_last_of("/\\") == std::string_view::npos ? 0 : path.find_last_of("/\\") + 1));
  const bool named = has_word(name, "policy") || has_word(name, "policies") || type_by_name(path) != PolicyType::unknown;
  if (root.find_entry("Statement") && named) return 80;
  return 0;
}

}  // namespace cribsheet::iam

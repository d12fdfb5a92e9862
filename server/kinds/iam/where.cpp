#include "kinds/iam/where.h"

#include <algorithm>
#include <vector>

#include "kinds/iam/guess.h"

namespace cribsheet::iam {
namespace {

using syntax::Node;
using What = Where::What;

struct Path {
  std::vector<std::string> keys;  // from the policy's root, functions left out
  std::vector<Node> mappings;     // that hold them
};

Path path_to(Node node, Node root) {
  Path path;
  for (Node at = node; at && at != root; at = at.parent()) {
    const Node entry = at.parent();
    if (entry.kind() != syntax::NodeKind::entry || entry.value() != at) continue;
    const std::string key = entry.key().is_scalar() ? std::string(entry.key().text()) : std::string();
    if (key.starts_with("Fn::") || key == "Ref") continue;
    path.keys.push_back(key);
    path.mappings.push_back(entry.parent());
  }
  std::reverse(path.keys.begin(), path.keys.end());
  std::reverse(path.mappings.begin(), path.mappings.end());
  return path;
}

What element_of(const std::string& key) {
  if (key == "Effect") return What::effect;
  if (key == "Sid") return What::sid;
  if (key == "Action" || key == "NotAction") return What::action;
  if (key == "Resource" || key == "NotResource") return What::resource;
  if (key == "Principal" || key == "NotPrincipal") return What::principal;
  return What::none;
}

}  // namespace

Where where_is(const model::Document& document, const Analysis& analysis, Node node, bool on_key) {
  Where where;
  const Node root = policy_root(document.root());
  // A key's own entry is not on the way to it.
  const Node from = on_key ? node.parent().parent() : node;
  Path path = path_to(from, root);
  const Node mapping = on_key ? node.parent().parent() : Node{};
  where.mapping = mapping;
  std::size_t at = 0;
  if (!analysis.policy.bare_statements) {
    if (path.keys.empty()) {
      if (on_key && mapping == root) where.what = What::policy_key;
      return where;
    }
    if (path.keys[0] == "Version") where.what = What::version;
    if (path.keys[0] != "Statement") return where;
    at = 1;
  }
  where.statement = path.keys.size() > at ? path.mappings[at] : mapping;
  for (std::size_t i = 0; i < analysis.policy.statements.size(); ++i)
    if (analysis.policy.statements[i].node == where.statement) {
      where.index = i;
      where.known = true;
    }
  if (path.keys.size() == at) {
    where.what = on_key ? What::statement_key : What::none;
    return where;
  }
  where.element = path.keys[at];
  const std::size_t below = path.keys.size() - at - 1;
  if (where.element == "Condition") {
    if (below == 0) where.what = on_key ? What::operator_name : What::none;
    if (below >= 1) where.op = path.keys[at + 1];
    if (below == 1) where.what = on_key ? What::condition_key : What::none;
    if (below >= 2) {
      where.key = path.keys[at + 2];
      where.what = What::condition_value;
    }
    return where;
  }
  where.what = element_of(where.element);
  if (where.what != What::principal) return where;
  if (below == 0 && on_key) where.what = What::principal_key;
  if (below >= 1) {
    where.what = What::principal_value;
    where.key = path.keys[at + 1];
  }
  return where;
}

}  // namespace cribsheet::iam

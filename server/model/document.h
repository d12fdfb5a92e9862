// A document of one version: text, tree, lines, and the kind it was recognised as. Immutable, shared by snapshots.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "syntax/tree.h"
#include "text/line_index.h"

namespace cribsheet::model {

// What a kind worked out about a whole document, once per version (outline, references, ...). Immutable after building.
struct Analysis {
  virtual ~Analysis() = default;
};

struct Document {
  std::string path;  // as the person named it, or the file path of its URI
  std::string uri;   // empty on the command line
  std::int64_t version = 0;
  std::string kind;         // "cloudformation", "buildspec", ...; empty: of no known kind
  std::string policy_type;  // only for IAM policies named by flag or place: "identity", "resource", ...; empty: unknown
  std::shared_ptr<const syntax::Tree> tree;
  LineIndex lines;
  std::shared_ptr<const Analysis> analysis;  // of `kind`; null for kinds that have none
  // A document that stands inside another one as a subtree of its tree (a state machine under `Definition`): where it begins,
  // and that the other's functions and `${...}` may stand for any value. A file has neither.
  syntax::Node top;
  bool in_template = false;

  std::string_view text() const { return tree->text(); }
  // Where the kind's shape begins. Rules and kinds start here, so that they also work on embedded documents.
  syntax::Node root() const { return top ? top : tree->root(); }
};

// A document inside a scalar of another (a policy in a JSON string, a buildspec in a `|` block), or a subtree of it.
// Findings and hovers in `tree` map back with `map`.
struct Embedded {
  std::shared_ptr<const syntax::Tree> tree;
  syntax::SourceMap map;
};
// Parses a scalar's decoded text. Nothing where the node is no scalar.
std::optional<Embedded> embedded(syntax::Node scalar, syntax::Language language);

}  // namespace cribsheet::model

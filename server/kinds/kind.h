// A file kind: how it is recognised, what stands where, what its symbols and references are.
//
// Most of a kind is data (knowledge/kinds/<id>.yaml, in the pack). The virtual functions are for what data can't say; each has
// a default that is right for a kind of pure data. Kinds are stateless singletons; every function may run on any thread.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/document.h"
#include "pack/pack.h"
#include "text/edit.h"

namespace cribsheet::kinds {

// ---- symbols: definitions and the places that use them; everything that navigates is built on these alone -------------

enum class SymbolKind : std::uint8_t {
  section,
  resource,
  parameter,
  condition,
  mapping,
  output,
  rule,
  state,
  action,
  phase,
  key,
  heading,
  variable,
  file,
  property
};

struct Symbol {
  std::string name;
  std::string space;  // names are unique within a space: "logical-id" (resources and parameters), "condition", "mapping", "state", ...
  SymbolKind kind = SymbolKind::key;
  std::string detail;        // "AWS::SQS::Queue", a parameter's type, ...
  Range name_range;          // the key as written, without quotes
  Range range;               // all of it
  std::int32_t parent = -1;  // index into the list; -1: top level. Parents stand before their children
};

struct Use {  // a place that names a symbol
  std::string name;
  std::string space;
  Range range;            // only the name, as written: what a rename replaces
  std::string role;       // "Ref", "GetAtt", "Sub", "DependsOn", "Condition", "Next", ...
  std::string file = {};  // the document that defines it, as written here and relative to this one; empty: this one
};

// Names that all documents of a workspace share: what one stack exports another imports.
inline bool shared_space(std::string_view space) { return space == "export"; }

struct Symbols {
  std::vector<Symbol> symbols;
  std::vector<Use> uses;
};

// ---- what a place expects --------------------------------------------------------------------------------------------

// Where a cursor or node stands in its shape.
struct Place {
  std::vector<pack::Shape> shapes;         // every shape that may apply to the value (alternatives opened); best first
  pack::Shape owner;                       // shape of the mapping that holds the key
  std::optional<pack::Property> property;  // the property the key names
  std::string entity;                      // "AWS::SQS::Queue.VisibilityTimeout"; empty: none
  std::string resource_type;               // the resource it belongs to; empty: none
  std::string_view kind;                   // id of the kind whose shape applies here; differs from the document's inside an embedded one
  std::string_view policy_type;            // inside an embedded IAM policy: "identity", "resource", ...; empty: unknown
  std::string_view service;                // inside a resource policy: the service whose resource it is on
  std::string_view function;               // inside a function's argument: its canonical name, "Fn::Sub"; then there are no shapes
  bool declared = false;                   // the key is one that its shape names (not a person's own name)
};

struct Completion {
  std::string label;
  std::string kind;  // "property", "value", "class" (types), "reference", "function", "snippet", "variable", "keyword", "file"
  std::string detail;
  std::string insert;  // text, or a snippet where `snippet`
  bool snippet = false;
  std::string entity;         // its documentation is looked up by this, lazily
  std::string documentation;  // only where it can't be looked up
  std::string sort;           // sorts the list; equal: by label
  std::string filter;         // empty: the label
  Range replace;              // what accepting replaces
  bool retrigger = false;     // ask again after accepting (a type's ':', a key's value)
};

// A document inside another: a policy under PolicyDocument, a buildspec in a `|` block.
struct Part {
  syntax::Node node;        // a mapping or sequence that is the document, or the scalar whose text is
  std::string kind;         // "iam-policy", "buildspec", ...
  std::string policy_type;  // "identity", "resource", "trust", ...; empty: unknown
  std::string service;      // resource policies: the service whose resource it is on ("s3")
};

// Where hover or completion is asked. For a document inside another (see Part) both the outer and the inner one are asked, each
// with a cursor of its own; `document` is then made as rules/embedded.cpp makes it, and ranges are in its own text.
struct Cursor {
  const model::Document& document;
  const pack::Pack& pack;
  Offset offset = 0;
  syntax::Node node;    // deepest node there
  Place place;          // of `node`
  bool on_key = false;  // `node` is a key (or a word that may become one)
};

// What a kind says about a spot beyond what the pack says of its entity.
struct Explanation {
  std::string entity;  // empty: of the place
  Range range;         // in the cursor's document
  std::string title;
  std::vector<std::pair<std::string, std::string>> facts;  // ("Type", "integer, 0 to 43200")
  std::string doc;                                         // Markdown; empty: the entity's own
  std::string url;
  std::vector<std::string> sections;
};

// A change that a person may ask for at a place, though nothing is wrong ("Extract to a parameter").
struct Rewrite {
  std::string title;
  std::string kind;  // LSP's: "refactor.extract", "refactor.rewrite"
  std::vector<TextEdit> edits;
};

// A short text an editor shows inside a line: what a value stands for.
struct Hint {
  Offset offset = 0;  // it is shown before this byte
  std::string text;
  std::string tooltip;  // Markdown; may be empty
};

// ---- the kind --------------------------------------------------------------------------------------------------------

class Kind {
 public:
  virtual ~Kind() = default;
  virtual std::string_view id() const = 0;

  // 0: no; 1..100: how sure. The default goes by the pack's data (file patterns 60, folder 60, content keys 80).
  virtual int recognise(std::string_view path, const syntax::Tree& tree, const pack::Pack& pack) const;
  virtual std::shared_ptr<const model::Analysis> analyse(const model::Document& document, const pack::Pack& pack) const;
  // Definitions and uses in one document. The default: top-level keys and one level below.
  virtual Symbols symbols(const model::Document& document, const pack::Pack& pack) const;

  // Inside a scalar, where the shape can't say. Hover asks this before the shape: the entity at the cursor and the text it
  // covers ("env:CODEBUILD_SRC_DIR" in a command). The default: nothing.
  struct Spot {
    std::string entity;
    Range range;
  };
  virtual std::optional<Spot> spot(const model::Document& document, Offset offset, const pack::Pack& pack) const;
  // Completion adds these to what the shape offers at the cursor (variables inside a command, the states a `Next` may name).
  // The default: nothing.
  virtual std::vector<Completion> offers(const model::Document& document, Offset offset, const pack::Pack& pack) const;
  // Documents inside this one, by the shapes that say `embeds`; rules run on each with the kind it is of.
  // The default walks the pack's shape. Branches of Fn::If are followed; a text behind any other function is not listed.
  virtual std::vector<Part> parts(const model::Document&, const pack::Pack&) const;

  // The place of a node of the document. The default walks the pack's shape of this kind.
  virtual Place place(const model::Document& document, const pack::Pack& pack, syntax::Node node) const;
  // Hover and completion where data can't say it (references, actions, ARNs); asked of the outermost kind first, then of the kind
  // embedded at the cursor. Nothing: what the shape says is enough. `complete` returns true where its list is all there is.
  virtual std::optional<Explanation> hover(const Cursor& cursor) const;
  virtual bool complete(const Cursor& cursor, std::vector<Completion>& list) const;
  // Hover or completion documentation of an entity by name alone, where the pack has no entry for it.
  virtual std::optional<Explanation> describe(std::string_view entity, const pack::Pack& pack) const;

  // The defaults: nothing. `range` bounds what is looked at.
  virtual std::vector<Rewrite> rewrites(const model::Document&, Range, const pack::Pack&) const { return {}; }
  virtual std::vector<Hint> hints(const model::Document&, Range, const pack::Pack&) const { return {}; }
};

// The kind of this id; null where there is none.
const Kind* kind(std::string_view id);
const std::vector<const Kind*>& all();
// The best kind for a file; empty: none.
std::string recognise(std::string_view path, const syntax::Tree& tree, const pack::Pack& pack);
// Makes a document: parse, recognise (unless `kind` is given), analyse.
std::shared_ptr<const model::Document> open(std::string path, std::string text, const pack::Pack& pack, std::string kind = {}, std::string policy_type = {});

}  // namespace cribsheet::kinds

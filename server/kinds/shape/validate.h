// Tree x shape: where a document does not fit its shape. JSON Schema semantics in three-valued logic: what is behind an unknown
// value is never reported. Linear in the document for shapes without alternatives; never recurses deeper than kMaxDepth.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kinds/kind.h"
#include "kinds/shape/resolver.h"
#include "pack/pack.h"
#include "syntax/tree.h"
#include "text/edit.h"

namespace cribsheet::kinds::shape {

constexpr int kMaxDepth = 200;

enum class Truth : std::uint8_t { no, maybe, yes };

// One of several mends, which a person has to choose from.
struct Mend {
  std::string title;
  std::vector<TextEdit> edits;
};

struct Violation {
  std::string_view rule;      // "unknown-property", ...; the shape's own where it names one. In the pack or static
  std::string_view severity;  // empty: the rule's own
  Range range;                // in the outermost document
  std::string message;
  std::string entity;     // "AWS::SQS::Queue.VisibilityTimeout"; empty: none
  std::string fix_title;  // empty: no fix
  std::vector<TextEdit> edits;
  std::vector<Mend> choices;
  bool deprecated = false;
  std::string via;          // how the value came about ("the default of parameter Size"); empty: written in place
  std::string_view format;  // the format that the shape asks for ("AWS::EC2::VPC.Id"); empty: none
  bool pattern = false;     // wrong-length: nor does the text look as it must
  bool by_key = false;      // duplicate-items: the items are the same in the keys that tell them apart
};

// Sees what the walk meets. `function` is called once for every intrinsic function in a place whose shape is known.
class Visitor {
 public:
  enum class Enter : std::uint8_t { walk, alone, skip };
  virtual ~Visitor() = default;
  // Before an entry two levels below the root (a resource of a template). `alone`: its violations are told before `leave` is
  // called, and what else stands in the document doesn't shorten its walk; `skip`: what is in it is known.
  virtual Enter enter(syntax::Node /*key*/) { return Enter::walk; }
  virtual void leave(syntax::Node /*key*/) {}
  virtual void violation(Violation violation) = 0;
  virtual void function(syntax::Node /*node*/, const pack::Shape& /*expected*/, const std::string& /*entity*/) {}
};

struct Options {
  bool coerce = false;      // "5" is an integer, true a string, ...: what CloudFormation accepts
  bool intrinsics = false;  // functions may stand for values
  std::string entity;       // of the root; "buildspec:" for a prefix
};

// Reports every misfit of `node` against `shape`. `resolver` may be null.
void validate(syntax::Node node, pack::Shape shape, const pack::Pack& pack, const Options& options, const Resolver* resolver, Visitor& visitor);
// Whether `node` fits `shape`, without a report.
Truth fits(syntax::Node node, pack::Shape shape, const pack::Pack& pack, const Options& options, const Resolver* resolver);
// Whether a plain string fits (patterns, enums, lengths, formats).
Truth fits(std::string_view text, pack::Shape shape);

}  // namespace cribsheet::kinds::shape

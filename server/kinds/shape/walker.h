// The walk behind validate() and fits(). Private to this folder.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kinds/shape/scalar.h"
#include "kinds/shape/validate.h"

namespace cribsheet::kinds::shape {

// One step of the way from the root, on the call stack.
struct Frame {
  const Frame* up = nullptr;
  std::string_view step;    // a key that the shape names; empty: a list item, or a person's own key
  std::string_view entity;  // where a shape names its own entity: the path begins anew here
  syntax::Node key;         // key node of the entry
};

struct Entry {
  std::string_view key;
  syntax::Node key_node;
  syntax::Node value;
  Truth present = Truth::yes;  // AWS::NoValue: no
  bool function = false;       // the value may be a function
};

// A mapping's entries, merge keys (`<<`) opened.
struct Entries {
  std::vector<Entry> list;
  bool open = false;                 // more entries may exist than can be seen
  std::vector<syntax::Node> loops;   // of Fn::ForEach: [variable, values, what is repeated]
  std::vector<const Entry*> sorted;  // by key, where they are many: looking through them for each of them would take a square
  void sort();                       // once `list` is whole
  const Entry* find(std::string_view key) const;
  Truth has(std::string_view key) const;
};

// A value on the walk: a node, or a text that functions made.
struct Datum {
  syntax::Node node;
  std::string_view text;  // of a scalar
  bool computed = false;  // only `text` counts
  syntax::Node at;        // where a finding is shown when not on `node`
  std::string_view via;
  const Entries* entries = nullptr;  // of a mapping
};

// Which groups of keywords a shape has: most have few, and a missing group costs nothing.
struct Traits {
  bool values = false;  // enum, const
  bool texts = false;   // lengths, pattern, format
  bool numbers = false;
  bool combinations = false;  // requiredOr, ..., counts of properties
  bool choices = false;       // allOf, anyOf, oneOf, not, if
  bool by_sibling = false;    // resourceBy
};

// How many steps a walk may take, so that shapes with many alternatives on a hostile document end: far beyond what any real one needs.
constexpr std::size_t kLeastFuel = 100000, kFuelPerNode = 300;

// A condition that holds, and of what: told in words only where something is found.
struct Reason {
  const Datum* datum;
  pack::Shape condition;
};

class Walker {
 public:
  Walker(const pack::Pack& pack, const Options& options, const Resolver* resolver, Visitor* visitor, std::size_t fuel)
      : pack_(pack), options_(options), resolver_(resolver ? *resolver : kPlain), visitor_(visitor), fuel_(fuel) {}

  Truth check(syntax::Node node, const pack::Shape& shape, const Frame& frame);
  Truth check_text(std::string_view text, const pack::Shape& shape);
  void tell();  // the visitor, what was found since the last time

 private:
  static const Resolver kPlain;
  const Traits& traits_of(const pack::Shape& shape);

  // walker.cpp
  Truth check_known(Datum datum, const pack::Shape& shape, const Frame& frame);
  Truth check_resolved(const std::vector<Value>& values, Datum outer, const pack::Shape& shape, const Frame& frame);
  Truth check_value(const Datum& datum, const pack::Shape& shape, const Frame& frame);
  Truth check_mapping(const Datum& datum, Entries& entries, const pack::Shape& shape, const Frame& frame);
  bool may_be_resolved(syntax::Node node) const;
  bool reporting() const { return silent_ == 0 && visitor_ != nullptr; }
  Truth test(const Datum& datum, const pack::Shape& shape, const Frame& frame);

  // scalars.cpp
  std::uint16_t written(const Datum& datum) const;
  Truth check_type(const Datum& datum, const pack::Shape& shape, const Frame& frame);
  Truth check_enum(const Datum& datum, const pack::Shape& shape, const Frame& frame);
  Truth check_text_limits(const Datum& datum, const pack::Shape& shape, const Frame& frame);
  Truth check_number(const Datum& datum, const pack::Shape& shape, const Frame& frame);

  // objects.cpp
  void collect(syntax::Node mapping, Entries& entries, int depth);
  void settle(Entries& entries);
  Truth check_object(const Datum& datum, const pack::Shape& shape, const Frame& frame);
  Truth check_entry(const Datum& datum, const Entry& entry, const pack::Shape& shape, const Frame& frame);
  Truth check_alone(const Datum& datum, const Entry& entry, const pack::Shape& shape, const Frame& frame);
  Truth check_loop(const Datum& datum, syntax::Node loop, const pack::Shape& shape, const Frame& frame);
  Truth check_value_of(const Datum& datum, const Entry& entry, const pack::Shape& shape, const Frame& frame);
  Truth check_required(const Datum& datum, const pack::Shape& shape, const Frame& frame);
  Truth check_combinations(const Datum& datum, const pack::Shape& shape, const Frame& frame);
  Truth unknown_entry(const Datum& datum, const Entry& entry, const pack::Shape& shape, const Frame& frame);

  // lists.cpp
  Truth check_list(const Datum& datum, const pack::Shape& shape, const Frame& frame);
  Truth check_unique(const Datum& datum, const pack::Shape& shape, const Frame& frame);

  // choices.cpp
  Truth check_choices(const Datum& datum, const pack::Shape& shape, const Frame& frame);
  Truth negated(const Datum& datum, const pack::Shape& shape, const pack::Shape& negation, const Frame& frame);
  Truth check_any(const Datum& datum, const std::vector<pack::Shape>& alternatives, bool exactly_one, const pack::Shape& shape, const Frame& frame);
  // " where Engine is mysql", of the innermost condition that can be told; nothing that says of `subject` what it is.
  std::string where(std::string_view subject, std::string_view otherwise = {}) const;
  void report_best(const Datum& datum, const std::vector<pack::Shape>& alternatives, bool exactly_one, const pack::Shape& shape, const Frame& frame);

  // Reports, where the walk reports, and gives `no`. `range` is in the document of datum.node.
  struct Report {
    std::string_view rule;
    Range range;
    std::string message;
    std::string fix_title;
    std::vector<TextEdit> edits;
    bool deprecated = false;
    std::vector<Mend> choices = {};
    bool pattern = false;  // of a text of the wrong length: it does not look as it must either
  };
  // The message of a shape, with {what} (the sentence that would stand there otherwise), {property}, {value}, {where} (" where Engine is mysql") {reason}
  // ("Engine is mysql"), and properties of the mapping by their names ({Cpu}).
  std::string said(const pack::Shape& shape, const Datum& datum, const Frame& frame, const Report& report, std::string_view step) const;
  Truth violate(const Datum& datum, const pack::Shape& shape, const Frame& frame, Report report, std::string_view step = {});

  std::string entity(const Frame& frame, std::string_view step = {}) const;
  std::string subject(const Frame& frame) const;  // "VisibilityTimeout", "An item of Layers"
  std::string owner(const Frame& frame) const;    // "AWS::SQS::Queue", "RedrivePolicy"
  Range range_of(const Datum& datum, const Frame& frame) const;
  Range parent_range(const Datum& datum, const Frame& frame) const;

  const pack::Pack& pack_;
  const Options& options_;
  const Resolver& resolver_;
  Visitor* visitor_;
  std::size_t fuel_;
  int silent_ = 0;
  int choosing_ = 0;  // what is found may yet be thrown away
  int depth_ = 0;
  int loops_ = 0;  // Fn::ForEach around this place: in its texts ${Name} may stand for anything
  Assumptions assumed_;
  std::vector<Reason> reasons_;  // the conditions that hold on the way here
  std::vector<Violation> found_;
  std::unordered_map<pack::Id, Traits> traits_;
};

// The values of an enumeration as one would write them, each once (6081 and "6081" are one, true and "True" too).
std::vector<std::string> plain_values(const pack::Shape& shape);
// A text that Fn::ForEach puts its values into.
inline bool made_by_loop(std::string_view text) { return text.find("${") != std::string_view::npos || text.find("&{") != std::string_view::npos; }
inline Truth both(Truth a, Truth b) { return a < b ? a : b; }
// How a value reads in a message, cut where it is long.
std::string quoted(std::string_view text);
// "A, B or C", at most `limit` of them.
std::string listed(const std::vector<std::string>& names, std::string_view last, std::size_t limit = 8);

}  // namespace cribsheet::kinds::shape

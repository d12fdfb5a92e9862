// JSON Schema (with the keywords of knowledge/README.md) to shape records.
#pragma once
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/sources.h"
#include "compiler/writer.h"

namespace cribsheet::compiler {

// Where a schema's "#/definitions/X" leads. It must outlive the Shapes that uses it.
struct Scope {
  std::string name;              // a kind's id or a resource type's name
  const json* schema = nullptr;  // root, with its "definitions"
};

class Shapes {
 public:
  explicit Shapes(Writer& writer) : writer_(writer) {}
  // Makes a schema known under its name, so that others can refer to it ("iam-policy", "iam-policy#Statement",
  // "AWS::SQS::Queue").
  void declare(const Scope& scope) { scopes_[scope.name] = scope; }
  std::uint32_t root(const std::string& name);
  std::uint32_t definition(const std::string& name, const std::string& definition);
  std::uint32_t count() const { return count_; }
  // Sentences on what the sources say that can't be honoured: references to nowhere, unknown keywords, patterns of the
  // kinds.
  const std::set<std::string>& complaints() const { return complaints_; }
  // Patterns of AWS's schemas in a dialect that PCRE2 does not take; the shapes are without them.
  std::size_t dropped_patterns() const {
    return static_cast<std::size_t>(std::count_if(patterns_.begin(), patterns_.end(), [](const auto& one) { return !one.second; }));
  }

 private:
  struct Keyword;
  struct Record;
  static const Keyword* keyword(const std::string& name);
  void together(const json& schema, const Scope& scope, Record& record);
  std::uint32_t shape(const json& schema, const Scope& scope);
  std::uint32_t reference(const std::string& target, const Scope& scope);
  const json* resolve(const std::string& target, const Scope& scope, const Scope** home);
  // The schema of a property path ("AWS::Lambda::Function.Code.S3Key"); null: there is none.
  const json* property_at(const std::string& path, const Scope** home);
  const json* property_of(const json& node, const std::string& name, const Scope& scope, int depth);
  Words encode(const json& schema, const Scope& scope);
  std::uint32_t properties(const json& schema, const Scope& scope);
  std::uint32_t shape_list(const json& list, const Scope& scope);
  std::uint32_t json_texts(const json& values);
  std::uint32_t pattern(const std::string& text, const Scope& scope);
  std::uint32_t pattern_properties(const json& value, const Scope& scope);
  std::uint32_t key_lists(const json& value);
  std::uint32_t dependents(const json& value);

  Writer& writer_;
  std::map<std::string, Scope> scopes_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> done_;  // (scope, definition) -> shape; "" is the root
  std::map<std::string, bool> patterns_;
  std::set<std::string> complaints_;
  std::uint32_t count_ = 0;
};

}  // namespace cribsheet::compiler

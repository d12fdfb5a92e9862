// A policy as IAM sees it, over any tree: tolerant of half-typed text, with the range of everything in the document.
//
// Values behind intrinsic functions are texts with holes (iam/glob.h); where a whole element may hold more than is known, it is
// not `complete`. Nothing that is unknown may become a finding.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"
#include "pack/pack.h"
#include "syntax/tree.h"

namespace cribsheet::iam {

enum class PolicyType : std::uint8_t { unknown, identity, resource, trust, scp, rcp, boundary, session, endpoint };
PolicyType policy_type(std::string_view name);  // "identity", "resource", ...; else unknown
std::string_view name_of(PolicyType type);      // "identity policy", "service control policy", ...

struct Value {
  enum class Kind : std::uint8_t { text, number, boolean, null, list, map, unknown };
  Kind kind = Kind::unknown;
  std::string text;  // decoded; holes where an intrinsic function stands; empty for list and map
  Range range;
  syntax::Node node;
  bool conditional = false;  // one branch of an Fn::If: it may not be there
  bool is_text() const { return kind == Kind::text; }
  bool scalar() const { return kind == Kind::text || kind == Kind::number || kind == Kind::boolean; }
};

// One element, such as Action or the values of a condition key: a lone value is a list of one.
struct Values {
  bool present = false;
  bool list = false;     // written as a list
  bool complete = true;  // false: there may be more values than `items`
  std::string key;
  Range key_range, range;  // of the key and of the value
  syntax::Node entry;      // the mapping's entry
  std::vector<Value> items;
  bool empty_list() const { return present && list && complete && items.empty(); }
  const Value* only() const { return items.size() == 1 ? &items.front() : nullptr; }
};

struct Principal {
  bool present = false;
  bool complete = true;
  bool is_map = false;
  Range key_range, range;
  syntax::Node entry;
  std::vector<Value> bare;      // "*" or another text (or a list of them) without a key
  std::vector<Values> entries;  // AWS, Service, Federated, CanonicalUser, ...
  bool everyone() const;        // "*" or {"AWS": "*"}
};

struct Operator {
  enum class Family : std::uint8_t { unknown, string, numeric, date, boolean, binary, ip, arn, null };
  enum class Qualifier : std::uint8_t { none, for_all, for_any };
  std::string base;  // canonical: "StringEquals"; empty: no such operator
  Family family = Family::unknown;
  Qualifier qualifier = Qualifier::none;
  bool if_exists = false;
  bool negated = false;  // StringNotEquals, NotIpAddress, ...
  bool like = false;     // takes wildcards
  bool known() const { return !base.empty(); }
};
Operator parse_operator(std::string_view text);  // ignores case
// The base operators in their own spelling, for completion and spelling help.
const std::vector<std::string_view>& operator_names();

struct ConditionKey {
  std::string name;  // as written
  Range range;
  syntax::Node entry;
  Values values;
};
struct ConditionBlock {
  std::string name;  // operator as written
  Operator op;
  Range range;
  syntax::Node entry;
  bool is_map = true;
  std::vector<ConditionKey> keys;
};
struct Condition {
  bool present = false;
  bool complete = true;
  bool is_map = true;
  Range key_range, range;
  syntax::Node entry;
  std::vector<ConditionBlock> blocks;
};

struct Stray {  // an element that no policy has
  std::string name;
  Range range;
  syntax::Node entry;
  bool lacks_colon = false;  // half typed
};

struct Statement {
  syntax::Node node;
  Range range, anchor;  // all of it; where something missing is reported
  bool is_map = true;
  bool conditional = false;
  bool complete = true;  // false: a macro or a merge may bring more elements
  Values sid, effect, action, not_action, resource, not_resource;
  Principal principal, not_principal;
  Condition condition;
  std::vector<Stray> strays;
  bool allows() const { return is_effect("Allow"); }
  bool denies() const { return is_effect("Deny"); }
  const Values& actions() const { return action.present ? action : not_action; }
  const ConditionKey* key(std::string_view name) const;  // the first condition on this key, ignoring case

 private:
  bool is_effect(std::string_view name) const;
};

struct Policy {
  syntax::Node root;
  PolicyType type = PolicyType::unknown;
  bool type_named = false;  // by a flag, a file's name or the property; not guessed from the contents
  bool too_large = false;   // several times what AWS takes anywhere; it is measured and not looked into
  bool foreign = false;     // not in IAM's language after all (an Organizations tag policy): nothing is said of it
  bool in_template = false;
  bool in_sub = false;           // the whole text stands in an Fn::Sub
  bool bare_statements = false;  // a list of statements without a document around it
  bool own_version = true;       // false: whoever embeds it adds the version
  bool complete = true;
  Range range, anchor;
  Values version, id;
  bool has_statement = false, statement_list = false, statement_empty = false;
  Range statement_key, statement_range;
  std::vector<Statement> statements;
  std::vector<Stray> strays;

  // The range of a part of a value's text, or of all of it where the way back is not known.
  Range inside(const Value& value, std::size_t begin, std::size_t end) const;
  bool has_principal() const;
};

// How a value reads what CloudFormation would put there.
class Resolver {
 public:
  virtual ~Resolver() = default;
  virtual std::string ref(std::string_view logical_id) const = 0;  // text with holes
  virtual std::string attribute(std::string_view logical_id, std::string_view name) const = 0;
};

struct ReadOptions {
  PolicyType type = PolicyType::unknown;
  bool in_template = false;  // intrinsic functions are understood
  bool in_sub = false;       // the whole text stands in an Fn::Sub
  const Resolver* resolver = nullptr;
};
// Reads a document ({"Version", "Statement"}), or a list of statements.
Policy read_policy(syntax::Node root, const ReadOptions& options);
Policy read_statements(syntax::Node list, const ReadOptions& options);

constexpr Offset kTooLarge = 1u << 17;

// Characters of the policy as IAM counts them: as JSON without white space. A lower bound where something is unknown.
std::size_t size_of(const Policy& policy);

}  // namespace cribsheet::iam

// Hover in a policy: actions, wildcards, ARNs, condition keys and operators, principals, variables.
#include "kinds/iam/cursor.h"

#include "kinds/iam/describe.h"
#include "kinds/iam/glob.h"
#include "kinds/iam/where.h"

namespace cribsheet::iam {
namespace {

using kinds::Explanation;
using What = Where::What;

// The name in the ${...} that the cursor stands in; empty: none.
std::string_view variable_at(std::string_view text, std::size_t at, Range& range) {
  const std::size_t open = text.rfind("${", std::min(at, text.size()));
  if (open == std::string_view::npos) return {};
  const std::size_t close = text.find('}', open);
  if (close == std::string_view::npos || at > close) return {};
  std::string_view name = text.substr(open + 2, close - open - 2);
  range = {static_cast<Offset>(open), static_cast<Offset>(close + 1)};
  if (name.starts_with('!')) name.remove_prefix(1);
  return name.substr(0, name.find(','));
}

std::optional<Explanation> action(const Where&, const Value& value, const pack::Pack& pack) {
  std::size_t budget = kActionsTried;
  const ActionUse use = read_action(value, pack, budget);
  if (use.unknown) return std::nullopt;
  if (use.action) return describe_action(use.action, pack);
  if (use.wildcard) return describe_pattern(value.text, pack);
  return std::nullopt;
}

std::optional<Explanation> principal(const Where& where, const Value& value) {
  Explanation e;
  e.title = value.text;
  if (value.text == "*") {
    e.doc = "Everybody, in any account, signed in or not. Limit it with a `Condition`.";
  } else if (where.key == "Service") {
    e.doc = "An AWS service. It acts for all its customers: test `aws:SourceArn` or `aws:SourceAccount` to let it act for you only.";
  } else if (where.key == "AWS" && value.text.ends_with(":root")) {
    e.doc = "The whole account: whoever in it has been given the permission by an identity-based policy (not just its root user).";
  } else if (where.key == "AWS" && value.text.size() == 12 && value.text.find_first_not_of("0123456789") == std::string::npos) {
    e.doc = "The whole account; the same as `arn:aws:iam::" + value.text + ":root`.";
  } else {
    return std::nullopt;
  }
  return e;
}

}  // namespace

std::optional<Explanation> hover_at(const kinds::Cursor& cursor) {
  if (!cursor.node.is_scalar()) return std::nullopt;
  const auto analysis = analysis_of(cursor.document, cursor.pack);
  if (analysis->policy.foreign) return std::nullopt;
  const Where where = where_is(cursor.document, *analysis, cursor.node, cursor.on_key);
  Value value;
  value.kind = Value::Kind::text;
  value.node = cursor.node;
  value.text = cursor.node.text();
  value.range = cursor.node.range();
  std::optional<Explanation> said;
  Range inner;
  const auto at = cursor.node.map().from_source(cursor.offset);
  if ((where.what == What::resource || where.what == What::condition_value) && at)
    if (const std::string_view name = variable_at(value.text, *at, inner); !name.empty())
      if ((said = describe_key(name, cursor.pack))) value.range = cursor.node.map().to_source(inner);
  if (!said) switch (where.what) {
      case What::action: said = action(where, value, cursor.pack); break;
      case What::resource: {
        // As CloudFormation would fill it in, where that is known.
        std::string text = value.text;
        if (where.known)
          for (const Values* values : {&analysis->policy.statements[where.index].resource, &analysis->policy.statements[where.index].not_resource})
            for (const Value& v : values->items)
              if (v.range.contains(cursor.node.range()) && v.is_text()) text = v.text;
        said = describe_resource(text, cursor.pack);
        break;
      }
      case What::condition_key: said = describe_key(value.text, cursor.pack); break;
      case What::operator_name: said = describe_operator(value.text, cursor.pack); break;
      case What::principal:
      case What::principal_value: said = principal(where, value); break;
      default: break;
    }
  if (!said) return said;
  said->range = value.range;
  // What the entity itself says is added by whoever asked.
  if (where.what != What::operator_name && !said->entity.empty()) return Explanation{said->entity, said->range, said->title, {}, {}, {}, {}};
  return said;
}

}  // namespace cribsheet::iam

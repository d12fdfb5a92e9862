// Conditions: whether operator, key and values are of one kind.
#include "rules/iam/rules.h"

#include <algorithm>

#include "kinds/iam/arn.h"
#include "model/edits.h"
#include "rules/offer.h"

namespace cribsheet::rules::iam {
namespace {

using Family = Operator::Family;

template <class See>
void each_key(Check& c, See see) {
  for (const Statement& s : c.policy.statements)
    for (const ConditionBlock& block : s.condition.blocks)
      if (block.op.known())
        for (const ConditionKey& key : block.keys) see(s, block, key);
}

bool judged(const Value& v) { return v.scalar() && !has_hole(v.text) && v.text.find("${") == std::string::npos; }
bool digit(char ch) { return ch >= '0' && ch <= '9'; }

bool is_number(std::string_view text) {
  std::size_t i = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  bool any = false, dot = false;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && !dot) dot = true;
    else if (digit(text[i])) any = true;
    else return false;
  }
  return any;
}

bool all_digits(std::string_view text) {
  for (const char ch : text)
    if (!digit(ch)) return false;
  return !text.empty();
}

int number(std::string_view text) {
  int n = 0;
  for (const char ch : text) n = n * 10 + (ch - '0');
  return n;
}

enum class DateKind { good, doubtful, bad };

// YYYY-MM-DD, with or without a time. Seconds since 1970 are read, though not always as the moment that was meant.
DateKind date_kind(std::string_view text) {
  if (all_digits(text)) return text.size() >= 4 && text.size() <= 13 ? DateKind::doubtful : DateKind::bad;
  const std::size_t time = text.find_first_of("Tt ");
  const std::string_view day = text.substr(0, time);
  if (day.size() != 10 || day[4] != '-' || day[7] != '-' || !all_digits(day.substr(0, 4)) || !all_digits(day.substr(5, 2)) || !all_digits(day.substr(8, 2))) {
    // A date all the same, though not one that IAM is sure to read: 2024/01/31, 31.1.2024, 2024-1-5.
    int digits = 0;
    for (const char ch : day) {
      if (digit(ch)) ++digits;
      else if (ch != '/' && ch != '-' && ch != '.') return DateKind::bad;
    }
    return digits >= 4 ? DateKind::doubtful : DateKind::bad;
  }
  const int month = number(day.substr(5, 2)), date = number(day.substr(8, 2));
  if (month < 1 || month > 12 || date < 1 || date > 31) return DateKind::doubtful;
  if (time == std::string_view::npos) return DateKind::good;
  const std::string_view clock = text.substr(time + 1);
  for (const char ch : clock)
    if (!digit(ch) && std::string_view(":.+-Zz").find(ch) == std::string_view::npos) return DateKind::bad;
  return clock.size() >= 2 ? DateKind::good : DateKind::doubtful;
}

bool is_base64(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0) return false;
  std::size_t padding = 0;
  for (const char ch : text) {
    if (ch == '=') ++padding;
    else if (padding > 0 || !((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || digit(ch) || ch == '+' || ch == '/')) return false;
  }
  return padding <= 2;
}

std::string kinds_of(const std::vector<Value>& values) {
  bool text = false, num = false, boolean = false;
  for (const Value& v : values) {
    text = text || v.is_text();
    num = num || v.kind == Value::Kind::number;
    boolean = boolean || v.kind == Value::Kind::boolean;
  }
  std::vector<std::string> names;
  if (text) names.emplace_back("texts");
  if (num) names.emplace_back("numbers");
  if (boolean) names.emplace_back("booleans");
  return names.size() > 1 ? joined(names) : std::string();
}

void bad_value(Check& c, const ConditionBlock& block, const Value& v) {
  const auto say = [&](const std::string& message, std::string_view code) -> Finding& {
    Finding& f = c.add("iam-value-type", v.range, block.name + " compares with " + message + ", and " + shown(v.text) + " is none",
                       {code, "parliament:MISMATCHED_TYPE"});
    return f;
  };
  switch (block.op.family) {
    case Family::boolean:
    case Family::null:
      if (!same(v.text, "true") && !same(v.text, "false")) {
        Finding& f = say("true or false", "access-analyzer:TYPE_MISMATCH_BOOLEAN");
        if (block.op.family == Family::null) f.also.back() = "parliament:MISMATCHED_TYPE_OPERATION_TO_NULL";
        for (const std::string_view yes : {"yes", "on", "1"})
          if (same(v.text, yes)) offer_value(f, v.node, model::text_value("true"));
        for (const std::string_view no : {"no", "off", "0"})
          if (same(v.text, no)) offer_value(f, v.node, model::text_value("false"));
      }
      break;
    case Family::numeric:
      if (!is_number(v.text)) say("a number", "access-analyzer:TYPE_MISMATCH_NUMBER");
      break;
    case Family::date:
      if (date_kind(v.text) == DateKind::bad) say("a date (2024-01-31 or 2024-01-31T12:00:00Z)", "access-analyzer:TYPE_MISMATCH_DATE");
      break;
    case Family::binary:
      if (!is_base64(v.text)) say("a text in base64", "access-analyzer:TYPE_MISMATCH_STRING");
      break;
    default: break;
  }
}

// The operator of another family that asks the same as a String operator without wildcards; empty: there is none.
std::string same_test(const Operator& op, const std::string& family) {
  if (op.family != Family::string || op.like || op.qualifier != Operator::Qualifier::none) return {};
  const std::string end = op.if_exists ? "IfExists" : "";
  if (family == "Bool") return op.negated ? std::string() : "Bool" + end;
  if (family == "IpAddress") return (op.negated ? "NotIpAddress" : "IpAddress") + end;
  if (family == "Numeric" || family == "Date") return family + (op.negated ? "NotEquals" : "Equals") + end;
  return {};
}

bool vpc_id(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  const std::string_view rest = text.substr(prefix.size());
  if (rest.size() != 8 && rest.size() != 17) return false;
  for (const char ch : rest)
    if (!digit(ch) && !(ch >= 'a' && ch <= 'z')) return false;
  return true;
}

bool in_table(const Check& c, std::string_view table, std::string_view word) {
  const auto rows = c.pack.table(table);
  return rows.empty() || !rows.named(word).empty();
}

}  // namespace

void mixed_values(Check& c) {
  if (!c.json() || c.policy.in_template) return;
  each_key(c, [&](const Statement&, const ConditionBlock&, const ConditionKey& key) {
    const std::string kinds = kinds_of(key.values.items);
    if (kinds.empty()) return;
    Finding& f = c.add("iam-mixed-values", key.values.range, "The values of " + key.name + " mix " + kinds + "; write all of them as texts");
    std::vector<TextEdit> edits;
    for (const Value& v : key.values.items)
      if (!v.is_text())
        if (auto edit = model::replacement(v.node, model::text_value(v.text))) edits.push_back(std::move(*edit));
    f.fixes.push_back({"Write all as texts", std::move(edits), true});
  });
}

void multiple_booleans(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock& block, const ConditionKey& key) {
    const bool one = block.op.family == Family::boolean || block.op.family == Family::null;
    const KeyInfo* info = c.analysis.key(key.name);
    if (!one || key.values.items.size() < 2 || (info && info->many()) || key.values.items.back().conditional) return;
    Finding& f = c.add("iam-multiple-booleans", key.values.range, block.name + " takes one value, true or false; with both it says nothing");
    for (const std::string_view value : {"true", "false"}) offer_value(f, key.values.entry.value(), model::text_value(value), false);
  });
}

void operator_type(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock& block, const ConditionKey& key) {
    const KeyInfo* info = c.analysis.key(key.name);
    if (!info) return;
    // A text that holds ARNs may well be compared as such (kms:EncryptionContext:aws:logs:arn).
    const bool arns = block.op.family == Family::arn && info->base_type() == "String" && !key.values.items.empty() &&
                      std::all_of(key.values.items.begin(), key.values.items.end(), [](const Value& v) { return v.text.starts_with("arn:"); });
    if (!arns && !suits(block.op.family, *info)) {
      const std::string family(family_for(*info));
      Finding& f = c.add("iam-operator-type", block.range,
                         key.name + " is of type " + std::string(info->base_type()) + "; test it with " +
                             (family == "Bool" ? "the operator Bool" : (family == "Arn" || family == "IpAddress" ? "an " : "a ") + family + " operator") +
                             " instead of " + block.name,
                         {"access-analyzer:TYPE_MISMATCH", "parliament:MISMATCHED_TYPE"});
      f.entity = info->name;
      const std::string right = same_test(block.op, family);
      if (block.keys.size() == 1 && !right.empty()) offer(f, replace_text(c, block.range, right, "Write " + right));
    } else if (info->base_type() == "ARN" && block.op.family == Family::string && !block.op.like) {
      Finding& f =
          c.add("iam-operator-type", block.range, key.name + " is an ARN; Arn operators compare it part by part", {"parliament:MISMATCHED_TYPE_BUT_USABLE"});
      set_severity(f, Severity::hint);
    }
  });
}

void value_type(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock& block, const ConditionKey& key) {
    for (const Value& v : key.values.items)
      if (judged(v)) bad_value(c, block, v);
  });
}

namespace {

// 2024/1/31 -> 2024-01-31; a day that stands first may as well be a month.
void plain_date(const Value& v, Finding& f) {
  std::vector<std::string> parts(1);
  for (const char ch : v.text) {
    if (digit(ch)) parts.back() += ch;
    else if (ch == '/' || ch == '-' || ch == '.') parts.emplace_back();
    else return;
  }
  if (parts.size() != 3 || parts[0].size() != 4) return;
  for (std::size_t i = 1; i < 3; ++i) {
    if (parts[i].empty() || parts[i].size() > 2) return;
    if (parts[i].size() == 1) parts[i].insert(0, 1, '0');
  }
  const std::string right = parts[0] + "-" + parts[1] + "-" + parts[2];
  if (date_kind(right) == DateKind::good) offer_value(f, v.node, model::text_value(right));
}

}  // namespace

void date_value(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock& block, const ConditionKey& key) {
    if (block.op.family != Family::date) return;
    for (const Value& v : key.values.items)
      if (judged(v) && date_kind(v.text) == DateKind::doubtful && !(same(key.name, "aws:EpochTime") && all_digits(v.text)))
        plain_date(v, c.add("iam-date-value", v.range, shown(v.text) + " may not be read as the date you mean; write it 2024-01-31"));
  });
}

void wildcard_without_like(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock& block, const ConditionKey& key) {
    if (block.op.family != Family::string || block.op.like) return;
    for (const Value& v : key.values.items) {
      if (!v.is_text() || !has_wildcard(v.text)) continue;
      const KeyInfo* info = c.analysis.key(key.name);
      const std::string family = info && info->base_type() == "ARN" ? "Arn" : "String";
      const std::string like = family + (block.op.negated ? "NotLike" : "Like");
      Finding& f = c.add("iam-wildcard-without-like", v.range, block.op.base + " takes * and ? as they are; if they are meant as wildcards, use " + like);
      std::string qualifier = block.op.qualifier == Operator::Qualifier::for_all   ? "ForAllValues:"
                              : block.op.qualifier == Operator::Qualifier::for_any ? "ForAnyValue:"
                                                                                   : "";
      const std::string whole = qualifier + like + (block.op.if_exists ? "IfExists" : "");
      if (block.keys.size() == 1) offer(f, replace_text(c, block.range, whole, "Write " + whole));
    }
  });
}

void string_like_arn(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock& block, const ConditionKey& key) {
    const KeyInfo* info = c.analysis.key(key.name);
    if (!info || info->base_type() != "ARN" || block.op.family != Family::string || !block.op.like) return;
    std::string whole = block.name;
    const std::size_t at = lower(whole).find("string");
    whole.replace(at, 6, "Arn");
    Finding& f =
        c.add("iam-string-like-arn", block.range,
              "In " + block.name + " a wildcard runs across the parts of an ARN, so it may match more than you mean; use " + whole + " for " + key.name);
    if (block.keys.size() == 1) offer(f, replace_text(c, block.range, whole, "Write " + whole));
  });
}

void redundant_number(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock& block, const ConditionKey& key) {
    const bool less = block.op.base.find("LessThan") != std::string::npos, greater = block.op.base.find("GreaterThan") != std::string::npos;
    if ((!less && !greater) || key.values.items.size() < 2 || key.values.items.back().conditional) return;
    Finding& f = c.add("iam-redundant-number", key.values.range,
                       "Of several values only the " + std::string(less ? "greatest" : "least") + " counts for " + block.name + "; keep that one");
    const Value* counts = nullptr;
    for (const Value& v : key.values.items) {
      if (!judged(v) || !all_digits(v.text) || v.text.size() > 8) return;
      if (!counts || (less ? number(v.text) > number(counts->text) : number(v.text) < number(counts->text))) counts = &v;
    }
    offer_value(f, key.values.entry.value(), counts->is_text() ? model::text_value(counts->text) : counts->text);
  });
}

void vpc_id(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock& block, const ConditionKey& key) {
    const bool vpc = same(key.name, "aws:SourceVpc"), endpoint = same(key.name, "aws:SourceVpce");
    if ((!vpc && !endpoint) || block.op.family != Family::string) return;
    for (const Value& v : key.values.items) {
      if (!judged(v) || has_wildcard(v.text) || vpc_id(v.text, vpc ? "vpc-" : "vpce-")) continue;
      c.add(
          "iam-vpc-id", v.range,
          shown(v.text) + " is not the id of a VPC" + (vpc ? "" : " endpoint") + "; it is " + (vpc ? "vpc-" : "vpce-") + " and then 8 or 17 letters and digits",
          {vpc ? "access-analyzer:INVALID_VPC_FORMAT" : "access-analyzer:INVALID_VPCE_FORMAT"});
    }
  });
}

void unknown_region(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock& block, const ConditionKey& key) {
    if ((!same(key.name, "aws:RequestedRegion") && !same(key.name, "ec2:Region")) || block.op.family != Family::string) return;
    for (const Value& v : key.values.items) {
      if (!judged(v) || has_wildcard(v.text) || in_table(c, "regions", v.text)) continue;
      const std::string near = suggest(c, v.text, [&] {
        std::vector<std::string_view> regions;
        for (const auto& row : c.pack.table("regions"))
          if (!row.empty()) regions.push_back(row[0]);
        return regions;
      });
      Finding& f = c.add("iam-unknown-region", v.range, "There is no region " + shown(v.text) + (near.empty() ? "" : "; did you mean " + near + "?"));
      if (!near.empty()) offer(f, replace_text(c, v.range, near, "Change it to " + near));
    }
  });
}

void kms_key_value(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock& block, const ConditionKey& key) {
    if (!same(key.name, "s3:x-amz-server-side-encryption-aws-kms-key-id") || (block.op.family != Family::string && block.op.family != Family::arn)) return;
    for (const Value& v : key.values.items) {
      if (!judged(v) || v.text == "*") continue;
      const Arn arn = split_arn(v.text);
      const bool good = arn.complete() && arn.has_prefix() && overlaps(arn[Arn::service], "kms") && overlaps(arn[Arn::resource], "key/*");
      if (!good)
        c.add("iam-kms-key-value", v.range,
              shown(v.text) + " is not a KMS key's ARN; S3 compares with arn:aws:kms:region:account:key/id, never with an id or an alias");
    }
  });
}

}  // namespace cribsheet::rules::iam

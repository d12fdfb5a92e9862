// Types, values, lengths, patterns, formats, ranges.
#include <cmath>

#include <fmt/format.h>

#include "base/nearest.h"
#include "kinds/shape/format.h"
#include "kinds/shape/pattern_words.h"
#include "kinds/shape/regex.h"
#include "kinds/shape/walker.h"
#include "model/edits.h"

namespace cribsheet::kinds::shape {
namespace {

// The edit that puts a plain value in a scalar's place, keeping its quotes.
std::vector<TextEdit> replace_scalar(const Datum& datum, std::string_view text) {
  if (datum.computed || datum.at || !datum.node.is_scalar()) return {};
  const syntax::Style style = datum.node.style();
  std::string written(text);
  if (style == syntax::Style::double_quoted || style == syntax::Style::single_quoted) {
    const char quote = style == syntax::Style::double_quoted ? '"' : '\'';
    written = quote + written + quote;
  } else if (style != syntax::Style::plain) {
    return {};
  }
  return {{datum.node.range(), written}};
}

// Where only nothing may be set, the whole that sets it can go: ProvisionedThroughput with its two numbers.
std::vector<Mend> without_holder(const Datum& datum) {
  if (datum.computed || datum.at) return {};
  const syntax::Node holder = datum.node.parent().parent().parent();
  if (holder.kind() != syntax::NodeKind::entry || !holder.key().is_scalar()) return {};
  return {{fmt::format("Remove {}", holder.key().text()), {model::whole_removal(holder)}}};
}

// The one value that begins with the text ("JUNIT", JUNITXML); empty: none or several do.
std::string_view only_beginning(std::string_view text, const std::vector<std::string>& values) {
  constexpr std::size_t kShortest = 3;
  std::string_view found;
  for (const std::string& each : values) {
    if (text.size() < kShortest || !each.starts_with(text)) continue;
    if (!found.empty()) return {};
    found = each;
  }
  return found;
}

constexpr std::size_t kMostChoices = 5;  // values that are offered where none is nearest

void offer(const Datum& datum, std::string_view value, std::vector<Mend>& choices) {
  if (auto edits = replace_scalar(datum, value); !edits.empty()) choices.push_back({"Set it to " + std::string(value), std::move(edits)});
}

// The numbers below and above a number, or all values where they are few.
std::vector<std::string> choices_of(std::string_view text, const std::vector<std::string>& values) {
  const auto number = number_of(text);
  const std::string *below = nullptr, *above = nullptr;
  for (const std::string& each : values) {
    const auto other = number_of(each);
    if (!number || !other) return values.size() <= kMostChoices ? values : std::vector<std::string>{};
    if (*other < *number && (below == nullptr || *number_of(*below) < *other)) below = &each;
    if (*other > *number && (above == nullptr || *number_of(*above) > *other)) above = &each;
  }
  std::vector<std::string> out;
  for (const std::string* each : {below, above})
    if (each != nullptr) out.push_back(*each);
  return out;
}

std::string first_characters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  while (end < text.size() && count > 0) {
    ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    --count;
  }
  return std::string(text.substr(0, end));
}

bool all_fits(std::string_view text, std::string_view pattern, const pack::Shape& shape) {
  const std::size_t count = character_count(text);
  return matches(pattern, text).value_or(false) && (!shape.min_length() || count >= *shape.min_length()) &&
         (!shape.max_length() || count <= *shape.max_length());
}

// The text with as little changed as makes it fit: its ending, its case, the characters that may not be. Empty: that isn't enough.
std::string fitted(std::string_view text, std::string_view pattern, const pack::Shape& shape) {
  constexpr std::size_t kLongest = 300;
  if (text.empty() || text.size() > kLongest || text.find_first_of("{$\n:/@") != std::string_view::npos || pattern.find("(?!") != std::string_view::npos)
    return {};
  std::string lower(text), upper(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  for (std::string candidate : {std::string(text) + pattern_ending(pattern), lower, upper})
    if (candidate != text && all_fits(candidate, pattern, shape)) return candidate;
  // A name has letters and digits; what else stands in it may be written as - or _.
  for (const std::string& base : {std::string(text), lower})
    for (const std::string_view instead : {"-", "_", ""}) {
      std::string candidate;
      for (const char c : base) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter) candidate += c;
        else if (!candidate.ends_with(instead) || instead.empty()) candidate += instead;
      }
      if (all_fits(candidate, pattern, shape)) return candidate;
    }
  return {};
}

// What was likely meant by a value of another type.
template <class Report>
void convert(syntax::Node node, std::uint16_t wanted, Report& report) {
  const auto set = [&](std::string title, std::string_view value, bool sure) {
    auto edit = model::replacement(node, value);
    if (!edit) return;
    if (sure) {
      report.fix_title = std::move(title);
      report.edits = {std::move(*edit)};
    } else {
      report.choices.push_back({std::move(title), {std::move(*edit)}});
    }
  };
  if (wanted == pack::type_array) {
    if (const auto json = model::as_json(node)) set("Put it into a list", "[" + *json + "]", true);
    return;
  }
  if (node.is_sequence() && node.child_count() == 1 && (wanted & pack::type_array) == 0) {
    if (const auto json = model::as_json(node.first_child())) set("Take it out of the list", *json, true);
    return;
  }
  if (!node.is_scalar()) return;
  const std::string_view text = node.text();
  if ((wanted & pack::type_boolean) != 0) {
    for (const std::string_view yes : {"yes", "Yes", "YES", "on", "On", "1", "enabled", "Enabled"})
      if (text == yes) return set("Set it to true", "true", true);
    for (const std::string_view no : {"no", "No", "NO", "off", "Off", "0", "disabled", "Disabled"})
      if (text == no) return set("Set it to false", "false", true);
    if (wanted == pack::type_boolean)
      for (const std::string_view value : {"true", "false"}) set("Set it to " + std::string(value), value, false);
  }
  if ((wanted & (pack::type_integer | pack::type_number)) != 0) {
    const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
    if (!digits.empty() && digits.size() < text.size() && digits.size() < 10) set("Set it to " + std::string(digits), digits, false);
  }
}

std::string range_words(const pack::Shape& shape) {
  const auto least = shape.minimum(), most = shape.maximum();
  if (least && most && !shape.exclusive_minimum() && !shape.exclusive_maximum()) {
    if (*least == *most) return number_words(*least);
    return number_words(*least) + " to " + number_words(*most);
  }
  std::string out;
  if (least) out = (shape.exclusive_minimum() ? "more than " : "at least ") + number_words(*least);
  if (most) out += (out.empty() ? "" : " and ") + std::string(shape.exclusive_maximum() ? "less than " : "at most ") + number_words(*most);
  return out;
}

std::string length_words(std::optional<std::uint32_t> least, std::optional<std::uint32_t> most) {
  if (least && most) return *least == *most ? fmt::format("exactly {}", *least) : fmt::format("{} to {}", *least, *most);
  return least ? fmt::format("at least {}", *least) : fmt::format("at most {}", *most);
}

}  // namespace

std::uint16_t Walker::written(const Datum& datum) const {
  if (datum.computed) return pack::type_string;
  switch (datum.node.kind()) {
    case syntax::NodeKind::mapping: return pack::type_object;
    case syntax::NodeKind::sequence: return pack::type_array;
    case syntax::NodeKind::scalar: return written_type(datum.node, options_.coerce);
    default: return pack::type_null;
  }
}

Truth Walker::check_type(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  const std::uint16_t wanted = shape.types();
  if (wanted == 0) return Truth::yes;
  const std::uint16_t is = written(datum);
  const std::uint16_t accepted = is == pack::type_object || is == pack::type_array ? is : accepted_types(datum.text, is, options_.coerce);
  if ((accepted & wanted) != 0) return Truth::yes;
  // A document written as text where an object belongs (a policy in a JSON string).
  if (!shape.embeds().empty() && (accepted & pack::type_string) != 0) return Truth::maybe;
  if (!reporting()) return Truth::no;
  std::string message;
  Report report{"wrong-type", range_of(datum, frame), {}, {}, {}};
  if (!datum.computed && !datum.at) convert(datum.node, wanted, report);
  if (is == pack::type_null) message = fmt::format("{} has no value; it must be {}", subject(frame), type_words(wanted));
  else if (is == pack::type_string) message = fmt::format("{} is {}; it must be {}", subject(frame), quoted(datum.text), type_words(wanted));
  else message = fmt::format("{} must be {}, not {}", subject(frame), type_words(wanted), type_words(is));
  report.message = std::move(message);
  return violate(datum, shape, frame, std::move(report));
}

Truth Walker::check_enum(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  const std::string_view constant = shape.constant();
  if (!constant.empty() && !equals_json(datum.text, constant, false)) {
    if (constant.front() == '{' || constant.front() == '[') return Truth::no;
    if (!reporting()) return Truth::no;
    const std::string right = plain_json(constant);
    if (right == "0")
      return violate(datum, shape, frame,
                     {"value-not-allowed",
                      range_of(datum, frame),
                      fmt::format("{} is {}; it must be 0{}", subject(frame), quoted(datum.text), where(subject(frame))),
                      {},
                      {},
                      false,
                      without_holder(datum)});
    return violate(datum, shape, frame,
                   {"value-not-allowed", range_of(datum, frame),
                    fmt::format("{} is {}; it must be {}{}", subject(frame), quoted(datum.text), quoted(right), where(subject(frame))), "Set it to " + right,
                    replace_scalar(datum, right)});
  }
  const auto values = shape.enum_values();
  if (values.empty()) return Truth::yes;
  for (const auto& value : values)
    if (equals_json(datum.text, value.json, shape.enum_ignores_case())) return Truth::yes;
  if (!reporting()) return Truth::no;
  const std::vector<std::string> names = plain_values(shape);
  std::string_view near = names.size() == 1 ? std::string_view(names.front()) : nearest(datum.text, {names.begin(), names.end()}).value_or(std::string_view{});
  if (near.empty()) near = only_beginning(datum.text, names);
  std::string message = fmt::format("{} is {}; it must be {}{}", subject(frame), quoted(datum.text), listed(names, "or"), where(subject(frame)));
  if (!near.empty() && names.size() > 3) message += fmt::format(". Did you mean {}?", near);
  std::vector<TextEdit> edits;
  if (!near.empty()) edits = replace_scalar(datum, near);
  std::vector<Mend> choices;
  if (near.empty())
    for (const std::string& name : choices_of(datum.text, names)) offer(datum, name, choices);
  return violate(datum, shape, frame,
                 {"value-not-allowed", range_of(datum, frame), std::move(message), near.empty() ? "" : "Set it to " + std::string(near), std::move(edits),
                  false, std::move(choices)});
}

Truth Walker::check_text_limits(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  const auto least = shape.min_length(), most = shape.max_length();
  const std::string_view pattern = shape.pattern(), format_name = shape.format();
  if (!least && !most && pattern.empty() && format_name.empty()) return Truth::yes;
  // A number standing for a text is turned into one, but in which notation is not ours to say.
  const std::uint16_t is = written(datum);
  if (is != pack::type_string && !datum.computed) return Truth::maybe;
  if (least || most) {
    const std::size_t count = character_count(datum.text);
    if ((least && count < *least) || (most && count > *most)) {
      Report report{"wrong-length",
                    range_of(datum, frame),
                    fmt::format("{} has {} character{}; it must have {}", subject(frame), count, count == 1 ? "" : "s", length_words(least, most)),
                    {},
                    {}};
      if (most && count > *most && *most > 0)
        if (auto edits = replace_scalar(datum, first_characters(datum.text, *most)); !edits.empty())
          report.choices = {{fmt::format("Cut it to {} characters", *most), std::move(edits)}};
      report.pattern = reporting() && !pattern.empty() && !matches(pattern, datum.text).value_or(true);
      return violate(datum, shape, frame, std::move(report));
    }
  }
  if (!pattern.empty()) {
    const auto matched = matches(pattern, datum.text);
    if (matched && !*matched) {
      const std::string mended = reporting() && !datum.computed ? fitted(datum.text, pattern, shape) : std::string();
      return violate(datum, shape, frame,
                     {"wrong-pattern", range_of(datum, frame),
                      fmt::format("{} is {}; it must {}{}", subject(frame), quoted(datum.text), pattern_words(pattern), where(subject(frame))),
                      mended.empty() ? "" : "Set it to " + mended, mended.empty() ? std::vector<TextEdit>{} : replace_scalar(datum, mended)});
    }
  }
  if (!format_name.empty()) {
    const auto fits = fits_format(format_name, datum.text);
    if (fits && !*fits)
      return violate(datum, shape, frame,
                     {"wrong-format",
                      range_of(datum, frame),
                      fmt::format("{} is {}; it must be {}", subject(frame), quoted(datum.text), format(format_name)->says),
                      {},
                      {}});
  }
  return Truth::yes;
}

Truth Walker::check_number(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  const auto least = shape.minimum(), most = shape.maximum(), step = shape.multiple_of();
  if (!least && !most && !step) return Truth::yes;
  const auto value = number_of(datum.text);
  if (!value) return Truth::yes;
  if (written(datum) == pack::type_string && !options_.coerce) return Truth::yes;
  const bool under = least && (*value < *least || (*value == *least && shape.exclusive_minimum()));
  const bool over = most && (*value > *most || (*value == *most && shape.exclusive_maximum()));
  if (under || over) {
    if (!reporting()) return Truth::no;
    const bool open = under ? shape.exclusive_minimum() : shape.exclusive_maximum();
    const std::string mend = open ? "" : number_words(under ? *least : *most);
    return violate(datum, shape, frame,
                   {"out-of-range", range_of(datum, frame),
                    fmt::format("{} is {}; it must be {}{}", subject(frame), datum.text, range_words(shape), where(subject(frame))),
                    mend.empty() ? "" : "Set it to " + mend, mend.empty() ? std::vector<TextEdit>{} : replace_scalar(datum, mend)});
  }
  if (step && *step > 0) {
    const double parts = *value / *step;
    if (std::abs(parts - std::round(parts)) > 1e-9) {
      Report report{"out-of-range",
                    range_of(datum, frame),
                    fmt::format("{} is {}; it must be a multiple of {}", subject(frame), datum.text, number_words(*step)),
                    {},
                    {}};
      for (const double multiple : {std::floor(parts) * *step, std::ceil(parts) * *step})
        if ((!least || multiple >= *least) && (!most || multiple <= *most) && multiple > 0) offer(datum, number_words(multiple), report.choices);
      return violate(datum, shape, frame, std::move(report));
    }
  }
  return Truth::yes;
}

}  // namespace cribsheet::kinds::shape

// Types, values, lengths, patterns, formats, ranges.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/nearest.h"
#include "kinds/shape/format.h"
#include "kinds/shape/pattern_words.h"
#include "kinds/shape/regex.h"
#include "kinds/shape/walker.h"

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
  if (is == pack::type_null) message = fmt::format("{} has no value; it must be {}", subject(frame), type_words(wanted));
  else if (is == pack::type_string) message = fmt::format("{} is {}; it must be {}", subject(frame), quoted(datum.text), type_words(wanted));
  else message = fmt::format("{} must be {}, not {}", subject(frame), type_words(wanted), type_words(is));
  return violate(datum, shape, frame, {"wrong-type", range_of(datum, frame), std::move(message), {}, {}});
}

Truth Walker::check_enum(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  const std::string_view constant = shape.constant();
  if (!constant.empty() && !equals_json(datum.text, constant, false)) {
    if (constant.front() == '{' || constant.front() == '[') return Truth::no;
    if (!reporting()) return Truth::no;
    const std::string right = plain_json(constant);
    return violate(datum, shape, frame,
                   {"value-not-allowed", range_of(datum, frame), fmt::format("{} is {}; it must be {}", subject(frame), quoted(datum.text), quoted(right)),
                    "Set it to " + right, replace_scalar(datum, right)});
  }
  const auto values = shape.enum_values();
  if (values.empty()) return Truth::yes;
  for (const auto& value : values)
    if (equals_json(datum.text, value.json, shape.enum_ignores_case())) return Truth::yes;
  if (!reporting()) return Truth::no;
  std::vector<std::string> names;
  for (const auto& value : values) names.push_back(plain_json(value.json));
  const std::string_view near = nearest(datum.text, {names.begin(), names.end()}).value_or(std::string_view{});
  std::string message = fmt::format("{} is {}; it must be {}", subject(frame), quoted(datum.text), listed(names, "or"));
  if (!near.empty() && names.size() > 3) message += fmt::format(". Did you mean {}?", near);
  std::vector<TextEdit> edits;
  if (!near.empty()) edits = replace_scalar(datum, near);
  return violate(datum, shape, frame,
                 {"value-not-allowed", range_of(datum, frame), std::move(message), near.empty() ? "" : "Set it to " + std::string(near), std::move(edits)});
}

Truth Walker::check_text_limits(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  const auto least = shape.min_length(), most = shape.max_length();
  const std::string_view pattern = shape.pattern(), format_name = shape.format();
  if (!least && !most && pattern.empty() && format_name.empty()) return Truth::yes;
  // A number standing for a text is turned into one, but in which notation is not ours to say.
  const std::uint16_t is = written(datum);
  if (is != pack::type_string && !(datum.computed)) return Truth::yes;
  if (least || most) {
    const std::size_t count = character_count(datum.text);
    if ((least && count < *least) || (most && count > *most))
      return violate(datum, shape, frame,
                     {"wrong-length", range_of(datum, frame),
                      fmt::format("{} has {} character{}; it must have {}", subject(frame), count, count == 1 ? "" : "s", length_words(least, most)), {}, {}});
  }
  if (!pattern.empty()) {
    const auto matched = matches(pattern, datum.text);
    if (matched && !*matched) {
      const std::string ending = pattern_ending(pattern), mended = ending.empty() ? "" : std::string(datum.text) + ending;
      return violate(datum, shape, frame,
                     {"wrong-pattern", range_of(datum, frame), fmt::format("{} is {}; it must {}", subject(frame), quoted(datum.text), pattern_words(pattern)),
                      ending.empty() ? "" : "Set it to " + mended, ending.empty() ? std::vector<TextEdit>{} : replace_scalar(datum, mended)});
    }
  }
  if (!format_name.empty()) {
    const auto fits = fits_format(format_name, datum.text);
    if (fits && !*fits)
      return violate(datum, shape, frame,
                     {"wrong-format", range_of(datum, frame),
                      fmt::format("{} is {}; it must be {}", subject(frame), quoted(datum.text), format(format_name)->says), {}, {}});
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
                   {"out-of-range", range_of(datum, frame), fmt::format("{} is {}; it must be {}", subject(frame), datum.text, range_words(shape)),
                    mend.empty() ? "" : "Set it to " + mend, mend.empty() ? std::vector<TextEdit>{} : replace_scalar(datum, mend)});
  }
  if (step && *step > 0) {
    const double parts = *value / *step;
    if (std::abs(parts - std::round(parts)) > 1e-9)
      return violate(datum, shape, frame,
                     {"out-of-range", range_of(datum, frame), fmt::format("{} is {}; it must be a multiple of {}", subject(frame), datum.text, number_words(*step)), {}, {}});
  }
  return Truth::yes;
}

}  // namespace cribsheet::kinds::shape

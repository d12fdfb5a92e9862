#include "rules/written.h"

#include <charconv>

#include <fmt/format.h>

#include "model/intrinsic.h"

namespace cribsheet::rules {

std::optional<std::string_view> written_text(const Input& input, syntax::Node node) {
  node = node.resolved();
  if (!node.is_scalar()) return std::nullopt;
  if (input.document.in_template) {
    if (model::is_intrinsic(node) || node.text().find("${") != std::string_view::npos) return std::nullopt;
  }
  return node.text();
}

std::optional<long long> whole_number(std::string_view text) {
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::string in_style(syntax::Node scalar, std::string_view text) {
  const char quote = scalar.style() == syntax::Style::double_quoted ? '"' : scalar.style() == syntax::Style::single_quoted ? '\'' : '\0';
  std::string out;
  if (quote != '\0') out += quote;
  out += text;
  if (quote != '\0') out += quote;
  return out;
}

std::string quoted(std::string_view text) {
  if (text.find('\'') != std::string_view::npos && text.find_first_of("\"\\") == std::string_view::npos) return '"' + std::string(text) + '"';
  std::string out = "'";
  for (const char c : text) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + "'";
}

Fix replace(std::string title, Range range, std::string text) { return {std::move(title), {{range, std::move(text)}}, true}; }

Range whole_lines(const Input& input, Range range) {
  const LineIndex& lines = input.document.lines;
  const std::uint32_t last = lines.line_of(range.end > range.begin ? range.end - 1 : range.end);
  const Offset end = last + 1 < lines.line_count() ? lines.line(last + 1).begin : static_cast<Offset>(input.document.text().size());
  return {lines.line(lines.line_of(range.begin)).begin, end};
}

std::uint32_t column_of(const Input& input, Offset offset) {
  const LineIndex& lines = input.document.lines;
  return offset - lines.line(lines.line_of(offset)).begin;
}

std::string one_of(const std::vector<std::string_view>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out += names[i];
  }
  return out;
}

}  // namespace cribsheet::rules

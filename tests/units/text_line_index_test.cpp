#include "support/catch.h"
#include "text/edit.h"
#include "text/line_index.h"

using namespace cribsheet;

TEST_CASE("lines end at LF, CRLF and a lone CR") {
  const LineIndex lines("a\nbc\r\nd\re");
  REQUIRE(lines.line_count() == 4);
  CHECK(lines.line(0) == Range{0, 1});
  CHECK(lines.line(1) == Range{2, 4});
  CHECK(lines.line(2) == Range{6, 7});
  CHECK(lines.line(3) == Range{8, 9});
  CHECK(lines.line(4) == Range{9, 9});
  CHECK(lines.line_of(4) == 1);
  CHECK(lines.line_of(6) == 2);
  CHECK(lines.line_of(99) == 3);
}

TEST_CASE("positions count in the units of the encoding") {
  const std::string_view text = "x: \xF0\x9F\x98\x80\xC3\xA9!";  // an emoji (4 bytes, 2 UTF-16 units), e acute
  const LineIndex lines(text);
  const Offset mark = 9;
  CHECK(lines.position(mark, PositionEncoding::utf8) == Position{0, 9});
  CHECK(lines.position(mark, PositionEncoding::utf16) == Position{0, 6});
  CHECK(lines.position(mark, PositionEncoding::utf32) == Position{0, 5});
  for (const auto encoding : {PositionEncoding::utf8, PositionEncoding::utf16, PositionEncoding::utf32}) {
    CHECK(lines.offset(lines.position(mark, encoding), encoding) == mark);
  }
}

TEST_CASE("a position outside the text or inside a character gives the nearest offset before it") {
  const std::string_view text =
      "a\xF0\x9F\x98\x80"
      "b\nc";
  const LineIndex lines(text);
  CHECK(lines.offset({0, 2}, PositionEncoding::utf16) == 1);
  CHECK(lines.offset({0, 3}, PositionEncoding::utf8) == 1);
  CHECK(lines.offset({0, 99}, PositionEncoding::utf16) == 6);
  CHECK(lines.offset({9, 0}, PositionEncoding::utf16) == 8);
  CHECK(lines.position(99, PositionEncoding::utf16) == Position{1, 1});
}

TEST_CASE("in a very long line every place is where counting from its begin would find it") {
  std::string text = "short\r\n";
  for (int i = 0; text.size() < 20000; ++i) text += i % 7 == 0 ? "\xF0\x9F\x98\x80" : i % 5 == 0 ? "\xC3\xA9" : "plain text, ";
  text += "\r\nbehind: \xC3\xA9";
  const LineIndex lines(text);
  REQUIRE(lines.line_count() == 3);
  std::uint32_t utf16 = 0, utf32 = 0;
  for (std::size_t at = lines.line(1).begin; at < lines.line(1).end; ++utf32) {
    const auto offset = static_cast<Offset>(at);
    const auto lead = static_cast<unsigned char>(text[at]);
    REQUIRE(lines.position(offset, PositionEncoding::utf16) == Position{1, utf16});
    REQUIRE(lines.position(offset, PositionEncoding::utf32) == Position{1, utf32});
    for (const auto encoding : {PositionEncoding::utf8, PositionEncoding::utf16, PositionEncoding::utf32})
      REQUIRE(lines.offset(lines.position(offset, encoding), encoding) == offset);
    utf16 += lead >= 0xF0 ? 2 : 1;
    at += lead >= 0xF0 ? 4 : lead >= 0xC0 ? 2 : 1;
  }
  CHECK(lines.offset({1, utf16 + 1000}, PositionEncoding::utf16) == lines.line(1).end);
  CHECK(lines.position(static_cast<Offset>(text.size()), PositionEncoding::utf16) == Position{2, 9});
}

TEST_CASE("edits apply in any order and are cut to the text") {
  CHECK(apply("abcdef", {{{4, 5}, "X"}, {{0, 1}, ""}, {{2, 2}, "--"}}) == "b--cdXf");
  CHECK(apply("abc", {{{9, 12}, "!"}}) == "abc!");
  CHECK(apply("", {{{0, 0}, "x"}}) == "x");
}

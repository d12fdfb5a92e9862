#include "base/nearest.h"
#include "base/utf8.h"
#include "support/catch.h"

using namespace cribsheet;

TEST_CASE("the distance counts inserted, lost, replaced and swapped letters, and no case") {
  CHECK(edit_distance("", "", 3) == 0);
  CHECK(edit_distance("BucketName", "bucketname", 3) == 0);
  CHECK(edit_distance("BuketName", "BucketName", 3) == 1);
  CHECK(edit_distance("BucektName", "BucketName", 3) == 1);
  CHECK(edit_distance("BucketNames", "BucketName", 3) == 1);
  CHECK(edit_distance("abc", "xyz", 2) == 3);
  CHECK(edit_distance("a", "abcdefgh", 3) == 4);
}

TEST_CASE("the nearest name is one that a person may have meant") {
  const std::vector<std::string_view> names{"BucketName", "BucketEncryption", "Tags", "Type"};
  CHECK(nearest("BuketNam", names) == "BucketName");
  CHECK(nearest("tags", names) == "Tags");
  CHECK(nearest("Tgas", names) == "Tags");
  CHECK_FALSE(nearest("Nothing", names));
  CHECK_FALSE(nearest("", names));
  CHECK(nearest("Typ", [&](const std::function<void(std::string_view)>& use) {
          for (const auto name : names) use(name);
        }) == "Type");
}

TEST_CASE("UTF-8 is told from what is not") {
  CHECK(utf8::first_invalid("plain \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80") == std::string_view::npos);
  for (const std::string_view bad : {"\xFF", "\xC0\x80", "\xC3", "\xE2\x82", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\x80"}) {
    CHECK(utf8::first_invalid(std::string("12345678") + std::string(bad)) == 8);
  }
  for (const char32_t point : {U'a', U'\u00e9', U'\u20ac', U'\U0001F600', U'\U0010FFFF'}) {
    std::string text;
    utf8::append(text, point);
    std::size_t at = 0;
    CHECK(utf8::next(text, at) == point);
    CHECK(at == text.size());
  }
  std::string surrogate;
  utf8::append(surrogate, 0xD800);
  CHECK(surrogate == "\xEF\xBF\xBD");
}

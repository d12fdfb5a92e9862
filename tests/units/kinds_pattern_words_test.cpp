// Patterns said in words.
#include "kinds/shape/pattern_words.h"
#include "support/catch.h"

using namespace cribsheet::kinds::shape;

TEST_CASE("a class of characters") {
  CHECK(pattern_words("^[a-zA-Z0-9_-]+$") == "hold only letters, digits and any of _-");
  CHECK(pattern_words("^[\\w\\-]+$") == "hold only letters, digits and any of _-");
  CHECK(pattern_words("^[0-9]{12}$") == "hold only digits, exactly 12 of them");
  CHECK(pattern_words("^[a-z0-9.]{3,63}$") == "hold only small letters, digits and ., 3 to 63 of them");
  CHECK(pattern_words("^[A-F0-9]*$") == "hold only digits and A-F");
}

TEST_CASE("a text with something before or after it") {
  CHECK(pattern_words("^.*\\.fifo$") == "end in .fifo");
  CHECK(pattern_words("^https://.*") == "begin with https://");
  CHECK(pattern_words("^arn:.+$") == "begin with arn: and go on");
  CHECK(pattern_words("^alias/") == "begin with alias/");
  CHECK(pattern_words("^#[A-F0-9]{6}$") == "be # and then digits and A-F, exactly 6 of them");
  CHECK(pattern_ending("^.*\\.fifo$") == ".fifo");
  CHECK(pattern_ending("^alias/.*$").empty());
  CHECK(pattern_ending("\\.fifo$").empty());
}

TEST_CASE("alternatives, classes in a row, and what may not stand first") {
  CHECK(pattern_words("^(active|inactive|x-ray)$") == "be active, inactive or x-ray");
  CHECK(pattern_words("^(?:GET|PUT)$") == "be GET or PUT");
  CHECK(pattern_words("^([a-zA-Z0-9_-]{1,64}|arn:[a-zA-Z0-9-]+:lambda:[^:]*)$") == "hold only letters, digits and any of _-, 1 to 64 of them, or be an ARN");
  CHECK(pattern_words("^(arn:[a-z]+:lambda:[0-9]+:layer:[^:]*|arn:[a-z]+:lambda:::awslayer:[^:]*)$") == "be an ARN");
  CHECK(pattern_words("^(none|alias/[a-z]+)$") == "be none, or be alias/ and then small letters");
  CHECK(pattern_words("^[a-zA-Z][a-zA-Z0-9-]*$") == "begin with a letter and go on with letters, digits and -");
  CHECK(pattern_words("^[a-z][a-z0-9-]{0,61}[a-z0-9]$") ==
        "begin with a small letter, go on with small letters, digits and -, at most 61 of them, and end with a small letter or a digit");
  CHECK(pattern_words("^([a-z0-9][a-z0-9.-]*[a-z0-9])?$") ==
        "begin with a small letter or a digit, go on with small letters, digits and any of .-, and end with a small letter or a digit");
  CHECK(pattern_words("^(a)(b)?$") == "match ^(a)(b)?$");
  CHECK(pattern_words("^(?!aws:)[a-z]+$") == "not begin with aws:, and hold only small letters");
  CHECK(pattern_words("^(?!aws:).*$") == "not begin with aws:");
}

TEST_CASE("what is not simple is quoted") {
  for (const char* pattern : {"^(?!aws[^:])[a-z]+$",
                              "^(?!a)[^b]+$",
                              "^(a|b[^c])$",
                              "^(a|b)c$",
                              "^(a",
                              "^(?=a)b$",
                              "[a-z]+",
                              "^a|b$",
                              "^[^:]+$",
                              "^[+-=]+$",
                              "^ab+$",
                              "^\\p{L}+$",
                              "^.*$",
                              "^[a-z",
                              "^\\",
                              "^[a-z]{",
                              "^[a-z]{1,",
                              "",
                              "^",
                              "^[a-z]{99999999999}$"})
    CHECK(pattern_words(pattern) == std::string("match ") + pattern);
}

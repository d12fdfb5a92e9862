// What the knowledge compiler reads from AWS's sentences, and what it must not.
#include "compiler/prose.h"
#include "support/catch.h"

namespace {

using namespace cribsheet::compiler;

const json kCount = {{"type", "integer"}, {"minimum", 0}, {"maximum", 43200}};

TEST_CASE("a default is read where the sentence is certain") {
  CHECK(default_in("If you leave it out, the service uses the default value of 30 seconds.", kCount) == json(30));
  CHECK(default_in("Any whole number.\n\nDefault: 1,200", kCount) == json(1200));
  CHECK(default_in("How many. Defaults to 5.", kCount) == json(5));
  CHECK(default_in("Whether it runs. The default is `true`.", {{"type", "boolean"}}) == json(true));
  CHECK(default_in("The default value is standard.", {{"type", "string"}, {"enum", {"STANDARD", "EXPRESS"}}}) == json("STANDARD"));
  CHECK(default_in("*Default* : `gp3`", {{"type", "string"}}) == json("gp3"));
}

TEST_CASE("a default is not read where it is not") {
  CHECK_FALSE(default_in("For HTTP the default is 5.", kCount));
  CHECK_FALSE(default_in("The default is 5. If the target is a function, the default is 10.", kCount));
  CHECK_FALSE(default_in("The default is 5. In other Regions, the default is 10.", kCount));
  CHECK_FALSE(default_in("The default is 5 minutes.", kCount));
  CHECK_FALSE(default_in("The default is 50000.", kCount));
  CHECK_FALSE(default_in("The default is false.", kCount));
  CHECK_FALSE(default_in("The default security group is used.", {{"type", "string"}}));
  CHECK_FALSE(default_in("The default is plain.", {{"type", "string"}}));
  CHECK_FALSE(default_in("The default value is `other`.", {{"type", "string"}, {"enum", {"one", "two"}}}));
  CHECK_FALSE(default_in("", kCount));
  CHECK_FALSE(default_in("default", kCount));
  CHECK_FALSE(default_in("The default is `", {{"type", "string"}}));
}

TEST_CASE("listed values are read in every form of list") {
  using Values = std::vector<std::string>;
  CHECK(values_in("Valid values: `A` | `B`") == Values{"A", "B"});
  CHECK(values_in("Valid Values: `A | B | C-1`") == Values{"A", "B", "C-1"});
  CHECK(values_in("*Allowed values* : `HTTP`, `TCP`, and `UDP`. Others fail.") == Values{"HTTP", "TCP", "UDP"});
  CHECK(values_in("Possible values are:\n\n- `on` - It runs.\n- `off` - It rests.\n\nMore.") == Values{"on", "off"});
  CHECK(values_in("For valid values, see [the table](https://example.com).").empty());
  CHECK(values_in("Valid values are 1 to 5.").empty());
  CHECK(values_in("The only valid values are `one`").empty());
}

TEST_CASE("a value's line says what it means") {
  const auto meanings = meanings_in("One of:\n\n- `on` - It runs.\n- **off** : It rests.\n- `once` It stops.\n", {"on", "off"});
  CHECK(meanings.size() == 2);
  CHECK(meanings.at("on") == "It runs.");
  CHECK(meanings.at("off") == "It rests.");
}

}  // namespace

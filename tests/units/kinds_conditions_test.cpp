// Which conditions can hold together.
#include "kinds/cloudformation/conditions.h"
#include "kinds/cloudformation/template.h"
#include "support/catch.h"
#include "syntax/tree.h"

using namespace cribsheet;
using kinds::cloudformation::Conditions;

namespace {

struct Made {
  std::shared_ptr<const syntax::Tree> tree;
  std::shared_ptr<const kinds::cloudformation::Template> outline;
  Conditions conditions;
};
Made made(const std::string& text) {
  auto tree = syntax::parse(text, syntax::Language::yaml);
  auto outline = kinds::cloudformation::make_outline(tree->root());
  Conditions conditions(*outline);
  return {tree, outline, std::move(conditions)};
}

}  // namespace

TEST_CASE("a parameter equals one text at a time") {
  const Made it = made(
      "Parameters:\n  S: {Type: String}\nConditions:\n  A: !Equals [!Ref S, a]\n  B: !Equals [b, {Ref: S}]\n  Both: !And [!Condition A, !Condition B]\n  "
      "Either: !Or [!Condition A, !Condition B]\n");
  CHECK(it.conditions.possible({{"A", true}}));
  CHECK_FALSE(it.conditions.possible({{"A", true}, {"B", true}}));
  CHECK(it.conditions.possible({{"A", false}, {"B", false}}));
  CHECK(it.conditions.constant("Both") == false);
  CHECK_FALSE(it.conditions.constant("Either").has_value());
  CHECK(it.conditions.implies({{"A", true}}, {"Either", true}));
  CHECK_FALSE(it.conditions.implies({{"Either", true}}, {"A", true}));
}

TEST_CASE("allowed values bound what a parameter may be") {
  const Made it = made(
      "Parameters:\n  S: {Type: String, AllowedValues: [a, b]}\nConditions:\n  A: !Equals [!Ref S, a]\n  B: !Equals [!Ref S, b]\n  C: !Equals [!Ref S, c]\n");
  CHECK_FALSE(it.conditions.possible({{"A", false}, {"B", false}}));
  CHECK(it.conditions.constant("C") == false);
}

TEST_CASE("a condition that names itself or nothing is no trouble") {
  const Made it = made("Conditions:\n  A: !Not [!Condition A]\n  B: !Condition Missing\n  C: !Equals [x, x]\n");
  CHECK(it.conditions.possible({{"A", true}, {"B", true}}));
  CHECK(it.conditions.constant("C") == true);
}

// What the reader of facts is sure of: of limits as they are stated, not of what only looks like one.
#include <algorithm>
#include <regex>

#include "notes/notes.h"
#include "pack/pack.h"
#include "support/catch.h"
#include "support/places.h"

using namespace cribsheet;

namespace {

std::vector<notes::Fact> facts_of(const std::string& text) {
  const auto pack = pack::Pack::open(tests::variable("CRIBSHEET_PACK"));
  if (!pack) {
    WARN("skipped: there is no pack");
    return {};
  }
  return notes::Index::build({{"notes/a.md", text, notes::Origin::person}}, *pack)->facts();
}

}  // namespace

TEST_CASE("No limit is read for sure from what denies, compares, quotes, doubts or remembers one") {
  for (const char* statement : {"Visibility timeout is not limited to 60 seconds",
                                "Visibility timeout used to be max 2 hours, now 12 hours",
                                "Visibility timeout: for example 90 seconds max in our team",
                                "Delay seconds: up to 900, e.g. 300 max for us",
                                "Delay seconds - the exam says \"max 10 minutes\", which is wrong",
                                "Delay seconds isn't max 5 minutes",
                                "Delay seconds - \"max 10 minutes\" (Bob)",
                                "Delay seconds: until 2015 the maximum was 10 minutes",
                                "Message retention: previously at most 4 days",
                                "Retention period of 4 days by default - SNS instead keeps at most 23 days",
                                "Visibility timeout, maximum 300 messages per second",
                                "Visibility timeout: at most 3000 messages/s",
                                "Visibility timeout should be max 5 minutes if the consumer is Lambda",
                                "Visibility timeout was increased from max 2 hours to max 12 hours",
                                "Visibility timeout: max 50%",
                                "Is the visibility timeout max 1 hour? No, 12 hours",
                                "visibility timeout != max 40 seconds",
                                "Visibility timeout: I once set a maximum of 100 seconds and it broke",
                                "Visibility timeout: EventBridge takes at most 24 hours",
                                "Delay seconds: never more than 10 minutes? wrong, 15 minutes",
                                "Visibility timeout must be at least 6 times the function timeout",
                                "Delay seconds: at least 300 seconds smooth the load"}) {
    CAPTURE(statement);
    for (const notes::Fact& fact : facts_of(std::string("# SQS\n\n- ") + statement + "\n- more\n")) {
      CAPTURE(fact.entity, fact.sureness);
      CHECK(fact.sureness < 1);
    }
  }
}

TEST_CASE("Limits are read for sure in any of the ways they are written") {
  struct Case {
    const char* statement;
    std::optional<double> min, max;
  };
  for (const Case& each : {Case{"Visibility timeout: no more than 12 hours, unlike Lambda's 15 minutes", {}, 43200}, Case{"Delay seconds max: PT15M", {}, 900},
                           Case{"Delay seconds must not be longer than 15 minutes", {}, 900}, Case{"Delay seconds cannot exceed 900 seconds", {}, 900},
                           Case{"Message retention: max 14 days (not 30 days)", {}, 1209600}, Case{"Message retention: 60 seconds..14 days", 60, 1209600},
                           Case{"Message retention: from PT1M to P14D", 60, 1209600}, Case{"Delay seconds, since 2011: up to 900", {}, 900},
                           Case{"Visibility timeout < 43200", {}, 43200}, Case{"DelaySeconds: 0-900s (default 0s)", 0, 900}}) {
    CAPTURE(each.statement);
    const auto facts = facts_of(std::string("# SQS\n\n- ") + each.statement + "\n- more\n");
    const auto sure = std::find_if(facts.begin(), facts.end(), [](const notes::Fact& fact) { return fact.sureness >= 1; });
    if (!std::filesystem::exists(tests::variable("CRIBSHEET_PACK"))) return;
    REQUIRE(sure != facts.end());
    CHECK(sure->constraint.min == each.min);
    CHECK(sure->constraint.max == each.max);
    CHECK(sure->status == "agrees");
  }
}

TEST_CASE("What is so by default, and what never changes, is read, and never for sure") {
  const auto one = [](const std::string& statement) {
    const auto facts = facts_of("# SQS\n\n- " + statement + "\n- more\n");
    return facts.empty() ? notes::Fact{} : facts[0];
  };
  if (one("Delay seconds: up to 900").entity.empty()) return;  // no pack
  const auto fixed = one("Queue type: you can't change the queue type after you create it, FIFO or not");
  CHECK(fixed.entity == "AWS::SQS::Queue.FifoQueue");
  CHECK(fixed.constraint.type == "unchangeable");
  CHECK(fixed.sureness < 1);
  const auto usual = one("Content-based deduplication is disabled by default");
  CHECK(usual.constraint.type == "default");
  CHECK(usual.default_value == "false");
  CHECK(usual.sureness < 1);
  CHECK(one("FIFO: the console changed").entity.empty());
  // an address with its port is no figure
  CHECK(facts_of("# Lambda\n\n- Environment variables: the daemon's address (default 127.0.0.1:2000), 4 of 10.0.0.0/16\n- x\n").empty());
}

TEST_CASE("What is said to have changed has a source, and a date as far as it is known") {
  const auto pack = pack::Pack::open(tests::variable("CRIBSHEET_PACK"));
  if (!pack) {
    WARN("skipped: there is no pack");
    return;
  }
  const std::regex date("([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?");
  const auto held = [&](const char* table, std::size_t since, std::size_t source, bool dated) {
    int rows = 0;
    for (const auto& row : (*pack)->table(table).copy()) {
      if (row.empty() || row[0].empty() || row[0].starts_with('#') || row[0] == "names" || row[0] == "says") continue;
      CAPTURE(table, row[0]);
      REQUIRE(row.size() > source);
      CHECK((row[source].starts_with("https://docs.aws.amazon.com/") || row[source].starts_with("https://aws.amazon.com/")));
      const std::string when(row[since]);
      CHECK(std::regex_match(when, date));
      if (dated) CHECK_FALSE(when.empty());
      ++rows;
    }
    CHECK(rows > 10);
  };
  held("renamed-services", 3, 8, true);
  held("outdated-statements", 5, 6, false);  // where a note was never right there is no date
}

TEST_CASE("The rows of a table of limits are facts on what each row names") {
  const auto facts = facts_of(
      "# SQS\n\n| Setting | Least | Most | By default | Ours |\n|---|---|---|---|---|\n| `DelaySeconds` | 0 | 15 minutes | 0 | 7 |\n| Retention | 60 | 14 days "
      "| 4 "
      "days | |\n| Colour | 1 | 2 | 3 | |\n| Visibility timeout | - | about 12 hours | 30 | |\n");
  if (facts.empty()) return;
  REQUIRE(facts.size() == 3);
  CHECK(facts[0].entity == "AWS::SQS::Queue.DelaySeconds");
  CHECK(facts[0].constraint.max == 900);
  CHECK(facts[1].entity == "AWS::SQS::Queue.MessageRetentionPeriod");
  CHECK(facts[1].constraint.min == 60);
  CHECK(facts[1].default_value == "345600");
  CHECK(facts[2].default_value == "30");
  CHECK_FALSE(facts[2].constraint.max.has_value());
}

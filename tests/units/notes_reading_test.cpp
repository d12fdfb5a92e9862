// How notes are read: blocks by indentation, words, figures, statements, links, check blocks.
#include <chrono>

#include "base/utf16.h"
#include "notes/blocks.h"
#include "notes/checks.h"
#include "notes/facts.h"
#include "notes/index_data.h"
#include "notes/links.h"
#include "notes/mentions.h"
#include "notes/quantity.h"
#include "notes/statements.h"
#include "notes/words.h"
#include "support/catch.h"

using namespace cribsheet;
using namespace cribsheet::notes;

namespace {

// Names enough for these tests, in the format of knowledge/tables/aliases.tsv.
Reading small_reading() {
  static const std::vector<std::vector<std::string_view>> rows = {
      {"@sqs", "SQS|Simple Queue Service", "AWS::SQS"},
      {"@lambda", "Lambda", "AWS::Lambda"},
      {"@ebs", "EBS", "AWS::EC2::Volume"},
      {"AWS::SQS::Queue.VisibilityTimeout", "visibility timeout", ""},
      {"AWS::SQS::Queue.DelaySeconds", "delay seconds|delay queue", ""},
      {"AWS::SQS::Queue.RedrivePolicy", "DLQ|dead-letter queue", ""},
      {"AWS::Lambda::Function.Environment.Variables", "environment variables", ""},
      {"AWS::EC2::Volume.VolumeType", "volume type", ""},
      {"AWS::EC2::Volume.VolumeType=gp3", "gp3", ""},
      {"AWS::EC2::Volume.Iops", "IOPS", ""},
      {"env:MODE", "MODE", ""},
  };
  static const std::vector<std::vector<std::string_view>> units = {{"AWS::SQS::Queue.VisibilityTimeout", "seconds"},
                                                                   {"*Seconds", "seconds"},
                                                                   {"AWS::EC2::Volume.Iops", "count"},
                                                                   {"AWS::Lambda::Function.Environment.Variables", "total bytes"}};
  Reading reading;
  reading.names = std::make_shared<const Names>(rows);
  reading.catalogue = std::make_shared<const Catalogue>(*reading.names, nullptr, units);
  return reading;
}

std::vector<Fact> facts_in(std::string text) { return build_index({{"a.md", std::move(text), Origin::person}}, small_reading())->facts(); }

std::string parent_text(std::string_view text, std::string_view of) {
  const Blocks blocks = read_blocks(text);
  for (const Block& block : blocks.all) {
    if (!text.substr(block.text.begin, block.text.size()).starts_with(of)) continue;
    if (block.parent < 0) return "(top)";
    const Range r = blocks.all[static_cast<std::size_t>(block.parent)].text;
    return std::string(text.substr(r.begin, r.size()));
  }
  return "(none)";
}

}  // namespace

TEST_CASE("A topic written as a paragraph keeps its bullets and leaves the next topic alone") {
  const std::string_view text = "- A:\n  - one\n\nNLB:\n  - two\n    - three\n\n- EBS:\n  - four\n";
  CHECK(parent_text(text, "two") == "NLB:");
  CHECK(parent_text(text, "three") == "two");
  CHECK(parent_text(text, "EBS:") == "(top)");
  CHECK(parent_text(text, "four") == "EBS:");
}

TEST_CASE("A fence belongs to the bullet that introduces it") {
  const std::string_view text = "- T:\n  - types:\n    - one thing\n    - the types are:\n    ```\n        String\n    ```\n  - next\n";
  CHECK(parent_text(text, "```") == "the types are:");
  CHECK(parent_text(text, "next") == "T:");
}

TEST_CASE("Table rows stand by themselves, also in bullets; numbers inside bullets are no lists") {
  const std::string_view text = "- T\n  - | A | B |\n    | - | - |\n    | x | y |\n  - 1. first\n";
  CHECK(parent_text(text, "| x").starts_with("| A"));
  CHECK(parent_text(text, "first") == "T");
}

TEST_CASE("Headings, paragraphs with a colon and cheat sheets nest as they are read") {
  CHECK(parent_text("# A\n## B\ntext\n", "text") == "B");
  CHECK(parent_text("Limits:\n- one\n- two\n", "two") == "Limits:");
  CHECK(read_blocks("SQS: a\nSQS: b\n").all.size() == 2);
  CHECK(read_blocks("one line\nand the same\n").all.size() == 1);
}

TEST_CASE("No text breaks the reader") {
  for (const std::string_view text : {"", "\n", "-", "- \n-", "```", "|", "| a\n|-", "---\nx", "#", "> ", "- [", "[[", "![](", "\xFF\xFE- \x80"}) {
    const Blocks blocks = read_blocks(text);
    for (const Block& block : blocks.all) CHECK(block.text.end <= text.size());
  }
}

TEST_CASE("Words are the same in any form") {
  CHECK(stem_hash("queues") == stem_hash("Queue"));
  CHECK(stem_hash("policies") == stem_hash("policy"));
  CHECK(stem_hash("caching") == stem_hash("cache"));
  CHECK(stem_hash("encryption") == stem_hash("encrypted"));
  CHECK(stem_hash("Region") != stem_hash("registry"));
  CHECK(split_name("KMSMasterKeyId") == std::vector<std::string>{"KMS", "Master", "Key", "Id"});
  CHECK(split_name("VPCEndpoint") == std::vector<std::string>{"VPC", "Endpoint"});
  CHECK(find_literal("AWS::EC2::VPC::Id", "AWS::EC2::VPC") == std::string_view::npos);
  CHECK(find_literal("an AWS::EC2::VPC.", "AWS::EC2::VPC") == 3);
}

TEST_CASE("Figures with their units") {
  const auto one = [](std::string_view text) { return quantities_of(text).at(0); };
  CHECK(one("43,200 seconds").value == 43200);
  CHECK(one("15 minutes").value == 900);
  CHECK(one("16k IOPS").value == 16000);
  CHECK(one("256 KB").value == 262144);
  CHECK(one("10GB").dimension == Dimension::size);
  CHECK(one("50 IOPS per GiB").rate);
  CHECK(quantities_of("t2.micro, us-east-1, 2012-10-17, 127.0.0.1").empty());
}

TEST_CASE("Statements of limits") {
  const Statement a = read_statement("defaults to 30 seconds. Valid values are: An integer from 0 to 43,200 (12 hours)");
  CHECK((a.min && a.min->value == 0));
  CHECK((a.max && a.max->value == 43200));
  CHECK((a.standard && a.standard->value == 30));
  const Statement b = read_statement("By default kept for up to 24 hours; can be raised to a maximum of 365 days");
  CHECK((b.standard && b.standard->value == 86400));
  CHECK((b.max && b.max->value == 365.0 * 86400));
  CHECK(read_statement("The total must be < 4KB").max->value == 4096);
  CHECK(read_statement("Valid values are KEYS_ONLY, NEW_IMAGE and OLD_IMAGE").values.size() == 3);
  CHECK(read_statement("max of approx. 120,000").hedged);
  CHECK(read_statement("at most 60 seconds for our APIs").hedged);
  CHECK(read_statement("we allow up to 2 GB").hedged);
  CHECK(read_statement("should be at least 30 seconds").hedged);
  CHECK_FALSE(read_statement("up to 15 minutes, web or hour").hedged);
  CHECK(read_statement("It took 3 days and 2 people").empty());
}

TEST_CASE("Facts bind the property they speak of, in its own unit") {
  const auto facts = facts_in("- SQS\n  - Visibility timeout: from 0 to 12 hours, default 30 seconds\n  - Delay seconds: the maximum is 15 minutes\n");
  REQUIRE(facts.size() == 2);
  CHECK(facts[0].entity == "AWS::SQS::Queue.VisibilityTimeout");
  CHECK(facts[0].constraint.max == 43200);
  CHECK(facts[0].default_value == "30");
  CHECK(facts[0].sureness == 1);
  CHECK(facts[0].topic == "SQS");
  CHECK(facts[1].constraint.max == 900);
}

TEST_CASE("A limit that holds only for one value, and a total") {
  const auto facts = facts_in("- EBS\n  - gp3 goes up to 80,000 IOPS\n- Lambda\n  - Environment variables: 4 KB at most\n");
  REQUIRE(facts.size() == 2);
  CHECK(facts[0].entity == "AWS::EC2::Volume.Iops");
  CHECK(facts[0].constraint.when == "VolumeType=gp3");
  CHECK(facts[1].constraint.type == "size");
  CHECK(facts[1].constraint.max == 4096);
}

TEST_CASE("What is hedged, wrong or a story binds nothing") {
  for (const char* text :
       {"- SQS\n  - Visibility timeout: about 60 seconds at most, usually\n", "- SQS\n  - Incorrect: visibility timeout up to 60 seconds\n"}) {
    for (const Fact& fact : facts_in(text)) CHECK(fact.sureness < 1);
  }
}

TEST_CASE("Check blocks state rules, and say what is wrong with them") {
  const auto read = [](const std::string& text) {
    const Reading reading = small_reading();
    return read_checks(*make_segment({"a.md", text, Origin::person}, reading), reading);
  };
  const CheckBlock good = read("- SQS\n  - Visibility timeout\n    ```check\n    range: 30..900\n    severity: error\n    fix: 60\n    ```\n");
  REQUIRE(good.facts.size() == 1);
  CHECK(good.problems.empty());
  CHECK(good.facts[0].entity == "AWS::SQS::Queue.VisibilityTimeout");
  CHECK(good.facts[0].constraint.min == 30);
  CHECK(good.facts[0].constraint.fix == "60");
  CHECK(good.facts[0].line == 3);
  CHECK(read("```check\nentity: AWS::SQS::Queue.DelaySeconds\nmax: 15 minutes\n```\n").facts.at(0).constraint.max == 900);
  CHECK(read("```check\n- entity: AWS::SQS::Queue.A\n  required: true\n- entity: AWS::SQS::Queue.B\n  values: [x, y]\n```\n").facts.size() == 2);
  const CheckBlock lengths = read("```check\nentity: AWS::SQS::Queue.QueueName\nmin-length: 3\nmax-length: 20\nsame-as: Tags\n```\n");
  REQUIRE(lengths.facts.size() == 2);
  CHECK(lengths.facts[0].constraint.type == "length");
  CHECK(lengths.facts[0].constraint.max == 20);
  CHECK(lengths.facts[1].entity == "AWS::SQS::Queue.Tags");
  CHECK(read("```check\nentity: AWS::SQS::Queue.A\ntogether: [B]\n```\n").facts.at(0).constraint.values == std::vector<std::string>{"A", "B"});
  const CheckBlock unknown = read("```check\nentity: AWS::SQS::Queue.DelaySeconds\nmaximum: 9\n```\n");
  REQUIRE(unknown.problems.size() == 1);
  CHECK(unknown.facts.empty());
  CHECK(read("```check\nmax: 9\n```\n").problems.size() == 1);                                // about what?
  CHECK(read("```check\nentity: AWS::SQS::Queue.DelaySeconds\n```\n").problems.size() == 1);  // limits nothing
  CHECK(read("```check\nentity: AWS::SQS::Queue.DelaySeconds\nrange: lots\n```\n").problems.size() == 1);
  CHECK(read("```check\nentity: AWS::SQS::Queue.DelaySeconds\nmax: 9\nseverity: loud\n```\n").problems.size() == 1);
  CHECK(!read("```check\nentity: [\n```\n").problems.empty());
  CHECK(read("```check\n```\n").problems.size() == 1);
}

TEST_CASE("Links, and what only looks like one") {
  const auto links = [](std::string text) { return links_of(*make_segment({"a.md", std::move(text), Origin::person}, small_reading())); };
  CHECK(links("!FindInMap [ Map, Key, Second ] -> x").empty());
  CHECK(links("`[a](b)`").empty());
  REQUIRE(links("[a](b.md#c) and [[d#e|f]] and ![i](j.png)").size() == 3);
  CHECK(links("[a](b.md#c)")[0].target == "b.md");
  CHECK(links("[a](b.md#c)")[0].heading == "c");
  CHECK(links("[[d#e|f]]")[0].heading == "e");
  CHECK(links("![i](j.png)")[0].kind == NoteLink::Kind::image);
  CHECK(links("[a](https://x.y)")[0].kind == NoteLink::Kind::address);
  CHECK(anchor_of("Dead-letter queues!") == "dead-letter-queues");
}

TEST_CASE("An index with one file changed") {
  const auto index = build_index({{"a.md", "- SQS\n  - Visibility timeout: 30 s\n", Origin::person}}, small_reading());
  CHECK(index->lookup("AWS::SQS::Queue.VisibilityTimeout").size() == 1);
  const auto more = index->with("b.md", "- SQS\n  - Delay seconds: 5\n", Origin::person);
  CHECK(more->file_count() == 2);
  CHECK(more->lookup("AWS::SQS::Queue.DelaySeconds").size() == 1);
  CHECK(index->lookup("AWS::SQS::Queue.DelaySeconds").empty());
  CHECK(more->with("a.md", std::nullopt, Origin::person)->lookup("AWS::SQS::Queue.VisibilityTimeout").empty());
  CHECK(more->search("delay").size() == 1);
  CHECK(more->search("dealy second").size() == 1);  // a typo is forgiven
}

TEST_CASE("A byte order mark, carriage returns, tabs and UTF-16 change nothing of what a note says") {
  const std::string plain =
      "---\ntitle: x\n---\n# SQS\n\n- Visibility timeout: 0 to 43,200 seconds\n\n  ```check\n  entity: AWS::SQS::Queue.DelaySeconds\n  max: 600\n  ```\n";
  std::string windows = "\xEF\xBB\xBF", tabs = plain, little = "\xFF\xFE", big = "\xFE\xFF";
  for (const char c : plain) {
    windows += c == '\n' ? "\r\n" : std::string(1, c);
    little += c, little += '\0';
    big += '\0', big += c;
  }
  for (std::size_t at = tabs.find("\n  "); at != std::string::npos; at = tabs.find("\n  ", at + 1)) tabs.replace(at, 3, "\n\t");
  CHECK(without_utf16(little) == plain);
  CHECK(without_utf16(big) == plain);
  CHECK(without_utf16(little + "x") == plain);
  CHECK(without_utf16(std::string("\xFF\xFE\x3D\xD8\x00\xDE\x3D\xD8", 8)) == "\xF0\x9F\x98\x80\xEF\xBF\xBD");
  CHECK(without_utf16("\xFF") == "\xFF");
  for (const std::string& text : {plain, windows, tabs}) {
    CAPTURE(text);
    const auto index = build_index({{"a.md", text, Origin::person}}, small_reading());
    const auto found = index->lookup("AWS::SQS::Queue.VisibilityTimeout");
    REQUIRE(found.size() == 1);
    CHECK(found[0].heading == std::vector<std::string>{"SQS"});
    const auto facts = index->facts();
    REQUIRE(facts.size() == 2);
    CHECK(facts[1].constraint.max == 600);
  }
}

TEST_CASE("Notes of nothing but openings are read in linear time") {
  for (const char* piece : {"![![", "[[", "[a](", "[^", "`a``b```", "**a ", "|", ">", "[a][b] ", "[[a|", "[a](b ("}) {
    std::string text;
    while (text.size() < 400000) text += piece;
    const auto begun = std::chrono::steady_clock::now();
    links_of(*make_segment({"a.md", text, Origin::person}, small_reading()));
    CAPTURE(piece);
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(10));  // quadratic: minutes
  }
}

// The person's own file, with labels of our own: read where it is at hand (CRIBSHEET_SHARED), with the pack that ships.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "notes/notes.h"
#include "notes/query.h"
#include "pack/pack.h"
#include "support/catch.h"
#include "support/places.h"

using namespace cribsheet;

namespace {

// Whether one of the lines (1-based) is shown.
bool covers(const notes::Passage& passage, const std::string& lines) {
  const auto wanted = tests::split(lines, ',');
  return passage.end_line - passage.line < 12 && std::any_of(wanted.begin(), wanted.end(), [&](const std::string& line) {
           const auto number = static_cast<std::uint32_t>(std::stoul(line));
           return passage.line < number && number <= passage.end_line + 1;
         });
}

std::vector<std::vector<std::string>> table(const std::filesystem::path& path) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& row : tests::split(tests::read(path), '\n')) {
    if (!row.empty() && row[0] != '#') rows.push_back(tests::split(row, '\t'));
  }
  return rows;
}

struct Person {
  std::filesystem::path file = tests::shared() / "notes/aws-developer-notes.md";
  std::shared_ptr<const pack::Pack> pack;
  std::shared_ptr<const notes::Index> index;

  Person() {
    auto opened = pack::Pack::open(tests::variable("CRIBSHEET_PACK"));
    if (!std::filesystem::exists(file) || !opened) {
      WARN("skipped: there is no " << file << ", or no pack");
      return;
    }
    pack = *opened;
    std::vector<notes::NoteFile> files;
    files.push_back({file.string(), tests::read(file), notes::Origin::person});
    index = notes::Index::build(std::move(files), pack);
  }
};

std::filesystem::path labels(const char* name) { return tests::source() / "tests/samples/notes/person" / name; }
std::filesystem::path gold(const char* name) { return tests::shared() / "gold" / name; }

// Whether a line lies in "10,12-14".
bool among(const std::string& lines, std::uint32_t line) {
  for (const std::string& part : tests::split(lines, ',')) {
    const auto ends = tests::split(part, '-');
    if (std::stoul(ends.front()) <= line && line <= std::stoul(ends.back())) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("A real person's notes answer for what they speak of, and are silent on the rest") {
  const Person person;
  if (!person.index) return;
  int labelled = 0, first = 0, third = 0, silent = 0, negatives = 0;
  for (const auto& cells : table(labels("labels.tsv"))) {
    const auto passages = person.index->lookup(cells[0], 3);
    if (cells.size() < 2) {
      ++negatives;
      silent += passages.empty();
      if (!passages.empty()) UNSCOPED_INFO(cells[0] << " should be silent, got line " << passages[0].line + 1);
      continue;
    }
    ++labelled;
    const bool right = !passages.empty() && covers(passages[0], cells[1]);
    first += right;
    third += std::any_of(passages.begin(), passages.end(), [&](const auto& passage) { return covers(passage, cells[1]); });
    if (!right) UNSCOPED_INFO(cells[0] << ": wanted " << cells[1] << ", got " << (passages.empty() ? 0 : passages[0].line + 1));
  }
  CAPTURE(labelled, first, third, negatives, silent);
  CHECK(labelled >= 200);
  CHECK(negatives >= 50);
  CHECK(first * 100 >= labelled * 93);
  CHECK(third * 100 >= labelled * 97);
  CHECK(silent * 100 >= negatives * 95);
}

TEST_CASE("The statements of a real person's notes are read as facts, or a rule checks them") {
  const Person person;
  if (!person.index || !std::filesystem::exists(gold("facts.tsv"))) return;
  const std::vector<notes::Fact> facts = person.index->facts();
  const auto coverage = table(labels("facts.tsv"));
  int checkable = 0, covered = 0;
  for (const auto& row : table(gold("facts.tsv"))) {
    CAPTURE(row[0]);
    const auto found = std::find_if(coverage.begin(), coverage.end(), [&](const auto& each) { return each[0] == row[0]; });
    REQUIRE(found != coverage.end());
    const auto means = tests::split(found->at(2), ' ');
    if (means[0] == "-") continue;
    ++checkable;
    if (means[0] == "hint") continue;
    for (const std::string& mean : means) {
      if (mean != "fact") {
        CHECK(std::filesystem::exists(tests::source() / "knowledge/rules" / (mean + ".md")));
        continue;
      }
      CHECK(std::any_of(facts.begin(), facts.end(), [&](const notes::Fact& fact) {
        return fact.entity.starts_with(found->at(1)) &&
               (among(row[0], fact.line + 1) || among(row[0], fact.line + 3));  // a table's head stands two lines above
      }));
    }
    ++covered;
  }
  CAPTURE(checkable, covered);
  CHECK(checkable >= 50);
  CHECK(covered * 100 >= checkable * 89);
}

TEST_CASE("No fact that is read for sure from a real person's notes is wrong") {
  const Person person;
  if (!person.index) return;
  const auto right = table(labels("sure.tsv"));
  for (const notes::Fact& fact : person.index->facts()) {
    if (fact.sureness < 1) continue;
    CAPTURE(fact.line + 1, fact.entity, fact.text);
    CHECK(std::any_of(right.begin(), right.end(), [&](const auto& row) { return row[0] == std::to_string(fact.line + 1) && row[1] == fact.entity; }));
  }
}

TEST_CASE("Names of the person's own stand in a note's front matter") {
  const auto pack = pack::Pack::open(tests::variable("CRIBSHEET_PACK"));
  if (!pack) {
    WARN("skipped: there is no pack");
    return;
  }
  const auto found = [&](const char* text) {
    return notes::Index::build({{"a.md", text, notes::Origin::person}}, *pack)->lookup("AWS::SQS::Queue.DelaySeconds").size();
  };
  CHECK(found("---\nnames:\n  AWS::SQS::Queue.DelaySeconds: [hold time, \"holding back\"]\n---\n# SQS\n\n- hold time of a queue: we use 90 s\n- more\n") == 1);
  CHECK(found("---\nnames:\n  broken\n---\n# SQS\n\n- hold time of a queue: we use 90 s\n- more\n") == 0);
}

TEST_CASE("Names of the person's own come from the settings as well, and a change of either holds at once") {
  const auto pack = pack::Pack::open(tests::variable("CRIBSHEET_PACK"));
  if (!pack) {
    WARN("skipped: there is no pack");
    return;
  }
  const std::string note = "# Post office\r\n\r\n- hold time: at most 300 s\r\n- more\r\n";
  const auto count = [](const notes::Index& index) { return index.lookup("AWS::SQS::Queue.DelaySeconds").size(); };
  const auto plain = notes::Index::build({{"a.md", note, notes::Origin::person}}, *pack);
  CHECK(count(*plain) == 0);
  const auto named = notes::Index::build({{"a.md", note, notes::Origin::person}}, *pack, {}, {},
                                         {{"SQS", {"post office"}}, {"AWS::SQS::Queue.DelaySeconds", {"hold time", "a|b"}}, {"", {"x"}}, {"@sqs", {"y"}}});
  CHECK(count(*named) == 1);
  REQUIRE(named->facts().size() == 1);  // a limit under the person's own word for it
  CHECK(named->facts()[0].entity == "AWS::SQS::Queue.DelaySeconds");
  CHECK(named->facts()[0].constraint.max == 300);

  const std::string front = "---\r\nnames:\r\n  SQS: post office\r\n  AWS::SQS::Queue.DelaySeconds:\r\n    - hold time\r\n---\r\n";
  CHECK(plain->renames("b.md", front));
  CHECK_FALSE(plain->renames("a.md", note + "- still more\r\n"));
  const auto with = plain->with("b.md", front, notes::Origin::person);  // the names stand in another file
  CHECK(count(*with) == 1);
  CHECK(with->facts().size() == 1);
  CHECK(count(*with->with("b.md", std::nullopt, notes::Origin::person)) == 0);
}

namespace {

// Whether the steps are there below a shape, with any others between: the table writes "Distribution.DefaultTTL" for short.
bool holds(const pack::Shape& top, std::span<const std::string> steps) {
  std::vector<pack::Shape> shapes = {top};
  for (std::size_t i = 0; i < shapes.size() && i < 4000; ++i) {
    const pack::Shape shape = shapes[i];
    if (const auto found = shape.find(steps.front())) {
      if (steps.size() == 1 || holds(found->shape, steps.subspan(1))) return true;
    }
    std::vector<pack::Shape> next = {shape.items(), shape.additional()};
    for (const auto& list : {shape.all_of(), shape.any_of(), shape.one_of()}) next.insert(next.end(), list.begin(), list.end());
    for (std::size_t p = 0; p < shape.property_count(); ++p) next.push_back(shape.property(p).shape);
    for (const pack::Shape& each : next)
      if (each && std::find(shapes.begin(), shapes.end(), each) == shapes.end()) shapes.push_back(each);
  }
  return false;
}

}  // namespace

TEST_CASE("The table of names speaks of properties that there are") {
  const auto pack = pack::Pack::open(tests::variable("CRIBSHEET_PACK"));
  if (!pack) {
    WARN("skipped: there is no pack");
    return;
  }
  int properties = 0;
  for (const auto& row : (*pack)->table("aliases").copy()) {
    if (row.empty() || !row[0].starts_with("AWS::")) continue;
    const notes::Entity entity = notes::read_entity(row[0]);
    // the events of a SAM function have names of the person's own
    if (entity.kind != notes::EntityKind::property || row[0].starts_with("AWS::Serverless::Function.Events.")) continue;
    ++properties;
    CAPTURE(row[0]);
    CHECK(holds((*pack)->resource_type(entity.name).shape(), entity.path));
  }
  CHECK(properties > 300);
}

// What a person wrote about, the notes that ship with the program speak of too.
TEST_CASE("The shipped notes cover the topics of a real person's notes") {
  const auto pack = pack::Pack::open(tests::variable("CRIBSHEET_PACK"));
  if (!pack) {
    WARN("skipped: there is no pack");
    return;
  }
  const auto index = notes::Index::build(notes::shipped_files(**pack), *pack);
  int topics = 0, covered = 0;
  const auto ask = [&](const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return;
    for (const auto& row : table(file)) {
      if (row.size() < 2 || row[1].empty()) continue;
      ++topics;
      const bool found = !index->lookup(row[0], 1).empty();
      covered += found;
      if (!found) UNSCOPED_INFO("not covered: " << row[0]);
    }
  };
  ask(gold("hover.tsv"));
  ask(labels("labels.tsv"));
  CAPTURE(topics, covered);
  CHECK(covered * 100 >= topics * 98);
}

// An index that was edited file by file answers as one that is built of the same files at once.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "notes/index_data.h"
#include "notes/catalogue.h"
#include "notes/shelf.h"
#include "support/catch.h"

using namespace cribsheet;
using namespace cribsheet::notes;

namespace {

Reading small_reading() {
  static const std::vector<std::vector<std::string_view>> rows = {{"@sqs", "SQS|Simple Queue Service", "AWS::SQS::|sqs:"},
                                                                  {"@lambda", "Lambda", "AWS::Lambda::|lambda:"},
                                                                  {"AWS::SQS::Queue.VisibilityTimeout", "visibility timeout"},
                                                                  {"AWS::Lambda::Function.Timeout", "timeout"}};
  static const std::vector<std::vector<std::string_view>> units = {{"AWS::SQS::Queue.VisibilityTimeout", "seconds"},
                                                                   {"AWS::Lambda::Function.Timeout", "seconds"}};
  Reading reading;
  reading.names = std::make_shared<const Names>(rows);
  reading.catalogue = std::make_shared<const Catalogue>(*reading.names, nullptr, units);
  return reading;
}

NoteFile file(int number, int limit) {
  std::string text = number % 2 ? "# SQS\n\n" : "# Lambda\n\n";
  text += number % 2 ? "- Visibility timeout: at most " : "- Timeout: at most ";
  text += std::to_string(limit) + " seconds\n- word" + std::to_string(number) + " stands only here\n";
  const std::string digits = std::to_string(1000 + number);
  return {"note" + digits + ".md", text, Origin::person};
}

std::string answers(const Index& index) {
  std::string out;
  const auto add = [&](const std::vector<Passage>& passages) {
    for (const Passage& each : passages) out += each.path + ":" + std::to_string(each.line) + " " + each.text + "\n";
  };
  add(index.lookup("AWS::SQS::Queue.VisibilityTimeout", 10));
  add(index.lookup("AWS::Lambda::Function.Timeout", 10));
  add(index.search("visibility timeout", 10));
  for (int number : {3, 77, 150, 199}) add(index.search("word" + std::to_string(number), 3));
  for (const Fact& fact : index.facts()) out += fact.path + " " + fact.entity + " " + std::to_string(fact.constraint.max.value_or(-1)) + "\n";
  for (const Fact* fact : index.binding("AWS::SQS::Queue")) out += fact->path + ";";
  return out;
}

std::vector<NoteFile> files(int count) {
  std::vector<NoteFile> all;
  for (int i = 0; i < count; ++i) all.push_back(file(i, 100 + i));
  return all;
}

}  // namespace

TEST_CASE("Edits one by one give the index that a build gives") {
  auto edited = build_index(files(200), small_reading());
  auto wanted = files(200);
  // more than are kept each on a shelf of its own, some twice
  for (int i = 0; i < 180; ++i) {
    const auto at = static_cast<std::size_t>(i * 7 % 120);
    wanted[at] = file(static_cast<int>(at), 5000 + i);
    edited = edited->with(wanted[at].path, wanted[at].text, Origin::person);
  }
  for (int removed : {5, 60, 199}) edited = edited->with(file(removed, 0).path, std::nullopt, Origin::person);
  edited = edited->with("note0000.md", "# SQS\n\n- Visibility timeout: at most 7 seconds\n", Origin::person);
  std::erase_if(wanted, [](const NoteFile& each) { return each.path == file(5, 0).path || each.path == file(60, 0).path || each.path == file(199, 0).path; });
  wanted.push_back({"note0000.md", "# SQS\n\n- Visibility timeout: at most 7 seconds\n", Origin::person});
  const auto fresh = build_index(std::move(wanted), small_reading());
  CHECK(edited->file_count() == fresh->file_count());
  CHECK(edited->holds("note0000.md"));
  CHECK_FALSE(edited->holds(file(5, 0).path));
  const auto sorted = [](std::string text) {
    std::sort(text.begin(), text.end());
    return text;
  };
  CHECK(sorted(answers(*edited)) == sorted(answers(*fresh)));
}

TEST_CASE("A stopped build gives what is ready, and says nothing wrong") {
  std::stop_source stop;
  stop.request_stop();
  const auto index = build_index(files(50), small_reading(), stop.get_token());
  CHECK(index->file_count() == 0);
  CHECK(index->lookup("AWS::SQS::Queue.VisibilityTimeout").empty());
  CHECK(index->search("visibility").empty());
}

TEST_CASE("A word that many blocks hold is found in all of them") {
  std::string text = "# SQS\n\n";
  for (int i = 0; i < 500; ++i) text += i % 3 ? "- rare" + std::to_string(i) + "\n" : "- common rare" + std::to_string(i) + "\n";
  const auto shelf = Shelf::read({{"a.md", text, Origin::person}, {"b.md", "- common\n", Origin::person}}, small_reading(), {}, {});
  std::vector<Shelf::Number> found;
  shelf->holding(stem_hash("common"), found);
  CHECK(found.size() == shelf->count(stem_hash("common")));
  REQUIRE(found.size() == 168);
  CHECK(shelf->place(found.front()).block == 1);
  CHECK(shelf->place(found.back()).segment == 1);
  CHECK(shelf->place(found.back()).block == 0);
}

TEST_CASE("A name that is misspelt in the notes is found all the same") {
  const auto index = [](const char* text) { return build_index({{"a.md", text, Origin::person}}, small_reading()); };
  const auto found = [](const auto& made) { return made->lookup("AWS::SQS::Queue.VisibilityTimeout").size(); };
  CHECK(found(index("# SQS\n\n- Visibilty timeout: 30 seconds\n- another\n")) == 1);
  CHECK(found(index("# SQS\n\n- Visibility tiemout: 30 seconds\n- another\n")) == 1);
  CHECK(found(index("# SQS\n\n- visible for a while\n- another\n")) == 0);
  CHECK(found(index("# SQS\n\n- Invisibility timeouts of others\n")) == 0);
}

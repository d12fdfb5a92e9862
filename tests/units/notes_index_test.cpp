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

TEST_CASE("While files are read, those that are done answer, and the index says that there may be more") {
  std::vector<NoteFile> many = files(200);
  for (NoteFile& each : many) each.text += std::string(4000, '-') + "\n";  // several shelves
  std::vector<std::shared_ptr<const Index>> news;
  const auto last = build_index(many, small_reading(), {}, {}, [&](std::shared_ptr<const Index> some) { news.push_back(std::move(some)); });
  CHECK(last->complete());
  CHECK(last->file_count() == 200);
  CHECK_FALSE(last->unfinished()->complete());
  REQUIRE_FALSE(news.empty());
  for (const auto& some : news) {
    CHECK_FALSE(some->complete());
    CHECK(some->file_count() > 0);
    CHECK(some->file_count() < 200);
    for (const Passage& passage : some->lookup("AWS::SQS::Queue.VisibilityTimeout", 10)) CHECK(some->holds(passage.path));
    const auto passages = some->lookup("AWS::SQS::Queue.VisibilityTimeout", 3);
    CHECK(passages.size() == 3);
  }
}

TEST_CASE("A file is found by its path's end, its title and its words, before and after edits") {
  auto index = build_index({{"/n/Queues.md", "---\ntitle: All about waiting\n---\n# SQS\n", Origin::person},
                            {"/n/other.md", "# Other\n\n- see [it](Queues.md#sqs)\n", Origin::person}},
                           small_reading());
  const auto called = [&](std::string_view name) {
    std::string paths;
    for (const auto& segment : index->data().called(name)) paths += segment->file.path + " ";
    return paths;
  };
  CHECK(called("queues") == "/n/Queues.md ");
  CHECK(called("sub/QUEUES.md") == "/n/Queues.md ");
  CHECK(called("all about waiting") == "/n/Queues.md ");
  CHECK(called("nothing").empty());
  REQUIRE(index->data().holding(phrase_of("Queues")).size() == 1);
  CHECK(index->data().holding(phrase_of("Queues")).front()->file.path == "/n/other.md");
  index = index->with("/n/Queues.md", "# SQS\n", Origin::person);
  CHECK(called("all about waiting").empty());
  index = index->with("/n/first.md", "# First\n", Origin::person)->with("/n/other.md", std::nullopt, Origin::person);
  CHECK(called("first") == "/n/first.md ");
  CHECK(called("queues") == "/n/Queues.md ");
  CHECK(called("other").empty());
  CHECK(index->data().holding(phrase_of("Queues")).empty());
}

TEST_CASE("Of many blocks on an entity the likeliest are judged: the answer is the one that all would give") {
  std::vector<NoteFile> many;
  for (int i = 0; i < 1500; ++i)
    many.push_back({"m" + std::to_string(1000 + i) + ".md", "# SQS\n\n- When it is slow, the visibility timeout may be short\n", Origin::person});
  many.push_back({"z.md", "# SQS\n\n- Visibility timeout: at most 12 hours\n  - 30 seconds by default\n", Origin::person});
  const auto index = build_index(std::move(many), small_reading());
  const auto found = index->lookup("AWS::SQS::Queue.VisibilityTimeout", 3);
  REQUIRE(found.size() == 3);
  CHECK(found.front().path == "z.md");
  const auto again = index->lookup("AWS::SQS::Queue.VisibilityTimeout", 3);  // remembered
  CHECK(again.front().path == "z.md");
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

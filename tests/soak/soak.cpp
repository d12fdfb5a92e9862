// Hours of editing, speeded up: `soak MINUTES [FOLDER...]` types in templates and notes of these folders, asks what an editor
// asks, and looks at the server's memory. Ends with 1 where that grows after its first tenth.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "support/program.h"
#include "text/line_index.h"

namespace {

using namespace cribsheet;
using tests::Json;
namespace fs = std::filesystem;

struct Source {
  std::string name, language, text;
};

std::vector<Source> sources(const std::vector<std::string>& folders) {
  std::vector<Source> all;
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      const std::string ending = entry.path().extension().string();
      const std::string language = ending == ".json" ? "json" : ending == ".yaml" || ending == ".yml" ? "yaml" : ending == ".md" ? "markdown" : "";
      if (!entry.is_regular_file() || language.empty() || entry.file_size() > 200'000) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      std::string text{std::istreambuf_iterator<char>(file), {}};
      if (std::all_of(text.begin(), text.end(), [](char c) { return c != '\0' && static_cast<unsigned char>(c) < 0x80; }))
        all.push_back({entry.path().filename().string(), language, std::move(text)});
    }
  }
  std::sort(all.begin(), all.end(), [](const Source& a, const Source& b) { return a.name < b.name; });
  return all;
}

// Somebody at the keyboard: opens files, and changes each towards another of its kind, sign by sign.
class Person {
 public:
  Person(tests::Program& server, const tests::Folder& folder, const std::vector<Source>& sources) : server_(server), folder_(folder), sources_(sources) {}

  void sit_down() {
    if (open_.size() >= 8) close(random_() % open_.size());
    const Source& source = sources_[random_() % sources_.size()];
    const std::string path = (source.language == "markdown" ? "notes/" : "") + std::to_string(random_() % 20) + "-" + source.name;
    if (std::any_of(open_.begin(), open_.end(), [&](const Open& each) { return each.path == path; })) return;
    open_.push_back({path, source.language, source.text, 1});
    if (source.language == "markdown") folder_.write(path, source.text);
    server_.tell("textDocument/didOpen", {{"textDocument", {{"uri", uri(path)}, {"languageId", source.language}, {"version", 1}, {"text", source.text}}}});
  }

  // A line of another file of the kind comes in, typed; now and then one goes; the person looks around meanwhile.
  void write_a_line() {
    if (open_.empty()) return sit_down();
    Open& file = open_[random_() % open_.size()];
    const Source* other = nullptr;
    for (int i = 0; i < 50 && (other == nullptr || other->language != file.language); ++i) other = &sources_[random_() % sources_.size()];
    const std::string line = some_line(other->text);
    Offset at = start_of_some_line(file.text);
    for (const char sign : line) {
      change(file, at, at, std::string(1, sign));
      ++at;
      if (random_() % 4 == 0) look(file, at, "textDocument/completion");
    }
    change(file, at, at, "\n");
    look(file, at, "textDocument/hover");
    look(file, at, "textDocument/documentSymbol");
    look(file, at, "textDocument/semanticTokens/full");
    look(file, at, "textDocument/codeAction");
    look(file, at, "textDocument/definition");
    if (random_() % 10 < 9) {  // taken back, as far as the text must not grow for ever
      const Offset begin = at - static_cast<Offset>(line.size());
      change(file, begin, at + 1, "");
    }
    if (random_() % 20 == 0) server_.ask("workspace/symbol", {{"query", "Q"}});
    if (random_() % 20 == 0) server_.ask("cribsheet/notes/search", {{"words", "timeout queue"}});
    if (random_() % 30 == 0) close(random_() % open_.size());
    if (file.text.size() > 300'000) change(file, 0, static_cast<Offset>(file.text.size()), "");
    ++lines_;
  }

  long edits() const { return edits_; }
  long requests() const { return requests_; }
  long lines() const { return lines_; }

 private:
  struct Open {
    std::string path, language, text;
    int version;
  };

  std::string uri(const std::string& path) const {
    std::string all = "file://";
    for (const char c : folder_.path(path)) {
      char coded[4];
      std::snprintf(coded, sizeof coded, "%%%02X", static_cast<unsigned char>(c));
      const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '.' || c == '-' || c == '_';
      all += plain ? std::string(1, c) : coded;
    }
    return all;
  }
  std::string some_line(const std::string& text) {
    const Offset begin = start_of_some_line(text);
    return text.substr(begin, std::min<std::size_t>(std::min(text.find('\n', begin), text.size()) - begin, 80));
  }
  Offset start_of_some_line(const std::string& text) {
    if (text.empty()) return 0;
    const std::size_t feed = text.rfind('\n', random_() % text.size());
    return feed == text.npos ? 0 : static_cast<Offset>(feed + 1);
  }
  static Json place(const LineIndex& lines, Offset offset) {
    const Position position = lines.position(offset, PositionEncoding::utf16);
    return {{"line", position.line}, {"character", position.character}};
  }
  void change(Open& file, Offset begin, Offset end, const std::string& text) {
    const LineIndex lines(file.text);
    server_.tell("textDocument/didChange",
                 {{"textDocument", {{"uri", uri(file.path)}, {"version", ++file.version}}},
                  {"contentChanges", Json::array({Json{{"range", {{"start", place(lines, begin)}, {"end", place(lines, end)}}}, {"text", text}}})}});
    file.text.replace(begin, end - begin, text);
    ++edits_;
  }
  void look(const Open& file, Offset at, const char* method) {
    const Json here = place(LineIndex(file.text), at);
    server_.ask(method, {{"textDocument", {{"uri", uri(file.path)}}},
                         {"position", here},
                         {"range", {{"start", here}, {"end", here}}},
                         {"context", {{"diagnostics", Json::array()}}}});
    ++requests_;
  }
  void close(std::size_t which) {
    server_.tell("textDocument/didClose", {{"textDocument", {{"uri", uri(open_[which].path)}}}});
    std::error_code ignored;
    fs::remove(folder_.path(open_[which].path), ignored);
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(which));
  }

  tests::Program& server_;
  const tests::Folder& folder_;
  const std::vector<Source>& sources_;
  std::mt19937 random_{11};
  std::vector<Open> open_;
  long edits_ = 0, requests_ = 0, lines_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const double minutes = argc > 1 ? std::atof(argv[1]) : 30;
  const auto all = sources({argv + std::min(argc, 2), argv + argc});
  if (all.empty()) return std::fprintf(stderr, "name folders with templates to type\n"), 2;
  const tests::Folder folder;
  tests::Program server({"lsp"});
  server.initialize(folder.path());
  Person person(server, folder, all);
  for (int i = 0; i < 8; ++i) person.sit_down();

  using clock = std::chrono::steady_clock;
  const auto begun = clock::now();
  const auto passed = [&] { return std::chrono::duration<double, std::ratio<60>>(clock::now() - begun).count(); };
  std::vector<std::pair<double, long>> curve;
  std::printf("| minutes | edits | requests | resident, MB |\n| ---: | ---: | ---: | ---: |\n");
  for (double next = 0; passed() < minutes;) {
    person.write_a_line();
    server.forget();
    if (passed() < next) continue;
    curve.emplace_back(passed(), server.resident_kilobytes());
    std::printf("| %.1f | %ld | %ld | %.1f |\n", passed(), person.edits(), person.requests(), static_cast<double>(curve.back().second) / 1024);
    std::fflush(stdout);
    next += minutes / 40;
  }
  server.ask("shutdown", nullptr);
  server.tell("exit", nullptr);
  if (const int code = server.finish(); code != 0) return std::fprintf(stderr, "the server ended with %d\n", code), 1;

  // The open files come and go, so memory is a band; what must not grow is its top.
  const auto top = [&](double from, double to) {
    long most = 0;
    for (const auto& [when, kilobytes] : curve) {
      if (when >= from * minutes && when <= to * minutes) most = std::max(most, kilobytes);
    }
    return most;
  };
  const long early = top(0.1, 0.5), late = top(0.5, 1.0);
  std::printf("\ntop of the first half (without its first tenth) %.1f MB, of the second %.1f MB\n", static_cast<double>(early) / 1024,
              static_cast<double>(late) / 1024);
  return late > early + early / 10 + 4096 ? 1 : 0;
}

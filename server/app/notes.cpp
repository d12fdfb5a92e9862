// `cribsheet notes`.
#include "notes/notes.h"

#include <iostream>

#include "app/commands.h"
#include "app/open.h"
#include "app/printable.h"
#include "lsp/json.h"

namespace cribsheet::app {
namespace {

using lsp::Json;

Json to_json(const notes::Passage& passage) {
  return {{"path", passage.path},       {"line", passage.line}, {"endLine", passage.end_line},
          {"heading", passage.heading}, {"text", passage.text}, {"score", passage.score}};
}

void write_text(const std::vector<notes::Passage>& passages) {
  for (const auto& passage : passages) {
    std::cout << printable(passage.path) << ':' << passage.line + 1 << ": ";
    for (std::size_t i = 0; i < passage.heading.size(); ++i) std::cout << (i ? " > " : "") << printable(passage.heading[i]);
    std::cout << '\n' << printable(passage.text, true) << "\n\n";
  }
}

int write(std::string_view name, const std::string& query, const std::vector<notes::Passage>& passages, const std::string& format) {
  if (format != "json") return write_text(passages), kFine;
  Json list = Json::array();
  for (const auto& passage : passages) list.push_back(to_json(passage));
  std::cout << lsp::dump({{name, query}, {"passages", std::move(list)}}) << '\n';
  return kFine;
}

Json constraint_json(const notes::Constraint& constraint) {
  Json json{{"type", constraint.type}};
  if (constraint.min) json["min"] = *constraint.min;
  if (constraint.max) json["max"] = *constraint.max;
  if (!constraint.values.empty()) json["values"] = constraint.values;
  if (!constraint.pattern.empty()) json["pattern"] = constraint.pattern;
  if (!constraint.when.empty()) json["when"] = constraint.when;
  return json;
}

Json to_json(const notes::Fact& fact) {
  Json json{{"entity", fact.entity}, {"path", fact.path},         {"line", fact.line},    {"text", fact.text}, {"constraint", constraint_json(fact.constraint)},
            {"source", fact.source}, {"sureness", fact.sureness}, {"status", fact.status}};
  if (fact.default_value) {
    // A default that is a number is written as one.
    const auto number = Json::parse(*fact.default_value, nullptr, false);
    json["default"] = number.is_number() || number.is_boolean() ? number : Json(*fact.default_value);
  }
  if (!fact.now.empty()) json["now"] = fact.now;
  return json;
}

}  // namespace

int notes_lookup(const NotesOptions& options) {
  const auto snapshot = open_snapshot(options.sources, WhichNotes::named_alone, ".");
  if (!snapshot) return fail(snapshot.error().message);
  if (!(*snapshot)->notes) return fail("the settings switch the notes off");
  return write("entity", options.query, (*snapshot)->notes->lookup(options.query, options.limit ? options.limit : 5), options.format);
}

int notes_search(const NotesOptions& options) {
  const auto snapshot = open_snapshot(options.sources, WhichNotes::named_alone, ".");
  if (!snapshot) return fail(snapshot.error().message);
  if (!(*snapshot)->notes) return fail("the settings switch the notes off");
  return write("words", options.query, (*snapshot)->notes->search(options.query, options.limit ? options.limit : 20), options.format);
}

int notes_facts(const NotesOptions& options) {
  const auto snapshot = open_snapshot(options.sources, WhichNotes::named_alone, ".");
  if (!snapshot) return fail(snapshot.error().message);
  if (!(*snapshot)->notes) return fail("the settings switch the notes off");
  Json list = Json::array();
  for (const auto& fact : (*snapshot)->notes->facts()) {
    if (options.format == "json") {
      list.push_back(to_json(fact));
    } else {
      std::cout << printable(fact.path) << ':' << fact.line + 1 << ": " << printable(fact.entity) << ": " << fact.status;
      if (!fact.now.empty()) std::cout << " (now: " << fact.now << ')';
      std::cout << ": " << printable(fact.text, true) << '\n';
    }
  }
  if (options.format == "json") std::cout << lsp::dump({{"facts", std::move(list)}}) << '\n';
  return kFine;
}

int notes_check(const NotesOptions& options) {
  CheckOptions check_options;
  check_options.paths = options.paths;
  check_options.kind = "notes";
  check_options.format = options.format;
  check_options.fail_on = options.fail_on;
  check_options.sources = options.sources;
  // Notes that are only named here are checked against each other too.
  if (check_options.sources.notes.empty()) check_options.sources.notes = options.paths;
  return check(check_options);
}

}  // namespace cribsheet::app

// Facts of a note against AWS's specification, against each other, and check blocks that can't be read.
#include <cmath>

#include "kinds/notes/notes.h"
#include "notes/catalogue.h"
#include "notes/checks.h"
#include "notes/facts.h"
#include "notes/index_data.h"
#include "notes/mentions.h"
#include "notes/specification.h"
#include "rules/notes/checks.h"

namespace cribsheet::rules {
namespace {

constexpr double kWorthComparing = 0.5;

Range statement_range(const notes::Segment& segment, const notes::Fact& fact) {
  for (const notes::Block& block : segment.blocks.all) {
    if (block.line == fact.line && !block.text.empty()) return block.text;
  }
  return {};
}

std::string short_name(std::string_view entity) { return std::string(entity.substr(entity.find_last_of(".:") + 1)); }

// The figure as it stands in the statement: "262,144" or "262144"; empty: written otherwise (in words, with another unit).
Range written(std::string_view text, Range statement, double value) {
  std::string plain = notes::number_text(value);
  std::string grouped = plain;
  for (std::size_t i = grouped.size(); i > 3; i -= 3) grouped.insert(i - 3, ",");
  for (const std::string& form : {grouped, plain}) {
    const std::size_t at = notes::find_literal(text.substr(statement.begin, statement.size()), form);
    if (at != std::string_view::npos) return {statement.begin + static_cast<Offset>(at), statement.begin + static_cast<Offset>(at + form.size())};
  }
  return {};
}

}  // namespace

std::shared_ptr<const notes::Segment> segment_of(const Input& input) {
  if (const auto* analysis = dynamic_cast<const kinds::NotesAnalysis*>(input.document.analysis.get()))
    return analysis->with_facts(notes::reading_of(input.notes, input.pack));
  return notes::make_segment({input.document.path, std::string(input.document.text()), notes::Origin::person}, notes::reading_of(input.notes, input.pack));
}

void check_broken_checks(const Input& input, Report& report) {
  const auto segment = segment_of(input);
  for (const notes::Problem& problem : notes::read_checks(*segment, notes::reading_of(input.notes, input.pack)).problems) {
    Finding& made = report.add("note-broken-check", problem.range, problem.message);
    if (!problem.fix.empty()) made.fixes.push_back({"Write " + problem.fix, {{problem.range, problem.fix}}, true});
  }
}

void check_stale_facts(const Input& input, Report& report) {
  const auto segment = segment_of(input);
  for (const notes::Fact& fact : segment->facts) {
    const bool worth = fact.sureness >= 0.9 || (fact.sureness >= kWorthComparing && fact.sureness < 0.6);
    if (fact.status != "stale" || !worth || fact.source == "check") continue;
    const Range where = statement_range(*segment, fact);
    const std::string name = short_name(fact.entity);
    std::string message = fact.constraint.type == "enum"
                              ? "AWS's specification has more values for " + name + ": " + fact.now
                              : "AWS's specification says " + name + " is " + fact.now + "; this says " + notes::constraint_text(fact.constraint);
    Finding& made = report.add("note-stale-figure", where, std::move(message));
    made.entity = fact.entity;
    const notes::Specification spec = notes::specification_of(input.pack, notes::read_entity(fact.entity));
    if (!fact.constraint.max || !spec.max || std::abs(*fact.constraint.max - *spec.max) < 0.5) continue;
    if (const Range figure = written(input.document.text(), where, *fact.constraint.max); !figure.empty()) {
      std::string now = notes::number_text(*spec.max);
      if (input.document.text().substr(figure.begin, figure.size()).find(',') != std::string_view::npos) {
        for (std::size_t i = now.size(); i > 3; i -= 3) now.insert(i - 3, ",");
      }
      made.fixes.push_back({"Change it to " + now, {{figure, now}}, true});
    }
  }
}

void check_contradictions(const Input& input, Report& report) {
  if (!input.notes) return;
  const auto segment = segment_of(input);
  for (const notes::Fact& fact : segment->facts) {
    if (fact.sureness < 1 || fact.constraint.type != "range" || !fact.constraint.max || fact.source == "check") continue;
    for (const notes::Fact* each : input.notes->binding(fact.entity.substr(0, fact.entity.find_first_of(".!=")))) {
      const notes::Fact& other = *each;
      if (other.origin != notes::Origin::person || other.sureness < 1 || other.entity != fact.entity || other.constraint.type != fact.constraint.type ||
          !other.constraint.max)
        continue;
      if (other.constraint.when != fact.constraint.when || other.source == "check") continue;
      if ((other.path == fact.path && other.line >= fact.line) || std::abs(*other.constraint.max - *fact.constraint.max) < 0.5) continue;
      const std::string where = other.path == fact.path ? "line " + std::to_string(other.line + 1) : other.path + ", line " + std::to_string(other.line + 1);
      Finding& made = report.add("note-contradiction", statement_range(*segment, fact),
                                 "This says " + short_name(fact.entity) + " is at most " + notes::number_text(*fact.constraint.max) + ", but " + where +
                                     " says " + notes::number_text(*other.constraint.max));
      made.entity = fact.entity;
      made.related.push_back({other.path == input.document.path ? std::string{} : other.path,
                              other.path == input.document.path ? statement_range(*segment, other) : Range{}, other.line, other.text});
      break;
    }
  }
}

}  // namespace cribsheet::rules

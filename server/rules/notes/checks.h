// Rules on notes, and what the notes say against templates.
#pragma once
#include <memory>

#include "notes/segment.h"
#include "rules/rule.h"

namespace cribsheet::rules {

void check_note_limits(const Input& input, Report& report);  // templates: facts and check blocks
void check_broken_checks(const Input& input, Report& report);
void check_stale_facts(const Input& input, Report& report);
void check_renamed(const Input& input, Report& report);
void check_statements(const Input& input, Report& report);
void check_note_links(const Input& input, Report& report);
void check_fences(const Input& input, Report& report);
void check_spelling(const Input& input, Report& report);
void check_contradictions(const Input& input, Report& report);

// The document as the notes index reads it, with its facts; null: no note.
std::shared_ptr<const notes::Segment> segment_of(const Input& input);

}  // namespace cribsheet::rules

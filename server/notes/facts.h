// Facts: statements of a note that a machine can hold a template to.
#pragma once
#include <vector>

#include "notes/catalogue.h"
#include "notes/names.h"
#include "notes/notes.h"
#include "notes/segment.h"

namespace cribsheet::notes {

// From prose; status against the specification left empty.
std::vector<Fact> prose_facts(const Segment& segment, const Names& names, const Catalogue& catalogue);
// The heading or top bullet that a block stands under, short: "SQS".
std::string topic_of(const Segment& segment, std::size_t block);
// Compares a fact with AWS's specification: fills in status and `now`.
void compare(Fact& fact, const pack::Pack* pack);
// "0 to 43,200", "at most 900", "one of A, B": a constraint in words.
std::string constraint_text(const Constraint& constraint);

// "your notes say 0 to 43,200 (SQS, line 168)"
std::string saying(const Fact& fact);

}  // namespace cribsheet::notes

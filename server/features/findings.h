// All findings of a document: rules, plus facts from the notes, each with the note that bears on it.
#pragma once
#include <stop_token>
#include <vector>

#include "features/snapshot.h"
#include "rules/finding.h"

namespace cribsheet::features {

std::vector<rules::Finding> findings(const Snapshot& snapshot, const model::Document& document, std::stop_token stop = {});

}  // namespace cribsheet::features

// Whether a part of a document is still what it was, wherever it stands now.
#pragma once
#include <cstdint>
#include <optional>

#include "syntax/tree.h"

namespace cribsheet::syntax {

// Where the text that belongs to a node ends: where the next node behind all it holds begins, with its tag and anchor; at the
// end of the text for the last one. Comments and line breaks behind a node are its own.
Offset territory_end(Node node);

// Of an entry or a node: of its text up to `territory_end` and of the nodes in it, relative to its begin. Equal ones are the same
// text read as the same tree. Nothing where an alias stands in it, since that is a part of the document elsewhere.
std::optional<std::uint64_t> fingerprint(Node node);

}  // namespace cribsheet::syntax

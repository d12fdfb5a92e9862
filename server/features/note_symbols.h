// Headings and bullets of the person's notes by their names, in vaults of any size.
#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "features/outline.h"
#include "features/snapshot.h"
#include "notes/segment.h"

namespace cribsheet::features {

struct NoteSymbol {
  int score = 0;  // as symbol_match's
  const notes::Segment* segment = nullptr;
  std::size_t block = 0;
};
// Those whose names hold the query; of headings also its scattered letters. Notes that are open are left to their documents.
// Where `limit` hold it, scattered letters are not looked for.
std::vector<NoteSymbol> note_symbols(const Snapshot& snapshot, std::string_view query, std::size_t limit);
// As a place in a document that has text and lines alone.
Found found_in_note(const NoteSymbol& symbol);

}  // namespace cribsheet::features

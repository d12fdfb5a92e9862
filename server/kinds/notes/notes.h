// Notes as a kind of file: Markdown whose bullets and headings are symbols and whose words name entities.
#pragma once
#include <memory>
#include <mutex>

#include "kinds/kind.h"
#include "notes/segment.h"

namespace cribsheet::kinds {

struct NotesAnalysis : model::Analysis {
  std::shared_ptr<const notes::Segment> segment;  // read without facts
  // The same with its facts, read when they are first asked for, and when names change. Any thread.
  std::shared_ptr<const notes::Segment> with_facts(const notes::Reading& reading) const;

 private:
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const notes::Names> names_;  // with which they were read
  mutable std::shared_ptr<const notes::Segment> with_facts_;
};
// The analysis of a document of this kind; null: of another kind.
const notes::Segment* note_segment(const model::Document& document);

// What a block of a note is called in the outline; empty: it is no symbol.
std::string note_symbol(const notes::Segment& segment, std::size_t block);

}  // namespace cribsheet::kinds

// Definition, references, highlights, rename: all from the documents' symbols.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "features/snapshot.h"
#include "text/edit.h"

namespace cribsheet::features {

struct Target {
  std::shared_ptr<const model::Document> document;  // null: the one that was asked about
  Range origin;                                     // what the cursor stands on
  Range range;                                      // all of the definition
  Range name_range;
};

std::vector<Target> definitions(const Snapshot& snapshot, const model::Document& document, Offset offset);
// This document's first, in order; then those of the workspace's other documents, for names that they share.
struct Place {
  std::shared_ptr<const model::Document> document;  // null: the one that was asked about
  Range range;
};
std::vector<Place> references(const Snapshot& snapshot, const model::Document& document, Offset offset, bool with_declaration);

struct Highlight {
  Range range;
  bool definition = false;
};
std::vector<Highlight> highlights(const Snapshot& snapshot, const model::Document& document, Offset offset);

struct Renamable {
  Range range;
  std::string name;
};
// Nothing where no name with a definition in the document stands at the cursor.
std::optional<Renamable> renamable(const Snapshot& snapshot, const model::Document& document, Offset offset);
// The error says why the new name can't be taken.
struct Renaming {
  std::shared_ptr<const model::Document> document;  // null: the one that was asked about
  std::vector<TextEdit> edits;
};
Result<std::vector<Renaming>> rename(const Snapshot& snapshot, const model::Document& document, Offset offset, const std::string& name);

}  // namespace cribsheet::features

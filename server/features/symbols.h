// The symbols of a document: its kind's, and those of the documents inside it.
#pragma once
#include <memory>
#include <optional>
#include <string_view>

#include "features/snapshot.h"
#include "kinds/kind.h"

namespace cribsheet::features {

// Made once per tree and remembered for the last few trees; safe from any thread.
std::shared_ptr<const kinds::Symbols> symbols(const model::Document& document, const pack::Pack& pack);

// What the cursor stands on: a definition's name or a use of it.
struct Named {
  std::string_view name, space;  // views into the symbols
  Range range;
  std::string_view role;  // of a use; empty: the definition
  std::string_view file;  // of a use: see kinds::Use
};
std::optional<Named> named_at(const kinds::Symbols& symbols, Offset offset);
// The definition; null where the document has none.
const kinds::Symbol* definition_of(const kinds::Symbols& symbols, std::string_view name, std::string_view space);

}  // namespace cribsheet::features

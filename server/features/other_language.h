// A whole document in the other language: YAML as JSON with functions in their long form, JSON as YAML with their short form.
#pragma once
#include <optional>
#include <string>

#include "features/snapshot.h"

namespace cribsheet::features {

// Nothing where the text can't be carried over as it stands: it has syntax errors, aliases that grow without end, several
// documents, keys that are no text. Comments have no place in JSON and are left behind.
std::optional<std::string> in_other_language(const model::Document& document);

}  // namespace cribsheet::features

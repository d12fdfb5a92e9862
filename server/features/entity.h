// What the pack says of an entity, as a hover without its notes.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "features/hover.h"
#include "kinds/kind.h"
#include "pack/pack.h"

namespace cribsheet::features {

// Of an entity by its name alone; nothing where the pack has no word on it.
std::optional<Hover> explain(std::string_view entity, const pack::Pack& pack);
// Of a property or value at a place.
Hover explain(const kinds::Place& place, const pack::Pack& pack);
// "integer, 0 to 43200"
std::string type_text(const std::vector<pack::Shape>& shapes);

}  // namespace cribsheet::features

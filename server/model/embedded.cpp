#include "model/document.h"

namespace cribsheet::model {

std::optional<Embedded> embedded(syntax::Node scalar, syntax::Language language) {
  if (!scalar.is_scalar()) return {};
  return Embedded{syntax::parse(std::string(scalar.text()), language), scalar.map()};
}

}  // namespace cribsheet::model

// Where an offset stands: in the document, or in one inside it (a policy under PolicyDocument, a buildspec in a `|` block).
#pragma once
#include <memory>

#include "kinds/kind.h"
#include "model/document.h"

namespace cribsheet::features {

struct Spot {
  std::shared_ptr<const model::Document> inner;  // a document inside the asked one; null: there is none here
  bool mapped = false;                           // inner's text is a scalar's: ranges map back
  syntax::SourceMap map;
  Offset offset = 0;  // in the innermost document's text
  const model::Document& document(const model::Document& outer) const { return inner ? *inner : outer; }
  Range to_source(Range range) const { return mapped ? map.to_source(range) : range; }
};
// The innermost document at an offset, one level deep.
Spot spot_at(const model::Document& document, const pack::Pack& pack, Offset offset);

// The deepest node at an offset with its place. A key counts as a key also where the offset is just behind it.
kinds::Cursor cursor_at(const model::Document& document, const pack::Pack& pack, Offset offset);

}  // namespace cribsheet::features

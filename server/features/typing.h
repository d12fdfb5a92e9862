// What helps while typing: hints inside lines, a function's arguments, the indentation of a new line.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "features/snapshot.h"
#include "kinds/kind.h"
#include "text/edit.h"

namespace cribsheet::features {

std::vector<kinds::Hint> hints(const Snapshot& snapshot, const model::Document& document, Range within);

struct Signature {
  struct Parameter {
    std::size_t begin = 0, end = 0;  // bytes of the label (which is ASCII)
    std::string doc;
  };
  std::string label;  // "Fn::GetAtt [logicalName, attribute]"
  std::string doc;    // Markdown
  std::vector<Parameter> parameters;
  std::size_t active = 0;
};
// The function whose argument the cursor stands in.
std::optional<Signature> signature(const Snapshot& snapshot, const model::Document& document, Offset offset);

// After a line break at `offset`: the new line stands two deeper behind a key without a value. Only where it is blank yet.
std::vector<TextEdit> indent_new_line(const model::Document& document, Offset offset);

}  // namespace cribsheet::features

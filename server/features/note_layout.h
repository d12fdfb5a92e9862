// The layout of a note mended where that changes nothing else: the columns of its tables, blanks at the ends of lines, tabs before text.
//
// Nothing is wrapped, joined, moved or renumbered; code, front matter and hard line breaks stay as they are. Done twice it is as done once.
#pragma once
#include <vector>

#include "model/document.h"
#include "text/edit.h"

namespace cribsheet::features {

// The edits on lines that `within` touches; none for what is no note. At most one edit a line, in order. Linear in the text.
std::vector<TextEdit> note_layout(const model::Document& document, Range within);

}  // namespace cribsheet::features

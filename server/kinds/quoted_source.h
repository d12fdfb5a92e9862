// A part of a document as a hover shows it.
#pragma once
#include <string>

#include "syntax/tree.h"

namespace cribsheet::kinds {

// The text of an entry as it stands, in a fence: its own indentation taken away, cut where it is long.
std::string quoted_source(syntax::Node entry);

}  // namespace cribsheet::kinds

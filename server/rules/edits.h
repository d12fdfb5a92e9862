// Edits that several fixes share.
#pragma once
#include "model/document.h"
#include "text/edit.h"

namespace cribsheet::rules {

// Takes an entry out of its mapping, or an item out of its sequence: whole lines in block style, with its comma in flow style.
TextEdit removal(const model::Document& document, syntax::Node child);

}  // namespace cribsheet::rules

// Fixes of syntax errors: the few that the message itself asks for, each tried before it is offered.
#pragma once
#include "model/document.h"
#include "rules/finding.h"

namespace cribsheet::rules {

// Adds the first fix that leaves the text with fewer errors than it has; none for large files, where trying takes time.
void mend_syntax(const model::Document& document, const syntax::SyntaxError& error, Finding& finding);

}  // namespace cribsheet::rules

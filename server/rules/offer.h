// The mends that most findings offer. Each adds a fix to the finding, or none where it can't be written safely (model/edits.h).
// A preferred fix is sure: it may be applied together with others without a person looking at each.
#pragma once
#include <string>
#include <string_view>

#include "rules/finding.h"
#include "syntax/tree.h"

namespace cribsheet::rules {

// "Remove Iops": an entry or an item, and what would be left empty by it.
void offer_removal(Finding& finding, syntax::Node child, bool preferred = false);
// "Add StorageEncrypted: true". `value` as in model/edits.h; an empty one leaves the value to be written.
void offer_entry(Finding& finding, syntax::Node mapping, std::string_view key, std::string_view value, bool preferred = false);
// "Set it to gp3": another value in a value's place.
void offer_value(Finding& finding, syntax::Node value, std::string_view by, bool preferred = true);
// "Rename it to files": a key, or a name that is a text.
void offer_name(Finding& finding, syntax::Node key, std::string_view name, bool preferred = true);
// "Set Domain to vpc": the entry's value where there is one, a new entry where not.
void offer_setting(Finding& finding, syntax::Node mapping, std::string_view key, std::string_view value, bool preferred = true);

// "Move runtime-versions to install": the entry, into another mapping, with what `under` names around it ("install.env").
void offer_move(Finding& finding, syntax::Node entry, syntax::Node mapping, std::string_view under, std::string_view title);
// "Rename it to backup2": the first of the numbered names that `taken` does not know.
template <class Taken>
void offer_number(Finding& finding, syntax::Node name, Taken taken, std::string_view between = {}) {
  for (int number = 2; number < 100; ++number) {
    const std::string next = std::string(name.text()) + std::string(between) + std::to_string(number);
    if (taken(next)) continue;
    return offer_name(finding, name, next, false);
  }
}

}  // namespace cribsheet::rules

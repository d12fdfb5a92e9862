// Words of a person's own for something of AWS's: from a note's front matter, and from the settings.
#pragma once
#include <string_view>

#include "notes/notes.h"
#include "notes/segment.h"

namespace cribsheet::notes {

// `names:` of the front matter; empty where there is none, or where it can't be read.
OwnNames front_matter_names(std::string_view note);

// The same reading with those names beside the pack's. A service's name ("SQS") gets further ones for its topics too.
Reading with_own_names(const Reading& reading, const OwnNames& names);

}  // namespace cribsheet::notes

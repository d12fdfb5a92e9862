// Private to notes/: what an Index is made of.
#pragma once
#include <map>
#include <memory>
#include <vector>

#include "notes/names.h"
#include "notes/notes.h"
#include "notes/segment.h"

namespace cribsheet::notes {

struct Index::Data {
  Reading reading;
  std::vector<std::shared_ptr<const Segment>> segments;  // the person's before the shipped, then by path
  std::map<std::string, std::vector<const Fact*>, std::less<>> binding;  // by resource type
};

// As Index::build, with names and units that may come from elsewhere than the pack.
std::shared_ptr<const Index> build_index(std::vector<NoteFile> files, Reading reading, std::stop_token stop = {}, const std::function<void(std::size_t)>& progress = {});

}  // namespace cribsheet::notes

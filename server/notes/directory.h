// By what names files may be asked for: [[wiki]] links, paths. Holds numbers, not files: it serves every index of the same files.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "notes/segment.h"

namespace cribsheet::notes {

class Directory {
 public:
  explicit Directory(std::span<const std::shared_ptr<const Segment>> segments);

  // Numbers, ascending, of the files of which the path ends in the name's last part (without ".md") or the title holds its first
  // word, whatever the case. All that a link of this name can mean are among them; who asks looks which.
  std::vector<std::uint32_t> called(std::string_view name) const;

 private:
  std::vector<std::pair<std::uint32_t, std::uint32_t>> names_;  // hash of a name or a title's word, number of the file; in order
};

}  // namespace cribsheet::notes

// What the commands share: the pack beside the program, the notes, a snapshot of both, a file at a place.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "app/commands.h"
#include "base/result.h"
#include "features/snapshot.h"

namespace cribsheet::app {

constexpr std::size_t kLargestFile = 100u << 20;

// $CRIBSHEET_PACK, else knowledge.pack beside the program, else ../share/cribsheet/knowledge.pack from there.
std::string pack_path();
Result<std::shared_ptr<const pack::Pack>> open_pack();
// none; the person's with the shipped ones behind them; as all, but notes that are named on the command line are asked alone.
enum class WhichNotes : std::uint8_t { none, all, named_alone };
// The pack, settings of the project, and the notes. A missing pack is an Error.
Result<std::shared_ptr<features::Snapshot>> open_snapshot(const Sources& sources, WhichNotes notes, const std::string& near);

struct Place {
  std::shared_ptr<const model::Document> document;
  Offset offset = 0;
};
Result<Place> open_place(const std::string& place, const std::string& kind, const pack::Pack& pack);

}  // namespace cribsheet::app

// The immutable view that every feature is a function of.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "model/document.h"
#include "notes/notes.h"
#include "pack/pack.h"
#include "rules/kept.h"
#include "rules/rule.h"
#include "rules/settings.h"

namespace cribsheet::features {

struct Snapshot {
  std::shared_ptr<const pack::Pack> pack;
  std::shared_ptr<const notes::Index> notes;  // may be null: not indexed (yet) or switched off
  std::shared_ptr<const rules::Settings> settings;
  std::shared_ptr<const rules::Files> files;                           // may be null
  std::map<std::string, std::shared_ptr<const model::Document>> open;  // by path
  // By path: what findings were in the open documents' last versions; holds no more than can be worked out anew. May lack any.
  std::map<std::string, std::shared_ptr<rules::Kept>> kept;
};

}  // namespace cribsheet::features

// Private to notes/: what an Index is made of.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "notes/directory.h"
#include "notes/names.h"
#include "notes/notes.h"
#include "notes/rank.h"
#include "notes/segment.h"

namespace cribsheet::notes {

struct Index::Data {
  Reading base;                                          // with the settings' names
  Reading reading;                                       // with those of the front matter too
  std::vector<std::shared_ptr<const Segment>> segments;  // the person's before the shipped, then by path
  std::shared_ptr<const Directory> directory;            // of the segments
  std::vector<Placed> shelves;                           // the person's, then the shipped; each holds files of one origin
  bool complete = true;                                  // see Index::complete
  std::size_t own = 0;                                   // how many of the shelves are the person's

  // Lookups that were answered already: a template's findings ask the same after each edit. Any thread.
  static constexpr std::size_t kMostAnswers = 128;
  mutable std::mutex answering;
  mutable std::map<std::pair<std::string, std::size_t>, std::vector<Passage>, std::less<>> answers;  // by entity and limit

  std::span<const Placed> of(Origin origin) const { return origin == Origin::person ? std::span(shelves).first(own) : std::span(shelves).subspan(own); }
  // The file of that path; null: not here.
  const std::shared_ptr<const Segment>* find(std::string_view path, Origin origin) const;
  // The files, in order, that a link of this name can mean, see Directory; who asks looks which it does.
  std::vector<std::shared_ptr<const Segment>> called(std::string_view name) const;
  // The person's files, in order, of which some block holds all the words.
  std::vector<std::shared_ptr<const Segment>> holding(const Phrase& words) const;
};

// As Index::build, with names and units that may come from elsewhere than the pack.
std::shared_ptr<const Index> build_index(std::vector<NoteFile> files, Reading reading, std::stop_token stop = {},
                                         const std::function<void(std::size_t)>& progress = {},
                                         const std::function<void(std::shared_ptr<const Index>)>& some = {});

}  // namespace cribsheet::notes

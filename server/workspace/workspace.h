// The state of a session: open documents, folders, settings, notes; and the immutable snapshots that features read.
//
// Owner thread only. A document is parsed when somebody first asks for it, so a burst of edits costs one parse.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "features/snapshot.h"
#include "text/line_index.h"

namespace cribsheet::workspace {

struct Change {
  std::optional<std::pair<Position, Position>> range;  // nothing: the text is the whole document
  std::string text;
};

class Workspace {
 public:
  explicit Workspace(std::shared_ptr<const pack::Pack> pack);

  void open(const std::string& uri, const std::string& language, std::int64_t version, std::string text);
  // False where the document is not open.
  bool change(const std::string& uri, std::int64_t version, const std::vector<Change>& changes, PositionEncoding encoding);
  bool close(const std::string& uri);
  // Null where it is not open.
  std::shared_ptr<const model::Document> document(const std::string& uri);
  std::vector<std::string> open_uris() const;

  void set_folders(std::vector<std::string> folders);
  const std::vector<std::string>& folders() const { return folders_; }
  // The person's settings; the folders' `.cribsheet.yaml` are read on top.
  void set_settings(rules::Settings settings, std::vector<std::string>& problems);
  const rules::Settings& settings() const { return *settings_; }
  void set_notes(std::shared_ptr<const notes::Index> notes);
  const std::shared_ptr<const notes::Index>& notes() const { return notes_; }
  const std::shared_ptr<const pack::Pack>& pack() const { return pack_; }
  // Files on disk changed: what was read from them is forgotten.
  void forget_files();

  std::shared_ptr<const features::Snapshot> snapshot();

 private:
  struct Open {
    std::string uri, path, language, text;
    std::int64_t version = 0;
    std::shared_ptr<const model::Document> document;  // null: the text is newer
    std::shared_ptr<rules::Kept> kept = std::make_shared<rules::Kept>();
  };
  const std::shared_ptr<const model::Document>& built(Open& open);
  void look_anew();  // what findings depend on beside the documents has changed

  std::shared_ptr<const pack::Pack> pack_;
  std::shared_ptr<const notes::Index> notes_;
  std::shared_ptr<const rules::Settings> settings_;
  std::shared_ptr<const rules::Files> files_;
  std::vector<std::string> folders_;
  std::map<std::string, Open> open_;                    // by URI
  std::shared_ptr<const features::Snapshot> snapshot_;  // null: something changed
};

}  // namespace cribsheet::workspace

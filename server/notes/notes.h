// The notes: Markdown files read into passages, linked to entities, searched, and mined for facts.
//
// An Index is immutable and safe to read from any thread; an edit makes a new one that shares what did not change.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "pack/pack.h"
#include "text/range.h"

namespace cribsheet::notes {

enum class Origin : std::uint8_t { person, shipped };

struct Passage {
  std::string path;                  // as it was found; shipped notes: "knowledge/notes/sqs.md"
  std::uint32_t line = 0;            // 0-based, first line
  std::uint32_t end_line = 0;        // 0-based, last line, inclusive; at most 12 lines are quoted
  std::vector<std::string> heading;  // topic first
  std::string text;                  // Markdown, indentation removed, safe to show
  double score = 0;                  // 0..1, only comparable within one answer
  Origin origin = Origin::person;
};

struct Constraint {
  std::string type;  // "range", "length", "items", "size", "enum", "pattern", "required", "forbidden", "together", "exclusive", "same-as", "unique"
  std::optional<double> min, max;   // range: value; length: characters; items: count; size: bytes
  std::vector<std::string> values;  // enum, forbidden: values; required, together, exclusive: property names or paths
  std::string pattern;
  std::string when;      // "Property=value": holds only then; empty: always
  std::string severity;  // check blocks: "error", "warning", ...; empty: warning
  std::string message;   // check blocks; empty: made from the constraint
  std::string fix;       // check blocks: the value that a quick fix sets
};

struct Fact {
  std::string entity;
  std::string path;
  std::uint32_t line = 0;  // 0-based
  std::string text;        // the statement as written
  Constraint constraint;
  std::optional<std::string> default_value;
  std::string source;   // "prose" or "check"
  double sureness = 1;  // 0..1; only 1 becomes a diagnostic
  std::string status;   // "agrees", "stale", "adds"
  std::string now;      // with "stale": what AWS's specification says
  Origin origin = Origin::person;
  std::string topic;  // the heading or top bullet it stands under: "SQS"
};

struct NoteFile {
  std::string path;
  std::string text;
  Origin origin = Origin::person;
};

// Names of the person's own: an entity, and what it is called besides.
using OwnNames = std::map<std::string, std::vector<std::string>>;

class Index {
 public:
  // Builds from files' texts. Reports progress (files done); stops early when asked, giving what is ready.
  // `some`, where given, gets the index of what is read so far now and then, from any thread.
  static std::shared_ptr<const Index> build(std::vector<NoteFile> files, std::shared_ptr<const pack::Pack> pack, std::stop_token stop = {},
                                            const std::function<void(std::size_t)>& progress = {}, const OwnNames& names = {},
                                            const std::function<void(std::shared_ptr<const Index>)>& some = {});
  // A new index in which one file is added, replaced (same path) or, with no text, removed.
  std::shared_ptr<const Index> with(const std::string& path, std::optional<std::string> text, Origin origin) const;
  // Whether that would change the person's own names (front matter): then every file is read anew, which takes as long as `build`.
  bool renames(const std::string& path, const std::optional<std::string>& text) const;

  std::vector<Passage> lookup(std::string_view entity, std::size_t limit = 5) const;  // best first; empty: nothing is about it
  std::vector<Passage> search(std::string_view words, std::size_t limit = 20) const;
  std::vector<Fact> facts() const;                             // all, in file order
  std::vector<Fact> facts_for(std::string_view entity) const;  // the sure ones, person's before shipped
  // The sure facts on the properties of a resource type that the specification does not contradict, person's before shipped; of
  // SAM's types also those on the types they become. Valid as long as the index.
  std::vector<const Fact*> binding(std::string_view type) const;
  bool holds(std::string_view path) const;  // whether a file of this path is in the index
  std::size_t file_count() const;
  // False while files are still being read: what is not in it may yet be.
  bool complete() const;
  std::shared_ptr<const Index> unfinished() const;  // the same, not complete

  struct Data;
  explicit Index(std::unique_ptr<Data> data);
  ~Index();
  const Data& data() const { return *data_; }

 private:
  std::shared_ptr<const Index> read_again(const std::string& path, std::optional<std::string> text) const;

  std::unique_ptr<Data> data_;
};

// Where a person's notes are looked for: `configured` (files or folders); else the workspace folders' notes/ and *.notes.md,
// else $XDG_CONFIG_HOME/cribsheet/notes. Reads Markdown files only, follows no loops, never $HOME itself. `problems` gets one
// sentence for each path that could not be read.
std::vector<NoteFile> read_files(const std::vector<std::string>& configured, const std::vector<std::string>& workspace_folders,
                                 std::vector<std::string>& problems, std::stop_token stop = {});
std::vector<NoteFile> shipped_files(const pack::Pack& pack);

}  // namespace cribsheet::notes

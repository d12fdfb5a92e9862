// Hover: the entity under the cursor, what AWS says of it, what the notes say.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "features/snapshot.h"

namespace cribsheet::features {

struct Hover {
  std::string entity;
  Range range;                                             // what the hover is about, in the document
  std::string title;                                       // "VisibilityTimeout"
  std::vector<std::pair<std::string, std::string>> facts;  // ("Type", "integer, 0 to 43200"), ("Default", "30"), ("Update", "no interruption")
  std::string doc;                                         // AWS's text, Markdown
  std::vector<notes::Passage> notes;
  std::string url;                    // AWS's page
  std::vector<std::string> sections;  // further Markdown blocks (a target's declaration, an expansion list)
  std::string image;                  // absolute path of a picture on this machine, shown below
};
std::optional<Hover> hover(const Snapshot& snapshot, const model::Document& document, Offset offset);
// What an entity's documentation is, without a place: completion items resolve with it.
std::optional<Hover> describe(const Snapshot& snapshot, std::string_view entity);
std::string to_markdown(const Hover& hover);  // the one place that words a hover

}  // namespace cribsheet::features

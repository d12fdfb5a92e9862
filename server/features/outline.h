// What an editor shows of a document's structure: symbols, folding, selection, links, lenses.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "features/snapshot.h"
#include "kinds/kind.h"

namespace cribsheet::features {

// A document's symbols as a tree: parents before children, `parent` an index or -1.
std::vector<kinds::Symbol> outline(const Snapshot& snapshot, const model::Document& document);

struct Fold {
  Range range;  // from the end of its first line to its last byte
  bool comment = false;
};
std::vector<Fold> folds(const model::Document& document);

// From the smallest to the largest: each holds the one before it.
std::vector<Range> selections(const model::Document& document, Offset offset);

struct Lens {
  Range range;                // of the name that it stands above
  std::string title;          // "3 references"
  std::vector<Range> places;  // what a click shows
};
std::vector<Lens> lenses(const Snapshot& snapshot, const model::Document& document);

struct Link {
  Range range;
  std::string target;  // a path, or an https address
  std::string tooltip;
  std::uint32_t line = 0;  // of the file it leads to, 0-based
  bool handler = false;    // the text is a function's handler, "app.handler", not the file's name
};
std::vector<Link> links(const Snapshot& snapshot, const model::Document& document);

// How well a name fits what is typed of it: 0 not at all; else kScattered, kInside, its beginning or the whole, the higher the better.
constexpr int kScattered = 2, kInside = 3;
int symbol_match(std::string_view name, std::string_view query);

// Symbols of all open documents and of the workspace's files and notes whose name or detail holds the query, best first.
struct Found {
  std::shared_ptr<const model::Document> document;
  kinds::Symbol symbol;
  std::string container;
};
std::vector<Found> workspace_symbols(const Snapshot& snapshot, std::string_view query, std::size_t limit);

}  // namespace cribsheet::features

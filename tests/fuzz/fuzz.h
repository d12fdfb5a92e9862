// What the fuzz targets share: the input as text, and how a broken promise ends the run.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "support/knowledge.h"
#include "support/tree_check.h"
#include "syntax/events.h"

namespace cribsheet::fuzz {

inline std::string text(const unsigned char* bytes, std::size_t size) { return {reinterpret_cast<const char*>(bytes), size}; }

[[noreturn]] inline void broken(const std::string& promise, const std::string& about) {
  std::fprintf(stderr, "%s\n%s\n", promise.c_str(), about.c_str());
  std::abort();
}

inline void require(bool kept, const std::string& promise, const std::string& about) {
  if (!kept) broken(promise, about);
}

// What holds for every tree holds for the tree of this text.
inline std::shared_ptr<const syntax::Tree> checked_tree(std::string text, syntax::Language language) {
  auto tree = syntax::parse(std::move(text), language);
  if (const std::string found = tests::broken_property(*tree); !found.empty()) broken(found, syntax::dump(*tree));
  if (syntax::events(*tree).empty()) broken("a tree without events", syntax::dump(*tree));
  return tree;
}

// The input's lines.
inline std::vector<std::string> lines(const unsigned char* bytes, std::size_t size) {
  std::vector<std::string> all(1);
  for (std::size_t i = 0; i < size; ++i) {
    if (bytes[i] == '\n') all.emplace_back();
    else all.back() += static_cast<char>(bytes[i]);
  }
  return all;
}

}  // namespace cribsheet::fuzz

#include "features/other_document.h"

#include <filesystem>

namespace cribsheet::features {

std::string beside(const model::Document& document, std::string_view file) {
  return (std::filesystem::path(document.path).parent_path() / file).lexically_normal().string();
}

std::shared_ptr<const model::Document> document_at(const Snapshot& snapshot, const std::string& path) {
  if (const auto open = snapshot.open.find(path); open != snapshot.open.end()) return open->second;
  return snapshot.files ? snapshot.files->document(path) : nullptr;
}

}  // namespace cribsheet::features

// `file:` URIs and paths. Other schemes (`untitled:`, `git:`) are kept as they are: such documents have no file.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cribsheet::workspace {

// The path of a `file:` URI, percent signs decoded; nothing for another scheme or a URI that makes no sense.
std::optional<std::string> path_of_uri(std::string_view uri);
std::string uri_of_path(std::string_view path);
// The path that a document is known by: its file, else the URI itself.
std::string document_path(std::string_view uri);

}  // namespace cribsheet::workspace

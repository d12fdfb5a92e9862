// Files in, JSON values out. A file that can't be read or understood throws SourceError, which names the file and the
// place.
#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cribsheet::compiler {

using nlohmann::json;
using Path = std::filesystem::path;

struct SourceError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string read_text(const Path& file);
json read_json(const Path& file);  // gunzips where the name ends in .gz
json read_yaml(const Path& file);
json parse_yaml(const std::string& text, const std::string& name);
// Files below a folder with this extension, sorted by path; no such folder: none.
std::vector<Path> files_below(const Path& folder, std::string_view extension);

// Members of a JSON object, with a default where absent or of another type.
std::string text_of(const json& object, const char* key);
bool flag_of(const json& object, const char* key);
std::vector<std::string> texts_of(const json& object, const char* key);  // a string counts as a list of one

std::string lower_case(std::string_view text);
std::string replace_all(std::string text, std::string_view from, std::string_view to);

}  // namespace cribsheet::compiler

#include "compiler/sources.h"

#include <yaml-cpp/yaml.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace cribsheet::compiler {

std::string read_text(const Path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw SourceError(file.string() + " can't be read");
  std::ostringstream text;
  text << stream.rdbuf();
  return std::move(text).str();
}

namespace {

std::string gunzip(const std::string& packed, const std::string& name) {
  z_stream stream = {};
  if (inflateInit2(&stream, 15 + 32) != Z_OK) throw SourceError(name + " can't be unpacked");
  std::string result;
  std::vector<char> block(1U << 20U);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  int status = Z_OK;
  while (status == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    status = inflate(&stream, Z_NO_FLUSH);
    result.append(block.data(), block.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (status != Z_STREAM_END) throw SourceError(name + " is no whole gzip file");
  return result;
}

// YAML's core schema: what a plain scalar means.
json scalar(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return text;  // quoted or a block
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return nullptr;
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  const json number = json::parse(text, nullptr, false);  // JSON's numbers are those that our sources use
  return number.is_number() ? number : json(text);
}

json to_json(const YAML::Node& node, const std::string& name) {
  switch (node.Type()) {
    case YAML::NodeType::Scalar: return scalar(node);
    case YAML::NodeType::Sequence: {
      json list = json::array();
      for (const YAML::Node& item : node) list.push_back(to_json(item, name));
      return list;
    }
    case YAML::NodeType::Map: {
      json object = json::object();
      for (const auto& pair : node) {
        const std::string key = pair.first.Scalar();
        if (object.contains(key)) {
          throw SourceError(name + ":" + std::to_string(pair.first.Mark().line + 1) + ": the key " + key + " stands here twice");
        }
        object[key] = to_json(pair.second, name);
      }
      return object;
    }
    default: return nullptr;
  }
}

}  // namespace

json read_json(const Path& file) {
  std::string text = read_text(file);
  if (file.extension() == ".gz") text = gunzip(text, file.string());
  try {
    return json::parse(text);
  } catch (const json::exception& error) {
    throw SourceError(file.string() + ": " + error.what());
  }
}

json parse_yaml(const std::string& text, const std::string& name) {
  try {
    return to_json(YAML::Load(text), name);
  } catch (const YAML::Exception& error) {
    throw SourceError(name + ":" + std::to_string(error.mark.line + 1) + ": " + error.msg);
  }
}

json read_yaml(const Path& file) { return parse_yaml(read_text(file), file.string()); }

std::vector<Path> files_below(const Path& folder, std::string_view extension) {
  std::vector<Path> files;
  if (!std::filesystem::is_directory(folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == extension && entry.path().filename().string().front() != '.') files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool flag_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::vector<std::string> texts_of(const json& object, const char* key) {
  std::vector<std::string> result;
  const auto found = object.find(key);
  if (found == object.end()) return result;
  if (found->is_string()) return {found->get<std::string>()};
  if (!found->is_array()) return result;
  for (const json& item : *found) result.push_back(item.is_string() ? item.get<std::string>() : item.dump());
  return result;
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return result;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

}  // namespace cribsheet::compiler

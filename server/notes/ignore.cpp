#include "notes/ignore.h"

#include <cstdint>
#include <fstream>
#include <string_view>
#include <vector>

namespace cribsheet::notes {
namespace {

constexpr std::uintmax_t kLargest = 1u << 20;

// '*' stops at '/', '**' does not. Linear in the product of the lengths.
bool glob(std::string_view pattern, std::string_view text) {
  std::vector<char> row(text.size() + 1, 0), next;
  row[0] = 1;
  for (std::size_t p = 0; p < pattern.size(); ++p) {
    next.assign(text.size() + 1, 0);
    const bool deep = pattern.substr(p, 2) == "**";
    if (pattern[p] == '*') {
      bool open = false;
      for (std::size_t t = 0; t <= text.size(); ++t) {
        if (t > 0 && text[t - 1] == '/' && !deep) open = false;
        open = open || row[t];
        next[t] = open;
      }
      if (deep) ++p;
      if (deep && p + 1 < pattern.size() && pattern[p + 1] == '/') {  // "**/" also stands for nothing
        std::vector<char> after(text.size() + 1, 0);
        for (std::size_t t = 0; t <= text.size(); ++t) {
          if (row[t]) after[t] = 1;
          if (t > 0 && next[t - 1] && text[t - 1] == '/') after[t] = 1;
        }
        next = std::move(after);
        ++p;
      }
    } else {
      for (std::size_t t = 0; t < text.size(); ++t) {
        if (row[t] && ((pattern[p] == '?' && text[t] != '/') || pattern[p] == text[t])) next[t + 1] = 1;
      }
    }
    row.swap(next);
  }
  return row[text.size()] != 0;
}

}  // namespace

Ignore Ignore::of(const std::filesystem::path& folder) {
  Ignore ignore;
  ignore.read(folder);
  return ignore;
}

Ignore Ignore::below(const std::filesystem::path& folder) const {
  Ignore ignore = *this;
  ignore.read(folder);
  return ignore;
}

void Ignore::read(const std::filesystem::path& folder) {
  for (const char* name : {".gitignore", ".ignore"}) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(folder / name, error) || std::filesystem::file_size(folder / name, error) > kLargest) continue;
    std::ifstream in(folder / name);
    std::string line;
    while (in && std::getline(in, line) && rules_.size() < 2000) {
      while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
      if (line.empty() || line[0] == '#' || line.size() > 400) continue;
      Rule rule;
      rule.base = folder.lexically_normal().string();
      if (line[0] == '!') rule.keep = true, line.erase(0, 1);
      if (!line.empty() && line.back() == '/') rule.folders_only = true, line.pop_back();
      rule.anchored = line.find('/') != std::string::npos;
      if (!line.empty() && line[0] == '/') line.erase(0, 1);
      rule.pattern = line;
      if (!line.empty()) rules_.push_back(std::move(rule));
    }
  }
}

bool Ignore::covers(const std::filesystem::path& path, bool is_folder) const {
  bool covered = false;
  const std::string name = path.filename().string();
  for (const Rule& rule : rules_) {
    if (rule.folders_only && !is_folder) continue;
    const std::string whole = path.lexically_normal().string();
    std::string_view below = whole;
    if (below.starts_with(rule.base)) below.remove_prefix(rule.base.size());
    while (!below.empty() && below.front() == '/') below.remove_prefix(1);
    if (rule.anchored ? glob(rule.pattern, below) : glob(rule.pattern, name)) covered = !rule.keep;
  }
  return covered;
}

}  // namespace cribsheet::notes

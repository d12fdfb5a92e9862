// A rule's page as the tests read it: front matter, and the examples under Wrong and Right.
#pragma once
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace cribsheet::tests {

struct Fence {
  std::string file;  // the word after the language
  std::string rest;  // what follows the file's name ("trust")
  std::string text;
  int line = 0;  // 1-based, of its first line
};

struct Page {
  std::string path, id, title, severity;
  std::vector<std::string> also, kinds;
  std::vector<Fence> wrong, right;
  std::string policy_type(const Fence& fence) const { return fence.rest; }
};

inline std::vector<std::string> listed(std::string text) {
  std::vector<std::string> items;
  std::string item;
  for (const char c : text + ",")
    if (c == ',' || c == '[' || c == ']') {
      if (!item.empty()) items.push_back(item);
      item.clear();
    } else if (c != ' ' && c != '"') {
      item += c;
    }
  return items;
}

inline Page read_page(const std::string& path) {
  Page page;
  page.path = path;
  std::ifstream file(path);
  std::string line;
  int number = 0, marks = 0;
  std::vector<Fence>* into = nullptr;
  bool inside = false;
  while (std::getline(file, line)) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (marks < 2) {
      if (line == "---") ++marks;
      const std::size_t colon = line.find(": ");
      if (marks == 1 && colon != std::string::npos) {
        const std::string key = line.substr(0, colon), value = line.substr(colon + 2);
        if (key == "id") page.id = value;
        if (key == "title") page.title = value;
        if (key == "severity") page.severity = value;
        if (key == "also") page.also = listed(value);
        if (key == "kinds") page.kinds = listed(value);
      }
      continue;
    }
    if (inside) {
      if (line == "```") inside = false;
      else if (into != nullptr) into->back().text += line + "\n";
      continue;
    }
    if (line.starts_with("## ")) into = line == "## Wrong" ? &page.wrong : line == "## Right" ? &page.right : nullptr;
    if (!line.starts_with("```")) continue;
    inside = true;
    if (into == nullptr) continue;
    std::istringstream words(line.substr(3));
    std::string language;
    Fence fence;
    words >> language >> fence.file >> fence.rest;
    fence.line = number + 1;
    into->push_back(fence);
  }
  return page;
}

inline std::vector<Page> pages(const std::string& folder) {
  std::vector<Page> list;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().extension() == ".md") {
      Page page = read_page(entry.path().string());
      if (!page.id.empty()) list.push_back(std::move(page));  // the others are lists and explanations
    }
  std::sort(list.begin(), list.end(), [](const Page& a, const Page& b) { return a.id < b.id; });
  return list;
}

}  // namespace cribsheet::tests

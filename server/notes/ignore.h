// What .gitignore and .ignore files leave out, so far as notes need it: names, folders, '*', '?', '**', and '!' to take back.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace cribsheet::notes {

class Ignore {
 public:
  static Ignore of(const std::filesystem::path& folder);    // with that folder's own files
  Ignore below(const std::filesystem::path& folder) const;  // further down: adds that folder's files
  bool covers(const std::filesystem::path& path, bool is_folder) const;

 private:
  struct Rule {
    std::string base;  // folder of the file that holds it
    std::string pattern;
    bool keep = false;  // '!'
    bool folders_only = false;
    bool anchored = false;  // holds a '/': compared with the whole path below base
  };
  void read(const std::filesystem::path& folder);
  std::vector<Rule> rules_;
};

}  // namespace cribsheet::notes

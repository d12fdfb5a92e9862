// The commands of the program. Each gives the process's exit code: 0, nothing at or above --fail-on; 1, something was;
// 2, it could not do what was asked and said why on standard error.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "features/snapshot.h"
#include "rules/finding.h"

namespace cribsheet::app {

constexpr int kFine = 0, kFound = 1, kFailed = 2;
// One line on standard error.
int fail(const std::string& message);

// What every command that answers from knowledge and notes takes.
struct Sources {
  std::vector<std::string> notes;  // --notes; empty: the usual places
  bool no_notes = false;
};

struct ServeOptions {
  std::optional<unsigned short> port;
  std::string pipe;
  int threads = -1;  // -1: as many as the machine has; 0: everything inline
  Sources sources;
};
int serve(const ServeOptions& options);

struct CheckOptions {
  std::vector<std::string> paths;
  std::string kind, policy_type, format = "text", fail_on = "error", stdin_path;
  unsigned jobs = 0;  // 0: as many as the machine has
  Sources sources;
};
int check(const CheckOptions& options);

struct PlaceOptions {
  std::string place;  // PATH:LINE:COL, 1-based
  std::string format;
  std::string kind;
  std::size_t limit = 0;  // complete: 0, all
  Sources sources;
};
int hover(const PlaceOptions& options);
int complete(const PlaceOptions& options);

struct NotesOptions {
  std::string query;               // entity or words
  std::vector<std::string> paths;  // notes check
  std::string format = "text", fail_on = "error";
  std::size_t limit = 0;
  Sources sources;
};
int notes_lookup(const NotesOptions& options);
int notes_search(const NotesOptions& options);
int notes_facts(const NotesOptions& options);
int notes_check(const NotesOptions& options);

int rules_list(const std::string& format);
int rules_explain(const std::string& id, const std::string& format);

int syntax_events(const std::string& path);
int syntax_tree(const std::string& path);

int knowledge_info(const std::string& format);
struct BuildOptions {
  std::string knowledge = "knowledge";  // the folder of sources
  std::string npm;                      // node_modules; empty: knowledge/sources/node_modules
  std::string schemas;                  // a folder of AWS's registry schemas, which go before the distilled ones
  std::string out = "knowledge.pack";
};
int knowledge_build(const BuildOptions& options);

int graph(const std::string& path, const std::string& format);

}  // namespace cribsheet::app

// The findings of a run, written for people and for programs.
#pragma once
#include <array>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "model/document.h"
#include "pack/pack.h"
#include "rules/finding.h"

namespace cribsheet::app {

struct Checked {
  std::string path;
  std::string kind;     // empty: of no known kind, or it could not be read
  std::string problem;  // why it could not be checked; empty: it was
  bool named = false;   // outright, not found in a folder
  std::shared_ptr<const model::Document> document;
  std::vector<rules::Finding> findings;
};

std::array<std::size_t, 4> count(const std::vector<Checked>& files);  // by severity
// `format`: text, json, sarif, github.
// The process's exit code; says on standard error which named files could not be checked.
int exit_code(const std::vector<Checked>& files, const std::string& fail_on);
void report(std::ostream& out, const std::vector<Checked>& files, const std::string& format, const pack::Pack& pack);

}  // namespace cribsheet::app

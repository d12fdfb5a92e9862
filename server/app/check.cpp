// `cribsheet check`: many files, on as many threads as are asked for, reported in the order they were named.
#include <atomic>
#include <filesystem>
#include <iostream>
#include <thread>

#include "app/commands.h"
#include "app/open.h"
#include "app/report.h"
#include "features/findings.h"
#include "kinds/kind.h"
#include "workspace/files.h"
#include "workspace/read_file.h"

namespace cribsheet::app {
namespace {

namespace fs = std::filesystem;

// Every file to look at; those of a folder may turn out to be of no known kind.
std::vector<Checked> gather(const std::vector<std::string>& paths) {
  std::vector<Checked> files;
  for (const auto& path : paths) {
    std::error_code error;
    if (path != "-" && fs::is_directory(path, error)) {
      for (auto& found : workspace::list_files(path)) files.emplace_back().path = std::move(found);
    } else {
      auto& file = files.emplace_back();
      file.path = path;
      file.named = true;
    }
  }
  return files;
}

// A file that was named outright is told that it is none of ours; the others named beside it are still checked.
rules::Finding of_no_kind(const model::Document& document) {
  rules::Finding finding;
  finding.rule = "unknown-kind";
  finding.range = document.lines.line(document.lines.line_of(document.tree->root().range().begin));
  const bool utf16 = document.text().starts_with("\xff\xfe") || document.text().starts_with("\xfe\xff");
  finding.message = utf16 ? "This file is UTF-16, in which nothing here can be read; save it as UTF-8"
                          : "This is no file of a known kind: a template would have Resources. Say which kind it is with --kind";
  finding.also = {"cfn-lint:E1001"};
  return finding;
}

void check_one(Checked& file, const CheckOptions& options, const features::Snapshot& snapshot) {
  auto text = file.path == "-" ? workspace::read_standard_input(kLargestFile) : workspace::read_file(file.path, kLargestFile);
  if (!text) {
    file.problem = text.error().message;
    return;
  }
  if (file.path == "-" && !options.stdin_path.empty()) file.path = options.stdin_path;
  auto document = kinds::open(file.path, std::move(*text), *snapshot.pack, options.kind, options.policy_type);
  file.kind = document->kind;
  if (file.kind.empty() && !file.named) {
    file.problem = file.path + ": is of no known kind";
    return;
  }
  if (file.kind.empty()) file.findings.push_back(of_no_kind(*document));
  else file.findings = features::findings(snapshot, *document);
  file.document = std::move(document);
}

void check_all(std::vector<Checked>& files, const CheckOptions& options, const features::Snapshot& snapshot) {
  const auto jobs = std::min<std::size_t>(options.jobs > 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency()), files.size());
  std::atomic<std::size_t> next = 0;
  auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) check_one(files[i], options, snapshot);
  };
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < jobs; ++i) others.emplace_back(work);
  work();
}

// The least severity that counts as "found something"; nothing for `never`.
std::optional<std::size_t> threshold(const std::string& fail_on) {
  constexpr std::string_view names[] = {"error", "warning", "info", "hint"};
  for (std::size_t i = 0; i < 4; ++i) {
    if (fail_on == names[i]) return i;
  }
  return std::nullopt;
}

}  // namespace

int exit_code(const std::vector<Checked>& files, const std::string& fail_on) {
  int code = kFine;
  const auto counts = count(files);
  if (const auto least = threshold(fail_on)) {
    for (std::size_t i = 0; i <= *least; ++i) code = counts[i] > 0 ? kFound : code;
  }
  for (const auto& file : files) {
    const bool unread = !file.problem.empty() && (file.named || !file.kind.empty());
    if (unread) code = fail(file.problem);
  }
  return code;
}

int check(const CheckOptions& options) {
  auto files = gather(options.paths);
  for (const auto& file : files) {
    if (file.named && file.path == "-" && options.kind.empty() && options.stdin_path.empty())
      return fail("say what standard input is: --kind KIND, or --stdin-path NAME");
  }
  const auto snapshot = open_snapshot(options.sources, options.kind == "notes" ? WhichNotes::named_alone : WhichNotes::all, ".");
  if (!snapshot) return fail(snapshot.error().message);
  check_all(files, options, **snapshot);
  report(std::cout, files, options.format, *(*snapshot)->pack);
  return exit_code(files, options.fail_on);
}

}  // namespace cribsheet::app

#include "app/report.h"

#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "app/printable.h"
#include "base/version.h"
#include "lsp/convert.h"
#include "lsp/json.h"
#include "workspace/uri.h"

namespace cribsheet::app {
namespace {

using lsp::Json;
constexpr auto kEncoding = PositionEncoding::utf16;

struct Place {
  Position begin, end;
};

Place place(const Checked& file, Range range) {
  return {file.document->lines.position(range.begin, kEncoding), file.document->lines.position(range.end, kEncoding)};
}

// The page's list, unless the finding has its own.
std::vector<std::string> also(const rules::Finding& finding, const pack::Pack& pack) {
  if (!finding.also.empty()) return finding.also;
  const auto page = pack.rule(finding.rule);
  if (!page) return {};
  return {page->also.begin(), page->also.end()};
}

void write_text(std::ostream& out, const std::vector<Checked>& files) {
  for (const auto& file : files) {
    for (const auto& finding : file.findings) {
      const auto at = place(file, finding.range).begin;
      out << printable(file.path) << ':' << at.line + 1 << ':' << at.character + 1 << ": " << lsp::severity_name(finding.severity) << ": "
          << printable(finding.message) << " [" << finding.rule << "]\n";
      for (const auto& note : finding.notes) out << "  " << printable(note.path) << ':' << note.line + 1 << ": " << printable(note.text) << '\n';
    }
  }
  const auto counts = count(files);
  std::size_t checked = 0;
  for (const auto& file : files) checked += file.problem.empty() && (file.named || !file.kind.empty());
  const auto counted = [](std::size_t number, const char* what) { return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s"); };
  out << counted(checked, "file") << ": " << counted(counts[0], "error") << ", " << counted(counts[1], "warning") << ", " << counted(counts[2], "notice")
      << ", " << counted(counts[3], "hint") << '\n';
}

Json finding_json(const Checked& file, const rules::Finding& finding, const pack::Pack& pack) {
  Json notes = Json::array(), fixes = Json::array();
  for (const auto& note : finding.notes) notes.push_back({{"path", note.path}, {"line", note.line}});
  for (const auto& fix : finding.fixes) fixes.push_back(fix.title);
  return {{"rule", finding.rule},        {"severity", lsp::severity_name(finding.severity)},
          {"message", finding.message},  {"range", lsp::to_json(finding.range, *file.document, kEncoding)},
          {"entity", finding.entity},    {"notes", std::move(notes)},
          {"also", also(finding, pack)}, {"fixes", std::move(fixes)}};
}

void write_json(std::ostream& out, const std::vector<Checked>& files, const pack::Pack& pack) {
  Json list = Json::array();
  for (const auto& file : files) {
    if (!file.document) continue;
    Json found = Json::array();
    for (const auto& finding : file.findings) found.push_back(finding_json(file, finding, pack));
    list.push_back({{"path", file.path}, {"kind", file.kind}, {"diagnostics", std::move(found)}});
  }
  const auto counts = count(files);
  const auto checked = list.size();
  out << lsp::dump({{"files", std::move(list)},
                    {"summary", {{"files", checked}, {"error", counts[0]}, {"warning", counts[1]}, {"info", counts[2]}, {"hint", counts[3]}}}})
      << '\n';
}

std::string_view sarif_level(rules::Severity severity) {
  return severity == rules::Severity::error ? "error" : severity == rules::Severity::warning ? "warning" : "note";
}

Json sarif_region(const Checked& file, Range range) {
  const auto at = place(file, range);
  return {{"startLine", at.begin.line + 1}, {"startColumn", at.begin.character + 1}, {"endLine", at.end.line + 1}, {"endColumn", at.end.character + 1}};
}

std::string sarif_uri(const std::string& path) {
  const auto uri = workspace::uri_of_path(path);
  return path.starts_with('/') ? uri : uri.substr(std::string_view("file://").size());
}

void write_sarif(std::ostream& out, const std::vector<Checked>& files, const pack::Pack& pack) {
  Json results = Json::array(), rules = Json::array();
  std::set<std::string_view> used;
  for (const auto& file : files) {
    for (const auto& finding : file.findings) {
      used.insert(finding.rule);
      results.push_back(
          {{"ruleId", finding.rule},
           {"level", sarif_level(finding.severity)},
           {"message", {{"text", finding.message}}},
           {"locations", Json::array({Json{
                             {"physicalLocation", {{"artifactLocation", {{"uri", sarif_uri(file.path)}}}, {"region", sarif_region(file, finding.range)}}}}})}});
    }
  }
  for (const auto id : used) {
    Json rule{{"id", id}};
    if (const auto page = pack.rule(id)) {
      rule["shortDescription"] = {{"text", page->title}};
      rule["help"] = {{"text", page->markdown}, {"markdown", page->markdown}};
    }
    rules.push_back(std::move(rule));
  }
  out << lsp::dump({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({Json{{"tool", {{"driver", {{"name", "cribsheet"}, {"version", kVersion}, {"rules", std::move(rules)}}}}},
                                               {"columnKind", "utf16CodeUnits"},
                                               {"results", std::move(results)}}})}})
      << '\n';
}

// GitHub's workflow commands escape these in data, and two more in properties.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%') out += "%25";
    else if (c == '\r') out += "%0D";
    else if (c == '\n') out += "%0A";
    else if (property && c == ':') out += "%3A";
    else if (property && c == ',') out += "%2C";
    else out.push_back(c);
  }
  return out;
}

void write_github(std::ostream& out, const std::vector<Checked>& files) {
  constexpr std::string_view commands[] = {"error", "warning", "notice", "notice"};
  for (const auto& file : files) {
    for (const auto& finding : file.findings) {
      const auto at = place(file, finding.range);
      out << "::" << commands[static_cast<std::size_t>(finding.severity)] << " file=" << escaped(printable(file.path), true) << ",line=" << at.begin.line + 1
          << ",col=" << at.begin.character + 1 << ",endLine=" << at.end.line + 1 << ",endColumn=" << at.end.character + 1
          << ",title=" << escaped(finding.rule, true) << "::" << escaped(printable(finding.message, true), false) << '\n';
    }
  }
}

}  // namespace

std::array<std::size_t, 4> count(const std::vector<Checked>& files) {
  std::array<std::size_t, 4> counts{};
  for (const auto& file : files) {
    for (const auto& finding : file.findings) ++counts[static_cast<std::size_t>(finding.severity)];
  }
  return counts;
}

void report(std::ostream& out, const std::vector<Checked>& files, const std::string& format, const pack::Pack& pack) {
  if (format == "json") write_json(out, files, pack);
  else if (format == "sarif") write_sarif(out, files, pack);
  else if (format == "github") write_github(out, files);
  else write_text(out, files);
  out.flush();
}

}  // namespace cribsheet::app

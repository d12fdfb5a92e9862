// Links, fences and spelling of a note.
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "base/nearest.h"
#include "notes/catalogue.h"
#include "notes/index_data.h"
#include "notes/links.h"
#include "notes/mentions.h"
#include "notes/checks.h"
#include "rules/notes/checks.h"
#include "syntax/tree.h"

namespace cribsheet::rules {
namespace {

using notes::Block;
using notes::BlockKind;
using notes::NoteLink;
using notes::Segment;
namespace fs = std::filesystem;

fs::path folder_of(const Input& input) { return fs::path(input.document.path).parent_path(); }

bool on_disk(const Input& input, const fs::path& path) {
  if (input.files && input.files->exists(path.string())) return true;
  std::error_code error;
  return fs::exists(path.empty() ? fs::path(".") : path, error);
}

// A wiki link names a note by its path, its file name, its title or one of its aliases.
std::shared_ptr<const Segment> wiki_target(const Input& input, std::string_view name) {
  const auto plain = [](std::string_view text) {
    std::string out;
    for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (out.ends_with(".md")) out.resize(out.size() - 3);
    return out;
  };
  const std::string wanted = plain(name);
  for (const auto& segment : input.notes->data().called(name)) {
    const std::string path = plain(segment->file.path);
    if (path == wanted || path.ends_with("/" + wanted)) return segment;
    if (plain(segment->title).find(wanted) != std::string::npos && notes::find_literal(segment->title, name) != std::string_view::npos) return segment;
  }
  return nullptr;
}

std::shared_ptr<const Segment> note_at(const Input& input, const fs::path& path) {
  for (const notes::Origin origin : {notes::Origin::person, notes::Origin::shipped})
    if (const auto* same = input.notes->data().find(path.string(), origin)) return *same;
  for (const auto& segment : input.notes->data().called(path.filename().string())) {
    std::error_code error;
    if (fs::equivalent(segment->file.path, path, error)) return segment;
  }
  return nullptr;
}

using KnownAnchors = std::map<const Segment*, notes::Anchors>;  // of notes that were asked already

void check_target(const Input& input, KnownAnchors& anchors, const Segment& own, const NoteLink& link, Report& report) {
  if (link.kind == NoteLink::Kind::address) return;
  const Segment* target = &own;
  std::shared_ptr<const Segment> other;
  if (!link.target.empty()) {
    if (link.kind == NoteLink::Kind::wiki) {
      if (!input.notes) return;
      other = wiki_target(input, link.target);
      if (!other && !input.notes->complete()) return;
      if (!other && !on_disk(input, folder_of(input) / link.target)) {
        report.add("note-broken-link", link.target_range, "There is no note called '" + link.target + "'");
        return;
      }
    } else {
      const bool rooted = link.target.starts_with('/');
      const fs::path path = rooted ? fs::path(link.target) : (folder_of(input) / link.target).lexically_normal();
      if (rooted) return;  // the root of a site or of a vault: not known here
      if (!on_disk(input, path)) {
        report.add("note-broken-link", link.target_range,
                   (link.kind == NoteLink::Kind::image ? "There is no image " : "There is no file ") + link.target + " beside this note");
        return;
      }
      if (input.notes) other = note_at(input, path);
    }
    target = other.get();
  }
  if (target && !link.heading.empty() && anchors.try_emplace(target, *target).first->second.called(link) < 0) {
    report.add("note-broken-link", link.heading_range,
               "There is no heading '" + link.heading + "' in " + (target == &own ? std::string("this note") : target->file.path));
  }
}

// JSON as people quote it in notes: comments and "..." stand for what is left out.
bool has_gaps(std::string_view body) {
  return body.find("...") != std::string_view::npos || body.find("\xE2\x80\xA6") != std::string_view::npos || body.find("//") != std::string_view::npos;
}

std::size_t first_sign(std::string_view text) { return std::min(text.find_first_not_of(" \t\r\n"), text.size()); }

// `"Version": "2012-10-17",` at the start: the inside of an object without its braces.
bool looks_like_json(std::string_view body) {
  const std::size_t i = first_sign(body);
  if (i >= body.size()) return false;
  if (body[i] == '{') return true;
  if (body[i] != '"') return false;
  const std::size_t close = body.find('"', i + 1);
  return close != std::string_view::npos && body.substr(close + 1, 4).find(':') != std::string_view::npos;
}

constexpr std::array kSections = {
    "AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Mappings", "Conditions", "Transform", "Resources", "Outputs", "Rules", "Globals"};
constexpr std::array kFunctions = {"!GetAtt", "!FindInMap", "!ImportValue", "!Sub",    "!Ref", "!Join", "!Select", "!Split",
                                   "!Base64", "!Cidr",      "!GetAZs",      "!Equals", "!If",  "!Not",  "!And",    "!Or"};

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

void misspelt(Report& report, Range range, std::string_view written, std::string_view right) {
  Finding& made = report.add("note-misspelt-name", range, "'" + std::string(written) + "' is written " + std::string(right));
  made.fixes.push_back({"Write " + std::string(right), {{range, std::string(right)}}, true});
}

// "```yaml buildspec.yml" names its file; else the contents decide what it is.
std::string fence_name(std::string_view opening, bool json) {
  std::size_t at = opening.find(' ');
  while (at != std::string_view::npos) {
    const std::string_view word = opening.substr(at + 1, opening.find(' ', at + 1) - at - 1);
    if (word.find('.') != std::string_view::npos && word.find_first_of("={}\"") == std::string_view::npos) return std::string(word);
    at = opening.find(' ', at + 1);
  }
  return json ? "fence.json" : "fence.yaml";
}

// An example in a note is held to its kind, where it is plain which it is; only what is surely wrong is said, and softly.
void check_as_kind(const Input& input, std::string text, const std::string& name, Offset base, Report& report) {
  const auto example = kinds::open(name, std::move(text), input.pack);
  if (example->kind.empty() || example->kind == "notes") return;
  for (Finding& found : run({*example, input.pack, input.settings, nullptr, nullptr, input.stop})) {
    if (found.severity != Severity::error) continue;
    const auto moved = [&](Range range) { return Range{range.begin + base, range.end + base}; };
    found.range = moved(found.range);
    found.severity = Severity::hint;
    found.own_severity = true;
    for (Fix& fix : found.fixes)
      for (TextEdit& edit : fix.edits) edit.range = moved(edit.range);
    std::erase_if(found.related, [](const Related& related) { return related.path.empty(); });
    report.add(std::move(found));
  }
}

// A type's name that AWS does not have, but one letter away has.
void check_types(const Input& input, std::string_view text, Offset base, Report& report) {
  for (std::size_t at = text.find("AWS::"); at != std::string_view::npos; at = text.find("AWS::", at + 1)) {
    std::size_t end = at;
    while (end < text.size() && (notes::is_word_byte(text[end]) || text[end] == ':')) ++end;
    while (end > at && text[end - 1] == ':') --end;
    const std::string_view name = text.substr(at, end - at);
    if (std::count(name.begin(), name.end(), ':') != 4 || input.pack.resource_type(name) || input.pack.named("parameter-type:" + std::string(name))) continue;
    const auto near = input.pack.nearest_types(name, 1);
    if (near.empty() || edit_distance(name, near[0], 2) > 2 || name.size() < 12) continue;
    misspelt(report, {base + static_cast<Offset>(at), base + static_cast<Offset>(end)}, name, near[0]);
  }
}

// "asw cloudformation package": a command of the AWS CLI, but for its first word.
void check_command(const Input& input, std::string_view text, Offset base, const notes::Words& words, Report& report) {
  for (std::size_t i = 0; i + 1 < words.whole.size(); ++i) {
    const std::string_view first = text.substr(words.whole[i].begin, words.whole[i].end - words.whole[i].begin);
    if (first != "asw" && first != "awss" && first != "wasw" && first != "aaws" && first != "wsa") continue;
    const std::string_view next = text.substr(words.whole[i + 1].begin, words.whole[i + 1].end - words.whole[i + 1].begin);
    if (input.pack.service(next)) misspelt(report, {base + words.whole[i].begin, base + words.whole[i].end}, first, "aws");
  }
}

}  // namespace

void check_note_links(const Input& input, Report& report) {
  const auto segment = segment_of(input);
  KnownAnchors anchors;
  std::set<std::string> used, defined;
  for (const NoteLink& link : notes::links_of(*segment)) {
    if (input.stop.stop_requested()) return;
    if (link.by_label) used.insert(std::to_string(link.target_range.begin));
    else check_target(input, anchors, *segment, link, report);
  }
  for (const notes::LinkDefinition& definition : notes::link_definitions(*segment)) {
    if (!defined.insert(definition.label).second)
      report.add("note-broken-link", definition.label_range, "[" + definition.label + "] is defined above already; that one counts");
    else if (!used.contains(std::to_string(definition.link.target_range.begin)))
      report.add("note-broken-link", definition.label_range, "Nothing in this note refers to [" + definition.label + "]", Severity::hint);
  }
}

void check_fences(const Input& input, Report& report) {
  const auto segment = segment_of(input);
  for (std::size_t b = 0; b < segment->blocks.all.size(); ++b) {
    const Block& block = segment->blocks.all[b];
    if (block.kind != BlockKind::fence) continue;
    const std::string language = notes::fence_language(segment->file.text, block);
    const Range body = notes::fence_body(*segment, b);
    const std::string_view text = std::string_view(segment->file.text).substr(body.begin, body.size());
    const bool json = language == "json" || language == "jsonc" || (language.empty() && looks_like_json(text));
    const bool yaml = language == "yaml" || language == "yml";
    if ((!json && !yaml) || has_gaps(text)) continue;
    if (json && !text.empty() && text[first_sign(text)] == '"') {
      report.add("note-broken-fence", {body.begin, std::min(body.end, body.begin + static_cast<Offset>(first_sign(text) + 1))},
                 "This is the inside of a JSON object; it lacks its outer braces");
      continue;
    }
    const auto tree = syntax::parse(std::string(text), json ? syntax::Language::json : syntax::Language::yaml);
    if (tree->errors().empty()) {
      check_as_kind(input, std::string(text), fence_name(segment->text(block), json), body.begin, report);
      continue;
    }
    const auto& error = tree->errors().front();
    report.add("note-broken-fence", {body.begin + error.range.begin, body.begin + error.range.end},
               "This is no valid " + std::string(json ? "JSON" : "YAML") + ": " + error.message);
  }
}

void check_spelling(const Input& input, Report& report) {
  const auto segment = segment_of(input);
  for (const Block& block : segment->blocks.all) {
    if (block.kind == BlockKind::fence) continue;
    const std::string_view text = segment->text(block);
    check_types(input, text, block.text.begin, report);
    if (block.kind == BlockKind::code) continue;
    const notes::Words words = notes::words_of(text);
    check_command(input, text, block.text.begin, words, report);
    for (const notes::Word& word : words.whole) {
      const bool tag = word.begin > 0 && text[word.begin - 1] == '!';
      const std::string_view written = text.substr(word.begin - (tag ? 1u : 0u), word.end - word.begin + (tag ? 1u : 0u));
      const Range range{block.text.begin + word.end - static_cast<Offset>(written.size()), block.text.begin + word.end};
      if (tag) {
        for (const std::string_view right : kFunctions)
          if (written != right && lowered(written) == lowered(right)) misspelt(report, range, written, right);
      } else if (written.size() > 12) {
        for (const std::string_view right : kSections)
          if (right.size() > 12 && written != right && lowered(written) == lowered(right)) misspelt(report, range, written, right);
      }
    }
    // "use wildcards (/images/, /app/.js)": Markdown ate the asterisks
    const std::size_t wild = lowered(text).find("wildcard");
    const std::size_t open = wild == std::string::npos ? std::string_view::npos : text.find('(', wild);
    if (open != std::string_view::npos && open - wild < 30 && text.find('*') == std::string_view::npos && text.find(" /", open) != std::string_view::npos) {
      const std::size_t close = std::min(text.find(')', open), text.size() - 1);
      report.add("note-misspelt-name", {block.text.begin + static_cast<Offset>(open), block.text.begin + static_cast<Offset>(close + 1)},
                 "These wildcards have no asterisk; in Markdown write them in backticks: `/images/*`");
    }
  }
}

}  // namespace cribsheet::rules

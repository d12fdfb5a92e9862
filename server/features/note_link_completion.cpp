// What may stand in a note where its own words don't decide: other notes and their headings, files beside it, tags, footnotes,
// the languages of fences, callouts.
#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <set>

#include "features/note_editing.h"
#include "kinds/notes/notes.h"
#include "notes/index_data.h"
#include "notes/links.h"

namespace cribsheet::features {
namespace {

namespace fs = std::filesystem;
using notes::Segment;

constexpr std::size_t kMostItems = 2000;
constexpr std::array kLanguages = {"yaml", "json", "check", "bash", "python", "typescript", "javascript", "java", "go", "hcl", "sql", "text"};

std::string stem_of(const std::string& path) { return fs::path(path).stem().string(); }

// The person's notes, those that are open as they are in the editor.
void each_note(const Snapshot& snapshot, const std::function<void(const std::string& path, const Segment&)>& call) {
  for (const auto& [path, document] : snapshot.open) {
    if (document && is_note(*document))
      if (const Segment* segment = kinds::note_segment(*document)) call(path, *segment);
  }
  if (!snapshot.notes) return;
  for (const auto& segment : snapshot.notes->data().segments) {
    if (segment->file.origin == notes::Origin::person && !snapshot.open.contains(segment->file.path)) call(segment->file.path, *segment);
  }
}

class Offers {
 public:
  Offers(const Snapshot& snapshot, const model::Document& document, Offset offset) : snapshot_(snapshot), document_(document), offset_(offset) {}

  std::vector<kinds::Completion> make() {
    const auto line = document_.lines.line(document_.lines.line_of(offset_));
    const auto typed = document_.text().substr(line.begin, offset_ - line.begin);
    const auto wiki = typed.rfind("[["), inline_link = typed.rfind("]("), footnote = typed.rfind("[^");
    const bool by_name = wiki != std::string_view::npos && (inline_link == std::string_view::npos || wiki > inline_link);
    if (by_name && typed.find_first_of("]|", wiki) == std::string_view::npos) link(typed.substr(wiki + 2), true);
    else if (!by_name && inline_link != std::string_view::npos && typed.find_first_of(") ", inline_link + 2) == std::string_view::npos)
      link(typed.substr(inline_link + 2), false);
    else if (footnote != std::string_view::npos && typed.find(']', footnote) == std::string_view::npos) footnotes(typed.substr(footnote + 2));
    else if (const auto first = typed.find_first_not_of(' '); first != std::string_view::npos && typed.substr(first).starts_with("```"))
      languages(typed.substr(first + 3));
    else if (const auto word = typed.find_first_not_of("> "); typed.starts_with(">") && word != std::string_view::npos && typed.substr(word).starts_with("[!"))
      callouts(typed.substr(word + 2));
    else tag(typed);
    return std::move(list_);
  }

 private:
  const Snapshot& snapshot_;
  const model::Document& document_;
  Offset offset_;
  std::vector<kinds::Completion> list_;

  void add(std::string label, std::string insert, std::string detail, std::size_t typed, const char* kind) {
    if (list_.size() >= kMostItems) return;
    kinds::Completion& made = list_.emplace_back();
    made.label = std::move(label);
    made.kind = kind;
    made.detail = std::move(detail);
    made.insert = std::move(insert);
    made.filter = made.insert;
    made.replace = {offset_ - static_cast<Offset>(typed), offset_};
  }

  std::string beside(const std::string& path) const { return fs::path(path).lexically_relative(fs::path(document_.path).parent_path()).generic_string(); }

  // `target` is what is typed of it. "##" asks for the headings of every note.
  void link(std::string_view target, bool by_name) {
    const auto hash = target.find('#');
    const std::string_view wanted = target.substr(0, hash);
    const bool all = target.starts_with("##");
    each_note(snapshot_, [&](const std::string& path, const Segment& segment) {
      const bool own = path == document_.path;
      const std::string name = by_name ? stem_of(path) : beside(path);
      if (hash == std::string_view::npos) {
        if (!own) add(stem_of(path), name, beside(path), target.size(), "file");
      } else if (!all && target.substr(hash).starts_with("#^") && (wanted.empty() ? own : name == wanted)) {
        block_names(segment, target.size() - hash - 2);
      } else if (all || (wanted.empty() ? own : name == wanted)) {
        headings(segment, all && !own ? name : std::string{}, all, all ? target.size() : target.size() - hash - 1, by_name);
      }
    });
    if (!by_name && hash == std::string_view::npos) files(target);
    if (by_name && hash == std::string_view::npos) unwritten(target.size());
  }

  // "[[note#^": the names that bullets and paragraphs have at the ends of their first lines.
  void block_names(const Segment& segment, std::size_t typed) {
    for (const notes::Block& block : segment.blocks.all) {
      std::string_view text = segment.text(block);
      text = text.substr(0, text.find_first_of("\r\n"));
      const std::size_t at = text.rfind(" ^");
      if (at == std::string_view::npos || at + 2 >= text.size() || text.find(' ', at + 1) != std::string_view::npos) continue;
      add(std::string(text.substr(at + 2)), std::string(text.substr(at + 2)), std::string(text.substr(0, std::min<std::size_t>(at, 60))), typed, "reference");
    }
  }

  // Names that open notes link to and that no note has yet.
  void unwritten(std::size_t typed) {
    std::set<std::string> written, named;
    each_note(snapshot_, [&](const std::string& path, const Segment&) { written.insert(stem_of(path)); });
    for (const auto& [path, document] : snapshot_.open) {
      const Segment* segment = document ? kinds::note_segment(*document) : nullptr;
      if (!segment) continue;
      for (const notes::NoteLink& link : notes::links_of(*segment)) {
        const bool here = document->path == document_.path && link.range.touches(offset_);
        if (link.kind == notes::NoteLink::Kind::wiki && !here && !link.target.empty() && !written.contains(stem_of(link.target))) named.insert(link.target);
      }
    }
    for (const std::string& name : named) add(name, name, "not written yet", typed, "file");
  }

  // "> [!": the kinds of callouts that GitHub and Obsidian both know.
  void callouts(std::string_view typed) {
    if (typed.find(']') != std::string_view::npos) return;
    const auto line = document_.lines.line(document_.lines.line_of(offset_));
    const bool closed = document_.text().substr(offset_, line.end - offset_).starts_with("]");
    for (const char* name : {"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"}) {
      add(name, std::string(name) + (closed ? "" : "]"), {}, typed.size(), "keyword");
      list_.back().filter = name;
    }
  }

  void headings(const Segment& segment, const std::string& file, bool whole, std::size_t typed, bool by_name) {
    for (const notes::Block& block : segment.blocks.all) {
      if (block.kind != notes::BlockKind::heading) continue;
      const std::string heading(segment.text(block));
      if (heading.empty()) continue;
      const std::string target = by_name ? heading : notes::anchor_of(heading);
      add(heading, whole ? file + "#" + target : target, stem_of(segment.file.path), typed, "reference");
    }
  }

  // Files and folders beside the note: images, templates.
  void files(std::string_view target) {
    const auto slash = target.rfind('/');
    const fs::path folder = fs::path(document_.path).parent_path() / (slash == std::string_view::npos ? std::string_view{} : target.substr(0, slash));
    std::error_code error;
    std::size_t seen = 0;
    for (fs::directory_iterator it(folder, fs::directory_options::skip_permission_denied, error), end; !error && it != end && ++seen < 1000;
         it.increment(error)) {
      const std::string name = it->path().filename().string();
      if (name.starts_with(".") || name.ends_with(".md")) continue;
      std::error_code each;
      const bool is_folder = it->is_directory(each);
      add(name + (is_folder ? "/" : ""), name + (is_folder ? "/" : ""), {}, slash == std::string_view::npos ? target.size() : target.size() - slash - 1,
          "file");
    }
  }

  void footnotes(std::string_view typed) {
    std::set<std::string> seen;
    const std::string_view text = document_.text();
    for (std::size_t at = text.find("[^"); at != std::string_view::npos; at = text.find("[^", at + 2)) {
      const auto close = text.find_first_of("]\n", at);
      if (close == std::string_view::npos || text[close] != ']' || at + 2 + typed.size() == offset_) continue;
      const std::string name(text.substr(at + 2, close - at - 2));
      const bool defined = text.substr(close + 1).starts_with(":");
      const auto end = text.find('\n', close);
      if (defined && seen.insert(name).second)
        add(name, name, std::string(text.substr(close + 2, end == std::string_view::npos ? end : end - close - 2)), typed.size(), "reference");
    }
  }

  void languages(std::string_view typed) {
    if (typed.find(' ') != std::string_view::npos) return;
    for (const char* language : kLanguages) add(language, language, {}, typed.size(), "keyword");
  }

  // "#mess" in a line, or in the front matter's tags.
  void tag(std::string_view typed) {
    const Segment* own = kinds::note_segment(document_);
    const bool front = own && offset_ >= own->blocks.front.begin && offset_ <= own->blocks.front.end && !own->blocks.front.empty();
    std::size_t begin = typed.size();
    while (begin > 0 && (notes::is_word_byte(typed[begin - 1]) || typed[begin - 1] == '-' || typed[begin - 1] == '/')) --begin;
    const bool marked = begin > 0 && typed[begin - 1] == '#' && (begin == 1 || typed[begin - 2] == ' ');
    if (!marked && !(front && in_tags(own->file.text, own->blocks.front, offset_))) return;
    std::set<std::string> tags;
    each_note(snapshot_, [&](const std::string&, const Segment& segment) {
      for (std::string& each : notes::tags_of(segment)) tags.insert(std::move(each));
    });
    for (const std::string& each : tags) add(each, each, {}, typed.size() - begin, "keyword");
  }

  static bool in_tags(std::string_view text, Range front, Offset offset) {
    const std::string_view before = text.substr(front.begin, offset - front.begin);
    const auto key = before.rfind("tags:");
    if (key == std::string_view::npos || (key > 0 && before[key - 1] != '\n')) return false;
    for (std::size_t line = before.find('\n', key); line != std::string_view::npos; line = before.find('\n', line + 1)) {
      if (line + 1 < before.size() && before[line + 1] != ' ' && before[line + 1] != '-') return false;
    }
    return true;
  }
};

}  // namespace

std::vector<kinds::Completion> note_link_completions(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  return Offers(snapshot, document, offset).make();
}

}  // namespace cribsheet::features

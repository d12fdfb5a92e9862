#include "kinds/notes/notes.h"

#include <algorithm>

#include "kinds/registry.h"
#include "notes/catalogue.h"
#include "notes/checks.h"
#include "notes/links.h"
#include "notes/mentions.h"

namespace cribsheet::kinds {
namespace {

constexpr std::size_t kNameLength = 80;

std::string name_of(std::string_view text) {
  text = text.substr(0, text.find('\n'));
  std::string out;
  for (const char c : text) {
    if (c != '*' && c != '`') out += c;
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == ':' || out.back() == '\r')) out.pop_back();
  if (out.size() <= kNameLength) return out;
  std::size_t end = kNameLength;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
  return out.substr(0, end) + "…";
}

bool is_symbol(const notes::Segment& segment, std::size_t index) {
  const notes::Block& block = segment.blocks.all[index];
  if (block.text.empty()) return false;
  if (block.kind == notes::BlockKind::heading || block.kind == notes::BlockKind::item) return true;
  return block.kind == notes::BlockKind::paragraph && segment.blocks.subtree_end(index) > index + 1;
}

}  // namespace

std::string note_symbol(const notes::Segment& segment, std::size_t block) {
  return is_symbol(segment, block) ? name_of(segment.text(segment.blocks.all[block])) : std::string();
}

namespace {

class NotesKind : public Kind {
 public:
  std::string_view id() const override { return "notes"; }

  // Not every Markdown file is a note: those in a folder called notes, and *.notes.md. Others are named in the settings.
  int recognise(std::string_view path, const syntax::Tree& tree, const pack::Pack&) const override {
    if (tree.language() != syntax::Language::markdown) return 0;
    if (path.ends_with(".notes.md")) return 90;
    return path.find("/notes/") != std::string_view::npos || path.starts_with("notes/") ? 60 : 0;
  }

  std::shared_ptr<const model::Analysis> analyse(const model::Document& document, const pack::Pack& pack) const override {
    auto analysis = std::make_shared<NotesAnalysis>();
    notes::Reading reading = notes::reading_of(pack);
    reading.catalogue = nullptr;  // facts belong to the index
    analysis->segment = notes::make_segment({document.path, std::string(document.text()), notes::Origin::person}, reading);
    return analysis;
  }

  Symbols symbols(const model::Document& document, const pack::Pack&) const override {
    Symbols out;
    const notes::Segment* segment = note_segment(document);
    if (!segment) return out;
    std::vector<std::int32_t> index(segment->blocks.all.size(), -1);
    for (std::size_t b = 0; b < segment->blocks.all.size(); ++b) {
      const notes::Block& block = segment->blocks.all[b];
      Symbol symbol;
      symbol.name = note_symbol(*segment, b);
      if (symbol.name.empty()) continue;
      symbol.space = "note-" + std::to_string(b);  // bullets share names; none is referred to by name
      if (block.kind == notes::BlockKind::heading) symbol.space = "heading";
      symbol.kind = SymbolKind::heading;
      const Offset line_end = block.text.begin + static_cast<Offset>(segment->text(block).substr(0, segment->text(block).find('\n')).size());
      symbol.name_range = {block.text.begin, line_end};
      symbol.range = {block.text.begin, std::max(line_end, document.lines.line(block.last_line).end)};
      std::int32_t up = block.parent;
      while (up >= 0 && index[static_cast<std::size_t>(up)] < 0) up = segment->blocks.all[static_cast<std::size_t>(up)].parent;
      symbol.parent = up >= 0 ? index[static_cast<std::size_t>(up)] : -1;
      index[b] = static_cast<std::int32_t>(out.symbols.size());
      out.symbols.push_back(std::move(symbol));
    }
    return out;
  }

  Place place(const model::Document&, const pack::Pack&, syntax::Node) const override { return {}; }
  std::vector<Part> parts(const model::Document&, const pack::Pack&) const override { return {}; }

  std::optional<Spot> spot(const model::Document& document, Offset offset, const pack::Pack& pack) const override {
    const notes::Segment* segment = note_segment(document);
    if (!segment) return std::nullopt;
    const std::int32_t block = notes::block_at(*segment, offset);
    if (block < 0) return std::nullopt;
    for (notes::Mention& mention : notes::mentions_in(*segment, static_cast<std::size_t>(block), notes::reading_of(pack))) {
      if (mention.range.touches(offset)) return Spot{std::move(mention.entity), mention.range};
    }
    return std::nullopt;
  }

  // On a key of a check block: what it says.
  std::optional<Explanation> hover(const Cursor& cursor) const override {
    const notes::Segment* segment = note_segment(cursor.document);
    if (!segment) return std::nullopt;
    const std::int32_t at = notes::block_at(*segment, cursor.offset);
    if (at < 0 || !in_check(*segment, at)) return std::nullopt;
    const std::string_view text = segment->text(segment->blocks.all[static_cast<std::size_t>(at)]);
    const Offset begin = segment->blocks.all[static_cast<std::size_t>(at)].text.begin;
    for (const notes::CheckKey& key : notes::check_keys()) {
      const std::size_t skip = text.starts_with("- ") ? 2 : 0;
      if (!text.substr(skip).starts_with(std::string(key.name) + ":")) continue;
      const Range range{begin + static_cast<Offset>(skip), begin + static_cast<Offset>(skip + key.name.size())};
      if (!range.touches(cursor.offset)) continue;
      Explanation said;
      said.range = range;
      said.title = key.name;
      said.doc = key.doc;
      return said;
    }
    return std::nullopt;
  }

  bool complete(const Cursor& cursor, std::vector<Completion>& list) const override {
    const notes::Segment* segment = note_segment(cursor.document);
    if (!segment) return false;
    const std::string_view text = cursor.document.text();
    const std::size_t line = text.rfind('\n', cursor.offset == 0 ? 0 : cursor.offset - 1);
    const std::size_t from = cursor.offset == 0 || line == std::string_view::npos ? 0 : line + 1;
    const std::string_view typed = text.substr(from, cursor.offset - from);
    if (in_check(*segment, fence_around(*segment, cursor))) complete_check(typed, cursor, list);
    else complete_text(typed, cursor, list);
    return true;
  }

 private:
  static bool in_check(const notes::Segment& segment, std::int32_t block) {
    if (block < 0) return false;
    const notes::Block* b = &segment.blocks.all[static_cast<std::size_t>(block)];
    if (b->kind == notes::BlockKind::code && b->parent >= 0) b = &segment.blocks.all[static_cast<std::size_t>(b->parent)];
    return b->kind == notes::BlockKind::fence && notes::fence_language(segment.file.text, *b) == "check";
  }

  // The fence whose lines hold the cursor, also on a line that is still empty.
  static std::int32_t fence_around(const notes::Segment& segment, const Cursor& cursor) {
    const std::uint32_t line = cursor.document.lines.line_of(cursor.offset);
    for (std::size_t b = 0; b < segment.blocks.all.size(); ++b) {
      const notes::Block& block = segment.blocks.all[b];
      if (block.kind == notes::BlockKind::fence && block.line < line && line <= block.last_line) return static_cast<std::int32_t>(b);
    }
    return -1;
  }

  static void complete_check(std::string_view typed, const Cursor& cursor, std::vector<Completion>& list) {
    const std::size_t word = typed.find_first_not_of(" -");
    const std::string_view key = word == std::string_view::npos ? std::string_view{} : typed.substr(word);
    if (key.find(':') != std::string_view::npos) {
      if (key.starts_with("severity:"))
        for (const char* each : {"error", "warning", "info", "hint"}) add(each, "value", {}, typed, cursor, list);
      if (key.starts_with("entity:")) add_entities(typed, cursor, list);
      return;
    }
    for (const notes::CheckKey& each : notes::check_keys()) {
      Completion item;
      item.label = each.name;
      item.kind = "property";
      item.documentation = each.doc;
      item.insert = std::string(each.name) + ": ";
      item.replace = {cursor.offset - static_cast<Offset>(key.size()), cursor.offset};
      list.push_back(std::move(item));
    }
  }

  static void add(std::string label, std::string kind, std::string detail, std::string_view typed, const Cursor& cursor, std::vector<Completion>& list) {
    std::size_t begin = typed.size();
    while (begin > 0 && (notes::is_word_byte(typed[begin - 1]) || typed[begin - 1] == ':' || typed[begin - 1] == '.') &&
           !typed.substr(begin - 1).starts_with(": "))
      --begin;
    Completion item;
    item.label = std::move(label);
    item.kind = std::move(kind);
    item.detail = std::move(detail);
    item.insert = item.label;
    item.replace = {cursor.offset - static_cast<Offset>(typed.size() - begin), cursor.offset};
    list.push_back(std::move(item));
  }

  // Types, and behind a type and a dot its properties.
  static void add_entities(std::string_view typed, const Cursor& cursor, std::vector<Completion>& list) {
    std::size_t begin = typed.size();
    while (begin > 0 && (notes::is_word_byte(typed[begin - 1]) || ((typed[begin - 1] == ':' || typed[begin - 1] == '.') && typed.size() > begin))) --begin;
    const std::size_t aws = typed.rfind("AWS::");
    const std::string_view word = aws == std::string_view::npos ? typed.substr(begin) : typed.substr(aws);
    const std::size_t dot = word.rfind('.');
    if (dot != std::string_view::npos) {
      const pack::ResourceType type = cursor.pack.resource_type(word.substr(0, word.find('.')));
      pack::Shape shape = type ? type.shape() : pack::Shape{};
      for (std::size_t i = 0; shape && i < shape.property_count(); ++i) {
        const pack::Property property = shape.property(i);
        Completion item;
        item.label = property.name;
        item.kind = "property";
        item.insert = property.name;
        item.entity = std::string(word.substr(0, word.find('.'))) + "." + std::string(property.name);
        item.replace = {cursor.offset - static_cast<Offset>(word.size() - dot - 1), cursor.offset};
        list.push_back(std::move(item));
      }
      return;
    }
    for (std::uint32_t i = 0; i < cursor.pack.resource_type_count(); ++i) {
      Completion item;
      item.label = cursor.pack.resource_type_at(i).name();
      item.kind = "class";
      item.insert = item.label;
      item.entity = item.label;
      item.replace = {cursor.offset - static_cast<Offset>(word.size()), cursor.offset};
      list.push_back(std::move(item));
    }
  }

  // A type's name; links and headings are asked of the workspace.
  static void complete_text(std::string_view typed, const Cursor& cursor, std::vector<Completion>& list) {
    const std::size_t aws = typed.rfind("AWS::");
    if (aws != std::string_view::npos && typed.find(' ', aws) == std::string_view::npos) add_entities(typed, cursor, list);
  }
};

}  // namespace

std::shared_ptr<const notes::Segment> NotesAnalysis::with_facts(const notes::Reading& reading) const {
  const std::lock_guard lock(mutex_);
  if (!with_facts_ || names_ != reading.names) with_facts_ = notes::make_segment(segment->file, reading);
  names_ = reading.names;
  return with_facts_;
}

const notes::Segment* note_segment(const model::Document& document) {
  const auto* analysis = dynamic_cast<const NotesAnalysis*>(document.analysis.get());
  return analysis ? analysis->segment.get() : nullptr;
}

const Kind* notes_kind() {
  static const NotesKind kind;
  return &kind;
}

}  // namespace cribsheet::kinds

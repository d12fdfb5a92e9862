#include "features/note_editing.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>

#include "kinds/notes/notes.h"
#include "notes/index_data.h"
#include "notes/links.h"
#include "notes/mentions.h"
#include "notes/query.h"
#include "notes/words.h"

namespace cribsheet::features {
namespace {

namespace fs = std::filesystem;
using notes::Block;
using notes::BlockKind;
using notes::NoteLink;
using notes::Segment;

constexpr std::size_t kMostLenses = 300;
constexpr std::size_t kMostPlaces = 500;

std::shared_ptr<const model::Document> note_document(const Snapshot& snapshot, const std::string& path) {
  if (const auto open = snapshot.open.find(path); open != snapshot.open.end()) return open->second;
  if (!snapshot.notes) return nullptr;
  const auto* segment = snapshot.notes->data().find(path, notes::Origin::person);
  return segment ? kinds::open(path, (*segment)->file.text, *snapshot.pack, "notes") : nullptr;
}

// Notes that are open in the editor, indexed or not.
std::vector<std::shared_ptr<const model::Document>> open_notes(const Snapshot& snapshot) {
  std::vector<std::shared_ptr<const model::Document>> out;
  for (const auto& [path, document] : snapshot.open)
    if (document && is_note(*document)) out.push_back(document);
  return out;
}

std::string without_ending(std::string_view path) {
  if (path.ends_with(".md")) path.remove_suffix(3);
  return std::string(path);
}

// The note a link names: this one, one beside it by path, or by a wiki link's name anywhere.
// The path of the note that a link in the note `from` names; empty: none that is known.
std::string linked_path(const Snapshot& snapshot, const std::string& from, const NoteLink& link) {
  if (link.target.empty()) return {};
  if (link.kind == NoteLink::Kind::inline_link) {
    std::string path = (fs::path(from).parent_path() / link.target).lexically_normal().string();
    const bool is_there = snapshot.open.contains(path) || (snapshot.notes && snapshot.notes->data().find(path, notes::Origin::person));
    return is_there ? path : std::string();
  }
  const std::string wanted = without_ending(link.target);
  const auto meant = [&](std::string_view file) {
    const std::string path = without_ending(file);
    return path == wanted || path.ends_with("/" + wanted);
  };
  for (const auto& note : open_notes(snapshot))
    if (meant(note->path)) return note->path;
  if (!snapshot.notes) return {};
  for (const auto& segment : snapshot.notes->data().called(link.target)) {
    if (segment->file.origin == notes::Origin::person && meant(segment->file.path)) return segment->file.path;
  }
  return {};
}

std::shared_ptr<const model::Document> linked_note(const Snapshot& snapshot, const model::Document& document, const NoteLink& link) {
  const std::string path = linked_path(snapshot, document.path, link);
  return path.empty() ? nullptr : note_document(snapshot, path);
}

// The path of the file that a link names; empty: an address, a place in this note, or no file that exists.
std::string linked_file(const Snapshot& snapshot, const model::Document& document, const NoteLink& link) {
  if (link.kind == NoteLink::Kind::address) return {};
  if (const auto note = linked_note(snapshot, document, link)) return note->path;
  if (link.target.empty() || link.target.starts_with("/")) return {};
  const auto path = (fs::path(document.path).parent_path() / link.target).lexically_normal();
  std::error_code error;
  return fs::exists(path, error) ? path.string() : std::string();
}

Range whole(const model::Document& document, const Segment& segment, std::size_t block) {
  const Block& b = segment.blocks.all[block];
  return {b.text.begin, std::max(b.text.end, document.lines.line(b.last_line).end)};
}

std::optional<NoteLink> link_at(const Segment& segment, Offset offset) {
  for (NoteLink& link : notes::links_of(segment)) {
    if (link.range.touches(offset)) return std::move(link);
  }
  return std::nullopt;
}

std::optional<notes::Mention> mention_at(const Segment& segment, Offset offset, const Snapshot& snapshot) {
  const std::int32_t block = notes::block_at(segment, offset);
  if (block < 0) return std::nullopt;
  for (notes::Mention& mention : notes::mentions_in(segment, static_cast<std::size_t>(block), notes::reading_of(snapshot.notes.get(), *snapshot.pack))) {
    if (mention.range.touches(offset)) return std::move(mention);
  }
  return std::nullopt;
}

std::int32_t heading_at(const Segment& segment, Offset offset) {
  const std::int32_t block = notes::block_at(segment, offset);
  return block >= 0 && segment.blocks.all[static_cast<std::size_t>(block)].kind == BlockKind::heading ? block : -1;
}

std::vector<std::shared_ptr<const model::Document>> templates(const Snapshot& snapshot) {
  std::vector<std::shared_ptr<const model::Document>> found;
  const auto add = [&](const std::shared_ptr<const model::Document>& document) {
    if (document && !document->kind.empty() && !is_note(*document)) found.push_back(document);
  };
  for (const auto& [path, document] : snapshot.open) add(document);
  if (!snapshot.files) return found;
  for (const auto& path : snapshot.files->known()) {
    if (!snapshot.open.contains(path) && !path.ends_with(".md")) add(snapshot.files->document(path));
  }
  return found;
}

// Keys of a template that stand for the entity; for a type, the values that name it.
void add_uses(const std::shared_ptr<const model::Document>& document, const notes::Entity& entity, const std::string& text, const pack::Pack& pack,
              std::vector<Place>& out) {
  const std::string& word = entity.kind == notes::EntityKind::property ? entity.path.back() : entity.name;
  if (word.empty() || document->text().find(word) == std::string_view::npos) return;
  const kinds::Kind* kind = kinds::kind(document->kind);
  for (auto node = document->tree->stream(); node && out.size() < kMostPlaces; node = node.following()) {
    if (!node.is_scalar() || !node.is(word)) continue;
    if (entity.kind == notes::EntityKind::property && (!kind || kind->place(*document, pack, node).entity != text)) continue;
    out.push_back({document, node.range()});
  }
}

// The person's notes that may have a link to a file: whose words hold those of its name.
std::vector<std::shared_ptr<const Segment>> notes_naming(const notes::Index::Data& data, const std::string& path) {
  const std::string stem = fs::path(path).stem().string();
  const notes::Phrase words = notes::phrase_of(stem);
  const auto plain = [](char c) { return notes::is_word_byte(c) || c == '-' || c == '.'; };
  if (!words.empty() && std::all_of(stem.begin(), stem.end(), plain)) return data.holding(words);
  std::vector<std::shared_ptr<const Segment>> all;  // written in several ways: "my%20note.md", [[my note]]
  std::copy_if(data.segments.begin(), data.segments.end(), std::back_inserter(all),
               [](const auto& each) { return each->file.origin == notes::Origin::person; });
  return all;
}

// Links to a heading, in this note and in others.
std::vector<Place> links_to(const Snapshot& snapshot, const model::Document& document, const Segment& segment, std::int32_t heading,
                            std::vector<NoteLink>* links = nullptr) {
  std::vector<Place> out;
  const notes::Anchors anchors(segment);
  // `from` is made where there is a link: most notes have none.
  const auto look = [&](const std::string& path, const Segment& in, const std::function<std::shared_ptr<const model::Document>()>& from) {
    for (const NoteLink& link : notes::links_of(in)) {
      if (link.heading.empty() || link.by_label) continue;
      const bool here = link.target.empty() ? path == document.path : linked_path(snapshot, path, link) == document.path;
      if (!here || anchors.called(link) != heading) continue;
      out.push_back({from(), link.heading_range});
      if (links) links->push_back(link);
    }
  };
  look(document.path, segment, [] { return nullptr; });
  for (const auto& note : open_notes(snapshot)) {
    if (note->path == document.path) continue;
    if (const Segment* in = kinds::note_segment(*note)) look(note->path, *in, [&] { return note; });
  }
  if (!snapshot.notes) return out;
  for (const auto& other : notes_naming(snapshot.notes->data(), document.path)) {
    if (other->file.path == document.path || snapshot.open.contains(other->file.path) || other->file.text.find('#') == std::string::npos) continue;
    look(other->file.path, *other, [&] { return note_document(snapshot, other->file.path); });
  }
  return out;
}

}  // namespace

bool is_note(const model::Document& document) { return document.tree->language() == syntax::Language::markdown; }

std::vector<Fold> note_folds(const model::Document& document) {
  std::vector<Fold> out;
  const Segment* segment = kinds::note_segment(document);
  if (!segment) return out;
  for (std::size_t b = 0; b < segment->blocks.all.size(); ++b) {
    const Block& block = segment->blocks.all[b];
    if (block.last_line <= block.line || block.kind == BlockKind::code || block.kind == BlockKind::row) continue;
    std::uint32_t last = block.last_line;
    while (last > block.line && document.lines.line(last).empty()) --last;
    if (last > block.line) out.push_back({{document.lines.line(block.line).end, document.lines.line(last).end}, false});
  }
  return out;
}

std::vector<Range> note_selections(const model::Document& document, Offset offset) {
  std::vector<Range> out;
  const Segment* segment = kinds::note_segment(document);
  if (segment) {
    for (std::int32_t at = notes::block_at(*segment, offset); at >= 0; at = segment->blocks.all[static_cast<std::size_t>(at)].parent) {
      const Range own = segment->blocks.all[static_cast<std::size_t>(at)].text;
      if (out.empty()) out.push_back(own);
      const Range all = whole(document, *segment, static_cast<std::size_t>(at));
      if (all.contains(out.back()) && !(all == out.back())) out.push_back(all);
    }
  }
  const Range everything{0, static_cast<Offset>(document.text().size())};
  if (out.empty() || !(out.back() == everything)) out.push_back(everything);
  return out;
}

std::optional<kinds::Kind::Spot> note_spot(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  const Segment* segment = kinds::note_segment(document);
  auto mention = segment ? mention_at(*segment, offset, snapshot) : std::nullopt;
  if (!mention) return std::nullopt;
  return kinds::Kind::Spot{std::move(mention->entity), mention->range};
}

std::vector<Token> note_tokens(const Snapshot& snapshot, const model::Document& document, Range within) {
  std::vector<Token> out;
  const Segment* segment = kinds::note_segment(document);
  if (!segment) return out;
  const notes::Reading& reading = notes::reading_of(snapshot.notes.get(), *snapshot.pack);
  for (std::size_t b = 0; b < segment->blocks.all.size(); ++b) {
    const Block& block = segment->blocks.all[b];
    if (block.text.end < within.begin || block.text.begin > within.end || block.kind == BlockKind::fence) continue;
    for (const notes::Mention& mention : notes::mentions_in(*segment, b, reading)) {
      if (document.text().substr(mention.range.begin, mention.range.size()).find('\n') != std::string_view::npos) continue;
      const notes::EntityKind kind = notes::read_entity(mention.entity).kind;
      const TokenType type = kind == notes::EntityKind::type                                            ? TokenType::type
                             : kind == notes::EntityKind::action || kind == notes::EntityKind::function ? TokenType::function
                                                                                                        : TokenType::property;
      out.push_back({mention.range, type, 0});
    }
  }
  return out;
}

std::vector<Link> note_links(const Snapshot& snapshot, const model::Document& document) {
  std::vector<Link> out;
  if (const Segment* segment = kinds::note_segment(document)) {
    for (const NoteLink& link : notes::links_of(*segment))
      if (auto path = linked_file(snapshot, document, link); !path.empty()) out.push_back({link.range, std::move(path), {}});
  }
  return out;
}

std::vector<NoteTarget> note_targets(const Snapshot& snapshot, const model::Document& document) {
  std::vector<NoteTarget> out;
  if (const Segment* segment = kinds::note_segment(document)) {
    for (const NoteLink& link : notes::links_of(*segment)) {
      auto path = link.target_range.empty() || link.by_label ? std::string() : linked_file(snapshot, document, link);
      if (!path.empty()) out.push_back({link.target_range, std::move(path), link.kind == NoteLink::Kind::wiki});
    }
  }
  return out;
}

std::vector<std::shared_ptr<const model::Document>> own_notes(const Snapshot& snapshot) {
  std::vector<std::shared_ptr<const model::Document>> out;
  if (!snapshot.notes) return out;
  std::string_view last;  // a long note has several segments, one after the other
  for (const auto& segment : snapshot.notes->data().segments) {
    if (segment->file.origin != notes::Origin::person || segment->file.path == last) continue;
    last = segment->file.path;
    if (auto document = note_document(snapshot, segment->file.path)) out.push_back(std::move(document));
  }
  return out;
}

std::vector<Target> note_definitions(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  const Segment* segment = kinds::note_segment(document);
  if (!segment) return {};
  if (const auto link = link_at(*segment, offset)) {
    const auto other = linked_note(snapshot, document, *link);
    if (!link->target.empty() && !other) return {};
    const model::Document& target = other ? *other : document;
    const Segment* in = other ? kinds::note_segment(*other) : segment;
    if (!in) return {};
    Range name{0, 0}, all{0, static_cast<Offset>(target.text().size())};
    if (!link->heading.empty()) {
      const std::int32_t heading = notes::heading_called(*in, *link);
      if (heading < 0) return {};
      name = in->blocks.all[static_cast<std::size_t>(heading)].text;
      all = whole(target, *in, static_cast<std::size_t>(heading));
    }
    return {{other, link->range, all, name}};
  }
  std::vector<Target> out;
  if (const auto mention = mention_at(*segment, offset, snapshot)) {
    for (Place& place : notes_about(snapshot, mention->entity)) out.push_back({place.document, mention->range, place.range, place.range});
  }
  return out;
}

std::vector<Place> notes_about(const Snapshot& snapshot, std::string_view entity) {
  std::vector<Place> out;
  if (!snapshot.notes || entity.empty()) return out;
  for (const notes::Passage& passage : snapshot.notes->lookup(entity, 10)) {
    if (passage.origin != notes::Origin::person) continue;
    if (const auto document = note_document(snapshot, passage.path)) out.push_back({document, document->lines.line(passage.line)});
  }
  return out;
}

std::vector<Place> note_references(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  const Segment* segment = kinds::note_segment(document);
  if (!segment) return {};
  if (const std::int32_t heading = heading_at(*segment, offset); heading >= 0) {
    auto found = links_to(snapshot, document, *segment, heading);
    if (!found.empty()) return found;
  }
  const auto mention = mention_at(*segment, offset, snapshot);
  if (!mention) return {};
  std::vector<Place> out = notes_about(snapshot, mention->entity);
  const notes::Entity entity = notes::read_entity(mention->entity);
  for (const auto& each : templates(snapshot)) add_uses(each, entity, mention->entity, *snapshot.pack, out);
  return out;
}

std::vector<Lens> note_lenses(const Snapshot& snapshot, const model::Document& document) {
  std::vector<Lens> out;
  const Segment* segment = kinds::note_segment(document);
  const auto all = templates(snapshot);
  if (!segment || all.empty()) return out;
  const notes::Reading& reading = notes::reading_of(snapshot.notes.get(), *snapshot.pack);
  for (std::size_t b = 0; b < segment->blocks.all.size() && out.size() < kMostLenses; ++b) {
    const Block& block = segment->blocks.all[b];
    if (block.kind != BlockKind::item && block.kind != BlockKind::heading) continue;
    for (const notes::Mention& mention : notes::mentions_in(*segment, b, reading)) {
      const notes::Entity entity = notes::read_entity(mention.entity);
      if (!mention.opens || (entity.kind != notes::EntityKind::property && entity.kind != notes::EntityKind::type)) continue;
      const std::string word = entity.kind == notes::EntityKind::property ? entity.path.back() : entity.name;
      std::size_t count = 0;
      for (const auto& each : all)
        count += each->text().find(word) != std::string_view::npos && each->text().find(entity.name) != std::string_view::npos ? 1u : 0u;
      if (count > 0) out.push_back({mention.range, "used in " + std::to_string(count) + (count == 1 ? " template" : " templates"), {}});
      break;
    }
  }
  return out;
}

namespace {

// The heading that a link or the cursor itself stands for.
struct HeadingPlace {
  std::shared_ptr<const model::Document> other;  // null: this document
  const Segment* segment = nullptr;
  std::int32_t heading = -1;
  Range at;  // what stands at the cursor
};
std::optional<HeadingPlace> heading_meant(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  const Segment* segment = kinds::note_segment(document);
  if (!segment) return std::nullopt;
  if (const auto link = link_at(*segment, offset)) {
    if (link->heading.empty() || !link->heading_range.touches(offset)) return std::nullopt;
    HeadingPlace place{linked_note(snapshot, document, *link), segment, -1, link->heading_range};
    if (!link->target.empty() && !place.other) return std::nullopt;
    if (place.other) place.segment = kinds::note_segment(*place.other);
    if (place.segment) place.heading = notes::heading_called(*place.segment, *link);
    const bool names_one = place.heading >= 0 && place.segment->blocks.all[static_cast<std::size_t>(place.heading)].kind == BlockKind::heading;
    return names_one ? std::optional(std::move(place)) : std::nullopt;
  }
  const std::int32_t heading = heading_at(*segment, offset);
  if (heading < 0) return std::nullopt;
  return HeadingPlace{nullptr, segment, heading, segment->blocks.all[static_cast<std::size_t>(heading)].text};
}

std::string heading_name(const HeadingPlace& place) {
  return std::string(place.segment->text(place.segment->blocks.all[static_cast<std::size_t>(place.heading)]));
}

}  // namespace

namespace {

// Only a file of a kind that shows; nothing is fetched.
std::optional<Hover> image_hover(const model::Document& document, const NoteLink& link) {
  constexpr std::array<std::string_view, 6> kPictures = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"};
  if (link.target.empty() || link.target.starts_with("/")) return std::nullopt;
  const auto path = (fs::path(document.path).parent_path() / link.target).lexically_normal();
  std::error_code error;
  const std::string ending = path.extension().string();
  if (std::find(kPictures.begin(), kPictures.end(), ending) == kPictures.end() || !path.is_absolute() || !fs::is_regular_file(path, error)) return std::nullopt;
  Hover hover;
  hover.range = link.range;
  hover.title = path.filename().string();
  hover.image = path.string();
  return hover;
}

}  // namespace

std::optional<NewNote> missing_note(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  const Segment* segment = kinds::note_segment(document);
  const auto link = segment ? link_at(*segment, offset) : std::nullopt;
  if (!link || link->target.empty() || link->target.starts_with("/") || !linked_file(snapshot, document, *link).empty()) return std::nullopt;
  const bool wiki = link->kind == NoteLink::Kind::wiki;
  if (!wiki && (link->kind != NoteLink::Kind::inline_link || !link->target.ends_with(".md"))) return std::nullopt;
  const auto path = (fs::path(document.path).parent_path() / (wiki ? without_ending(link->target) + ".md" : link->target)).lexically_normal();
  std::error_code error;
  if (!path.is_absolute() || fs::exists(path, error)) return std::nullopt;
  std::string text = "# " + path.stem().string() + "\n";
  if (wiki && !link->heading.empty() && link->heading[0] != '^') text += "\n## " + link->heading + "\n";
  return NewNote{path.string(), std::move(text)};
}

std::optional<Hover> note_link_hover(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  constexpr std::uint32_t kShownLines = 12;
  const Segment* segment = kinds::note_segment(document);
  const auto link = segment ? link_at(*segment, offset) : std::nullopt;
  if (!link || link->kind == NoteLink::Kind::address) return std::nullopt;
  if (link->kind == NoteLink::Kind::image) return image_hover(document, *link);
  const auto other = linked_note(snapshot, document, *link);
  if (!link->target.empty() && !other) return std::nullopt;
  const Segment* in = other ? kinds::note_segment(*other) : segment;
  if (!in || in->blocks.all.empty()) return std::nullopt;
  const std::int32_t heading = link->heading.empty() ? 0 : notes::heading_called(*in, *link);
  if (heading < 0) return std::nullopt;
  const Block& block = in->blocks.all[static_cast<std::size_t>(heading)];
  Hover hover;
  hover.range = link->range;
  hover.title = fs::path(other ? other->path : document.path).filename().string();
  const std::uint32_t last = std::min(link->heading.empty() ? block.line + kShownLines : block.last_line, block.line + kShownLines - 1);
  for (std::uint32_t n = block.line; n <= last && n < in->blocks.lines.size(); ++n) hover.doc += std::string(in->blocks.line(in->file.text, n)) + "\n";
  return hover;
}

std::vector<Highlight> note_highlights(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  const Segment* segment = kinds::note_segment(document);
  if (!segment) return {};
  std::vector<Highlight> out;
  if (const auto meant = heading_meant(snapshot, document, offset); meant && (!meant->other || meant->other->path == document.path)) {
    out.push_back({segment->blocks.all[static_cast<std::size_t>(meant->heading)].text, true});
    for (const Place& place : links_to(snapshot, document, *segment, meant->heading))
      if (!place.document) out.push_back({place.range, false});
    return out;
  }
  const auto mention = mention_at(*segment, offset, snapshot);
  if (!mention) return {};
  const notes::Reading& reading = notes::reading_of(snapshot.notes.get(), *snapshot.pack);
  for (std::size_t b = 0; b < segment->blocks.all.size(); ++b) {
    for (const notes::Mention& each : notes::mentions_in(*segment, b, reading))
      if (each.entity == mention->entity) out.push_back({each.range, false});
  }
  return out;
}

std::optional<Renamable> note_renamable(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  const auto meant = heading_meant(snapshot, document, offset);
  return meant ? std::optional(Renamable{meant->at, heading_name(*meant)}) : std::nullopt;
}

std::vector<Renaming> note_rename(const Snapshot& snapshot, const model::Document& document, Offset offset, const std::string& name) {
  const auto meant = heading_meant(snapshot, document, offset);
  if (!meant || (snapshot.notes && !snapshot.notes->complete())) return {};  // a link that is not read yet would be left behind
  const bool elsewhere = meant->other && meant->other->path != document.path;
  const model::Document& home = elsewhere ? *meant->other : document;
  const auto home_pointer = elsewhere ? meant->other : nullptr;
  std::vector<Renaming> out;
  out.push_back({home_pointer, {{meant->segment->blocks.all[static_cast<std::size_t>(meant->heading)].text, name}}});
  std::vector<NoteLink> links;
  const std::vector<Place> places = links_to(snapshot, home, *meant->segment, meant->heading, &links);
  const auto path_of = [&](const std::shared_ptr<const model::Document>& each) { return each ? each->path : document.path; };
  for (std::size_t i = 0; i < places.size(); ++i) {
    // links_to calls the heading's own document null; here null is the one that was asked about
    const auto where = places[i].document ? (places[i].document->path == document.path ? nullptr : places[i].document) : home_pointer;
    TextEdit edit{places[i].range, links[i].kind == NoteLink::Kind::wiki ? name : notes::anchor_of(name)};
    const auto same = std::find_if(out.begin(), out.end(), [&](const Renaming& each) { return path_of(each.document) == path_of(where); });
    if (same != out.end()) same->edits.push_back(std::move(edit));
    else out.push_back({where, {std::move(edit)}});
  }
  return out;
}

}  // namespace cribsheet::features

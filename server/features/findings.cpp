#include "features/findings.h"

#include <algorithm>
#include <map>

#include "features/note_editing.h"
#include "notes/facts.h"
#include "notes/words.h"

namespace cribsheet::features {
namespace {

constexpr std::size_t kNotesQuoted = 2;
constexpr std::size_t kQuotation = 160;  // bytes
constexpr std::size_t kTelling = 30;     // bytes; a shorter line is a name, not a statement
constexpr std::size_t kStatement = 4;    // words
constexpr std::size_t kTellingWord = 3;  // letters; a shorter part of a name ("Id") is in every second line

// A line without its heading's or bullet's mark.
std::string_view bare(std::string_view line) {
  const auto begin = line.find_first_not_of(" #-*+>\t");
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
}

// What a passage says, short enough for a tooltip: its first line, and the next where that one only names the matter. Never cut
// inside a character.
std::string quotation(std::string_view text) {
  std::string quoted;
  while (!text.empty() && quoted.size() < kTelling) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = bare(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty()) quoted += (quoted.empty() ? "" : quoted.ends_with(':') ? " " : ": ") + std::string(line);
  }
  if (quoted.size() <= kQuotation) return quoted;
  std::size_t end = kQuotation;
  while (end > 0 && (static_cast<unsigned char>(quoted[end]) & 0xC0) == 0x80) --end;
  return quoted.substr(0, end) + "…";
}

// A whole topic ("# SQS") says nothing of one mistake in particular.
bool is_topic(const notes::Passage& passage) { return passage.text.starts_with('#') && passage.heading.size() <= 1; }

// Whether a quotation is a statement on the very matter of a finding: prose with a word of the property's or action's own name. What
// is merely near (a whole type, another property of the topic, a fragment of code) is for hover, where one asked for it.
bool speaks_of(std::string_view quotation, std::string_view entity) {
  entity = entity.substr(0, entity.find_first_of("=!"));
  const std::size_t property = entity.rfind('.'), action = entity.starts_with("AWS::") ? std::string_view::npos : entity.rfind(':');
  const std::size_t mark = property != std::string_view::npos ? property : action;
  if (mark == std::string_view::npos) return false;
  const auto words = notes::words_of(quotation).parts;
  if (words.size() < kStatement || quotation.starts_with('"') || quotation.starts_with('{')) return false;
  for (const std::string& part : notes::split_name(entity.substr(mark + 1))) {
    if (part.size() < kTellingWord) continue;
    const std::uint32_t stem = notes::stem_hash(part);
    if (std::any_of(words.begin(), words.end(), [&](const notes::Word& word) { return word.hash == stem; })) return true;
  }
  return false;
}

// Looks each entity up once, however many findings name it.
class Citations {
 public:
  explicit Citations(const notes::Index& notes) : notes_(notes) {}

  const std::vector<rules::NoteRef>& of(const std::string& entity) {
    const auto [found, fresh] = known_.try_emplace(entity);
    if (fresh) {
      for (const auto& passage : notes_.lookup(entity, kNotesQuoted)) {
        std::string quoted = quotation(passage.text);
        if (!is_topic(passage) && speaks_of(quoted, entity)) found->second.push_back({passage.path, passage.line, std::move(quoted)});
      }
    }
    return found->second;
  }

 private:
  const notes::Index& notes_;
  std::map<std::string, std::vector<rules::NoteRef>> known_;
};

// Where the person's notes state the same limit as the specification, the finding says so.
void quote_note(const notes::Index& index, rules::Finding& finding) {
  if (!finding.notes.empty() || (finding.rule != "out-of-range" && finding.rule != "value-not-allowed")) return;
  for (const notes::Fact* fact : index.binding(std::string_view(finding.entity).substr(0, finding.entity.find('.')))) {
    const bool same = fact->origin == notes::Origin::person && fact->entity == finding.entity && fact->status == "agrees";
    if (!same || (fact->constraint.type != "range" && fact->constraint.type != "enum")) continue;
    finding.message += "; " + notes::saying(*fact);
    finding.notes.push_back({fact->path, fact->line, quotation(fact->text)});
    return;
  }
}

// AWS's page on the resource type that the entity belongs to.
std::string page_of(std::string_view entity, const pack::Pack& pack) {
  const auto type = pack.resource_type(entity.substr(0, entity.find_first_of(".!=")));
  if (type) return std::string(type.url());
  if (const auto named = pack.named(entity)) return std::string(named->url);
  return {};
}

}  // namespace

std::vector<rules::Finding> findings(const Snapshot& snapshot, const model::Document& document, std::stop_token stop) {
  if (document.kind.empty()) return {};  // not one of ours: its syntax is somebody else's business
  static const rules::Settings defaults;
  const auto& settings = snapshot.settings ? *snapshot.settings : defaults;
  const auto kept = snapshot.kept.find(document.path);
  auto found = rules::run({document, *snapshot.pack, settings, snapshot.notes.get(), snapshot.files.get(), stop},
                          kept == snapshot.kept.end() ? nullptr : kept->second.get());
  if (snapshot.notes && !is_note(document) && !stop.stop_requested()) {
    for (auto& finding : found) quote_note(*snapshot.notes, finding);
    Citations citations(*snapshot.notes);
    for (auto& finding : found) {
      if (finding.notes.empty() && !finding.entity.empty()) finding.notes = citations.of(finding.entity);
    }
  }
  for (auto& finding : found) {
    if (finding.url.empty() && !finding.entity.empty()) finding.url = page_of(finding.entity, *snapshot.pack);
  }
  return found;
}

}  // namespace cribsheet::features

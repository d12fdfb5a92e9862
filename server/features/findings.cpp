#include "features/findings.h"

#include <map>

#include "features/note_editing.h"
#include "notes/facts.h"

namespace cribsheet::features {
namespace {

constexpr std::size_t kNotesQuoted = 2;
constexpr std::size_t kQuotation = 160;  // bytes

// The first line of a passage, short enough for a tooltip, never cut inside a character.
std::string quotation(std::string_view text) {
  text = text.substr(0, text.find('\n'));
  if (text.size() <= kQuotation) return std::string(text);
  std::size_t end = kQuotation;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

// Looks each entity up once, however many findings name it.
class Citations {
 public:
  explicit Citations(const notes::Index& notes) : notes_(notes) {}

  const std::vector<rules::NoteRef>& of(const std::string& entity) {
    const auto [found, fresh] = known_.try_emplace(entity);
    if (fresh) {
      for (const auto& passage : notes_.lookup(entity, kNotesQuoted)) found->second.push_back({passage.path, passage.line, quotation(passage.text)});
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
  auto found = rules::run({document, *snapshot.pack, settings, snapshot.notes.get(), snapshot.files.get(), stop});
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

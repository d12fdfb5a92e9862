#include "features/nested_completion.h"

#include "features/other_document.h"
#include "kinds/cloudformation/answers.h"
#include "kinds/cloudformation/template.h"

namespace cribsheet::features {
namespace {

using kinds::cloudformation::Template;

// The key with what stands behind it; inside quotes the name alone.
void write_key(const kinds::Cursor& cursor, const Probe& probe, kinds::Completion& item) {
  if (probe.has_colon || probe.quoted) return;
  const bool json = cursor.document.tree->language() == syntax::Language::json;
  item.insert = json ? "\"" + item.label + "\": $0" : item.label + ": ";
  item.snippet = json;
}

void add_parameters(const kinds::Cursor& cursor, const Probe& probe, const Template& other, std::vector<kinds::Completion>& list) {
  const auto entry = cursor.node.parent();
  for (const auto& parameter : other.parameters) {
    if (const auto there = entry.parent().find_entry(parameter.id); there && there != entry) continue;
    auto& item = list.emplace_back();
    item.label = item.insert = parameter.id;
    item.kind = "property";
    const bool needed = !parameter.default_value;
    item.detail = std::string(parameter.type) + (needed ? ", required" : "");
    item.sort = needed ? "0" : "1";
    if (const auto description = parameter.body.find("Description"); description.is_scalar()) item.documentation = description.text();
    write_key(cursor, probe, item);
  }
}

void add_outputs(const kinds::cloudformation::NestedNames& place, const Template& other, std::vector<kinds::Completion>& list) {
  for (const auto& output : other.outputs) {
    auto& item = list.emplace_back();
    item.label = item.insert = "Outputs." + std::string(output.id);
    if (place.close) item.insert += '}';
    item.kind = "property";
    item.detail = place.file;
    item.sort = "0";
    item.replace = place.replace;
    if (const auto description = output.body.find("Description"); description.is_scalar()) item.documentation = description.text();
  }
}

}  // namespace

void add_nested_names(const Snapshot& snapshot, const kinds::Cursor& cursor, const Probe& probe, std::vector<kinds::Completion>& list) {
  const auto place = kinds::cloudformation::nested_names_at(cursor);
  if (!place) return;
  const auto document = document_at(snapshot, beside(cursor.document, place->file));
  const auto* other = document ? kinds::cloudformation::outline(*document) : nullptr;
  if (other == nullptr) return;
  if (place->outputs) add_outputs(*place, *other, list);
  else add_parameters(cursor, probe, *other, list);
}

}  // namespace cribsheet::features

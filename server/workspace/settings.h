// Settings from the editor (JSON) and from `.cribsheet.yaml`, read by one reader over our own tree.
//
// notes: {paths: [...], enabled: true, shipped: true, names: {ENTITY: [...]}, format: false}   regions: [eu-west-1]   severities: {rule-or-cfn-lint-code:
// error|warning|info|hint|off} statefulHints: false   codeLens: {enabled: true}   inlayHints: {enabled: true}
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "rules/settings.h"
#include "syntax/tree.h"

namespace cribsheet::workspace {

// What was said is put into `settings`, the rest stays; each value of a wrong type adds a sentence to `problems`.
void read_settings(syntax::Node mapping, rules::Settings& settings, std::vector<std::string>& problems);

// Reads FOLDER/.cribsheet.yaml where it exists. It comes with the workspace, not from the person, so its notes' paths count
// only inside the folder.
void read_project_settings(const std::string& folder, rules::Settings& settings, std::vector<std::string>& problems);
// The nearest folder with a `.cribsheet.yaml`, from this one upwards; empty: none.
std::string project_folder(const std::string& from);

}  // namespace cribsheet::workspace

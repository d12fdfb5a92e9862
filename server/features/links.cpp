// Links: addresses anywhere, and values that name a file of the workspace.
#include <filesystem>

#include "features/note_editing.h"
#include "features/outline.h"
#include "kinds/cloudformation/artifacts.h"

namespace cribsheet::features {
namespace {

constexpr std::string_view kScheme = "https://";

bool ends_address(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || c == '|' || c == '\\' || c == '{' || c == '}' ||
         c == '^';
}

// An address ends before the punctuation of the sentence around it, and holds no `${}` that would change it.
void add_addresses(const model::Document& document, std::vector<Link>& found) {
  const auto text = document.text();
  for (auto at = text.find(kScheme); at != std::string_view::npos; at = text.find(kScheme, at + 1)) {
    auto end = at;
    while (end < text.size() && !ends_address(text[end])) ++end;
    const bool open = end < text.size() && text[end] == '{';
    while (end > at && std::string_view(".,;:!?)]*").find(text[end - 1]) != std::string_view::npos) --end;
    if (open || end - at <= kScheme.size()) continue;
    found.push_back({{static_cast<Offset>(at), static_cast<Offset>(end)}, std::string(text.substr(at, end - at)), {}});
  }
}

bool may_name_file(std::string_view text) {
  if (text.size() > 500 || text.empty() || text.find("://") != std::string_view::npos || text.find('\n') != std::string_view::npos || text.starts_with('/'))
    return false;
  if (text.starts_with("./") || text.starts_with("../")) return true;
  const auto dot = text.rfind('.');
  if (dot == std::string_view::npos) return false;
  const auto extension = text.substr(dot);
  for (const auto* known : {".yaml", ".yml", ".json", ".template", ".md", ".asl", ".sh", ".zip"}) {
    if (extension == known) return true;
  }
  return false;
}

void add_files(const Snapshot& snapshot, const model::Document& document, std::vector<Link>& found) {
  if (!snapshot.files || !document.path.starts_with('/')) return;
  const auto folder = std::filesystem::path(document.path).parent_path();
  for (auto node = document.tree->stream(); node; node = node.following()) {
    if (!node.is_scalar() || !may_name_file(node.text())) continue;
    const auto path = (folder / node.text()).lexically_normal();
    std::error_code error;
    if (snapshot.files->exists(path.string()) && std::filesystem::is_regular_file(path, error)) found.push_back({node.range(), path.string(), {}});
  }
}

// A function's handler leads to its file, there to the function.
void add_handlers(const Snapshot& snapshot, const model::Document& document, std::vector<Link>& found) {
  const auto* outline = kinds::cloudformation::outline(document);
  if (outline == nullptr || !snapshot.files || !document.path.starts_with('/')) return;
  const auto folder = std::filesystem::path(document.path).parent_path();
  for (const auto& handler : kinds::cloudformation::handlers(*outline))
    for (const auto& file : handler.files) {
      const auto path = (folder / file).lexically_normal().string();
      if (!snapshot.files->exists(path)) continue;
      Link link{handler.value.range(), path, {}};
      link.handler = true;
      if (const auto source = snapshot.files->document(path))
        link.line = source->lines.line_of(kinds::cloudformation::defined_at(source->text(), file, handler.function));
      found.push_back(std::move(link));
      break;
    }
}

// A resource's type leads to AWS's page on it.
void add_pages(const pack::Pack& pack, const model::Document& document, std::vector<Link>& found) {
  const auto* outline = kinds::cloudformation::outline(document);
  if (outline == nullptr) return;
  for (const auto& resource : outline->resources) {
    const auto url = pack.resource_type(resource.type).url();
    const auto type = resource.body.find("Type");
    if (url.empty() || !type.is_scalar()) continue;
    const auto range = type.map().to_source(Range{0, static_cast<Offset>(type.text().size())});
    found.push_back({range, std::string(url), "AWS's page on " + std::string(resource.type)});
  }
}

}  // namespace

std::vector<Link> links(const Snapshot& snapshot, const model::Document& document) {
  std::vector<Link> found;
  if (document.kind.empty()) return found;
  if (is_note(document)) found = note_links(snapshot, document);
  add_addresses(document, found);
  add_files(snapshot, document, found);
  add_handlers(snapshot, document, found);
  add_pages(*snapshot.pack, document, found);
  return found;
}

}  // namespace cribsheet::features

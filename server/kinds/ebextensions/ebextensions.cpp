// Elastic Beanstalk's files: told by where they lie; options in the list form, which names its namespace beside them.
#include <algorithm>

#include <fmt/format.h>

#include "kinds/ebextensions/options.h"
#include "kinds/registry.h"

namespace cribsheet::kinds {
namespace {

using syntax::Node;

constexpr int kByPlace = 95;

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string plain(std::string_view json) { return json.size() >= 2 && json.front() == '"' ? std::string(json.substr(1, json.size() - 2)) : std::string(json); }

// The item of the list form that the cursor stands in, and which of its keys; nothing elsewhere.
struct InItem {
  Node item;
  std::string_view key;
};
std::optional<InItem> in_item(const model::Document& document, Offset offset) {
  Node entry = document.tree->node_at(offset);
  while (entry && entry.kind() != syntax::NodeKind::entry) entry = entry.parent();
  if (!entry || !entry.key().is_scalar() || entry.key().range().touches(offset)) return std::nullopt;
  const Node item = entry.parent(), list = item.parent();
  if (!list.is_sequence() || list != document.root().find("option_settings").resolved()) return std::nullopt;
  return InItem{item, entry.key().text()};
}

class Ebextensions : public Kind {
 public:
  std::string_view id() const override { return "ebextensions"; }

  int recognise(std::string_view path, const syntax::Tree& tree, const pack::Pack& pack) const override {
    const std::string_view file = file_name(path);
    const std::string_view folder = file_name(path.substr(0, path.size() - file.size() > 0 ? path.size() - file.size() - 1 : 0));
    if (folder == ".ebextensions")
      for (const std::string_view end : {".config", ".yml", ".yaml", ".json"})
        if (file.ends_with(end)) return kByPlace;
    const bool settings = static_cast<bool>(tree.root().find_entry("option_settings"));
    return settings || !pack.kind(id()) ? Kind::recognise(path, tree, pack) : 0;
  }

  // Commands and resources by their names, with what they run and are.
  Symbols symbols(const model::Document& document, const pack::Pack& pack) const override {
    Symbols out = Kind::symbols(document, pack);
    for (Symbol& symbol : out.symbols) {
      if (symbol.parent < 0) continue;
      const std::string& section = out.symbols[static_cast<std::size_t>(symbol.parent)].name;
      const bool command = section == "commands" || section == "container_commands";
      if (!command && section != "Resources" && section != "files") continue;
      symbol.space = section;
      symbol.kind = command ? SymbolKind::action : section == "files" ? SymbolKind::file : SymbolKind::resource;
      const Node body = document.tree->node_at(symbol.name_range.begin).parent().value();
      if (const Node what = body.find(command ? "command" : "Type"); what.is_scalar()) symbol.detail = what.text();
    }
    return out;
  }

  std::optional<Explanation> hover(const Cursor& cursor) const override {
    const auto at = in_item(cursor.document, cursor.offset);
    if (!at || !cursor.node.is_scalar()) return std::nullopt;
    const Node space = at->item.find("namespace"), option = at->item.find("option_name");
    Explanation said;
    said.range = cursor.node.range();
    said.title = cursor.node.text();
    said.entity = fmt::format("ebextensions:{}", space.text());
    if (at->key != "namespace") said.entity += fmt::format(".{}", option.text());
    if (at->key == "value") said.entity += fmt::format("={}", cursor.node.text());
    if (!describe(said.entity, cursor.pack)) return std::nullopt;
    return said;
  }

  // ebextensions:namespace[.option[=value]]
  std::optional<Explanation> describe(std::string_view entity, const pack::Pack& pack) const override {
    constexpr std::string_view kPrefix = "ebextensions:aws:";
    if (!entity.starts_with(kPrefix)) return std::nullopt;
    const std::string_view path = entity.substr(13);
    const std::size_t dot = path.find('.');
    const pack::Shape all = ebextensions::namespaces(pack), options = ebextensions::options_of(all, path.substr(0, dot));
    if (!options) return std::nullopt;
    Explanation said;
    said.entity = entity;
    if (dot == std::string_view::npos) {
      said.title = path;
      said.doc = options.doc();
      return said;
    }
    const std::size_t equals = path.find('=', dot);
    const auto option = options.find(path.substr(dot + 1, equals == std::string_view::npos ? equals : equals - dot - 1));
    if (!option) return std::nullopt;
    said.title = option->name;
    said.doc = option->doc;
    const auto values = option->shape.enum_values();
    std::string list;
    for (const auto& value : values) {
      if (equals != std::string_view::npos && plain(value.json) == path.substr(equals + 1) && !value.doc.empty()) said.doc = value.doc;
      list += fmt::format("{}`{}`", list.empty() ? "" : ", ", plain(value.json));
    }
    if (!list.empty()) said.facts.emplace_back("Values", list);
    if (const auto least = option->shape.minimum(), most = option->shape.maximum(); least && most)
      said.facts.emplace_back("Range", fmt::format("{} to {}", *least, *most));
    return said;
  }

  std::vector<Completion> offers(const model::Document& document, Offset offset, const pack::Pack& pack) const override {
    std::vector<Completion> out;
    const auto at = in_item(document, offset);
    if (!at) return out;
    const Node node = document.tree->node_at(offset);
    const Range range =
        node.is_scalar() && node.range().touches(offset) ? node.map().to_source(Range{0, static_cast<Offset>(node.text().size())}) : Range{offset, offset};
    const auto offer = [&](std::string_view label, std::string_view kind, std::string_view detail, std::string entity) {
      Completion item;
      item.label = item.insert = label;
      item.kind = kind;
      item.detail = detail;
      item.entity = std::move(entity);
      item.replace = range;
      out.push_back(std::move(item));
    };
    const pack::Shape all = ebextensions::namespaces(pack);
    if (at->key == "namespace") {
      for (const std::string_view name : ebextensions::names(all)) offer(name, "value", "namespace", fmt::format("ebextensions:{}", name));
      return out;
    }
    const std::string_view space = at->item.find("namespace").text();
    const pack::Shape options = ebextensions::options_of(all, space);
    if (at->key == "option_name") {
      for (const std::string_view name : ebextensions::names(options)) offer(name, "value", space, fmt::format("ebextensions:{}.{}", space, name));
    } else if (at->key == "value") {
      const std::string_view name = at->item.find("option_name").text();
      if (const auto option = options.find(name))
        for (const auto& value : option->shape.enum_values())
          offer(plain(value.json), "value", name, fmt::format("ebextensions:{}.{}={}", space, name, plain(value.json)));
    }
    return out;
  }
};

// cron.yaml is a common name: its content must be that of a worker's schedule, or nothing yet.
class CronYaml : public Kind {
 public:
  std::string_view id() const override { return "cron-yaml"; }
  int recognise(std::string_view path, const syntax::Tree& tree, const pack::Pack&) const override {
    if (file_name(path) != "cron.yaml") return 0;
    const Node root = tree.root();
    if (!root.is_mapping()) return root.is_missing() || root.is_scalar() ? 60 : 0;
    for (const Node entry : root.children())
      if (!entry.key().is_scalar() || (entry.key().text() != "version" && entry.key().text() != "cron" && !entry.lacks_colon())) return 0;
    // App Engine's cron.yaml has no version, and its jobs no names.
    const Node first = root.find("cron").first_child();
    if (!root.find_entry("version") && first && !first.find_entry("name")) return 0;
    return kByPlace;
  }

  // The tasks by their names, with their schedules.
  Symbols symbols(const model::Document& document, const pack::Pack& pack) const override {
    Symbols out = Kind::symbols(document, pack);
    const auto section = std::find_if(out.symbols.begin(), out.symbols.end(), [](const Symbol& symbol) { return symbol.parent < 0 && symbol.name == "cron"; });
    const auto parent = section == out.symbols.end() ? -1 : static_cast<std::int32_t>(section - out.symbols.begin());
    for (const Node task : document.root().find("cron").children()) {
      const Node name = task.find("name");
      if (!name.is_scalar() || name.text().empty()) continue;
      const Node schedule = task.find("schedule");
      out.symbols.push_back({std::string(name.text()), "task", SymbolKind::action, schedule.is_scalar() ? std::string(schedule.text()) : std::string(),
                             name.map().to_source(Range{0, static_cast<Offset>(name.text().size())}), task.range(), parent});
    }
    return out;
  }
};

}  // namespace

const Kind* ebextensions_kind() {
  static const Ebextensions kind;
  return &kind;
}
const Kind* cron_yaml_kind() {
  static const CronYaml kind;
  return &kind;
}

}  // namespace cribsheet::kinds

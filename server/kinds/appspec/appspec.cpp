// AppSpec files: told by their name, and the order of events on hover.
#include <array>

#include <fmt/format.h>

#include "kinds/registry.h"

namespace cribsheet::kinds {
namespace {

constexpr int kByExactName = 95;

struct Order {
  std::string_view title;
  std::array<std::string_view, 7> events;  // shorter lists end in empty names; CodeDeploy's own are in parentheses
};
constexpr Order kInPlace{"In-place deployment",
                         {"ApplicationStop", "(DownloadBundle)", "BeforeInstall", "(Install)", "AfterInstall", "ApplicationStart", "ValidateService"}};
constexpr Order kBehind{"Behind a load balancer, taken out", {"BeforeBlockTraffic", "(BlockTraffic)", "AfterBlockTraffic"}};
constexpr Order kBack{"Behind a load balancer, put back", {"BeforeAllowTraffic", "(AllowTraffic)", "AfterAllowTraffic"}};
constexpr Order kLambda{"Lambda deployment", {"BeforeAllowTraffic", "(AllowTraffic)", "AfterAllowTraffic"}};
constexpr Order kEcs{"ECS deployment",
                     {"BeforeInstall", "(Install)", "AfterInstall", "(AllowTestTraffic)", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"}};

// "A → **B** → C" where the event is among them.
std::optional<std::string> line_of(const Order& order, std::string_view event) {
  std::string line;
  bool found = false;
  for (const std::string_view each : order.events) {
    if (each.empty()) break;
    const bool this_one = each == event || (each.front() == '(' && each.substr(1, each.size() - 2) == event);
    found = found || this_one;
    line += line.empty() ? "" : " → ";
    line += this_one ? fmt::format("**{}**", each) : std::string(each);
  }
  if (!found) return std::nullopt;
  return fmt::format("{}: {}", order.title, line);
}

class AppSpec : public Kind {
 public:
  std::string_view id() const override { return "appspec"; }

  int recognise(std::string_view path, const syntax::Tree& tree, const pack::Pack& pack) const override {
    const std::size_t slash = path.find_last_of("/\\");
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    if (name == "appspec.yml" || name == "appspec.yaml" || name == "appspec.json") return kByExactName;
    const int sure = Kind::recognise(path, tree, pack);
    // By content alone the version must be CodeDeploy's: a package.json has `version`, `os` and `files` too.
    const std::string_view version = tree.root().find("version").text();
    return name.starts_with("appspec") || version == "0.0" || version == "0" ? sure : 0;
  }

  // The events are what a person looks for; each says what it runs.
  Symbols symbols(const model::Document& document, const pack::Pack& pack) const override {
    Symbols out = Kind::symbols(document, pack);
    for (Symbol& symbol : out.symbols) {
      if (symbol.parent < 0) continue;
      const std::string& section = out.symbols[static_cast<std::size_t>(symbol.parent)].name;
      if (section != "hooks" && section != "Hooks") continue;
      symbol.space = "event";
      symbol.kind = SymbolKind::phase;
      const syntax::Node first = document.tree->node_at(symbol.name_range.begin).parent().value().first_child();
      if (const syntax::Node script = first.find("location"); script.is_scalar()) symbol.detail = script.text();
    }
    return out;
  }

  std::optional<Explanation> hover(const Cursor& cursor) const override {
    if (!cursor.on_key || !cursor.node.is_scalar()) return std::nullopt;
    const bool upper = static_cast<bool>(cursor.document.root().find_entry("Resources")) || static_cast<bool>(cursor.document.root().find_entry("resources"));
    if (!cursor.place.entity.starts_with("appspec:hooks.") && !cursor.place.entity.starts_with("appspec:Hooks.")) return std::nullopt;
    Explanation said;
    said.entity = fmt::format("appspec:hooks.{}", cursor.node.text());
    said.range = cursor.node.range();
    static const std::vector<Order> functions = {kLambda, kEcs}, instances = {kInPlace, kBehind, kBack};
    for (const Order& order : upper ? functions : instances)
      if (const auto line = line_of(order, cursor.node.text())) said.sections.push_back(*line);
    if (said.sections.empty()) return std::nullopt;
    if (cursor.place.property) said.doc = cursor.place.property->doc;
    return said;
  }
};

}  // namespace

const Kind* appspec_kind() {
  static const AppSpec kind;
  return &kind;
}

}  // namespace cribsheet::kinds

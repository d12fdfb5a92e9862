// State machines: states as symbols, the places that name them, and what may be typed there.
#include <algorithm>

#include <fmt/format.h>

#include "kinds/registry.h"
#include "kinds/step_functions/machine.h"

namespace cribsheet::kinds {
namespace {

using namespace step_functions;
using syntax::Node;

constexpr std::string_view kState = "state";

Range inside(Node scalar) { return scalar.map().to_source(Range{0, static_cast<Offset>(scalar.text().size())}); }

bool names_state(std::string_view key) { return key == "Next" || key == "Default" || key == "StartAt"; }

// The key whose value the cursor stands in (or after), through lists; empty: none.
Node entry_at(const model::Document& document, Offset offset) {
  for (Node node = document.tree->node_at(offset); node; node = node.parent())
    if (node.kind() == syntax::NodeKind::entry) return node;
  return {};
}

// The innermost scope whose mapping holds the offset.
std::size_t scope_at(const Machine& machine, Offset offset) {
  std::size_t best = 0;
  for (std::size_t i = 0; i < machine.scopes.size(); ++i)
    if (machine.scopes[i].node.range().touches(offset) && machine.scopes[best].node.range().contains(machine.scopes[i].node.range())) best = i;
  return best;
}

// `States.Format` of a text at an offset in it.
std::optional<Range> function_at(std::string_view text, std::size_t at) {
  for (std::size_t begin = text.find("States."); begin != std::string_view::npos; begin = text.find("States.", begin + 1)) {
    std::size_t end = begin + 7;
    while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') || (text[end] >= 'A' && text[end] <= 'Z') || (text[end] >= '0' && text[end] <= '9')))
      ++end;
    if (begin <= at && at <= end) return Range{static_cast<Offset>(begin), static_cast<Offset>(end)};
  }
  return std::nullopt;
}

// The word before an offset, back to a blank, a comma or an opening parenthesis.
std::string_view word_before(std::string_view text, std::size_t at) {
  std::size_t begin = std::min(at, text.size());
  while (begin > 0 && std::string_view(" ,('").find(text[begin - 1]) == std::string_view::npos) --begin;
  return text.substr(begin, std::min(at, text.size()) - begin);
}

class StepFunctions : public Kind {
 public:
  std::string_view id() const override { return "step-functions"; }

  Symbols symbols(const model::Document& document, const pack::Pack&) const override {
    Symbols out;
    const Machine machine = machine_of(document.root(), false);
    std::vector<std::int32_t> at(machine.states.size(), -1);
    for (std::size_t i = 0; i < machine.states.size(); ++i) {
      const State& state = machine.states[i];
      Symbol symbol;
      symbol.name = state.name;
      symbol.space = kState;
      symbol.kind = SymbolKind::state;
      symbol.detail = state.type;
      symbol.name_range = inside(state.key);
      symbol.range = state.entry.range();
      const std::size_t owner = machine.scopes[state.scope].owner;
      symbol.parent = owner == kNoState ? -1 : at[owner];
      at[i] = static_cast<std::int32_t>(out.symbols.size());
      out.symbols.push_back(std::move(symbol));
      for (const Target& target : state.targets) add_use(out, target.node, target.role);
    }
    for (const Scope& scope : machine.scopes)
      if (scope.start_at.is_scalar()) add_use(out, scope.start_at, "StartAt");
    return out;
  }

  std::optional<Explanation> hover(const Cursor& cursor) const override {
    if (!cursor.node.is_scalar() || cursor.on_key) return std::nullopt;
    const Node entry = entry_at(cursor.document, cursor.offset);
    if (entry && entry.key().is_scalar() && names_state(entry.key().text()) && entry.value() == cursor.node) return state_hover(cursor, entry.key().text());
    const auto at = cursor.node.map().from_source(cursor.offset);
    if (!at) return std::nullopt;
    const auto function = function_at(cursor.node.text(), *at);
    if (!function) return std::nullopt;
    Explanation said;
    said.range = cursor.node.map().to_source(*function);
    said.entity = fmt::format("step-functions:{}", cursor.node.text().substr(function->begin, function->size()));
    if (!cursor.pack.named(said.entity)) return std::nullopt;
    said.title = cursor.node.text().substr(function->begin, function->size());
    return said;
  }

  std::vector<Completion> offers(const model::Document& document, Offset offset, const pack::Pack& pack) const override {
    std::vector<Completion> out;
    const Node entry = entry_at(document, offset);
    if (!entry || !entry.key().is_scalar() || entry.key().range().touches(offset)) return out;
    const std::string_view key = entry.key().text();
    if (names_state(key)) offer_states(document, offset, out);
    else if (key == "Resource") offer_integrations(document, offset, pack, out);
    else if (key.ends_with(".$")) offer_functions(document, offset, pack, out);
    return out;
  }

 private:
  static void add_use(Symbols& out, Node node, std::string_view role) {
    if (!substituted(node.text()) && !node.text().empty()) out.uses.push_back({std::string(node.text()), std::string(kState), inside(node), std::string(role)});
  }

  static std::optional<Explanation> state_hover(const Cursor& cursor, std::string_view key) {
    const Machine machine = machine_of(cursor.document.root(), false);
    for (const State& state : machine.states) {
      if (state.name != cursor.node.text()) continue;
      Explanation said;
      said.entity = key == "StartAt" ? "step-functions:StartAt" : fmt::format("step-functions:States.{}", key);
      said.range = cursor.node.range();
      said.title = state.name;
      said.facts.emplace_back("State", state.type);
      if (const Node comment = state.body.find("Comment"); comment.is_scalar()) said.doc = comment.text();
      if (const Node resource = state.body.find("Resource"); resource.is_scalar()) said.facts.emplace_back("Resource", fmt::format("`{}`", resource.text()));
      return said;
    }
    return std::nullopt;
  }

  static Range word_at(const model::Document& document, Offset offset) {
    const Node node = document.tree->node_at(offset);
    return node.is_scalar() && node.range().touches(offset) ? inside(node) : Range{offset, offset};
  }

  static void offer(std::vector<Completion>& out, std::string_view label, std::string_view kind, std::string_view detail, Range range) {
    Completion item;
    item.label = item.insert = label;
    item.kind = kind;
    item.detail = detail;
    item.replace = range;
    out.push_back(std::move(item));
  }

  static void offer_states(const model::Document& document, Offset offset, std::vector<Completion>& out) {
    const Machine machine = machine_of(document.root(), false);
    if (machine.scopes.empty()) return;
    const std::size_t scope = scope_at(machine, offset);
    for (const State& state : machine.states)
      if (state.scope == scope) offer(out, state.name, "reference", state.type, word_at(document, offset));
  }

  static void offer_integrations(const model::Document& document, Offset offset, const pack::Pack& pack, std::vector<Completion>& out) {
    for (const auto& row : pack.table("step-functions-integrations")) {
      if (row.empty() || row[0] == "api" || row[0].starts_with("s3:")) continue;
      const std::string arn = fmt::format("arn:aws:states:::{}", row[0]);
      offer(out, arn, "value", "optimized integration", word_at(document, offset));
      if (row.size() < 2) continue;
      for (const auto& [word, suffix] :
           {std::pair<std::string_view, std::string_view>{"sync", ".sync"}, {"sync:2", ".sync:2"}, {"token", ".waitForTaskToken"}}) {
        const std::string list = "," + std::string(row[1]) + ",";
        if (list.find("," + std::string(word) + ",") != std::string::npos)
          offer(out, arn + std::string(suffix), "value", word == "token" ? "waits for a token" : "waits for the job", word_at(document, offset));
      }
    }
  }

  static void offer_functions(const model::Document& document, Offset offset, const pack::Pack& pack, std::vector<Completion>& out) {
    const Node node = document.tree->node_at(offset);
    const bool typed = node.is_scalar() && node.range().touches(offset);
    const auto at = typed ? node.map().from_source(offset) : std::nullopt;
    const std::string_view word = typed ? word_before(node.text(), at.value_or(node.text().size())) : std::string_view{};
    const Range range{offset - static_cast<Offset>(word.size()), offset};
    for (const auto& row : pack.table("step-functions-intrinsics")) {
      if (row.empty() || row[0] == "name") continue;
      const std::string name = fmt::format("States.{}", row[0]);
      offer(out, name, "function", "intrinsic function", range);
      out.back().entity = fmt::format("step-functions:{}", name);
      out.back().insert = name + (row[0] == "UUID" ? "()" : "($1)");
      out.back().snippet = row[0] != "UUID";
    }
    for (const std::string_view context : {"$$.Execution.Id", "$$.Execution.Input", "$$.Execution.Name", "$$.Execution.StartTime", "$$.State.Name",
                                           "$$.State.EnteredTime", "$$.StateMachine.Id", "$$.Task.Token", "$$.Map.Item.Index", "$$.Map.Item.Value"})
      offer(out, context, "variable", "context object", range);
  }
};

}  // namespace

const Kind* step_functions_kind() {
  static const StepFunctions kind;
  return &kind;
}

}  // namespace cribsheet::kinds

// IAM policies as a kind of file, and inside others.
#include "kinds/iam/analysis.h"
#include "kinds/iam/cursor.h"
#include "kinds/iam/describe.h"
#include "kinds/iam/glob.h"
#include "kinds/iam/guess.h"
#include "kinds/registry.h"

namespace cribsheet::kinds {
namespace {

using namespace iam;

std::string first_action(const Statement& statement) {
  const Values& actions = statement.actions();
  if (actions.items.empty()) return {};
  std::string text = actions.items.front().text;
  for (char& c : text)
    if (is_hole(c)) c = '*';
  if (actions.items.size() > 1) text += ", ...";
  return (statement.action.present ? "" : "all but ") + text;
}

std::string effect_of(const Statement& statement) { return statement.allows() ? "Allow" : statement.denies() ? "Deny" : ""; }

class IamPolicy : public Kind {
 public:
  std::string_view id() const override { return "iam-policy"; }

  int recognise(std::string_view path, const syntax::Tree& tree, const pack::Pack&) const override { return recognise_policy(path, tree); }

  std::shared_ptr<const model::Analysis> analyse(const model::Document& document, const pack::Pack& pack) const override {
    return iam::analyse(document, pack);
  }

  std::optional<Explanation> hover(const Cursor& cursor) const override { return hover_at(cursor); }
  bool complete(const Cursor& cursor, std::vector<Completion>& list) const override { return complete_at(cursor, list); }
  std::vector<Completion> offers(const model::Document& document, Offset offset, const pack::Pack& pack) const override {
    return variables_in_sub(document, offset, pack);
  }
  std::optional<Explanation> describe(std::string_view entity, const pack::Pack& pack) const override { return describe_entity(entity, pack); }

  // One symbol a statement, named by its Sid.
  Symbols symbols(const model::Document& document, const pack::Pack& pack) const override {
    Symbols out;
    const auto analysis = analysis_of(document, pack);
    std::size_t number = 0;
    for (const Statement& statement : analysis->policy.statements) {
      ++number;
      const Value* sid = statement.sid.only();
      const bool named = sid && sid->is_text() && !sid->text.empty() && !has_hole(sid->text);
      Symbol symbol;
      symbol.name = named ? sid->text : "Statement " + std::to_string(number);
      symbol.space = "statement";
      symbol.kind = SymbolKind::rule;
      symbol.detail = effect_of(statement) + " " + first_action(statement);
      symbol.name_range = named ? analysis->policy.inside(*sid, 0, sid->text.size()) : statement.anchor;
      symbol.range = statement.range;
      out.symbols.push_back(std::move(symbol));
    }
    return out;
  }
};

}  // namespace

const Kind* iam_policy_kind() {
  static const IamPolicy kind;
  return &kind;
}

}  // namespace cribsheet::kinds

#include "rules/buildspec/checks.h"
#include "rules/written.h"

namespace cribsheet::rules::buildspec {

const std::vector<std::string_view>& phase_names() {
  static const std::vector<std::string_view> names = {"install", "pre_build", "build", "post_build"};
  return names;
}

std::string_view version(const Input& input) { return written_text(input, input.document.root().find("version")).value_or(std::string_view{}); }

std::vector<Command> commands(const Input& input) {
  std::vector<Command> found;
  const syntax::Node phases = input.document.root().find("phases").resolved();
  if (!phases.is_mapping()) return found;
  for (const syntax::Node phase : phases.children()) {
    if (!phase.key().is_scalar()) continue;
    const syntax::Node body = phase.value().resolved();
    for (const std::string_view list : {std::string_view("commands"), std::string_view("finally")}) {
      const syntax::Node items = body.find(list).resolved();
      if (!items.is_sequence()) continue;
      for (const syntax::Node item : items.children()) found.push_back({item.resolved(), phase.key().text()});
    }
  }
  return found;
}

}  // namespace cribsheet::rules::buildspec

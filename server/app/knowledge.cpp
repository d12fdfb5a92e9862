// `cribsheet knowledge info`.
#include <iostream>

#include "app/commands.h"
#include "app/open.h"
#include "lsp/json.h"

namespace cribsheet::app {

using lsp::Json;

int knowledge_info(const std::string& format) {
  const auto pack = open_pack();
  if (!pack) return fail(pack.error().message);
  Json json = Json::object();
  for (const auto& [name, value] : (*pack)->info().lines) {
    if (format == "json") json[name] = value;
    else std::cout << name << ": " << value << '\n';
  }
  if (format == "json") std::cout << lsp::dump(json) << '\n';
  return kFine;
}

}  // namespace cribsheet::app

// `cribsheet rules`.
#include <iostream>

#include "app/commands.h"
#include "app/open.h"
#include "lsp/json.h"

namespace cribsheet::app {
namespace {

using lsp::Json;

Json to_json(const pack::RulePage& page) {
  return {{"id", page.id}, {"title", page.title}, {"severity", page.severity}, {"kinds", page.kinds}, {"also", page.also}};
}

}  // namespace

int rules_list(const std::string& format) {
  const auto pack = open_pack();
  if (!pack) return fail(pack.error().message);
  Json list = Json::array();
  for (const auto& page : (*pack)->rules()) {
    if (format == "json") list.push_back(to_json(page));
    else std::cout << page.id << '\t' << page.severity << '\t' << page.title << '\n';
  }
  if (format == "json") std::cout << lsp::dump({{"rules", std::move(list)}}) << '\n';
  return kFine;
}

int rules_explain(const std::string& id, const std::string& format) {
  const auto pack = open_pack();
  if (!pack) return fail(pack.error().message);
  const auto page = (*pack)->rule(id);
  if (!page) return fail("no rule is called " + id + "; `cribsheet rules list` names them all");
  if (format == "json") {
    Json json = to_json(*page);
    json["markdown"] = page->markdown;
    std::cout << lsp::dump(json) << '\n';
  } else {
    std::cout << "# " << page->title << "\n\n`" << page->id << "` (" << page->severity << ")\n\n" << page->markdown << '\n';
  }
  return kFine;
}

}  // namespace cribsheet::app

// `cribsheet syntax`: what the parser made of a file.
#include "syntax/tree.h"

#include <iostream>

#include "app/commands.h"
#include "app/open.h"
#include "syntax/events.h"
#include "workspace/read_file.h"

namespace cribsheet::app {
namespace {

Result<std::shared_ptr<const syntax::Tree>> parse_file(const std::string& path) {
  auto text = path == "-" ? workspace::read_standard_input(kLargestFile) : workspace::read_file(path, kLargestFile);
  if (!text) return text.error();
  const auto language = syntax::language_of(path, *text);
  return syntax::parse(std::move(*text), language);
}

}  // namespace

int syntax_events(const std::string& path) {
  auto text = path == "-" ? workspace::read_standard_input(kLargestFile) : workspace::read_file(path, kLargestFile);
  if (!text) return fail(text.error().message);
  // YAML's events, also of JSON: the notation is YAML's, and JSON is YAML.
  const auto tree = syntax::parse(std::move(*text), path.ends_with(".json") ? syntax::Language::json : syntax::Language::yaml);
  std::cout << syntax::events(*tree) << std::flush;
  for (const auto& error : tree->errors()) {
    const LineIndex lines(tree->text());
    const auto place = lines.position(error.range.begin, PositionEncoding::utf16);
    std::cerr << path << ':' << place.line + 1 << ':' << place.character + 1 << ": " << error.message << '\n';
  }
  return tree->errors().empty() ? kFine : kFound;
}

int syntax_tree(const std::string& path) {
  const auto tree = parse_file(path);
  if (!tree) return fail(tree.error().message);
  std::cout << syntax::dump(**tree) << std::flush;
  return kFine;
}

}  // namespace cribsheet::app

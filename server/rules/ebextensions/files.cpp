// The name of a configuration file, and the modes of the files it makes.
#include <algorithm>

#include <fmt/format.h>

#include "rules/ebextensions/checks.h"
#include "rules/written.h"

namespace cribsheet::rules::ebextensions {

void check_files(const Input& input, Report& report) {
  const syntax::Node root = input.document.root();
  const std::string_view path = input.document.path;
  if (path.find(".ebextensions") != std::string_view::npos && !path.ends_with(".config")) {
    Range first{root.range().begin, root.range().begin};
    for (const syntax::Node entry : root.children()) {
      first = entry.key().range();
      break;
    }
    report.add("ebextensions-file-name", first, "Elastic Beanstalk reads only files of this folder whose names end in `.config`; this one is passed over")
        .entity = "file:.ebextensions";
  }
  for (const syntax::Node file : root.find("files").resolved().children()) {
    const syntax::Node mode = file.value().find("mode");
    if (!mode.is_scalar() || mode.text().empty()) continue;
    const std::string_view text = mode.text();
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '7'; });
    if (mode.style() == syntax::Style::plain && digits && syntax::scalar_type(mode) == syntax::ScalarType::integer)
      report.add("ebextensions-file-mode", mode.range(), fmt::format("YAML reads {} as a number; quote it", text)).fixes = {
          replace("Quote it", mode.range(), fmt::format("\"{}\"", text.size() == 3 ? "000" + std::string(text) : std::string(text)))};
    else if (!digits || text.size() < 3 || text.size() > 6)
      report.add("ebextensions-file-mode", mode.range(), fmt::format("A mode is six octal digits such as \"000755\", not {}", text)).entity =
          "ebextensions:files.mode";
  }
}

}  // namespace cribsheet::rules::ebextensions

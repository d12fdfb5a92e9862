// File mappings and permissions of a deployment to instances.
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "rules/appspec/checks.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::appspec {
namespace {

bool drive_path(std::string_view path) { return path.size() >= 2 && std::isalpha(static_cast<unsigned char>(path[0])) != 0 && path[1] == ':'; }

void check_mapping(const Input& input, syntax::Node mapping, bool windows, Report& report) {
  const syntax::Node destination = mapping.find("destination");
  const auto to = written_text(input, destination);
  const auto add = [&](std::string message, std::string_view right) {
    Finding& finding = report.add("appspec-file-mapping", destination.range(), std::move(message));
    finding.entity = "appspec:files.destination";
    if (!right.empty()) offer_value(finding, destination, right, false);
  };
  if (to && !to->empty() && to->find('$') == std::string_view::npos) {
    const bool full = to->front() == '/' || drive_path(*to) || to->front() == '\\' || to->front() == '~';
    if (!full)
      add(fmt::format("`destination` is a full path on the instance, such as {}{}; {} is none", windows ? "C:\\" : "/", *to, *to),
          (windows ? "C:\\" : "/") + std::string(*to));
    else if (!windows && drive_path(*to)) add(fmt::format("{} is a Windows path, but `os` is linux, where a path begins with /", *to), {});
  }
  const syntax::Node source = mapping.find("source");
  const auto from = written_text(input, source);
  if (!from || input.files == nullptr || from->empty() || from->find_first_of("$*\\") != std::string_view::npos) return;
  std::string_view relative = *from;
  while (relative.starts_with("./") || relative.starts_with("/")) relative.remove_prefix(relative[0] == '/' ? 1 : 2);
  // Whether a folder exists can't be asked; what looks like a file can.
  const std::size_t slash = relative.find_last_of('/');
  if (relative.find('.', slash == std::string_view::npos ? 0 : slash) == std::string_view::npos || relative == ".") return;
  const std::size_t own = input.document.path.find_last_of('/');
  if (input.files->exists((own == std::string::npos ? "" : input.document.path.substr(0, own + 1)) + std::string(relative))) return;
  Finding& finding = report.add("appspec-file-mapping", source.range(), fmt::format("There is no {} in this workspace; the build must bring it", *from));
  finding.entity = "appspec:files.source";
  finding.severity = Severity::hint;
  finding.own_severity = true;
}

bool octal(std::string_view text) {
  return text.size() >= 3 && text.size() <= 5 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '7'; });
}

// "rwxr-xr-x", or as `ls` has it with one more character before it: 755. Empty: it is neither.
std::string digits_of(std::string_view text) {
  if (text.size() == 10) text.remove_prefix(1);
  if (text.size() != 9) return {};
  std::string digits;
  for (std::size_t i = 0; i < 9; i += 3) {
    int digit = 0;
    for (std::size_t bit = 0; bit < 3; ++bit) {
      if (text[i + bit] == "rwx"[bit]) digit += 4 >> bit;
      else if (text[i + bit] != '-') return {};
    }
    digits += static_cast<char>('0' + digit);
  }
  return digits;
}

void check_permission(const Input& input, syntax::Node permission, Report& report) {
  const syntax::Node mode = permission.find("mode");
  const auto text = written_text(input, mode);
  if (!text || text->empty() || octal(*text)) return;
  Finding& finding = report.add("appspec-permission", mode.range(), fmt::format("A mode is three or four octal digits such as 755, not {}", *text));
  finding.entity = "appspec:permissions.mode";
  if (const std::string digits = digits_of(*text); !digits.empty()) offer_value(finding, mode, digits);
}

}  // namespace

void check_files(const Input& input, Report& report) {
  const syntax::Node root = input.document.root();
  const bool windows = root.find("os").is("windows");
  for (const syntax::Node item : root.find("files").resolved().children()) check_mapping(input, item.resolved(), windows, report);
  const syntax::Node permissions = root.find_entry("permissions");
  if (windows && permissions) {
    Finding& finding = report.add("appspec-permission", permissions.key().range(), "`permissions` works only on Linux, and `os` is windows");
    finding.entity = "appspec:permissions";
    offer_removal(finding, permissions);
  }
  for (const syntax::Node item : permissions.value().resolved().children()) check_permission(input, item.resolved(), report);
}

}  // namespace cribsheet::rules::appspec

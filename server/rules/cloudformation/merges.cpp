// YAML's merge keys, which CloudFormation does not read; the fix writes out what they bring.
#include <algorithm>
#include <fmt/format.h>

#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/mends.h"

namespace cribsheet::rules::cloudformation {
namespace {

Offset column(std::string_view text, Offset at) {
  Offset begin = at;
  while (begin > 0 && text[begin - 1] != '\n') --begin;
  return at - begin;
}

// An entry's text as it would be written with another indentation; empty: it can't stand twice, or not as it is.
std::string moved(Node entry, Offset to) {
  const std::string_view all = entry.tree()->text();
  const Offset begin = entry.key().full_range().begin, end = std::max(entry.key().full_range().end, entry.value().full_range().end), from = column(all, begin);
  std::string_view text = all.substr(begin, end - begin);
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  if (text.find('&') != std::string_view::npos || text.find('\t') != std::string_view::npos) return {};
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, line_end - at);
    if (at > 0) {
      if (line.find_first_not_of(" \r") != std::string_view::npos) {
        if (line.size() < from || line.substr(0, from).find_first_not_of(' ') != std::string_view::npos) return {};
        line.remove_prefix(from);
        out += "\n" + std::string(to, ' ');
      } else {
        out += "\n";
        line = {};
      }
    }
    out += line;
    at = line_end + 1;
  }
  return out;
}

// The entries that the merge brings and that the mapping does not have itself, in its place.
void write_out(Node merge, Finding& finding) {
  const Node mapping = merge.parent(), brought = merge.value().resolved();
  if (mapping.style() != syntax::Style::block || merge.value().kind() != syntax::NodeKind::alias || !brought.is_mapping() ||
      brought.style() != syntax::Style::block || brought == mapping)
    return;
  const std::string_view text = merge.tree()->text();
  const Offset begin = merge.key().range().begin, to = column(text, begin);
  std::string written;
  for (const Node entry : brought.children()) {
    if (!entry.key().is_scalar() || entry.key().is("<<")) return;
    if (mapping.find_entry(entry.key().text())) continue;
    const std::string one = moved(entry, to);
    if (one.empty()) return;
    written += (written.empty() ? "" : "\n" + std::string(to, ' ')) + one;
  }
  if (!written.empty()) finding.fixes.push_back({"Write out what it brings", {{{begin, merge.value().full_range().end}, std::move(written)}}, true});
}

}  // namespace

void check_merges(const View& view, Report& report) {
  if (view.input.document.tree->language() != syntax::Language::yaml) return;
  const syntax::Tree& tree = *view.input.document.tree;
  if (tree.text().find("<<") == std::string_view::npos) return;
  for (std::uint32_t id = view.outline.root.id(); id < tree.node_count(); ++id) {
    const Node node(&tree, id);
    if (node.kind() == syntax::NodeKind::document) return;
    if (node.kind() == syntax::NodeKind::entry && node.key().is("<<") && node.key().style() == syntax::Style::plain)
      write_out(node, report.add("yaml-merge", node.key().range(), "CloudFormation does not read merge keys; only the AWS CLI's `package` writes them out"));
  }
}

}  // namespace cribsheet::rules::cloudformation

// The words of a hover. Short first: the line of facts is what one looks for; then what it is in a paragraph, the notes, the rest
// of AWS's text, the link. An editor shows ten lines or so without scrolling, and the person's own words belong among them.

#include <fmt/format.h>

#include "features/hover.h"
#include "features/safe_markdown.h"

namespace cribsheet::features {
namespace {

constexpr std::size_t kLongestDoc = 1600;
constexpr std::size_t kShortRest = 240;  // bytes: so little text after the first paragraph stays where it is

// Cut at a paragraph or sentence, so that a hover stays readable at a glance.
std::string shortened(std::string_view doc) {
  if (doc.size() <= kLongestDoc) return std::string(doc);
  std::size_t cut = doc.rfind("\n\n", kLongestDoc);
  if (cut == std::string_view::npos || cut < kLongestDoc / 3) cut = doc.rfind(". ", kLongestDoc);
  if (cut == std::string_view::npos || cut < kLongestDoc / 3) cut = doc.rfind(' ', kLongestDoc);
  if (cut == std::string_view::npos) cut = kLongestDoc;
  return std::string(doc.substr(0, cut)) + " …";
}

std::string file_url(std::string_view path) {
  std::string url = "file://";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' || c == '_' || c == '~';
    url += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return url;
}

std::string file_link(const notes::Passage& passage) {
  const std::size_t slash = passage.path.find_last_of("/\\");
  const std::string name = slash == std::string::npos ? passage.path : passage.path.substr(slash + 1);
  std::string label = fmt::format("{}:{}", name, passage.line + 1);
  if (passage.path.empty() || passage.path.front() != '/') return label;
  return fmt::format("[{}]({}#L{})", label, file_url(passage.path), passage.line + 1);
}

std::string heading_text(const notes::Passage& passage) {
  std::string out;
  for (const std::string& each : passage.heading) out += (out.empty() ? "" : " › ") + each;
  return out;
}

std::string notes_block(const std::vector<notes::Passage>& passages, notes::Origin origin, std::string_view title) {
  std::string out;
  for (const notes::Passage& passage : passages) {
    if (passage.origin != origin) continue;
    const std::string heading = heading_text(passage);
    out += fmt::format("{}\n\n{}{}{}\n\n", passage.text, heading, heading.empty() ? "" : " — ", file_link(passage));
  }
  return out.empty() ? out : fmt::format("**{}**\n\n{}", title, out);
}

}  // namespace

std::string to_markdown(const Hover& hover) {
  std::string out = fmt::format("**{}**", hover.title.empty() ? hover.entity : hover.title);
  if (!hover.entity.empty() && hover.entity != hover.title) out += fmt::format(" · `{}`", hover.entity);
  out += "\n\n";
  for (const auto& [name, value] : hover.facts) out += fmt::format("- {}: {}\n", name, value);
  if (!hover.facts.empty()) out += '\n';
  std::string doc = shortened(hover.doc), rest;
  const std::size_t paragraph = doc.find("\n\n");
  if (!hover.notes.empty() && paragraph != std::string::npos && doc.size() - paragraph > kShortRest) {
    rest = doc.substr(paragraph + 2);
    doc.resize(paragraph);
  }
  if (!doc.empty()) out += doc + "\n\n";
  for (const std::string& section : hover.sections) out += section + "\n\n";
  const std::string own = notes_block(hover.notes, notes::Origin::person, "From your notes");
  const std::string shipped = notes_block(hover.notes, notes::Origin::shipped, "From the notes that ship with Cribsheet");
  if (!own.empty() || !shipped.empty()) out += "---\n\n" + own + shipped;
  if (!rest.empty()) out += "---\n\n" + rest + "\n\n";
  if (!hover.url.empty()) out += fmt::format("[AWS documentation]({})\n", hover.url);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  // Behind what is made safe: the path is ours, and no picture is ever fetched from elsewhere.
  const std::string picture = hover.image.empty() ? std::string{} : fmt::format("\n![picture]({})\n", file_url(hover.image));
  return safe_markdown(out) + "\n" + picture;
}

}  // namespace cribsheet::features

// Any bytes as a Markdown note: passages lie inside it, an edit gives the index that reading afresh gives, and as an open
// document it has hovers, completions and findings without harm.
#include <cmark-gfm.h>

#include <algorithm>

#include "features/completion.h"
#include "features/findings.h"
#include "features/hover.h"
#include "features/safe_markdown.h"
#include "fuzz.h"
#include "kinds/kind.h"
#include "notes/notes.h"

namespace {

using namespace cribsheet;

std::string told(const std::vector<notes::Passage>& passages) {
  std::string all;
  for (const auto& passage : passages)
    all += passage.path + ":" + std::to_string(passage.line) + "-" + std::to_string(passage.end_line) + " " + passage.text + "\n";
  return all;
}

std::string told(const notes::Index& index, const std::string& text) {
  const auto lines = std::count(text.begin(), text.end(), '\n') + std::count(text.begin(), text.end(), '\r') + 1;
  std::string all;
  for (const char* entity : {"AWS::SQS::Queue", "AWS::SQS::Queue.VisibilityTimeout", "AWS::Lambda::Function", "AWS::DynamoDB::Table", "iam:s3:GetObject"}) {
    const auto found = index.lookup(entity);
    for (const auto& passage : found) fuzz::require(passage.line <= passage.end_line && passage.end_line < lines, "a passage outside its note", text);
    all += told(found);
  }
  all += told(index.search("queue timeout lambda")) + told(index.search(text.substr(0, 40)));
  for (const auto& fact : index.facts()) {
    fuzz::require(fact.line < lines, "a fact outside its note", text);
    all += fact.entity + " " + std::to_string(fact.line) + " " + fact.text + "\n";
  }
  return all;
}

bool leads_elsewhere(std::string url) {
  for (char& c : url) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const std::size_t colon = url.find(':');
  if (colon == url.npos || url.find_first_of("/?#") < colon) return false;
  const std::string scheme = url.substr(0, colon);
  return scheme != "http" && scheme != "https" && scheme != "mailto" && scheme != "file";
}

// What CommonMark's own reader makes of it holds no HTML, no image, and no link that an editor could run.
void check_safe(const std::string& text) {
  const std::string safe = features::safe_markdown(text);
  fuzz::require(features::safe_markdown(safe) == safe, "made safe twice it is another text", text);
  cmark_node* document = cmark_parse_document(safe.data(), safe.size(), CMARK_OPT_DEFAULT);
  cmark_iter* walk = cmark_iter_new(document);
  while (cmark_iter_next(walk) != CMARK_EVENT_DONE) {
    cmark_node* node = cmark_iter_get_node(walk);
    const cmark_node_type type = cmark_node_get_type(node);
    fuzz::require(type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_HTML_INLINE && type != CMARK_NODE_IMAGE, "HTML or an image is left",
                  text + "\n----\n" + safe);
    if (type == CMARK_NODE_LINK) fuzz::require(!leads_elsewhere(cmark_node_get_url(node)), "a link leads elsewhere", text + "\n----\n" + safe);
  }
  cmark_iter_free(walk);
  cmark_node_free(document);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  if (size > 8000) return 0;
  const std::string text = fuzz::text(bytes, size);
  check_safe(text);
  const auto pack = tests::knowledge();
  const auto fresh = notes::Index::build({{"a.md", text, notes::Origin::person}}, pack);
  const std::string wanted = told(*fresh, text);
  const auto edited =
      notes::Index::build({{"a.md", "# SQS\n\nThe timeout is at most 12 hours.\n", notes::Origin::person}}, pack)->with("a.md", text, notes::Origin::person);
  fuzz::require(told(*edited, text) == wanted, "the edited index is not as the fresh one", text);

  features::Snapshot snapshot;
  snapshot.pack = pack;
  snapshot.notes = fresh;
  snapshot.settings = std::make_shared<rules::Settings>();
  const auto document = kinds::open("notes/a.md", text, *pack);
  for (const auto& finding : features::findings(snapshot, *document))
    fuzz::require(finding.range.begin <= finding.range.end && finding.range.end <= text.size() && !finding.message.empty(),
                  "a finding without a place or words", text);
  for (Offset at = 0; at <= text.size(); at += 1 + static_cast<Offset>(text.size() / 8)) {
    if (const auto hover = features::hover(snapshot, *document, at)) features::to_markdown(*hover);
    features::complete(snapshot, *document, at);
  }
  return 0;
}

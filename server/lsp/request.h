// A request as its file in requests/ sees it, and the table of them all.
#pragma once
#include <memory>
#include <stop_token>
#include <string_view>
#include <variant>
#include <vector>

#include "features/snapshot.h"
#include "lsp/client.h"
#include "lsp/json.h"
#include "lsp/reply.h"
#include "workspace/scheduler.h"

namespace cribsheet::lsp {

struct Request {
  const Json& params;
  const Client& client;
  std::shared_ptr<const features::Snapshot> snapshot;
  std::shared_ptr<const model::Document> document;  // that `textDocument` names; null for methods without one
  std::stop_token stop;

  // The offset that `position` names; the table's entries with `at_position` are only called where there is one.
  Offset offset = 0;
};

using Answer = std::variant<Json, Failure>;

// One line of the table. Answers are pure functions of the request and run on any thread.
struct Method {
  std::string_view name;
  workspace::Lane lane;
  enum Needs : std::uint8_t { nothing, a_document, a_position } needs;
  enum Stale : std::uint8_t {
    finish,
    drop_on_edit,  // an edit of the document makes the answer useless
    hold,          // asked again and again: answered once, then only when something has changed
  } stale;
  Answer (*answer)(const Request&);
};

const std::vector<Method>& methods();         // requests/all.cpp; sorted by name
const Method* method(std::string_view name);  // null: none
// What `initialize` answers: one entry for each method of the table and nothing beyond it.
// `format_notes`: the settings ask for it, as far as they are known by then.
Json capabilities(const Client& client, bool format_notes);

}  // namespace cribsheet::lsp

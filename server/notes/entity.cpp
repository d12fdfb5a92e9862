// Entities as they are written on the command line.
#include <algorithm>
#include <array>

#include "notes/query.h"

namespace cribsheet::notes {
namespace {

constexpr std::array kElements = {"Version",      "Id",     "Statement", "Sid",      "Effect",      "Principal",
                                  "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"};
constexpr std::array kKeyKinds = {"cloudformation", "buildspec", "appspec", "step-functions", "ebextensions", "ecs-task-definition", "cron-yaml"};

template <class List>
bool in_list(const List& list, std::string_view word) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view each) { return each == word; });
}

std::vector<std::string> cut(std::string_view text, char at) {
  std::vector<std::string> out;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != at) continue;
    if (i > from) out.emplace_back(text.substr(from, i - from));
    from = i + 1;
  }
  return out;
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t n = 0;
  for (std::size_t i = text.find(what); i != std::string_view::npos; i = text.find(what, i + what.size())) ++n;
  return n;
}

}  // namespace

Entity read_entity(std::string_view text) {
  Entity e;
  const std::size_t equals = text.find('=');
  if (equals != std::string_view::npos) {
    e.value = text.substr(equals + 1);
    text = text.substr(0, equals);
  }
  if (text.starts_with("Fn::") || text == "Ref" || text == "Condition") {
    e.kind = EntityKind::function;
    e.name = text;
    return e;
  }
  const std::string_view head = text.substr(0, text.find_first_of(".!"));
  if ((text.starts_with("AWS::") || text.starts_with("Alexa::") || text.starts_with("Custom::")) && count(head, "::") >= 1) {
    e.name = head;
    e.kind = count(head, "::") == 1 && text.starts_with("AWS::") ? EntityKind::pseudo : EntityKind::type;
    if (e.kind == EntityKind::pseudo) return e;
    if (head.size() == text.size()) return e;
    const std::string_view rest = text.substr(head.size() + 1);
    if (text[head.size()] == '!') {
      e.kind = EntityKind::attribute;
      e.attribute = rest;
    } else {
      e.kind = EntityKind::property;
      e.path = cut(rest, '.');
      if (e.path.empty()) e.kind = EntityKind::type;
    }
    return e;
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    e.name = text;
    return e;
  }
  e.prefix = text.substr(0, colon);
  e.name = text.substr(colon + 1);
  if (e.prefix == "parameter-type") e.kind = EntityKind::parameter_type;
  else if (e.prefix == "sam-policy") e.kind = EntityKind::sam_policy;
  else if (e.prefix == "env") e.kind = EntityKind::variable;
  else if (e.prefix == "file") e.kind = EntityKind::file;
  else if (in_list(kKeyKinds, e.prefix)) {
    e.kind = e.prefix == "cloudformation" ? EntityKind::section : EntityKind::key;
    e.path = cut(e.name, '.');
  } else if (e.prefix == "iam" && in_list(kElements, e.name)) e.kind = EntityKind::element;
  else
    e.kind = !e.name.empty() && e.name[0] >= 'A' && e.name[0] <= 'Z' && e.prefix != "aws" && e.name.find('/') == std::string::npos ? EntityKind::action
                                                                                                                                   : EntityKind::condition_key;
  return e;
}

}  // namespace cribsheet::notes

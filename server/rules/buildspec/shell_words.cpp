#include "rules/buildspec/shell_words.h"

#include <algorithm>

namespace cribsheet::rules::buildspec {
namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool parts(char c) { return c == '|' || c == '&' || c == ';' || c == '\n' || c == '(' || c == ')' || c == '`'; }

// From the start of a word to its end; quoted stretches are part of it.
std::size_t word_end(std::string_view line, std::size_t at) {
  while (at < line.size() && !blank(line[at]) && !parts(line[at])) {
    if (line[at] == '$' && at + 1 < line.size() && line[at + 1] == '(') return at;
    if (line[at] == '\\' && at + 1 < line.size()) {
      at += 2;
    } else if (line[at] == '\'' || (line[at] == '"')) {
      const std::size_t close = line.find(line[at], at + 1);
      // A `$(` inside double quotes runs commands all the same.
      const std::size_t inner = line[at] == '"' ? line.substr(0, close).find("$(", at + 1) : std::string_view::npos;
      if (inner != std::string_view::npos) return inner;
      at = close == std::string_view::npos ? line.size() : close + 1;
    } else {
      ++at;
    }
  }
  return at;
}

bool assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0) return false;
  for (const char c : word.substr(0, equals))
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) return false;
  return true;
}

void finish(std::string_view line, ShellCommand& command, std::vector<ShellCommand>& out) {
  if (!command.words.empty() || !command.assigns.empty()) {
    const auto& words = command.words.empty() ? command.assigns : command.words;
    command.range = {words.front().range.begin, words.back().range.end};
    const auto at = [&](std::size_t index) { return index < line.size() ? line[index] : '\0'; };
    if (command.range.begin >= 2 && line.substr(command.range.begin - 2, 2) == "$(" && at(command.range.end) == ')') {
      command.range = {command.range.begin - 2, command.range.end + 1};
    } else if (command.range.begin >= 1 && line[command.range.begin - 1] == '`' && at(command.range.end) == '`') {
      command.range = {command.range.begin - 1, command.range.end + 1};
    }
    out.push_back(std::move(command));
  }
  command = {};
}

}  // namespace

std::vector<ShellCommand> shell_commands(std::string_view line) {
  std::vector<ShellCommand> out;
  ShellCommand command;
  for (std::size_t at = 0; at < line.size();) {
    if (blank(line[at]) || (line[at] == '\\' && at + 1 < line.size() && line[at + 1] == '\n')) {
      at += line[at] == '\\' ? 2 : 1;
      continue;
    }
    if (line[at] == '#' && (at == 0 || blank(line[at - 1]) || line[at - 1] == '\n')) {  // a comment
      at = std::min(line.find('\n', at), line.size());
      continue;
    }
    if (parts(line[at]) || (line[at] == '$' && at + 1 < line.size() && line[at + 1] == '(')) {
      finish(line, command, out);
      at += line[at] == '$' ? 2 : 1;
      continue;
    }
    std::size_t end = word_end(line, at);
    if (end == at) end = at + 1;
    const ShellWord word{line.substr(at, end - at), {static_cast<Offset>(at), static_cast<Offset>(end)}};
    if (command.words.empty() && assignment(word.text)) command.assigns.push_back(word);
    else if (!(command.words.empty() && word.text == "sudo")) command.words.push_back(word);
    at = end;
  }
  finish(line, command, out);
  return out;
}

}  // namespace cribsheet::rules::buildspec

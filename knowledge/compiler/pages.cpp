#include "compiler/pages.h"

#include <algorithm>
#include <map>

namespace cribsheet::compiler {

using namespace pack;

std::deque<KindSource> read_kinds(const Path& knowledge) {
  std::deque<KindSource> kinds;  // addresses stay: shapes refer into the data
  for (const Path& file : files_below(knowledge / "kinds", ".yaml")) {
    KindSource kind{"", read_yaml(file)};
    kind.id = text_of(kind.data, "id");
    if (kind.id.empty()) throw SourceError(file.string() + ": a kind needs an id");
    // The root schema with the definitions beside it is what "#/definitions/X" is looked up in.
    json root = kind.data.value("root", json::object());
    root["definitions"] = kind.data.value("definitions", json::object());
    kind.data["root"] = std::move(root);
    kinds.push_back(std::move(kind));
  }
  std::sort(kinds.begin(), kinds.end(), [](const KindSource& a, const KindSource& b) { return a.id < b.id; });
  return kinds;
}

void write_kinds(const Path& knowledge, const std::deque<KindSource>& kinds, Shapes& shapes, Writer& writer) {
  std::vector<Words> kind_rows;
  std::map<std::string, std::uint32_t> named_shapes;
  std::map<std::string, Words> named;
  for (const KindSource& kind : kinds) {
    const std::uint32_t root = shapes.root(kind.id);
    named_shapes[kind.id] = root;
    for (const auto& [name, definition] : kind.data["root"]["definitions"].items()) named_shapes[kind.id + "#" + name] = shapes.definition(kind.id, name);
    Words content;
    for (const json& keys : kind.data.value("content", json::array())) {
      std::vector<std::string> names;
      for (const json& key : keys.is_array() ? keys : json::array({keys})) names.push_back(key.is_string() ? key.get<std::string>() : key.dump());
      content.push_back(writer.strings(names));
    }
    kind_rows.push_back({writer.string(kind.id), writer.string(text_of(kind.data, "title")), writer.strings(texts_of(kind.data, "files")),
                         writer.strings(texts_of(kind.data, "folders")), writer.list(content), root, writer.string(text_of(kind.data, "entity"))});
    for (const json& entry : kind.data.value("named", json::array())) {
      const std::string entity = text_of(entry, "entity");
      named[entity] = {writer.string(entity), writer.string(text_of(entry, "doc")), writer.string(text_of(entry, "url"))};
    }
  }
  for (const auto& row : read_table(knowledge / "tables/sam-policy-templates.tsv")) {
    const std::string entity = "sam-policy:" + row.at(0);
    named[entity] = {writer.string(entity), writer.string(row.size() > 2 ? row[2] + "." : ""),
                     writer.string("https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/"
                                   "serverless-policy-template-list.html")};
  }
  writer.table(table_kinds, kind_rows);
  std::vector<Words> rows;
  for (const auto& [name, shape] : named_shapes) rows.push_back({writer.string(name), shape});
  writer.table(table_shapes, rows);
  rows.clear();
  for (const auto& [entity, row] : named) rows.push_back(row);
  writer.table(table_named, rows);
}

std::size_t write_rules(const Path& knowledge, Writer& writer) {
  std::map<std::string, Words> rows;
  for (const Path& file : files_below(knowledge / "rules", ".md")) {
    const std::string text = replace_all(read_text(file), "\r\n", "\n");
    if (text.compare(0, 4, "---\n") != 0) continue;  // no rule's page: a list or an explanation
    const std::size_t end = text.find("\n---\n", 3);
    if (end == std::string::npos) throw SourceError(file.string() + ": the front matter has no end");
    const json head = parse_yaml(text.substr(4, end - 3), file.string());
    const std::string id = text_of(head, "id");
    if (id.empty() || id != file.stem().string()) throw SourceError(file.string() + ": the id must be the file's name");
    if (rows.count(id) != 0) throw SourceError(file.string() + ": another page has this id");
    rows[id] = {writer.string(id),
                writer.string(text_of(head, "severity")),
                writer.string(text_of(head, "title")),
                writer.strings(texts_of(head, "kinds")),
                writer.strings(texts_of(head, "also")),
                writer.string(text.substr(std::min(text.find_first_not_of('\n', end + 5), text.size())))};
  }
  std::vector<Words> sorted;
  for (const auto& [id, row] : rows) sorted.push_back(row);
  writer.table(table_rules, sorted);
  return sorted.size();
}

std::vector<std::vector<std::string>> read_table(const Path& file) {
  std::vector<std::vector<std::string>> rows;
  if (!std::filesystem::exists(file)) return rows;
  const std::string text = replace_all(read_text(file), "\r\n", "\n");
  bool first = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.empty()) continue;
    if (std::exchange(first, false)) continue;
    std::vector<std::string> cells;
    for (std::size_t from = 0; from <= line.size();) {
      const std::size_t tab = std::min(line.find('\t', from), line.size());
      cells.push_back(line.substr(from, tab - from));
      from = tab + 1;
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

std::size_t write_tables(const Path& knowledge, Writer& writer) {
  std::vector<Words> rows;
  std::map<std::string, Path> sorted;
  for (const Path& file : files_below(knowledge / "tables", ".tsv")) sorted[file.stem().string()] = file;
  for (const auto& [name, file] : sorted) {
    Words lines;
    std::vector<std::pair<std::string, std::uint32_t>> by_first;
    for (const std::vector<std::string>& cells : read_table(file)) {
      lines.push_back(writer.strings(cells));
      by_first.emplace_back(cells.empty() ? std::string() : lower_case(cells[0]), lines.back());
    }
    std::stable_sort(by_first.begin(), by_first.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Words sorted_lines;
    for (const auto& [first, line] : by_first) sorted_lines.push_back(line);
    rows.push_back({writer.string(name), writer.list(lines), writer.list(sorted_lines)});
  }
  writer.table(table_tables, rows);
  return rows.size();
}

std::size_t write_notes(const Path& knowledge, Writer& writer) {
  std::vector<Words> rows;
  for (const Path& file : files_below(knowledge / "notes", ".md")) {
    rows.push_back({writer.string(std::filesystem::relative(file, knowledge / "notes").generic_string()), writer.string(read_text(file))});
  }
  writer.table(table_notes, rows);
  return rows.size();
}

}  // namespace cribsheet::compiler

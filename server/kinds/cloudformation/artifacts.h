// Files beside a template that it names: code, definitions, other templates; and where a function's handler is to be found.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kinds/cloudformation/template.h"

namespace cribsheet::kinds::cloudformation {

struct Artifact {
  const Resource* owner = nullptr;
  std::string_view name;  // "CodeUri"
  syntax::Node value;     // a plain relative path: no address, no function, no `$`, `*` or `~`
};
// The artifacts that a template's resources name by a path, in their order.
std::vector<Artifact> artifacts(const Template& outline);
// Whether a property of this entity takes such a path ("AWS::Serverless::Function.CodeUri").
bool takes_path(std::string_view entity);
// Whether a path is one that builds make (dist/, target/, .aws-sam/, a .zip), so that its absence says nothing.
bool built(std::string_view path);

struct Handler {
  const Resource* owner = nullptr;
  syntax::Node value;              // "app.handler"
  std::vector<std::string> files;  // where it may be, relative to the template; best first
  std::string function;            // what it is called in the file: "handler", "handleRequest", "main"
  bool sure = false;               // nothing else (layers, a build of one's own) may bring the file
};
// Handlers whose runtime says how they are found: Python, Node.js, Java, Go, Ruby.
std::vector<Handler> handlers(const Template& outline);
// Where in a source file a function of that name is defined; the beginning where it is not seen.
Offset defined_at(std::string_view text, std::string_view file, std::string_view function);

}  // namespace cribsheet::kinds::cloudformation

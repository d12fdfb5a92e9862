// The knowledge compiler: AWS's data packages and this folder in, one knowledge.pack out. Same inputs, same bytes.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace cribsheet::compiler {

struct Options {
  std::string knowledge;  // this folder
  std::string npm;        // node_modules with the data packages; empty: knowledge/sources/node_modules
  std::string schemas;    // a folder of AWS's registry schemas (CloudformationSchema.zip, unpacked); these go before
                          // knowledge/constraints/types
  std::string out;        // the pack to write
};

struct Report {
  std::vector<std::string> lines;       // what went in, in order
  std::vector<std::string> complaints;  // what the sources say that could not be honoured
};

// Writes to a temporary file beside `out` first, so that a pack in use is never half written.
Result<Report> compile(const Options& options);

}  // namespace cribsheet::compiler

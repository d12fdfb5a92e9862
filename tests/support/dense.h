// Templates without filler, of any size: tests/bench/dense.yaml.in, repeated. bench/generate.mjs makes the same ones.
#pragma once
#include <cstdlib>
#include <string>

#include "support/corpus.h"

namespace cribsheet::tests {

// `blocks` times twelve resources, some 7.7 KB each. `@n@` is the block's number, `@A+M@` is A + n modulo M.
inline std::string dense(const std::filesystem::path& source, std::size_t blocks) {
  const std::string form = read(source / "tests/bench/dense.yaml.in");
  const std::size_t cut = form.find("@block@\n");
  if (cut == std::string::npos) return {};
  std::string text = form.substr(0, cut);
  const std::string block = form.substr(cut + 8);
  for (std::size_t n = 1; n <= blocks; ++n) {
    for (std::size_t at = 0; at < block.size();) {
      const std::size_t open = std::min(block.find('@', at), block.size());
      text.append(block, at, open - at);
      const std::size_t close = block.find('@', open + 1);
      if (close == std::string::npos) break;
      const std::string hole = block.substr(open + 1, close - open - 1);
      const std::size_t plus = hole.find('+');
      text += std::to_string(plus == std::string::npos ? n : std::stoul(hole) + n % std::stoul(hole.substr(plus + 1)));
      at = close + 1;
    }
  }
  return text + "Outputs:\n  Url:\n    Value: !Ref Queue1\n";
}

}  // namespace cribsheet::tests

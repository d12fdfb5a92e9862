#include "kinds/shape/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

namespace cribsheet::kinds::shape {
namespace {

struct FreeCode {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
using Code = std::unique_ptr<pcre2_code, FreeCode>;

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

Code compile(std::string_view pattern) {
  pcre2_compile_context* context = pcre2_compile_context_create(nullptr);
  pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALT_BSUX);
  int error = 0;
  PCRE2_SIZE at = 0;
  Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                          PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF, &error, &at, context));
  pcre2_compile_context_free(context);
  if (code) pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
  return code;
}

// Compiled patterns live as long as the process: shapes name a bounded number of them.
const pcre2_code* compiled(std::string_view pattern) {
  static std::shared_mutex mutex;
  static std::unordered_map<std::string, Code, Hash, std::equal_to<>> cache;
  {
    const std::shared_lock lock(mutex);
    if (const auto found = cache.find(pattern); found != cache.end()) return found->second.get();
  }
  Code code = compile(pattern);
  const std::unique_lock lock(mutex);
  return cache.try_emplace(std::string(pattern), std::move(code)).first->second.get();
}

struct Scratch {
  pcre2_match_data* data = pcre2_match_data_create(1, nullptr);
  pcre2_match_context* context = pcre2_match_context_create(nullptr);
  Scratch() {
    pcre2_set_match_limit(context, 100000);
    pcre2_set_depth_limit(context, 2000);
  }
  ~Scratch() {
    pcre2_match_data_free(data);
    pcre2_match_context_free(context);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
};

}  // namespace

std::optional<bool> matches(std::string_view pattern, std::string_view subject) {
  const pcre2_code* code = compiled(pattern);
  if (code == nullptr) return std::nullopt;
  thread_local const Scratch scratch;
  const int result = pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(subject.data()), subject.size(), 0, 0, scratch.data, scratch.context);
  if (result >= 0) return true;
  if (result == PCRE2_ERROR_NOMATCH) return false;
  return std::nullopt;
}

}  // namespace cribsheet::kinds::shape

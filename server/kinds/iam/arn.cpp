#include "kinds/iam/arn.h"

#include "kinds/iam/glob.h"

namespace cribsheet::iam {
namespace {

// Where the variable or the wildcard-free text ends: ${...} counts as one piece, so a colon in it divides nothing.
std::size_t next_colon(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text[i] == '$' && i + 1 < text.size() && text[i + 1] == '{') {
      const std::size_t close = text.find('}', i);
      if (close == std::string_view::npos) return std::string_view::npos;
      i = close;
    } else if (text[i] == ':') {
      return i;
    }
  }
  return std::string_view::npos;
}

// Replaces each ${...} by one '*'.
std::string as_pattern(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const bool variable = text[i] == '$' && i + 1 < text.size() && text[i + 1] == '{';
    const std::size_t close = variable ? text.find('}', i) : std::string_view::npos;
    if (close != std::string_view::npos) {
      if (out.empty() || out.back() != '*') out += '*';
      i = close + 1;
    } else {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace

Arn split_arn(std::string_view text) {
  Arn arn;
  std::size_t at = 0;
  while (arn.count < 6) {
    const auto n = static_cast<std::size_t>(arn.count);
    const std::size_t colon = arn.count == 5 ? std::string_view::npos : next_colon(text, at);
    arn.begins[n] = at;
    arn.parts[n] = text.substr(at, colon == std::string_view::npos ? std::string_view::npos : colon - at);
    ++arn.count;
    if (colon == std::string_view::npos) break;
    at = colon + 1;
  }
  arn.unsure = arn.count < 6 && text.find(kHole) != std::string_view::npos;
  return arn;
}

ArnFormat::ArnFormat(std::string_view format) {
  const Arn arn = split_arn(format);
  service = as_pattern(arn[Arn::service]);
  region = as_pattern(arn[Arn::region]);
  account = as_pattern(arn[Arn::account]);
  resource = as_pattern(arn[Arn::resource]);
}

bool ArnFormat::fits_resource(const Arn& arn) const {
  // A policy variable may stand for any text.
  return overlaps(arn[Arn::resource].find("${") == std::string_view::npos ? std::string(arn[Arn::resource]) : as_pattern(arn[Arn::resource]), resource);
}

bool ArnFormat::fits(const Arn& arn) const { return overlaps(arn[Arn::service], service) && fits_resource(arn); }

std::string example_arn(std::string_view format, bool snippet) {
  std::string out;
  int stop = 0;
  for (std::size_t i = 0; i < format.size();) {
    const bool variable = format[i] == '$' && i + 1 < format.size() && format[i + 1] == '{';
    const std::size_t close = variable ? format.find('}', i) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += format[i++];
      continue;
    }
    std::string_view name = format.substr(i + 2, close - i - 2);
    if (name == "Partition") name = "aws";
    if (name == "Region") name = "us-east-1";
    if (name == "Account") name = "111122223333";
    if (snippet && name != "aws") {
      out += "${" + std::to_string(++stop) + ":" + std::string(name) + "}";
    } else {
      out += name;
    }
    i = close + 1;
  }
  return out;
}

}  // namespace cribsheet::iam

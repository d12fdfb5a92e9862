// A finding: what is wrong, where, about which entity, and how to mend it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/edit.h"
#include "text/range.h"

namespace cribsheet::rules {

enum class Severity : std::uint8_t { error, warning, info, hint };
// "error", "warning", "info", "hint", as pages, settings and notes write them; nothing: another word.
std::optional<Severity> severity_named(std::string_view name);

struct Fix {
  std::string title;            // "Set it to 43200"
  std::vector<TextEdit> edits;  // on the finding's own document
  bool preferred = false;
};

struct Related {
  std::string path;        // empty: this document
  Range range;             // offsets in this document; for another file: unused, see line
  std::uint32_t line = 0;  // 0-based, for another file
  std::string message;
};

struct NoteRef {
  std::string path;
  std::uint32_t line = 0;  // 0-based
  std::string text;        // short quotation
};

struct Finding {
  std::string_view rule;  // a rule id; static or in the pack
  Severity severity = Severity::error;
  Range range;          // the narrowest range that shows the mistake
  std::string message;  // what is wrong and what would be right, one or two sentences, no final full stop needed
  std::string entity;
  std::vector<Fix> fixes;
  std::vector<Related> related;
  std::vector<NoteRef> notes;     // filled in by features/findings
  std::vector<std::string> also;  // only where it differs from the page's list
  bool unnecessary = false;       // LSP tag: fade out
  bool deprecated = false;        // LSP tag: strike through
  std::string url;                // AWS's page on the entity; filled in by features/findings
  bool own_severity = false;      // `severity` was chosen for this finding; the rule's page doesn't change it
};

}  // namespace cribsheet::rules

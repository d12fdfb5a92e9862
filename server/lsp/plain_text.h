// Markdown for clients that show text as it is.
#pragma once
#include <string>
#include <string_view>

namespace cribsheet::lsp {

// Without headings' marks, emphasis, code marks and fences; a link becomes its words with the address behind them. Text inside code
// stays as it is. Linear.
std::string plain_text(std::string_view markdown);

}  // namespace cribsheet::lsp

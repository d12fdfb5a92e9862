// Edits of a document's tree, in the style that stands there: YAML block and flow, short functions, JSON.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "syntax/tree.h"
#include "text/edit.h"

namespace cribsheet::model {

// Values to write are given as JSON (`30`, `true`, `["a"]`, `{"Ref": "Topic"}`); what is none of it is a text: gp3, 2012-10-17.
// This makes a text of what would be taken for a number, a list, ...
std::string text_value(std::string_view text);

// Takes an entry out of its mapping, or an item out of its sequence: whole lines in block style, with its comma in flow style.
TextEdit removal(syntax::Node child);
// The same where nothing is left behind: of a mapping's last entry the mapping's own entry or item.
TextEdit whole_removal(syntax::Node child);

// Puts an entry behind a mapping's last one. `mapping` may also be an entry's missing value. Nothing where the mapping can't be
// written to: it is an alias, or on a line with what would be broken.
std::optional<TextEdit> insertion(syntax::Node mapping, std::string_view key, std::string_view value);
// A value as JSON, to be written elsewhere. Nothing where tags, aliases or merges make it more than data.
std::optional<std::string> as_json(syntax::Node value);
// Puts an item behind a sequence's last one. Nothing where it has none in block style.
std::optional<TextEdit> item_insertion(syntax::Node sequence, std::string_view value);
// Writes another value in a node's place, its tag included; a scalar keeps its quotes. Nothing for what is missing.
std::optional<TextEdit> replacement(syntax::Node value, std::string_view by);

}  // namespace cribsheet::model

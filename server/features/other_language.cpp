#include "features/other_language.h"

#include <algorithm>

#include "model/intrinsic.h"

namespace cribsheet::features {
namespace {

using syntax::Node;

constexpr int kDeepest = 100;
constexpr std::size_t kLargest = 16u << 20;  // bytes written: aliases may not grow beyond it

std::string quoted(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += {'\\', c};
    else if (c == '\n') out += "\\n";
    else if (c == '\t') out += "\\t";
    else if (c == '\r') out += "\\r";
    else if (byte < 0x20) out += {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
    else out += c;
  }
  return out + '"';
}

bool is_json_number(std::string_view text) {
  std::size_t i = text.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const auto begin = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i - begin;
  };
  const auto first = i;
  const auto whole = digits();
  if (whole == 0 || (whole > 1 && text[first] == '0')) return false;
  if (i < text.size() && text[i] == '.' && (++i, digits() == 0)) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    if (++i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

class Writer {
 public:
  std::optional<std::string> finished() && { return good_ ? std::optional(std::move(out_)) : std::nullopt; }

 protected:
  // False where the text grows too large or too deep: then nothing is given.
  bool may_go_on(int depth) {
    good_ = good_ && depth < kDeepest && out_.size() < kLargest;
    return good_;
  }
  void fail() { good_ = false; }
  std::string out_;

 private:
  bool good_ = true;
};

class JsonWriter : public Writer {
 public:
  void value(Node node, int depth) {
    if (!may_go_on(depth)) return;
    const auto function = node.tag().starts_with("!") && !node.tag().starts_with("!!") ? model::intrinsic(node) : std::nullopt;
    if (function) {
      out_ += "{" + quoted(function->name) + ": ";
      argument(*function, depth);
      out_ += "}";
    } else {
      plain(node, depth);
    }
  }

 private:
  void argument(const model::Intrinsic& function, int depth) {
    const auto text = function.argument.text();
    const auto dot = text.find('.');
    if (function.name == "Fn::GetAtt" && function.argument.is_scalar() && dot != std::string_view::npos) {
      out_ += "[" + quoted(text.substr(0, dot)) + ", " + quoted(text.substr(dot + 1)) + "]";
    } else {
      plain(function.argument, depth);
    }
  }

  void plain(Node node, int depth) {
    node = node.resolved();
    if (node.is_mapping()) list(node, depth, '{', '}');
    else if (node.is_sequence()) list(node, depth, '[', ']');
    else if (node.is_scalar()) scalar(node);
    else if (node.is_missing()) out_ += "null";
    else fail();
  }

  void list(Node node, int depth, char open, char close) {
    const std::string indent(static_cast<std::size_t>(depth + 1) * 2, ' ');
    out_ += open;
    bool first = true;
    for (const auto child : node.children()) {
      out_ += (first ? "\n" : ",\n") + indent;
      first = false;
      if (open == '{') {
        if (!child.key().is_scalar() || child.lacks_colon() || child.key().text() == "<<") return fail();
        out_ += quoted(child.key().text()) + ": ";
        value(child.value(), depth + 1);
      } else {
        value(child, depth + 1);
      }
      if (!may_go_on(depth)) return;
    }
    if (!first) out_ += "\n" + std::string(static_cast<std::size_t>(depth) * 2, ' ');
    out_ += close;
  }

  void scalar(Node node) {
    const auto text = node.text();
    switch (node.style() == syntax::Style::plain ? syntax::scalar_type(node) : syntax::ScalarType::string) {
      case syntax::ScalarType::null: out_ += "null"; return;
      case syntax::ScalarType::boolean:
        out_ += text[0] == 't' || text[0] == 'T' || text[0] == 'y' || text[0] == 'Y' || text == "on" || text == "On" || text == "ON" ? "true" : "false";
        return;
      case syntax::ScalarType::integer:
      case syntax::ScalarType::floating:
        if (is_json_number(text)) out_ += text;
        else out_ += quoted(text);
        return;
      default: out_ += quoted(text);
    }
  }
};

class YamlWriter : public Writer {
 public:
  // Behind `Key:` or `-`; `column` is where what is deeper begins.
  void value(Node node, int depth, std::size_t column, bool in_list) {
    if (!may_go_on(depth)) return;
    if (const auto function = model::intrinsic(node);
        function && function->name != "Condition" && !function->name.starts_with("Fn::ForEach") && function->name != "Fn::Transform" && short_form(*function)) {
      const auto name = function->name.starts_with("Fn::") ? function->name.substr(4) : function->name;
      out_ += " !" + std::string(name);
      if (function->name == "Fn::GetAtt" && function->argument.is_sequence()) attribute(function->argument);
      else content(function->argument, depth, column, false);
    } else {
      content(node, depth, column, in_list);
    }
  }
  void entries(Node mapping, int depth, std::size_t column, bool on_first_line) {
    bool first = true;
    for (const auto entry : mapping.children()) {
      if (!first || !on_first_line) out_ += std::string(column, ' ');
      first = false;
      if (!entry.key().is_scalar()) return fail();
      out_ += text_of(entry.key().text()) + ":";
      value(entry.value(), depth + 1, column + 2, false);
      if (!may_go_on(depth)) return;
    }
  }

 private:
  // Two tags can't stand on one value, so a function of a function keeps its long form inside; lists of plain names suit GetAtt.
  static bool short_form(const model::Intrinsic& function) {
    if (model::is_intrinsic(function.argument)) return false;
    return function.name != "Fn::GetAtt" || !function.argument.is_sequence() || plain_pair(function.argument);
  }
  static bool plain_pair(Node list) {
    for (const auto item : list.children()) {
      if (!item.is_scalar()) return false;
    }
    return list.child_count() == 2;
  }

  void attribute(Node list) {
    out_ += " " + text_of(std::string(list.first_child().text()) + "." + std::string(list.first_child().next_sibling().text())) + "\n";
  }

  void content(Node node, int depth, std::size_t column, bool in_list) {
    if (node.is_mapping() && node.child_count() > 0) {
      out_ += in_list ? " " : "\n";
      entries(node, depth, column, in_list);
    } else if (node.is_sequence() && node.child_count() > 0) {
      out_ += "\n";
      for (const auto item : node.children()) {
        out_ += std::string(column, ' ') + "-";
        value(item, depth + 1, column + 2, true);
        if (!may_go_on(depth)) return;
      }
    } else if (node.is_scalar()) {
      scalar(node, column);
    } else {
      out_ += node.is_mapping() ? " {}\n" : node.is_sequence() ? " []\n" : " null\n";
    }
  }

  void scalar(Node node, std::size_t column) {
    const auto text = node.text();
    if (node.style() == syntax::Style::plain) {  // numbers, true, false, null
      out_ += " " + plain_number(text) + "\n";
    } else if (fits_block(text)) {
      out_ += text.ends_with('\n') ? " |\n" : " |-\n";
      const std::string indent(column, ' ');
      for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        if (end > begin) out_ += indent + std::string(text.substr(begin, end - begin));
        out_ += "\n";
        begin = end + 1;
      }
    } else {
      out_ += " " + text_of(text) + "\n";
    }
  }

  // Other readers of YAML take `1e10` for a text: a number with an exponent has a point and a sign there.
  static std::string plain_number(std::string_view text) {
    std::string out(text);
    const auto exponent = out.find_first_of("eE");
    if (!is_json_number(text) || exponent == std::string::npos) return out;
    if (out[exponent + 1] != '-' && out[exponent + 1] != '+') out.insert(exponent + 1, "+");
    if (out.find('.') == std::string::npos) out.insert(exponent, ".0");
    return out;
  }

  static bool fits_block(std::string_view text) {
    if (text.find('\n') == std::string_view::npos || text.starts_with('\n') || text.starts_with(' ') || text.starts_with('\t') || text.ends_with("\n\n"))
      return false;
    return std::none_of(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f; });
  }

  // Plain where a YAML reader is sure to take it for this very text.
  static std::string text_of(std::string_view text) {
    const auto harmless = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '/' || c == '.' || c == '-' || c == ' ' ||
             c == ':' || c == '(' || c == ')' || c == '+';
    };
    const bool letters = !text.empty() && ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z') || text[0] == '/');
    const bool plain =
        letters && std::all_of(text.begin(), text.end(), harmless) && text.find(": ") == std::string_view::npos && !text.ends_with(':') && !text.ends_with(' ');
    if (!plain) return quoted(text);
    const auto tree = syntax::parse(std::string(text), syntax::Language::yaml);
    return syntax::scalar_type(tree->root()) == syntax::ScalarType::string && tree->root().is(text) ? std::string(text) : quoted(text);
  }
};

}  // namespace

std::optional<std::string> in_other_language(const model::Document& document) {
  const auto root = document.tree->root();
  if (!document.tree->errors().empty() || document.tree->documents().size() != 1 || !root.is_mapping()) return std::nullopt;
  if (document.tree->language() == syntax::Language::yaml) {
    JsonWriter writer;
    writer.value(root, 0);
    auto text = std::move(writer).finished();
    if (text) *text += "\n";
    return text;
  }
  YamlWriter writer;
  writer.entries(root, 0, 0, false);
  return std::move(writer).finished();
}

}  // namespace cribsheet::features

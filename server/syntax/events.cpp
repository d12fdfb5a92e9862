#include "syntax/events.h"

#include "base/percent.h"
#include "syntax/data.h"

namespace cribsheet::syntax {
namespace {

void escape(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\b': out += "\\b"; break;
      case '\r': out += "\\r"; break;
      case '\0': out += "\\0"; break;
      default: out += c;
    }
  }
}

class Printer {
 public:
  explicit Printer(const Tree& tree) : tree_(tree), data_(tree.data()) {}

  std::string print() {
    out_ += "+STR\n";
    for (std::uint32_t slot = 2; slot < data_.slots.size();) {
      close_before(slot);
      slot = data_.slots[slot].form() == Form::extension ? slot + 1 : node(slot);
    }
    close_before(static_cast<std::uint32_t>(data_.slots.size()));
    out_ += "-STR\n";
    return std::move(out_);
  }

 private:
  std::string full_tag(std::string_view tag) const {
    if (tag.size() > 2 && tag[1] == '<') return std::string(tag.substr(2, tag.size() - 2 - (tag.back() == '>' ? 1 : 0)));
    const std::size_t second = tag.find('!', 1);
    const std::string_view handle = tag.substr(0, second == std::string_view::npos ? 1 : second + 1);
    const std::string name = percent_decoded(tag.substr(handle.size()));
    if (name.empty() && handle == "!") return "!";
    for (const TagHandle& known : data_.handles) {
      if (known.document == document_ && known.handle == handle) return known.prefix + name;
    }
    if (handle == "!!") return "tag:yaml.org,2002:" + name;
    return std::string(handle) + name;
  }

  void properties(Node node) {
    if (!node.anchor().empty()) (out_ += " &") += node.anchor();
    if (!node.tag().empty()) (out_ += " <") += full_tag(node.tag()) + ">";
  }

  // An empty document that nothing in the text stands for.
  bool implied(std::uint32_t slot) const {
    const std::uint32_t value = slot + 2;
    return !data_.slots[slot].has(mark_unclosed) && data_.after(slot) == data_.after(value) && data_.slots[value].form() == Form::missing &&
           !data_.slots[value].has_properties();
  }

  std::uint32_t node(std::uint32_t slot) {
    const Slot at = data_.slots[slot];
    const Node node(&tree_, 2 * slot + 1);
    switch (at.form()) {
      case Form::document:
        document_ = slot;
        if (implied(slot)) return data_.after(slot);
        out_ += at.has(mark_unclosed) ? "+DOC ---" : "+DOC";
        open_.push_back({data_.after(slot), at.has(mark_ended) ? "-DOC ...\n" : "-DOC\n"});
        break;
      case Form::block_mapping:
      case Form::flow_mapping:
        out_ += at.form() == Form::flow_mapping ? "+MAP {}" : "+MAP";
        properties(node);
        open_.push_back({data_.after(slot), "-MAP\n"});
        break;
      case Form::block_sequence:
      case Form::flow_sequence:
        out_ += at.form() == Form::flow_sequence ? "+SEQ []" : "+SEQ";
        properties(node);
        open_.push_back({data_.after(slot), "-SEQ\n"});
        break;
      case Form::alias: (out_ += "=ALI *") += node.anchor(); break;
      default:
        out_ += "=VAL";
        properties(node);
        out_ += ' ';
        out_ += at.form() == Form::missing ? ':' : ":'\"|>"[static_cast<int>(at.form()) - static_cast<int>(Form::plain)];
        escape(out_, node.text());
    }
    out_ += '\n';
    return slot + (is_collection(at.form()) ? 2 : 1);
  }

  void close_before(std::uint32_t slot) {
    while (!open_.empty() && open_.back().first <= slot) {
      out_ += open_.back().second;
      open_.pop_back();
    }
  }

  const Tree& tree_;
  const Tree::Data& data_;
  std::string out_;
  std::uint32_t document_ = 0;
  std::vector<std::pair<std::uint32_t, const char*>> open_;
};

const char* name(Form form) {
  static constexpr const char* names[] = {"",      "stream",        "document",      "mapping", "mapping", "sequence", "sequence",
                                          "plain", "single-quoted", "double-quoted", "literal", "folded",  "alias",    "missing"};
  return names[static_cast<std::size_t>(form)];
}

}  // namespace

std::string events(const Tree& tree) { return Printer(tree).print(); }

std::string dump(const Tree& tree) {
  const Tree::Data& data = tree.data();
  std::string out;
  std::vector<std::uint32_t> open;  // where each open collection ends
  for (std::uint32_t slot = 0; slot < data.slots.size(); ++slot) {
    const Slot at = data.slots[slot];
    if (at.form() == Form::extension) continue;
    while (!open.empty() && open.back() <= slot) open.pop_back();
    const Node node(&tree, 2 * slot + 1);
    out.append(2 * open.size(), ' ');
    if (at.has(mark_key)) out += at.has(mark_no_colon) ? "key (no colon) " : "key ";
    out += name(at.form());
    if (node.style() == Style::flow) out += " flow";
    out += ' ' + std::to_string(at.begin()) + ".." + std::to_string(at.end());
    if (!node.tag().empty()) (out += ' ') += node.tag();
    if (at.form() == Form::alias) (out += " *") += node.anchor();
    else if (!node.anchor().empty()) (out += " &") += node.anchor();
    if (is_scalar(at.form())) {
      out += " \"";
      escape(out, node.text());
      out += '"';
    }
    out += '\n';
    if (is_collection(at.form())) open.push_back(data.after(slot));
  }
  for (const SyntaxError& error : tree.errors()) {
    out += "error " + std::to_string(error.range.begin) + ".." + std::to_string(error.range.end) + ' ' + error.message + '\n';
  }
  return out;
}

}  // namespace cribsheet::syntax

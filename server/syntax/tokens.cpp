#include "syntax/tokens.h"

#include <algorithm>

#include "syntax/data.h"

namespace cribsheet::syntax {
namespace {

constexpr std::string_view signs = "-?:,[]{}";

class Tokens {
 public:
  explicit Tokens(const Tree& tree) : data_(tree.data()), text_(tree.text()) {}

  std::vector<Token> all() {
    collect();
    for (const Token& token : known_) {
      if (token.range.begin < at_ || token.range.empty()) continue;  // a comment in a block scalar's header
      gap(token.range.begin);
      out_.push_back(token);
      at_ = token.range.end;
    }
    gap(static_cast<Offset>(text_.size()));
    return std::move(out_);
  }

 private:
  void collect() {
    for (std::uint32_t i = 0; i < data_.slots.size(); ++i) {
      const Slot& slot = data_.slots[i];
      const Form form = slot.form();
      if (!is_scalar(form) && form != Form::alias) continue;
      const TokenKind kind = slot.has(mark_key) ? TokenKind::key : form == Form::alias ? TokenKind::alias : TokenKind::scalar;
      known_.push_back({{slot.begin(), slot.end()}, kind});
    }
    for (const Property& p : data_.properties) {
      known_.push_back({p.range, text_[p.range.begin] == '!' ? TokenKind::tag : TokenKind::anchor});
    }
    for (const Range& comment : data_.comments) known_.push_back({comment, TokenKind::comment});
    std::stable_sort(known_.begin(), known_.end(), [](const Token& a, const Token& b) { return a.range.begin < b.range.begin; });
  }

  void add(Offset end, TokenKind kind) {
    out_.push_back({{at_, end}, kind});
    at_ = end;
  }

  void gap(Offset end) {
    while (at_ < end) {
      const char c = text_[at_];
      const bool line_start = at_ == 0 || text_[at_ - 1] == '\n' || text_[at_ - 1] == '\r';
      if (c == ' ' || c == '\t') {
        add(run(end, " \t", true), TokenKind::space);
      } else if (c == '\n' || c == '\r') {
        add(at_ + (c == '\r' && at_ + 1 < end && text_[at_ + 1] == '\n' ? 2u : 1u), TokenKind::line_break);
      } else if (line_start && at_ + 3 <= end && (text_.substr(at_, 3) == "---" || text_.substr(at_, 3) == "...")) {
        add(at_ + 3, TokenKind::sign);
      } else if (line_start && c == '%') {
        add(run(end, "\r\n", false), TokenKind::directive);
      } else if (signs.find(c) != std::string_view::npos) {
        add(at_ + 1, TokenKind::sign);
      } else {
        add(run(end, " \t\r\n,[]{}", false), TokenKind::unread);
      }
    }
  }

  // Where the run of characters in (or not in) `set` ends.
  Offset run(Offset end, std::string_view set, bool in) const {
    Offset at = at_ + 1;
    while (at < end && (set.find(text_[at]) != std::string_view::npos) == in) ++at;
    return at;
  }

  const Tree::Data& data_;
  std::string_view text_;
  Offset at_ = 0;
  std::vector<Token> known_, out_;
};

}  // namespace

std::vector<Token> tokens(const Tree& tree) { return Tokens(tree).all(); }

}  // namespace cribsheet::syntax

// The YAML parser: one pass over the text with an explicit stack, so depth costs no C++ stack. Private to syntax/.
//
// yaml_block.cpp follows indentation, yaml_flow.cpp brackets, yaml_scalars.cpp reads scalars; all share this state.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "syntax/builder.h"

namespace cribsheet::syntax {

// Deeper nesting is reported and left out, so that whoever walks a tree may recurse.
constexpr std::size_t kMaxDepth = 400;
constexpr std::ptrdiff_t kMaxImplicitKey = 1024;

enum class State : std::uint8_t {
  root,          // document: waits for its value
  done,          // document: has it
  key,           // mapping: waits for the next entry
  explicit_key,  // mapping: behind '?'
  after_key,     // mapping: has an explicit key, waits for its ':'
  value,         // mapping: behind ':'
  item,          // sequence: behind '-', or in brackets before an item
  next,          // sequence: waits for the next '-'; in brackets: for ',' or the end
};

struct Frame {
  std::uint32_t slot;
  Form form;
  State state;
  int indent;                       // column of the entries; flow: of the block that holds it
  int entry;                        // column of the last entry: the same, but for one whose wrong column was reported
  const char* place;                // where a missing value would be typed; flow: the opener
  bool pair = false;                // the one-entry mapping in `[a: b]`
  bool tabbed = false;              // its last entry was indented with a tab
  bool loose = false;               // its last entry was typed without a colon
  bool odd = false;                 // a line in a wrong column was reported
  int entries = 0;                  // block: how many have begun
  int line_indent = 0;              // flow: that of the line where it was opened
  std::uint32_t last = 0;           // slot of the last child
  const char* last_line = nullptr;  // flow: the line where that began
};

class YamlParser {
 public:
  // `guided`: a closing bracket at the start of a line closes what was opened on a line of that indentation.
  explicit YamlParser(Tree::Data& data, bool guided = false);
  void parse();
  // The brackets of a document that is all in brackets do not match.
  bool unbalanced() const { return unbalanced_ && root_flow_; }

 private:
  // ---- shared ----
  static bool blank(char c) { return c == ' ' || c == '\t'; }
  static bool line_break(char c) { return c == '\n' || c == '\r'; }
  static bool space(char c) { return blank(c) || line_break(c) || c == '\0'; }
  static bool flow_sign(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }
  Offset at(const char* p) const { return static_cast<Offset>(p - begin_); }
  int column(const char* p) const { return (tab_ ? wide_column(p) : static_cast<int>(p - line_)) + shift_; }
  int wide_column(const char* p) const;  // a tab counts as two
  Frame& top() { return stack_.back(); }
  static bool waits(const Frame& f) { return f.state == State::root || f.state == State::value || f.state == State::item || f.state == State::explicit_key; }
  // One finding a line: what follows a mistake on its line is mostly its consequence. False: not reported.
  bool fail(const char* from, const char* to, std::string message);
  // The same for what readers tolerate; it hides no other finding.
  void fail_tolerated(const char* from, const char* to, std::string message);
  // Marks the rest of the line, or as much of it as a person can see; so many mistakes on one line stay cheap.
  void fail_line(const char* from, std::string message) { fail(from, line_end(from, 200), std::move(message)); }
  const char* line_end(const char* p, std::ptrdiff_t limit = PTRDIFF_MAX) const;  // without trailing blanks
  const char* behind_break(const char* p) const { return p + (p[0] == '\r' && p[1] == '\n' ? 2 : 1); }
  void enter_line(const char* p);    // p: just behind a line break
  void skip();                       // to the next content, over blanks, comments, line breaks
  bool marker(const char* p) const;  // '---' or '...' at the start of a line
  // The column that lines inside the top frame's value must pass.
  int content_indent() const { return stack_.back().entry > stack_.back().indent ? stack_.back().entry : stack_.back().indent; }
  void touch(const char* p) {
    if (p > last_) last_ = p;
  }

  // ---- nodes ----
  std::uint32_t advance(std::uint32_t& marks);  // the top frame gets a child: its slot; marks for a key
  std::uint32_t leaf(Form form, const char* from, const char* to, std::uint32_t marks = 0);
  bool open(Form form, State state, const char* from, int indent);  // false: too deep
  void close();
  void missing();                                  // what the top frame waits for is not there
  const char* pending_begin(const char* p) const;  // where a node at `p` begins with its tag and anchor
  Properties merged();                             // both pending sets, for one node

  // ---- block ----
  bool directives();  // true: there were some
  void directive(std::vector<std::string_view> words, const char* from, const char* to);
  void document(bool after_directives);
  void document_end();
  void block();
  void place(int column, bool dash, bool colon);
  bool place_waiting(Frame& f, int column, bool dash);  // true: placed
  void misplaced(Frame& f, int column, bool dash);
  bool first_line_misplaced(const Frame& f, int column) const;
  void move_first_line(Frame& f, int column);
  void content();
  void dash();
  void question();
  void colon();
  bool trailing();  // true: dealt with
  bool conflict_marker();
  void stray_sign();
  void misplaced_tab(bool structure);
  bool glued_dash() const;
  void compact_tab(const char* start);
  bool open_mapping(const char* from);
  void key(Form form, const char* from, const char* to, std::uint32_t marks, const char* colon);
  void scalar_or_key(Form form, const char* from, const char* to, std::uint32_t marks, bool one_line);
  void keyless(Form form, const char* from, const char* to, std::uint32_t marks);
  const char* next_line(const char* p, int& width) const;
  bool next_is_entry(int wanted) const;
  bool next_is_deeper(int indent) const;
  void reopened(const char* from, const char*& to, std::uint32_t& marks);
  void cut_key(const char* from, const char*& to);
  bool key_follows(const char* p, const char*& colon) const;
  bool at_key() { return top().form == Form::block_mapping && top().state == State::key; }
  bool looks_like_entry(const char* p) const;
  void flow_node();
  void plain();
  void two_keys(const char* from, const char* stop);

  // ---- tags, anchors, aliases ----
  void property();  // a tag or an anchor
  const char* name_end(const char* p) const;
  const char* tag_end(const char* p, bool verbatim) const;
  void alias(const char*& from, const char*& to);

  // ---- flow ----
  void flow(std::size_t depth);
  void flow_content(std::size_t depth);
  void flow_scalar();
  void flow_ready();  // a node begins: reports a missing comma
  void flow_colon();
  void flow_pair(const char* from);
  void flow_question();
  void flow_comma();
  void flow_open(char opener);
  void flow_close(char closer, std::size_t depth);
  std::size_t flow_opener(Form form, std::size_t depth) const;
  void flow_settle();            // what is open before ',' or the end gets its missing parts
  void low_line(const char* p);  // reports a line that is indented too little, once
  void flow_leave();
  void flow_abandon(std::size_t depth);  // leaves all brackets
  bool flow_line(std::size_t depth);     // false: the line belongs to the block outside

  // ---- scalars ----
  const char* plain_line(const char* from, bool flow) const;  // where it stops; text_end_ is its end without blanks
  // Takes the lines that go on with a plain scalar. `p_` moves behind them; gives the column of an entry that stopped
  // it, or -1.
  int plain_rest(int indent, const char*& to, bool& one_line);
  bool quoted(int indent, const char*& from, const char*& to, std::uint32_t& marks);  // true: on one line
  bool ends_value(const char* p) const;
  void check_escapes(const char* from, const char* to);
  void block_scalar();
  bool tabbed_text(const char* p, int indent) const;
  const char* block_header(const char* p, char& chomp, int& digit);

  Tree::Data& data_;
  Builder build_;
  const char* begin_;
  const char* end_;
  const char* p_;
  const char* line_;             // start of the current line
  const char* last_;             // end of the last content
  bool fresh_ = true;            // only indentation so far on this line
  bool tab_ = false;             // ... with a tab in it
  int shift_ = 0;                // what its column lacks to be where it was meant
  bool tab_reported_ = false;    // the line before was so too
  bool can_open_ = true;         // a block collection may start here
  bool extra_reported_ = false;  // text behind the document's value was reported
  bool in_conflict_ = false;
  bool guided_ = false, unbalanced_ = false;
  bool root_flow_ = false;  // a document's value is in brackets
  bool json_like_ = false;  // flow: a quoted scalar or a closed bracket came last; ':' may touch it
  bool flow_indent_reported_ = false;
  std::size_t errors_before_flow_ = 0;
  const char* failed_before_flow_ = nullptr;
  bool depth_reported_ = false;
  const char* failed_ = nullptr;  // the last finding, and how far its line was looked at
  const char* failed_end_ = nullptr;
  const char* unclosed_quote_ = nullptr;  // the last that was reported, and where its scalar ends
  const char* unclosed_end_ = nullptr;
  std::size_t dropped_ = 0;        // brackets left out for depth
  const char* compact_ = nullptr;  // behind the '-', '?' or ':' that a nested collection may follow on the same line
  bool after_marker_ = false;      // on the line of '---'
  std::uint32_t document_ = 0;
  const char* no_close_[2] = {nullptr, nullptr};   // from here on no ' (or ") closes
  const char* mispaired_[2] = {nullptr, nullptr};  // this ' (or ") closes nothing that began before it
  Properties outer_, inner_;                       // tags and anchors read: on an earlier line, on this one
  const char* inner_begin_ = nullptr;
  mutable const char* text_end_ = nullptr;
  std::vector<Frame> stack_;
};

}  // namespace cribsheet::syntax

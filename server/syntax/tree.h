// The syntax tree: YAML and JSON in one vocabulary, lossless and tolerant.
//
// Parsing never fails: it gives a tree and a list of errors. A tree is immutable and safe to read from any thread; it
// owns its text. `Node` is a small value (tree + index) that is copied freely and valid as long as its tree; a default
// Node means "nothing there" and answers every question with nothing, so chains like root.find("a").find("b") are safe.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/slot.h"
#include "text/range.h"

namespace cribsheet::syntax {

// Of Markdown a tree holds the text alone: it has no nodes to speak of and no errors; notes/ reads it.
enum class Language : std::uint8_t { yaml, json, markdown };

enum class NodeKind : std::uint8_t {
  none,      // a default Node
  stream,    // children: documents
  document,  // child: its value (a `missing` node where the document is empty)
  mapping,   // children: entries
  entry,     // children: key, value (each may be `missing`)
  sequence,  // children: items
  scalar,
  alias,    // *name
  missing,  // nothing written where a value may stand; zero width, placed where it would be typed
};

enum class Style : std::uint8_t { none, block, flow, plain, single_quoted, double_quoted, literal, folded };

struct SyntaxError {
  Range range;
  std::string message;     // a sentence that a person would say
  bool tolerated = false;  // against YAML's rules, but the readers in use take it as it is meant: worth a hint at most
};

class Tree;
class SourceMap;

class Node {
 public:
  Node() = default;
  Node(const Tree* tree, std::uint32_t id) : tree_(tree), id_(id) {}
  explicit operator bool() const { return tree_ != nullptr; }
  bool operator==(const Node&) const = default;

  const Tree* tree() const { return tree_; }
  std::uint32_t id() const { return id_; }  // grows in pre-order; not every number below node_count() is a node's
  NodeKind kind() const;
  Style style() const;
  bool is_mapping() const { return kind() == NodeKind::mapping; }
  bool is_sequence() const { return kind() == NodeKind::sequence; }
  bool is_scalar() const { return kind() == NodeKind::scalar; }
  bool is_missing() const { return kind() == NodeKind::missing || kind() == NodeKind::none; }

  Range range() const;           // the content with its quotes or brackets, without tag and anchor
  Range full_range() const;      // with tag and anchor
  std::string_view tag() const;  // as written, with its '!'; empty: none. `!Sub`, `!!str`, `!<tag:...>`
  Range tag_range() const;
  std::string_view anchor() const;  // without '&' (for an alias: the name without '*'); empty: none

  Node parent() const;
  Node first_child() const;
  Node next_sibling() const;
  // The next node of the whole tree in pre-order; nothing behind the last. Walks a file without recursion, in linear
  // time.
  Node following() const;

  // Entry: its key and value. Document: value() is the document's root value.
  Node key() const;
  Node value() const;
  // True for an entry typed without its colon yet (`Res` on a line of its own inside a mapping).
  bool lacks_colon() const;

  // Mapping: the value of the first entry whose key is this text; nothing where there is none.
  Node find(std::string_view key) const;
  Node find_entry(std::string_view key) const;

  // Scalar: the decoded text (escapes, folding, indentation removed). A view that lives as long as the tree.
  std::string_view text() const;
  bool is(std::string_view text) const { return is_scalar() && this->text() == text; }
  // Scalar: the way from decoded bytes back to the source.
  SourceMap map() const;
  // Alias: the node that it stands for (the last one anchored so before it); any other node: itself.
  Node resolved() const;

  // Children: for (Node entry : mapping.children()) ...
  class Children;
  Children children() const;
  std::size_t child_count() const;

 private:
  static Node child_in(const Tree* tree, std::uint32_t slot);
  std::uint32_t slot_behind() const;
  Node sibling_before(std::uint32_t end) const;
  std::string_view decoded() const;  // of a scalar whose source is not its text
  Range written_tag() const;
  Node anchored() const;  // of an alias

  const Tree* tree_ = nullptr;
  std::uint32_t id_ = 0;
};

class Node::Children {
 public:
  struct Iterator {
    Node node;
    std::uint32_t end;
    Node operator*() const { return node; }
    Iterator& operator++() {
      node = node.sibling_before(end);
      return *this;
    }
    bool operator!=(const Iterator& other) const { return node != other.node; }
  };
  Children(Node first, std::uint32_t end) : first_(first), end_(end) {}
  Iterator begin() const { return {first_, end_}; }
  Iterator end() const { return {Node{}, end_}; }

 private:
  Node first_;
  std::uint32_t end_;  // where the children's storage ends
};

// Maps offsets in a scalar's decoded text to offsets in the file, and back. Cheap to copy where it is the identity.
class SourceMap {
 public:
  Offset to_source(std::size_t decoded) const;  // past the end: the end of the content
  Range to_source(Range decoded) const;
  std::optional<std::size_t> from_source(Offset source) const;  // nothing outside the content

  // decoded byte i >= spans[k].decoded (k the last such) stands at spans[k].source + (i - spans[k].decoded), cut at
  // span end
  struct Span {
    std::uint32_t decoded;
    Offset source;
    std::uint32_t length;
  };
  std::vector<Span> spans;
};

// How a plain scalar resolves. CloudFormation reads YAML 1.1, so `yes`, `on`, 0o17/017 and timestamps matter.
enum class ScalarType : std::uint8_t { null, boolean, integer, floating, timestamp, string };
enum class YamlVersion : std::uint8_t { v1_1, v1_2 };
ScalarType scalar_type(Node scalar, YamlVersion version = YamlVersion::v1_1);  // quoted or tagged !!str: string

// Parses. `text` is copied into the tree. Files over kMaxTextSize give an empty tree with one error.
constexpr std::size_t kMaxTextSize = 100u << 20;
std::shared_ptr<const Tree> parse(std::string text, Language language);
Language language_of(std::string_view path, std::string_view text);  // by name, else by the first character that counts

class Tree {
 public:
  ~Tree();
  std::string_view text() const;
  Language language() const;
  Node stream() const;                  // always there
  std::vector<Node> documents() const;  // at least one
  Node root() const;                    // value of the first document; may be `missing`
  const std::vector<SyntaxError>& errors() const;
  std::uint32_t node_count() const;
  // The deepest node whose full range touches the offset; never nothing.
  Node node_at(Offset offset) const;
  // Comments, in order: the range of each from '#' (or // or /*) to its end.
  const std::vector<Range>& comments() const;

  struct Data;  // private to syntax/
  explicit Tree(std::unique_ptr<Data> data);
  const Data& data() const { return *data_; }

 private:
  friend class Node;
  std::unique_ptr<Data> data_;
  const Slot* slots_;  // of data_, as are the next two: for Node, which walks them without a call
  std::uint32_t slot_count_;
  std::string_view text_;
};

// ---- what is asked of every node, millions of times: inline -----------------------------------------------------------

inline NodeKind Node::kind() const {
  constexpr NodeKind kKinds[16] = {NodeKind::none,     NodeKind::stream,  NodeKind::document, NodeKind::mapping, NodeKind::mapping, NodeKind::sequence,
                                   NodeKind::sequence, NodeKind::scalar,  NodeKind::scalar,   NodeKind::scalar,  NodeKind::scalar,  NodeKind::scalar,
                                   NodeKind::alias,    NodeKind::missing, NodeKind::none,     NodeKind::none};
  if (tree_ == nullptr) return NodeKind::none;
  if (id_ % 2 == 0) return NodeKind::entry;
  return kKinds[static_cast<std::size_t>(tree_->slots_[id_ / 2].form())];
}

inline Node Node::child_in(const Tree* tree, std::uint32_t slot) {  // a mapping's children are entries
  return {tree, 2 * slot + (tree->slots_[slot].has(mark_key) ? 0 : 1)};
}

// Behind a node and all it holds; of an entry: behind its value.
inline std::uint32_t Node::slot_behind() const {
  const std::uint32_t after = slot_after(tree_->slots_, tree_->slot_count_, id_ / 2);
  return id_ % 2 == 0 ? slot_after(tree_->slots_, tree_->slot_count_, after) : after;
}

inline Node Node::first_child() const {
  if (tree_ == nullptr) return {};
  const std::uint32_t slot = id_ / 2;
  if (id_ % 2 == 0) return {tree_, id_ + 1};
  if (!is_collection(tree_->slots_[slot].form()) || tree_->slots_[slot + 1].b == slot + 2) return {};
  return child_in(tree_, slot + 2);
}

inline Node Node::key() const { return tree_ != nullptr && id_ % 2 == 0 ? Node{tree_, id_ + 1} : Node{}; }

inline Node Node::value() const {
  if (tree_ == nullptr) return {};
  if (id_ % 2 == 0) return {tree_, 2 * slot_after(tree_->slots_, tree_->slot_count_, id_ / 2) + 1};
  return kind() == NodeKind::document ? first_child() : Node{};
}

inline Node::Children Node::children() const {
  if (tree_ == nullptr) return Children{Node{}, 0};
  return Children{first_child(), slot_behind()};
}

inline Node Node::sibling_before(std::uint32_t end) const {
  const std::uint32_t next = slot_behind();
  return next < end ? child_in(tree_, next) : Node{};
}

inline std::string_view Node::text() const {
  if (!is_scalar()) return {};
  const Slot slot = tree_->slots_[id_ / 2];
  if (!slot.has(mark_raw)) return decoded();
  const Offset quote = slot.form() == Form::plain ? 0 : 1;
  const Offset begin = slot.begin() + quote;
  return tree_->text_.substr(begin, slot.end() - (slot.has(mark_unclosed) ? 0 : quote) - begin);
}

inline Range Node::tag_range() const { return tree_ == nullptr || id_ % 2 == 0 || !tree_->slots_[id_ / 2].has_properties() ? Range{} : written_tag(); }

inline std::string_view Node::tag() const {
  const Range range = tag_range();
  return range.empty() ? std::string_view{} : tree_->text_.substr(range.begin, range.size());
}

inline Node Node::resolved() const { return kind() == NodeKind::alias ? anchored() : *this; }

inline std::string_view Tree::text() const { return text_; }

}  // namespace cribsheet::syntax

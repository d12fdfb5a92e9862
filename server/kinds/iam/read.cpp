// From a tree to a Policy.
#include <algorithm>

#include "kinds/iam/glob.h"
#include "kinds/iam/policy.h"
#include "model/intrinsic.h"

namespace cribsheet::iam {
namespace {

using syntax::Node;

constexpr int kMaxDepth = 64;

std::string key_text(Node entry) { return entry.key().is_scalar() ? std::string(entry.key().text()) : std::string(); }

class Reader {
 public:
  Reader(Policy& policy, const ReadOptions& options) : policy_(policy), options_(options) {}

  void document(Node root) {
    root = root.resolved();
    policy_.root = root;
    policy_.range = range(root);
    policy_.anchor = anchor(root);
    if (intrinsic(root)) policy_.complete = false;
    if (!root.is_mapping() || !policy_.complete) return;
    for (Node entry : root.children()) {
      const std::string key = key_text(entry);
      if (key == "Version") {
        policy_.version = element(entry);
      } else if (key == "Id") {
        policy_.id = element(entry);
      } else if (key == "Statement") {
        policy_.has_statement = true;
        policy_.statement_key = range(entry.key());
        statements(entry.value(), false, 0);
      } else if (key == "<<" || key.starts_with("Fn::")) {
        policy_.complete = false;
      } else if (!key.empty()) {
        policy_.strays.push_back({key, range(entry.key()), entry, entry.lacks_colon()});
      }
    }
  }

  void statements(Node node, bool conditional, int depth) {
    node = node.resolved();
    if (depth == 0) policy_.statement_range = range(node);
    if (depth > kMaxDepth) return;
    if (const auto function = intrinsic(node)) {
      if (function->name == "Fn::If") {
        for (Node branch : branches(*function)) statements(branch, true, depth + 1);
      } else {
        policy_.complete = policy_.complete && is_no_value(*function);
      }
    } else if (node.is_sequence()) {
      if (depth == 0) policy_.statement_list = true;
      if (depth == 0 && node.child_count() == 0) policy_.statement_empty = true;
      for (Node item : node.children()) statements(item, conditional, depth + 1);
    } else if (node.is_mapping()) {
      policy_.statements.push_back(statement(node, conditional));
    } else if (!node.is_missing()) {
      Statement broken;
      broken.node = node;
      broken.range = broken.anchor = range(node);
      broken.is_map = false;
      policy_.statements.push_back(std::move(broken));
    } else if (depth == 0) {
      policy_.statement_empty = true;
    }
  }

 private:
  static Range range(Node node) { return node.range(); }

  static Range anchor(Node node) {
    if (node.is_mapping() && node.first_child()) return range(node.first_child().key());
    const Range all = node.range();
    return {all.begin, std::min(all.end, all.begin + 1)};
  }

  std::optional<model::Intrinsic> intrinsic(Node node) const { return options_.in_template ? model::intrinsic(node) : std::nullopt; }
  static bool is_no_value(const model::Intrinsic& f) { return f.name == "Ref" && f.argument.is_scalar() && f.argument.text() == "AWS::NoValue"; }

  static std::vector<Node> branches(const model::Intrinsic& function) {
    std::vector<Node> out;
    if (!function.argument.is_sequence()) return out;
    std::size_t n = 0;
    for (Node item : function.argument.children())
      if (n++ > 0) out.push_back(item);
    return out;
  }

  Statement statement(Node node, bool conditional) {
    Statement s;
    s.node = node;
    s.range = range(node);
    s.anchor = anchor(node);
    s.conditional = conditional;
    for (Node entry : node.children()) {
      const std::string key = key_text(entry);
      if (key == "Sid") s.sid = element(entry);
      else if (key == "Effect") s.effect = element(entry);
      else if (key == "Action") s.action = element(entry);
      else if (key == "NotAction") s.not_action = element(entry);
      else if (key == "Resource") s.resource = element(entry);
      else if (key == "NotResource") s.not_resource = element(entry);
      else if (key == "Principal") s.principal = principal(entry);
      else if (key == "NotPrincipal") s.not_principal = principal(entry);
      else if (key == "Condition") s.condition = condition(entry);
      else if (key == "<<" || key.starts_with("Fn::")) s.complete = false;
      else if (!key.empty()) s.strays.push_back({key, range(entry.key()), entry, entry.lacks_colon()});
    }
    return s;
  }

  Values element(Node entry) {
    Values values;
    values.present = true;
    values.key = key_text(entry);
    values.key_range = range(entry.key());
    values.range = range(entry.value());
    values.entry = entry;
    collect(values, entry.value(), false, 0);
    return values;
  }

  void collect(Values& values, Node node, bool conditional, int depth) {
    node = node.resolved();
    if (depth > kMaxDepth || node.is_missing()) {
      if (depth == 0) values.complete = false;  // nothing typed yet
      return;
    }
    const auto function = intrinsic(node);
    if (function && function->name == "Fn::If") {
      for (Node branch : branches(*function)) collect(values, branch, true, depth + 1);
    } else if (function && is_no_value(*function)) {
      return;
    } else if (function && (depth == 0 || conditional) && may_be_list(*function)) {
      values.complete = false;
      if (function->name == "Fn::Split" || function->name == "Fn::Cidr" || function->name == "Fn::GetAZs") return;
      values.items.push_back(value(node, conditional));
    } else if (!function && node.is_sequence() && (depth == 0 || conditional)) {
      if (depth == 0) values.list = true;
      for (Node item : node.children()) collect(values, item, conditional, depth + 1);
    } else {
      values.items.push_back(value(node, conditional));
    }
  }

  // Functions whose result may be a list, so that the element may hold more than one value.
  static bool may_be_list(const model::Intrinsic& f) {
    return f.name != "Fn::Sub" && f.name != "Fn::Join" && f.name != "Fn::GetAtt" && f.name != "Fn::ImportValue" && f.name != "Fn::Select" &&
           f.name != "Fn::Base64" && !(f.name == "Ref" && f.argument.text().starts_with("AWS::"));
  }

  Value value(Node node, bool conditional) {
    Value v;
    v.node = node;
    v.range = range(node);
    v.conditional = conditional;
    if (intrinsic(node)) {
      v.text = text_of(node, 0);
      v.kind = v.text == std::string(1, kHole) ? Value::Kind::unknown : Value::Kind::text;
    } else if (node.is_scalar()) {
      v.kind = kind_of(node);
      v.text = options_.in_sub ? substituted(node.text(), {}, 0) : std::string(node.text());
    } else {
      v.kind = node.is_sequence() ? Value::Kind::list : node.is_mapping() ? Value::Kind::map : Value::Kind::unknown;
    }
    return v;
  }

  static Value::Kind kind_of(Node node) {
    switch (syntax::scalar_type(node)) {
      case syntax::ScalarType::null: return Value::Kind::null;
      case syntax::ScalarType::boolean: return Value::Kind::boolean;
      case syntax::ScalarType::integer:
      case syntax::ScalarType::floating: return Value::Kind::number;
      default: return Value::Kind::text;
    }
  }

  // What CloudFormation makes of the value, with holes.
  std::string text_of(Node node, int depth) {
    node = node.resolved();
    std::string hole(1, kHole);
    if (depth > kMaxDepth) return hole;
    const auto function = intrinsic(node);
    if (!function) return node.is_scalar() ? std::string(node.text()) : hole;
    if (function->name == "Ref" && function->argument.is_scalar()) return reference(function->argument.text());
    if (function->name == "Fn::GetAtt") return attribute(function->argument);
    if (function->name == "Fn::Sub") return sub(*function, depth);
    if (function->name == "Fn::Join") return join(function->argument, depth);
    return hole;
  }

  std::string reference(std::string_view name) const {
    if (name == "AWS::Partition" || name == "AWS::Region" || name == "AWS::AccountId" || name == "AWS::StackName") return std::string(1, kNameHole);
    if (name.starts_with("AWS::") || !options_.resolver) return std::string(1, kHole);
    return options_.resolver->ref(name);
  }

  std::string attribute(Node argument) const {
    std::string_view id, name;
    if (argument.is_scalar()) {
      const std::size_t dot = argument.text().find('.');
      id = argument.text().substr(0, dot);
      if (dot != std::string_view::npos) name = argument.text().substr(dot + 1);
    } else if (argument.is_sequence()) {
      const Node first = argument.first_child();
      const Node second = first.next_sibling();
      if (first.is_scalar()) id = first.text();
      if (second.is_scalar() && !model::is_intrinsic(second)) name = second.text();
    }
    return options_.resolver && !id.empty() && !name.empty() ? options_.resolver->attribute(id, name) : std::string(1, kHole);
  }

  std::string dotted(std::string_view name) const {
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos) return reference(name);
    if (!options_.resolver) return std::string(1, kHole);
    return options_.resolver->attribute(name.substr(0, dot), name.substr(dot + 1));
  }

  std::string sub(const model::Intrinsic& function, int depth) {
    Node text = function.argument, names;
    if (text.is_sequence()) {
      text = function.argument.first_child();
      names = text.next_sibling();
    }
    text = text.resolved();
    if (!text.is_scalar()) return std::string(1, kHole);
    return substituted(text.text(), names.resolved(), depth);
  }

  // Puts holes, or what is known, in place of each ${Name}; ${!name} stays as ${name}.
  std::string substituted(std::string_view text, Node names, int depth) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      const bool opens = text[i] == '$' && i + 1 < text.size() && text[i + 1] == '{';
      if (!opens) {
        out += text[i++];
        continue;
      }
      const std::size_t close = text.find('}', i);
      if (close == std::string_view::npos) return out + std::string(text.substr(i));
      std::string_view name = text.substr(i + 2, close - i - 2);
      while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
      while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
      const Node given = names.find(name);
      if (name.starts_with('!')) out += "${" + std::string(name.substr(1)) + "}";
      else if (given) out += text_of(given, depth + 1);
      else out += dotted(name);
      i = close + 1;
    }
    return out;
  }

  std::string join(Node argument, int depth) {
    const Node separator = argument.first_child().resolved();
    const Node parts = separator ? argument.first_child().next_sibling().resolved() : Node{};
    if (!separator.is_scalar() || !parts.is_sequence() || model::is_intrinsic(parts)) return std::string(1, kHole);
    std::string out;
    bool first = true;
    for (Node part : parts.children()) {
      if (!first) out += separator.text();
      first = false;
      out += text_of(part, depth + 1);
      if (out.size() > (1u << 16)) return std::string(1, kHole);
    }
    return out;
  }

  Principal principal(Node entry) {
    Principal p;
    p.present = true;
    p.entry = entry;
    p.key_range = range(entry.key());
    p.range = range(entry.value());
    principal_value(p, entry.value().resolved(), 0);
    return p;
  }

  void principal_value(Principal& p, Node node, int depth) {
    const auto function = intrinsic(node);
    if (depth > kMaxDepth || node.is_missing()) {
      p.complete = false;
    } else if (function && function->name == "Fn::If") {
      p.complete = false;
      for (Node branch : branches(*function)) principal_value(p, branch.resolved(), depth + 1);
    } else if (function) {
      p.complete = false;
    } else if (node.is_mapping()) {
      p.is_map = true;
      for (Node entry : node.children()) {
        if (key_text(entry) == "<<" || key_text(entry).starts_with("Fn::")) p.complete = false;
        else p.entries.push_back(element(entry));
      }
    } else if (node.is_sequence()) {
      for (Node item : node.children()) p.bare.push_back(value(item.resolved(), depth > 0));
    } else {
      p.bare.push_back(value(node, depth > 0));
    }
  }

  Condition condition(Node entry) {
    Condition c;
    c.present = true;
    c.entry = entry;
    c.key_range = range(entry.key());
    c.range = range(entry.value());
    condition_value(c, entry.value().resolved(), 0);
    return c;
  }

  void condition_value(Condition& c, Node node, int depth) {
    const auto function = intrinsic(node);
    if (depth > kMaxDepth || node.is_missing()) {
      c.complete = false;
      return;
    }
    if (function) {
      c.complete = false;
      if (function->name == "Fn::If")
        for (Node branch : branches(*function)) condition_value(c, branch.resolved(), depth + 1);
      return;
    }
    if (!node.is_mapping()) {
      c.is_map = false;
      return;
    }
    for (Node entry : node.children()) {
      const std::string name = key_text(entry);
      if (name == "<<" || name.starts_with("Fn::")) c.complete = false;
      else if (!name.empty()) c.blocks.push_back(block(entry, name, c));
    }
  }

  ConditionBlock block(Node entry, const std::string& name, Condition& c) {
    ConditionBlock b;
    b.name = name;
    b.op = parse_operator(name);
    b.range = range(entry.key());
    b.entry = entry;
    const Node value_node = entry.value().resolved();
    if (intrinsic(value_node) || value_node.is_missing()) {
      c.complete = false;
      return b;
    }
    b.is_map = value_node.is_mapping();
    for (Node key : value_node.children()) {
      if (!b.is_map) break;
      const std::string text = key_text(key);
      if (text == "<<" || text.starts_with("Fn::")) {
        c.complete = false;
      } else if (!text.empty()) {
        b.keys.push_back({options_.in_sub ? substituted(text, {}, 0) : text, range(key.key()), key, element(key)});
      }
    }
    return b;
  }

  Policy& policy_;
  const ReadOptions& options_;
};

Policy start(const ReadOptions& options) {
  Policy policy;
  policy.type = options.type;
  policy.type_named = options.type != PolicyType::unknown;
  policy.in_template = options.in_template;
  policy.in_sub = options.in_sub;
  return policy;
}

}  // namespace

Policy read_policy(Node root, const ReadOptions& options) {
  Policy policy = start(options);
  Reader(policy, options).document(root);
  return policy;
}

Policy read_statements(Node list, const ReadOptions& options) {
  Policy policy = start(options);
  policy.root = list.resolved();
  policy.bare_statements = true;
  policy.own_version = false;
  policy.has_statement = true;
  policy.range = policy.root.range();
  policy.anchor = policy.range;
  policy.statement_key = policy.range;
  Reader(policy, options).statements(policy.root, false, 0);
  return policy;
}

}  // namespace cribsheet::iam

#include "notes/facts.h"

#include <algorithm>
#include <cmath>

#include "notes/judge.h"
#include "notes/specification.h"
#include "notes/statements.h"

namespace cribsheet::notes {
namespace {

constexpr double kEnough = 0.5;             // a weaker link binds nothing
constexpr double kCertain = 0.72;           // a link that a diagnostic may rest on
constexpr std::size_t kMaxStatement = 500;  // bytes; longer texts tell stories, not limits

bool may_state(std::string_view text) {
  if (text.size() > kMaxStatement) return false;
  for (const char c : text)
    if (c >= '0' && c <= '9') return true;
  for (const std::string_view word : {"alues", "ptions", "either", "one of", " or ", "andatory", "equired", "must be the same", "by default", "chang"}) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

struct Link {
  const Catalogue::Bound* bound = nullptr;
  double score = 0;
  bool opens = false;
};

class Finder {
 public:
  Finder(const Segment& segment, const Names& names, const Catalogue& catalogue) : segment_(segment), names_(names), catalogue_(catalogue), glance_(segment) {}

  std::vector<Fact> find() {
    for (std::size_t b = 0; b < segment_.blocks.all.size(); ++b) {
      const Block& block = segment_.blocks.all[b];
      if (block.kind == BlockKind::fence || block.kind == BlockKind::code) continue;
      if (block.kind == BlockKind::table) {
        table(b);
        continue;
      }
      if (block.kind == BlockKind::row) continue;
      const std::string_view text = segment_.text(block);
      if (!may_state(text)) continue;
      const Statement statement = read_statement(text);
      if (!statement.empty()) bind(b, statement);
    }
    return std::move(facts_);
  }

 private:
  const Segment& segment_;
  const Names& names_;
  const Catalogue& catalogue_;
  Glance glance_;
  std::vector<Fact> facts_;
  // Of the heading or bullet that was asked of last: its bullets ask one after the other.
  struct {
    std::size_t block = static_cast<std::size_t>(-1);
    bool numbers_only = false;
    std::vector<Link> links;
  } above_;

  static bool numbers_only(const Statement& statement) {
    return statement.values.empty() && statement.required.empty() && statement.same.empty() && statement.usual.empty() && !statement.unchangeable;
  }

  // Entities that the block itself is about and that the statement may be of, best first.
  std::vector<Link> links(std::size_t block, const Statement& statement) {
    std::vector<Link> out;
    glance_.look_at(block);
    const Wanted wanted = numbers_only(statement) ? Wanted::numeric : Wanted::binding;
    for (const std::uint32_t id : catalogue_.named_by(glance_.words(), glance_.outlook(names_), wanted)) {
      const Catalogue::Bound& bound = catalogue_.all()[id];
      const auto hit = weigh_block(bound.query, glance_, block, names_);
      if (hit && hit->score >= kEnough) out.push_back({&bound, hit->score, hit->opens});
    }
    std::stable_sort(out.begin(), out.end(), [](const Link& a, const Link& b) { return a.score > b.score; });
    return out;
  }

  const std::vector<Link>& links_above(std::size_t block, const Statement& statement) {
    if (above_.block != block || above_.numbers_only != numbers_only(statement)) above_ = {block, numbers_only(statement), links(block, statement)};
    return above_.links;
  }

  void bind(std::size_t block, const Statement& statement) {
    if (bind_to(block, links(block, statement), statement, 1.0)) return;
    const std::int32_t up = segment_.blocks.all[block].parent;
    if (up >= 0 && segment_.blocks.all[static_cast<std::size_t>(up)].kind != BlockKind::heading)
      bind_to(block, links_above(static_cast<std::size_t>(up), statement), statement, 0.9);
    else if (up >= 0) bind_to(block, links_above(static_cast<std::size_t>(up), statement), statement, 0.95);
  }

  bool bind_to(std::size_t block, const std::vector<Link>& links, const Statement& statement, double nearness) {
    for (const Link& link : links) {
      if (!link.bound->query.entity.value.empty()) {
        if (conditional(block, link, statement, nearness)) return true;
        continue;
      }
      if (numbers(block, *link.bound, statement, sureness(block, link, statement, nearness), {})) return true;
      if (names(block, link, statement, nearness)) return true;
    }
    return false;
  }

  // "gp3 ... up to 16k IOPS": a limit of Iops that holds where VolumeType is gp3.
  bool conditional(std::size_t block, const Link& link, const Statement& statement, double nearness) {
    const Entity& e = link.bound->query.entity;
    for (const auto& q : {statement.max, statement.min}) {
      if (!q || q->unit.empty() || q->dimension != Dimension::count) continue;
      const Catalogue::Bound* other = catalogue_.property_called(e.name, q->unit);
      if (!other && statement.min) other = catalogue_.property_called(e.name, statement.min->unit);
      if (other && numbers(block, *other, statement, std::min(0.9, sureness(block, link, statement, nearness)), e.path.back() + "=" + e.value)) return true;
    }
    return false;
  }

  double sureness(std::size_t block, const Link& link, const Statement& statement, double nearness) const {
    const Role role = speech_of(segment_.text(segment_.blocks.all[block])).role;
    if (statement.hedged || role == Role::scenario || role == Role::incorrect) return 0.6;
    return link.score * nearness >= kCertain && link.opens ? 1.0 : 0.7;
  }

  // The quantity in the property's unit; nothing where it measures something else.
  static std::optional<double> value_of(const Quantity& q, const Catalogue::Bound& bound) {
    if (bound.total && q.dimension == Dimension::count) return std::nullopt;  // what a map holds together is no bare number
    if (bound.unit) {
      if (q.dimension == bound.unit->dimension) return q.dimension == Dimension::count ? q.value : q.value / bound.unit->scale;
      if (q.dimension == Dimension::count && q.unit.empty()) return q.value;
      if (q.dimension == Dimension::count && bound.unit->dimension != Dimension::count)
        return q.unit == "value" || q.unit == "valid" ? std::optional(q.value) : std::nullopt;
      return std::nullopt;
    }
    if (!bound.numeric || q.dimension != Dimension::count) return std::nullopt;
    return q.value;
  }

  // "default 4 days, max 14": a bare number is in the unit of the one beside it.
  static Quantity with_unit(const Quantity& q, const Catalogue::Bound& bound, const Statement& statement) {
    if (!bound.unit || bound.unit->dimension == Dimension::count || q.dimension != Dimension::count || !q.unit.empty()) return q;
    for (const auto& beside : {statement.min, statement.max, statement.standard}) {
      const auto unit = beside && beside->dimension == bound.unit->dimension ? unit_called(beside->unit) : std::nullopt;
      if (!unit) continue;
      Quantity same = q;
      same.value *= unit->scale;
      same.dimension = beside->dimension;
      same.unit = beside->unit;
      return same;
    }
    return q;
  }

  bool numbers(std::size_t block, const Catalogue::Bound& bound, const Statement& statement, double sure, std::string when) {
    if (!bound.numeric) return false;
    const auto part = [&](const std::optional<Quantity>& q) { return q ? value_of(with_unit(*q, bound, statement), bound) : std::nullopt; };
    auto min = part(statement.min);
    const auto max = part(statement.max);
    const auto standard = part(statement.standard);
    if (!min && !max && !standard) return plainly(block, bound, statement);
    if ((statement.max && !max) || (statement.min && !min && !max)) return false;  // speaks of something else
    if (!bound.unit) sure = std::min(sure, 0.7);
    for (const auto* q : {&statement.min, &statement.max, &statement.standard})
      if (*q && of_another(block, bound, **q)) sure = std::min(sure, 0.6);
    Fact fact = fact_of(block, bound.entity, sure);
    fact.constraint.type = bound.total ? "size" : "range";
    if (min && max && *min > *max) min.reset();
    fact.constraint.min = min;
    fact.constraint.max = max;
    fact.constraint.when = std::move(when);
    if (standard) fact.default_value = number_text(*standard);
    merge(std::move(fact));
    return true;
  }

  // "Timeout: API Gateway gives up after at most 29 seconds": the clause of the number names another service.
  bool of_another(std::size_t block, const Catalogue::Bound& bound, const Quantity& q) const {
    const std::string_view text = segment_.text(segment_.blocks.all[block]);
    if (segment_.blocks.all[block].kind == BlockKind::row || q.end > text.size()) return false;
    const std::size_t comma = text.substr(0, q.begin).find_last_of(",;.(");
    const std::size_t from = comma == std::string_view::npos ? 0 : comma + 1;
    const std::size_t to = std::min(text.find_first_of(",;.)\n", q.end), text.size());
    const Scopes named = names_.named_in(words_of(text.substr(from, to - from)).whole);
    return named.any() && (named & (bound.query.own | bound.query.wider)).none();
  }

  // "/tmp (512 MB)": worth comparing with the specification, too weak to bind a template.
  bool plainly(std::size_t block, const Catalogue::Bound& bound, const Statement& statement) {
    if (!statement.plain || !bound.unit || bound.total) return false;
    const auto value = value_of(*statement.plain, bound);
    if (!value) return false;
    Fact fact = fact_of(block, bound.entity, 0.5);
    fact.constraint.type = "range";
    fact.constraint.max = value;
    merge(std::move(fact));
    return true;
  }

  bool names(std::size_t block, const Link& link, const Statement& statement, double nearness) {
    const double sure = sureness(block, link, statement, nearness);
    if (statement.values.size() > 1 && !link.bound->unit) {
      Fact fact = fact_of(block, link.bound->entity, sure);
      fact.constraint.type = "enum";
      fact.constraint.values = statement.values;
      facts_.push_back(std::move(fact));
      return true;
    }
    if (!statement.required.empty() && link.bound->query.entity.kind == EntityKind::section) {
      Fact fact = fact_of(block, link.bound->entity, sure);
      fact.constraint.type = "required";
      fact.constraint.values = statement.required;
      facts_.push_back(std::move(fact));
      return true;
    }
    if (!statement.same.empty() && !link.bound->unit) {
      Fact fact = fact_of(block, link.bound->entity, std::min(sure, 0.8));
      fact.constraint.type = "same-as";
      fact.constraint.values = {statement.same};
      facts_.push_back(std::move(fact));
      return true;
    }
    if (statement.unchangeable) {
      Fact fact = fact_of(block, link.bound->entity, std::min(sure, 0.7));
      fact.constraint.type = "unchangeable";
      facts_.push_back(std::move(fact));
      return true;
    }
    if (!statement.usual.empty() && !link.bound->unit && !link.bound->numeric) {
      Fact fact = fact_of(block, link.bound->entity, std::min(sure, 0.7));
      fact.constraint.type = "default";
      fact.default_value = statement.usual;
      facts_.push_back(std::move(fact));
      return true;
    }
    return false;
  }

  Fact fact_of(std::size_t block, const std::string& entity, double sure) const {
    const Block& b = segment_.blocks.all[block];
    Fact fact;
    fact.entity = entity;
    fact.path = segment_.file.path;
    fact.origin = segment_.file.origin;
    fact.line = b.line;
    fact.text = std::string(segment_.text(b).substr(0, kMaxStatement));
    fact.source = "prose";
    fact.sureness = sure;
    fact.topic = topic_of(segment_, block);
    return fact;
  }

  // "The default is 300." and "The maximum is 3600." in two bullets stay two facts; the same said twice is one.
  void merge(Fact fact) {
    const bool known = std::any_of(facts_.begin(), facts_.end(), [&](const Fact& other) {
      return other.entity == fact.entity && other.line == fact.line && other.constraint.when == fact.constraint.when;
    });
    if (!known) facts_.push_back(std::move(fact));
  }

  // A bare number in a cell is in the property's own unit, whatever the cells beside it are in.
  static void give_unit(std::optional<Quantity>& q, const Catalogue::Bound& bound) {
    if (!q || !bound.unit || bound.unit->dimension == Dimension::count || q->dimension != Dimension::count || !q->unit.empty()) return;
    q->value *= bound.unit->scale;
    q->dimension = bound.unit->dimension;
    q->unit = "as the property";
  }

  // "| Setting | Least | Most | Default |": each row limits the property it names.
  void limits(std::size_t head, const std::vector<std::string>& columns) {
    std::size_t least = 0, most = 0, usual = 0;  // columns; 0, which names the property: none
    for (std::size_t c = 1; c < columns.size(); ++c) {
      const auto is = [&](std::initializer_list<std::string_view> names) {
        return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return phrase_of(columns[c]) == phrase_of(name); });
      };
      if (is({"min", "minimum", "least", "lowest", "at least"})) least = c;
      else if (is({"max", "maximum", "most", "highest", "at most", "up to", "limit"})) most = c;
      else if (is({"default", "by default"})) usual = c;
    }
    if (least + most + usual == 0) return;
    for (std::size_t r = head + 1; r < segment_.blocks.subtree_end(head); ++r) {
      const auto row = cells(segment_.text(segment_.blocks.all[r]));
      const auto one = [&](std::size_t c) -> std::optional<Quantity> {
        if (c == 0 || c >= row.size()) return std::nullopt;
        const auto found = quantities_of(row[c]);
        return found.size() == 1 && found[0].begin == 0 && !found[0].rate ? std::optional(found[0]) : std::nullopt;
      };
      Statement statement;
      statement.min = one(least);
      statement.max = one(most);
      statement.standard = one(usual);
      if (statement.empty()) continue;
      for (const Link& link : links(r, statement)) {
        if (!link.opens || !link.bound->query.entity.value.empty()) continue;
        for (auto* q : {&statement.min, &statement.max, &statement.standard}) give_unit(*q, *link.bound);
        if (numbers(r, *link.bound, statement, link.score >= kCertain ? 1.0 : 0.7, {})) break;
      }
    }
  }

  // A column headed like a property lists its values.
  void table(std::size_t head) {
    const std::vector<std::string> columns = cells(segment_.text(segment_.blocks.all[head]));
    limits(head, columns);
    const std::int32_t up = segment_.blocks.all[head].parent;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const Catalogue::Bound* bound = column_property(columns[c], head, up);
      if (!bound || bound->unit) continue;
      Fact fact = fact_of(head, bound->entity, 0.7);
      fact.constraint.type = "enum";
      for (std::size_t r = head + 1; r < segment_.blocks.subtree_end(head); ++r) {
        const auto row = cells(segment_.text(segment_.blocks.all[r]));
        if (c < row.size())
          if (const auto values = read_values(row[c].substr(0, row[c].find(" ("))); values.size() == 1) fact.constraint.values.push_back(values[0]);
      }
      if (fact.constraint.values.size() > 1) facts_.push_back(std::move(fact));
    }
  }

  const Catalogue::Bound* column_property(const std::string& column, std::size_t head, std::int32_t up) {
    const Phrase phrase = phrase_of(column);
    if (phrase.empty()) return nullptr;
    const Catalogue::Bound* best = nullptr;
    double best_score = 0;
    for (const std::uint32_t id : catalogue_.starting_with(phrase.front())) {
      const Catalogue::Bound& bound = catalogue_.all()[id];
      if (!bound.binds || !bound.query.entity.value.empty()) continue;
      const bool called = std::any_of(bound.query.terms.begin(), bound.query.terms.end(), [&](const Term& t) { return t.words == phrase; });
      if (!called) continue;
      for (const std::int32_t at : {static_cast<std::int32_t>(head), up}) {
        if (at < 0) continue;
        const auto hit = weigh_block(bound.query, glance_, static_cast<std::size_t>(at), names_);
        if (hit && hit->score > best_score) {
          best = &bound;
          best_score = hit->score;
        }
      }
    }
    return best;
  }

  static std::vector<std::string> cells(std::string_view row) {
    std::vector<std::string> out;
    if (!row.empty() && row.front() == '|') row.remove_prefix(1);
    while (true) {
      const std::size_t bar = row.find('|');
      std::string_view one = row.substr(0, bar);
      const auto edge = [](char ch) { return ch == ' ' || ch == '*' || ch == '`' || ch == '"'; };
      while (!one.empty() && edge(one.front())) one.remove_prefix(1);
      while (!one.empty() && edge(one.back())) one.remove_suffix(1);
      out.emplace_back(one);
      if (bar == std::string_view::npos) break;
      row.remove_prefix(bar + 1);
    }
    return out;
  }
};

bool same_number(double a, double b) { return std::abs(a - b) < 0.5; }

std::string range_text(const std::optional<double>& min, const std::optional<double>& max) {
  if (min && max) return number_text(*min) + " to " + number_text(*max);
  if (max) return "at most " + number_text(*max);
  if (min) return "at least " + number_text(*min);
  return {};
}

}  // namespace

std::string topic_of(const Segment& segment, std::size_t block) {
  std::size_t top = block;
  while (segment.blocks.all[top].parent >= 0) top = static_cast<std::size_t>(segment.blocks.all[top].parent);
  std::string text(segment.text(segment.blocks.all[top]).substr(0, 40));
  while (!text.empty() && (text.back() == ' ' || text.back() == ':')) text.pop_back();
  return text.substr(0, text.find(" ("));
}

std::vector<Fact> prose_facts(const Segment& segment, const Names& names, const Catalogue& catalogue) { return Finder(segment, names, catalogue).find(); }

std::string constraint_text(const Constraint& constraint) {
  if (constraint.min || constraint.max) return range_text(constraint.min, constraint.max);
  std::string out;
  for (const std::string& value : constraint.values) out += (out.empty() ? "" : ", ") + value;
  return out;
}

std::string saying(const Fact& fact) {
  const auto grouped = [](double value) {
    std::string text = number_text(value);
    if (text.size() < 5 || text.find_first_not_of("0123456789") != std::string::npos) return text;
    for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
    return text;
  };
  const Constraint& c = fact.constraint;
  std::string limits = constraint_text(c);
  if (c.min && c.max) limits = grouped(*c.min) + " to " + grouped(*c.max);
  else if (c.max) limits = "at most " + grouped(*c.max);
  else if (c.min) limits = "at least " + grouped(*c.min);
  return std::string(fact.origin == Origin::person ? "your notes say " : "Cribsheet's notes say ") + limits + " (" +
         (fact.topic.empty() ? std::string{} : fact.topic + ", ") + "line " + std::to_string(fact.line + 1) + ")";
}

void compare(Fact& fact, const pack::Pack* pack) {
  fact.status = "adds";
  fact.now.clear();
  if (!pack) return;
  const Specification spec = specification_of(*pack, read_entity(fact.entity));
  if (!spec.known) return;
  const Constraint& c = fact.constraint;
  if (c.type == "range" && c.when.empty() && (spec.min || spec.max)) {
    // a person may be stricter than AWS
    const bool strict = fact.source == "check" && !(c.max && spec.max && *c.max > *spec.max + 0.5);
    const bool max_differs = !strict && c.max && spec.max && !same_number(*c.max, *spec.max);
    // "a message has 1 byte to 1 MiB" is true of messages, whatever the least that the property takes
    if (fact.source == "prose" && c.min && spec.min && *c.min > *spec.min + 0.5) fact.sureness = std::min(fact.sureness, 0.7);  // "at least 1,769 MB gives ..."
    const bool min_differs = c.min && !c.max && spec.min && *c.min < *spec.min - 0.5;
    fact.status = max_differs || min_differs ? "stale" : (c.max && !spec.max) ? "adds" : "agrees";
    if (fact.status == "stale") fact.now = range_text(spec.min, spec.max);
    if (strict && fact.status == "agrees" && ((c.max && spec.max && !same_number(*c.max, *spec.max)) || (c.min && spec.min && !same_number(*c.min, *spec.min))))
      fact.status = "adds";
  } else if (c.type == "enum" && !spec.values.empty() && fact.source == "check") {
    const auto known = [&](const std::string& value) { return std::find(spec.values.begin(), spec.values.end(), value) != spec.values.end(); };
    if (std::all_of(c.values.begin(), c.values.end(), known)) fact.status = c.values.size() == spec.values.size() ? "agrees" : "adds";
  } else if (c.type == "enum" && !spec.values.empty()) {
    std::string missing;
    for (const std::string& value : spec.values) {
      if (std::find(c.values.begin(), c.values.end(), value) == c.values.end()) missing += (missing.empty() ? "" : ", ") + value;
    }
    for (const std::string& value : c.values)
      if (std::find(spec.values.begin(), spec.values.end(), value) == spec.values.end()) fact.sureness = std::min(fact.sureness, 0.7);
    fact.status = missing.empty() ? "agrees" : "stale";
    if (!missing.empty()) fact.now = "also " + missing;
  }
}

}  // namespace cribsheet::notes

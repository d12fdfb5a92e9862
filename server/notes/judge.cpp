#include "notes/judge.h"

#include <algorithm>
#include <unordered_set>

namespace cribsheet::notes {
namespace {

const std::unordered_set<std::uint32_t>& fillers() {
  static const std::unordered_set<std::uint32_t> set = [] {
    std::unordered_set<std::uint32_t> out;
    for (const char* word : {"the", "a",    "an",      "amazon",  "aws",     "use",  "using",  "enable", "set",   "create", "configure", "with",
                             "for", "in",   "on",      "to",      "your",    "you",  "simple", "new",    "up",    "of",     "can",       "and",
                             "or",  "by",   "how",     "add",     "attach",  "need", "must",   "when",   "if",    "every",  "each",      "all",
                             "is",  "what", "minimum", "maximum", "default", "max",  "min",    "total",  "valid", "allowed"})
      out.insert(stem_hash(word));
    return out;
  }();
  return set;
}

// Where the part of a bullet ends that says what it is about.
std::size_t end_of_head(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i < text.size() && i < from + 120; ++i) {
    const char c = text[i];
    if (c != ':' && c != '-' && c != '=' && c != ' ' && c != '.' && c != '\xE2') continue;
    const std::string_view rest = text.substr(i);
    if (rest[0] == ':' && (rest.size() == 1 || rest[1] == ' ' || rest[1] == '*')) return i;
    if (rest.starts_with("->") || rest.starts_with("=>") || rest.starts_with("\xE2\x86\x92") || rest.starts_with(" = ") || rest.starts_with(" - ") ||
        rest.starts_with(" -- ") || rest.starts_with(" \xE2\x80\x93 ") || rest.starts_with(" \xE2\x80\x94 ") || rest.starts_with(". "))
      return i;
  }
  return std::min(text.size(), from + 120);
}

constexpr std::size_t kMostReadWithHeading = 3;  // words; a short heading is read together with the one above it
constexpr double kInTemplates = 0.06;            // where the topic is templates themselves

struct Match {
  double score = 0;
  bool opens = false;
  std::size_t term = 0;
};

class Judge {
 public:
  Judge(const Query& query, Glance& glance, const Names& names)
      : query_(query), glance_(glance), segment_(glance.segment()), names_(names), words_(glance.words()) {}

  std::optional<Hit> judge(std::size_t index) {
    const Block& block = segment_.blocks.all[index];
    const std::string_view text = segment_.text(block);
    Reach reach = reach_of(index);
    glance_.look_at(index);
    Speech speech = glance_.speech();
    if (speech.skip == 0) labelled(speech, reach);
    Match best;
    double others = 0;
    for (std::size_t t = 0; t < query_.terms.size(); ++t) {
      const Match match = weigh(query_.terms[t], index, text, speech, reach);
      if (match.score <= 0) continue;
      if (match.score > best.score) {
        best = match;
        best.term = t;
      }
      others += 0.02;
    }
    if (best.score <= 0) return std::nullopt;
    double score = best.score + std::min(std::max(others - 0.02, 0.0), 0.06) + context_bonus(index);
    score -= 0.01 * std::min<int>(block.depth, 6);  // details stand deeper
    if (speech.role == Role::incorrect) score *= 0.85;
    if (block.kind == BlockKind::code) score *= text.starts_with("\"") ? 0.8 : 0.95;
    if (best.opens && segment_.is_topic(index)) score += 0.1;
    if ((reach.around & query_.templates).any()) score += kInTemplates;
    if (block.kind == BlockKind::table) score *= 0.9;
    score *= bareness(index, text, query_.terms[best.term]);
    return Hit{&segment_, index, score, best.opens && speech.role != Role::correct && speech.role != Role::incorrect};
  }

  double nearness(std::size_t index) { return reach_of(index).scope; }

 private:
  const Query& query_;
  Glance& glance_;
  const Segment& segment_;
  const Names& names_;
  const Words& words_;  // of the block that is judged

  const Scopes& named(std::size_t index) const { return segment_.named(index); }

  struct Reach {
    double scope = 0;        // 1: inside the entity's topic. 0.9: named near by. 0.75: no topic at all. 0.5: inside another's topic
    bool by_itself = false;  // only the text itself names the topic
    Scopes around;           // what the topics around it name
  };

  // "Lambda: timeout max 15 min": the label is the topic, and the text opens behind it.
  void labelled(Speech& speech, Reach& reach) const {
    const auto& [colon, scopes] = glance_.label(names_);
    if ((scopes & (query_.own | query_.wider)).none()) return;
    speech.skip = colon + 1;
    reach.scope = std::max(reach.scope, (scopes & query_.own).any() ? 1.0 : 0.95);
    reach.by_itself = false;
  }

  Reach reach_of(std::size_t index) {
    Reach reach;
    reach.scope = scope_of(index, reach);
    return reach;
  }

  double scope_of(std::size_t index, Reach& reach) {
    double found = 0;
    bool other = false;
    bool beside = false;  // a wider place is named by a bullet above, not by the topic
    std::int32_t up = segment_.blocks.all[index].parent;
    for (; up >= 0; up = segment_.blocks.all[static_cast<std::size_t>(up)].parent) {
      const Block& block = segment_.blocks.all[static_cast<std::size_t>(up)];
      const Scopes& s = named(static_cast<std::size_t>(up));
      const bool topic = block.parent < 0 || block.kind == BlockKind::heading;
      if (topic) reach.around |= s;
      if ((s & query_.own).any()) found = std::max(found, topic ? 1.0 : 0.95);
      else if ((s & query_.wider).any()) {
        found = std::max(found, topic ? 0.95 : 0.9);
        if (!topic) beside = true;
      }
      if (s.any()) other = true;
    }
    if ((segment_.scopes & query_.own).any()) found = std::max(found, other ? 0.85 : 1.0);
    else if ((segment_.scopes & query_.wider).any()) found = std::max(found, other ? 0.8 : 0.95);
    if (found >= 0.95) return found;
    if (beside && found <= 0.9 && topic_of_others(reach)) found = 0.75;
    const Scopes& s = named(index);
    if ((s & query_.own).any()) found = std::max(found, segment_.blocks.all[index].parent < 0 ? 1.0 : 0.92);
    else if ((s & query_.wider).any()) found = std::max(found, topic_of_others(reach) ? 0.75 : 0.88);
    if (found > 0) {
      reach.by_itself = segment_.blocks.all[index].parent >= 0;
      return found;
    }
    // Under no topic, what a line names is what it is about.
    return other || s.any() || segment_.scopes.any() ? 0.5 : 0.75;
  }

  bool topic_of_others(const Reach& reach) const { return reach.around.any() && (reach.around & (query_.own | query_.wider)).none(); }

  Match weigh(const Term& term, std::size_t index, std::string_view text, const Speech& speech, const Reach& around) {
    Match match;
    if (!term.alone && around.scope < 0.7) return match;
    std::size_t at = std::string_view::npos;
    std::size_t after = 0;
    bool identifier = false;
    bool longer = false;
    if (!term.literal.empty()) {
      if (!term.may_stand_in(words_)) return match;
      at = find_literal(text, term.literal);
      if (at == std::string_view::npos) return match;
      after = at + term.literal.size();
      identifier = true;
    } else {
      if (!term.may_stand_in(words_)) return with_heading(term, index, around);
      std::span<const Word> list = words_.whole;
      std::ptrdiff_t i = find_phrase(list, term.words);
      if (i < 0 && term.words.size() > 1) {  // one hump of an identifier is not the word
        list = words_.parts;
        i = find_phrase(list, term.words);
      }
      if (i < 0) return with_heading(term, index, around);
      at = list[static_cast<std::size_t>(i)].begin;
      after = list[static_cast<std::size_t>(i) + term.words.size() - 1].end;
      identifier = term.words.size() == 1 && !term.curated && term.alone;
      if (term.words.size() == 1 && !identifier) longer = inside_longer_name(text, list, static_cast<std::size_t>(i), term);
    }
    double place = place_of(at, after, text, speech, segment_.blocks.all[index], match);
    if (identifier) place = std::max(place, 0.75);
    double reach = around.scope;
    if (term.alone && reach < 0.7) reach = identifier || term.curated ? 0.8 : 0.7;
    if (identifier && !term.literal.empty()) reach = std::max(reach, 0.9);
    const bool whole = query_.entity.kind == EntityKind::type || query_.entity.kind == EntityKind::service;
    if (whole && around.by_itself && !match.opens && !identifier && (term.names & named(index)).any()) reach = std::min(reach, 0.7);
    if (around.by_itself && !term.alone && term.length() == 1) reach *= 0.8;
    if (around.scope == 0.75 && !term.alone && term.length() == 1 && !match.opens && place < 0.8 && query_.entity.kind == EntityKind::property &&
        !is_capitals(text.substr(at, after - at)))
      reach *= 0.7;  // one common word, and no topic to place it
    if (!whole && !term.alone && circular(term, index, around)) reach *= 0.6;
    if (longer) reach *= 0.7;
    if (!term.curated && at >= 2 && text.substr(at - 2, 2) == "--") reach *= 0.7;  // an option of a command
    // a type is not the subject of every sentence that mentions it
    if (query_.entity.kind == EntityKind::type && !identifier && !match.opens && place < 0.7 && term.length() == 1) reach *= 0.8;
    match.score = term.weight * place * reach;
    return match;
  }

  static bool is_capitals(std::string_view word) {
    return word.size() > 1 && std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z' && c != 's'; });
  }

  // "Origin" in "Origin groups": the word belongs to the name of something else.
  bool inside_longer_name(std::string_view text, std::span<const Word> words, std::size_t at, const Term& term) const {
    for (const Phrase& phrase : names_.longer_names(term.words.front())) {
      const auto own = [&](const Term& each) { return each.words == phrase; };
      if (std::any_of(query_.terms.begin(), query_.terms.end(), own)) continue;
      for (std::size_t k = 0; k < phrase.size(); ++k) {
        if (phrase[k] != term.words.front() || at < k) continue;
        const auto run = words.subspan(at - k, std::min(phrase.size(), words.size() - (at - k)));
        if (find_phrase(run, phrase) == 0 &&
            text.substr(run.front().begin, run.back().end - run.front().begin).find_first_of(":.,;()") == std::string_view::npos)
          return true;
      }
    }
    return false;
  }

  // "X-Ray" inside the X-Ray topic says nothing about a Lambda function's tracing, unless Lambda is named too.
  bool circular(const Term& term, std::size_t index, const Reach& around) {
    if (term.names.none()) return false;
    const bool topic = segment_.is_topic(index);
    Scopes near = around.around;
    if (topic || around.by_itself) near |= named(index);
    if ((term.names & near).none()) return false;
    return topic || (named(index) & query_.own & ~term.names).none();
  }

  // "Reserved" under "Concurrency" is reserved concurrency: a short heading is read together with the one above it.
  Match with_heading(const Term& term, std::size_t index, const Reach& around) const {
    Match match;
    const Block& block = segment_.blocks.all[index];
    if (words_.whole.size() > kMostReadWithHeading || term.words.size() < 2 || block.parent < 0 ||
        (block.kind != BlockKind::heading && !segment_.blocks.has_children(index)))
      return match;
    const std::string joined =
        std::string(segment_.text(block)) + " " + std::string(segment_.text(segment_.blocks.all[static_cast<std::size_t>(block.parent)]));
    if (joined.size() > 120) return match;
    const std::ptrdiff_t at = find_phrase(words_of(joined).whole, term.words);
    if (at < 0 || static_cast<std::size_t>(at) >= words_.whole.size()) return match;  // said by the heading alone
    match.opens = true;
    match.score = term.weight * 0.9 * around.scope;
    return match;
  }

  // How much the place of a name says that the text is about it: it opens the text, stands in its head, somewhere in it.
  double place_of(std::size_t at, std::size_t after, std::string_view text, const Speech& speech, const Block& block, Match& match) {
    std::size_t before = 0;
    bool only_fillers = true;
    const std::size_t sentence = sentence_start(text, at);
    for (const Word& word : words_.whole) {
      if (word.begin >= at) break;
      if (word.begin < std::max(speech.skip, sentence)) continue;
      ++before;
      if (!fillers().contains(word.hash)) only_fillers = false;
    }
    const std::size_t head = block.kind == BlockKind::heading ? text.size() : glance_.head_end(speech.skip);
    double place = 0.62;
    if (sentence > speech.skip) {
      place = before == 0 || (only_fillers && before <= 4) ? 0.8 : 0.62;  // opens a later sentence
    } else if (before == 0 || (only_fillers && before <= 4)) {
      place = before == 0 ? 0.95 : 0.92;
      match.opens = true;
    } else if (at < head && before <= (head < text.size() ? 10u : 6u)) {
      place = 0.82;
    } else if (before <= 5) {
      place = 0.78;
    } else if (answers(text, at, after)) {
      place = 0.8;
    }
    // "Name - what it is"
    std::size_t tail = after;
    while (tail < text.size() && (text[tail] == '*' || text[tail] == '`' || text[tail] == '"' || text[tail] == '\'' || text[tail] == ')' || text[tail] == ' '))
      ++tail;
    if (match.opens && (tail >= head || tail + 1 >= text.size())) place += 0.07;
    return place;
  }

  // Of the sentence around an offset; 0: the first.
  static std::size_t sentence_start(std::string_view text, std::size_t at) {
    for (std::size_t i = at; i-- > 2;) {
      if (text[i] == ' ' && (text[i - 1] == '.' || text[i - 1] == '!' || text[i - 1] == '?') && is_word_byte(text[i - 2])) return i + 1;
      if (text[i] == '\n' && i > 2 && text[i - 1] == '.') return i + 1;
    }
    return 0;
  }

  // "Which policy is it? -> Trust policy"
  static bool answers(std::string_view text, std::size_t at, std::size_t after) {
    while (after < text.size() && !is_word_byte(text[after])) ++after;
    if (after < text.size()) return false;
    while (at > 0 && text[at - 1] == ' ') --at;
    return at > 1 && (text[at - 1] == '>' || text.substr(0, at).ends_with("\xE2\x86\x92"));
  }

  double context_bonus(std::size_t index) {
    double bonus = 0;
    for (const Term& term : query_.context) {
      if (bonus >= 0.12) break;
      if (holds(term, index, words_)) {
        bonus += 0.04;
        continue;
      }
      std::int32_t up = segment_.blocks.all[index].parent;
      for (int steps = 0; up >= 0 && steps < 4; ++steps, up = segment_.blocks.all[static_cast<std::size_t>(up)].parent) {
        if (!holds(term, static_cast<std::size_t>(up), glance_.words_above(static_cast<std::size_t>(up)))) continue;
        bonus += 0.06;
        break;
      }
    }
    return std::min(bonus, 0.15);
  }

  bool holds(const Term& term, std::size_t block, const Words& words) const {
    if (!term.may_stand_in(words)) return false;
    if (!term.literal.empty()) return find_literal(segment_.text(segment_.blocks.all[block]), term.literal) != std::string_view::npos;
    return find_phrase(words.whole, term.words) >= 0 || find_phrase(words.parts, term.words) >= 0;
  }

  // A bullet that is nothing but a name, with nothing under it, says nothing about it.
  double bareness(std::size_t index, std::string_view text, const Term& term) const {
    const Block& block = segment_.blocks.all[index];
    if (block.kind == BlockKind::row || block.kind == BlockKind::code) return 1;
    if (segment_.blocks.has_children(index)) return 1;
    const std::size_t length = words_.whole.size();
    if (length <= term.length() + 1 && text.size() < 60) return query_.entity.kind == EntityKind::type || query_.entity.kind == EntityKind::service ? 0.4 : 0.8;
    return 1;
  }
};

}  // namespace

void Glance::look_at(std::size_t block) {
  if (block == block_) return;
  block_ = block;
  if (above_.size() > 64) above_.clear();
  const std::string_view text = segment_.text(segment_.blocks.all[block]);
  words_of(text, words_);
  speech_ = speech_of(text);
  label_.reset();
  heads_.fill({std::string_view::npos, 0});
}

const Glance::Label& Glance::label(const Names& names) {
  if (label_) return *label_;
  const std::string_view text = segment_.text(segment_.blocks.all[block_]);
  const std::size_t colon = text.substr(0, kLongestLabel + 2).find(": ");
  if (colon == std::string_view::npos) return label_.emplace(Label{std::string_view::npos, {}});
  return label_.emplace(Label{colon, names.named_in(words_of(text.substr(0, colon)).whole)});
}

std::size_t Glance::head_end(std::size_t from) {
  for (const auto& [begin, end] : heads_)
    if (begin == from) return end;
  heads_[1] = heads_[0];
  heads_[0] = {from, end_of_head(segment_.text(segment_.blocks.all[block_]), from)};
  return heads_[0].second;
}

// The same reach as Judge's, for all entities at once: what this lets go has no place there.
Outlook Glance::outlook(const Names& names) {
  Outlook out;
  out.words = words_.bits;
  const Block& block = segment_.blocks.all[block_];
  if (words_.whole.size() <= kMostReadWithHeading && block.parent >= 0)
    out.words |= words_of(segment_.text(segment_.blocks.all[static_cast<std::size_t>(block.parent)])).bits;
  const Scopes& own = segment_.named(block_);
  out.near = own | segment_.scopes;
  out.elsewhere = segment_.scopes.any() || (own.any() && segment_.is_topic(block_));
  for (std::int32_t up = block.parent; up >= 0; up = segment_.blocks.all[static_cast<std::size_t>(up)].parent) {
    const Scopes& above = segment_.named(static_cast<std::size_t>(up));
    out.near |= above;
    out.elsewhere = out.elsewhere || above.any();
  }
  out.near |= label(names).scopes;
  return out;
}

const Words& Glance::words_above(std::size_t block) {
  const auto [at, fresh] = above_.try_emplace(block);
  if (fresh) words_of(segment_.text(segment_.blocks.all[block]), at->second);
  return at->second;
}

double nearness(const Query& query, Glance& glance, std::size_t block, const Names& names) { return Judge(query, glance, names).nearness(block); }

std::optional<Hit> weigh_block(const Query& query, Glance& glance, std::size_t block, const Names& names) { return Judge(query, glance, names).judge(block); }

}  // namespace cribsheet::notes

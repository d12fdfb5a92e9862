#include "notes/names.h"

#include <algorithm>

namespace cribsheet::notes {
namespace {

std::vector<std::string_view> cells_of(std::string_view cell) {
  std::vector<std::string_view> out;
  while (!cell.empty()) {
    const std::size_t bar = cell.find('|');
    std::string_view one = cell.substr(0, bar);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    if (!one.empty()) out.push_back(one);
    cell = bar == std::string_view::npos ? std::string_view{} : cell.substr(bar + 1);
  }
  return out;
}

Name name_of(std::string_view text) {
  Name name;
  for (; !text.empty(); text.remove_prefix(1)) {
    if (text.front() == '!') name.alone = true;
    else if (text.front() == '~') name.weak = true;
    else if (text.front() == '\'') name.literal = true;
    else break;
  }
  name.text = text;
  if (!name.literal) name.words = phrase_of(text);
  return name;
}

bool is_prefix(std::string_view prefix, std::string_view entity) {
  if (!entity.starts_with(prefix)) return false;
  if (entity.size() == prefix.size() || prefix.ends_with(":") || prefix.ends_with(".") || prefix.ends_with("_")) return true;
  const char next = entity[prefix.size()];
  return next == ':' || next == '.' || next == '=' || next == '!';
}

}  // namespace

Names::Names(const std::vector<std::vector<std::string_view>>& rows) {
  std::unordered_map<std::string, std::size_t> scope_ids;
  for (const auto& row : rows) {
    if (row.empty() || !row[0].starts_with("@") || scopes_.size() >= kMaxScopes) continue;
    Scope scope;
    scope.id = row[0];
    if (row.size() > 1)
      for (const auto cell : cells_of(row[1])) scope.names.push_back(name_of(cell));
    if (row.size() > 2)
      for (const auto cell : cells_of(row[2])) scope.prefixes.emplace_back(cell);
    scope_ids.emplace(scope.id, scopes_.size());
    scopes_.push_back(std::move(scope));
  }
  for (std::size_t s = 0; s < scopes_.size(); ++s) {
    for (const Name& name : scopes_[s].names) {
      if (name.words.empty()) continue;
      by_first_word_[name.words.front()].push_back({name.words, s});
      may_start_.set(name.words.front() % may_start_.size());
    }
  }
  for (auto& [word, list] : by_first_word_) {
    std::stable_sort(list.begin(), list.end(), [](const ScopeName& a, const ScopeName& b) { return a.words.size() > b.words.size(); });
  }
  for (const auto& row : rows) {
    if (row.empty() || row[0].empty() || row[0].starts_with("@") || row[0].starts_with("#") || row[0] == "entity") continue;
    NameEntry& entry = entries_[std::string(row[0])];
    if (row.size() > 1) {
      for (const auto cell : cells_of(row[1])) {
        if (cell.starts_with("=")) entry.like.emplace_back(cell.substr(1));
        else entry.names.push_back(name_of(cell));
      }
    }
    if (row.size() > 2) {
      for (const auto cell : cells_of(row[2])) {
        if (const auto found = scope_ids.find(std::string(cell)); found != scope_ids.end()) entry.places.set(found->second);
      }
    }
  }
  for (const auto& [entity, entry] : entries_) {
    for (const Name& name : entry.names) {
      if (name.words.size() < 2 || name.words.size() > 3) continue;
      for (const std::uint32_t word : name.words) {
        auto& list = longer_[word];
        if (std::find(list.begin(), list.end(), name.words) == list.end()) list.push_back(name.words);
      }
    }
  }
}

const std::vector<Phrase>& Names::longer_names(std::uint32_t word) const {
  static const std::vector<Phrase> none;
  const auto found = longer_.find(word);
  return found == longer_.end() ? none : found->second;
}

Names::Home Names::home(std::string_view entity) const {
  Home home;
  std::size_t longest = 0;
  for (std::size_t s = 0; s < scopes_.size(); ++s) {
    for (const std::string& prefix : scopes_[s].prefixes) {
      if (!is_prefix(prefix, entity)) continue;
      if (prefix.size() > longest) {
        home.wider |= home.own;
        home.own.reset();
        longest = prefix.size();
      }
      (prefix.size() == longest ? home.own : home.wider).set(s);
    }
  }
  return home;
}

Scopes Names::named_in(std::span<const Word> words) const {
  Scopes named;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t step = 1;
    if (!may_start_[words[i].hash % may_start_.size()]) {
      ++i;
      continue;
    }
    if (const auto found = by_first_word_.find(words[i].hash); found != by_first_word_.end()) {
      for (const ScopeName& name : found->second) {
        if (step > name.words.size()) break;
        if (i + name.words.size() > words.size()) continue;
        std::size_t k = 1;
        while (k < name.words.size() && words[i + k].hash == name.words[k]) ++k;
        if (k < name.words.size()) continue;
        named.set(name.scope);
        step = name.words.size();
      }
    }
    i += step;
  }
  return named;
}

Scopes Names::called(const Phrase& words) const {
  Scopes out;
  if (words.empty()) return out;
  const auto found = by_first_word_.find(words.front());
  if (found == by_first_word_.end()) return out;
  for (const ScopeName& name : found->second) {
    if (name.words == words) out.set(name.scope);
  }
  return out;
}

const NameEntry* Names::entry(std::string_view entity) const {
  const auto found = entries_.find(std::string(entity));
  return found == entries_.end() ? nullptr : &found->second;
}

std::optional<std::size_t> Names::scope_called(std::string_view name) const {
  const Phrase words = phrase_of(name);
  for (std::size_t s = 0; s < scopes_.size(); ++s) {
    for (const Name& each : scopes_[s].names) {
      if (each.words == words) return s;
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> Names::scope_with_id(std::string_view id) const {
  for (std::size_t s = 0; s < scopes_.size(); ++s) {
    if (scopes_[s].id == id) return s;
  }
  return std::nullopt;
}

}  // namespace cribsheet::notes

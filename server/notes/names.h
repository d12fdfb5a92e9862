// The names that people give to entities: the table knowledge/tables/aliases.tsv, ready to be asked.
//
// Rows: entity, names, places; names and places are separated by '|'.
//   @sqs                       a scope: a part of AWS that notes have a topic for. Its names, and the prefixes of the entities in it
//   AWS::SQS::Queue.X          an entity (as in the command line's grammar) with the words people use for it
//   *.KmsKeyId, *.Tags         any type's property of that name
// A name may start with one of these marks:
//   !   says it alone, also outside the entity's topic ("DLQ" means a dead-letter queue wherever it stands)
//   ~   only a hint: counts inside the topic, after better ones
//   =   not a name: another entity whose names and topics serve too ("=AWS::Lambda::Function")
//   '   literally as written, with its punctuation ("'.sync")
// Places of an entity: further scopes ("@ecs") whose topics hold notes on it.
#pragma once
#include <bitset>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "notes/words.h"

namespace cribsheet::notes {

constexpr std::size_t kMaxScopes = 256;
using Scopes = std::bitset<kMaxScopes>;

struct Name {
  std::string text;  // as written in the table
  Phrase words;      // empty where literal
  bool literal = false;
  bool alone = false;
  bool weak = false;
};

struct NameEntry {
  std::vector<Name> names;
  std::vector<std::string> like;
  Scopes places;
};

class Names {
 public:
  explicit Names(const std::vector<std::vector<std::string_view>>& rows);

  // Scopes an entity lives in: by the longest prefix (`own`), and by shorter ones and its rows' places (`wider`).
  struct Home {
    Scopes own;
    Scopes wider;
  };
  Home home(std::string_view entity) const;
  // Scopes that a text names; the longest name at a place wins ("Kinesis Data Firehose" is not Kinesis).
  Scopes named_in(std::span<const Word> words) const;
  // The scopes that have exactly this name.
  Scopes called(const Phrase& words) const;
  const NameEntry* entry(std::string_view entity) const;
  // Names of a scope, where the whole entity is one ("SQS"); none: not known.
  std::optional<std::size_t> scope_called(std::string_view name) const;
  std::optional<std::size_t> scope_with_id(std::string_view id) const;  // "@sqs"
  const std::vector<Name>& scope_names(std::size_t scope) const { return scopes_[scope].names; }
  // Names of several words that hold the word.
  const std::vector<Phrase>& longer_names(std::uint32_t word) const;
  // Every entity with names of its own, for linking passages the other way.
  const std::unordered_map<std::string, NameEntry>& entries() const { return entries_; }

 private:
  struct Scope {
    std::string id;
    std::vector<Name> names;
    std::vector<std::string> prefixes;
  };
  struct ScopeName {
    Phrase words;
    std::size_t scope;
  };
  std::vector<Scope> scopes_;
  std::unordered_map<std::uint32_t, std::vector<ScopeName>> by_first_word_;  // longest first
  std::bitset<1 << 14> may_start_;                                           // by the low bits of a first word: most words start no name
  std::unordered_map<std::string, NameEntry> entries_;                       // by entity
  std::unordered_map<std::uint32_t, std::vector<Phrase>> longer_;            // by each of their words
};

}  // namespace cribsheet::notes

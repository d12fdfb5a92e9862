// The entities that notes may speak of, found by the words of their names; for properties also whether a statement can bind them,
// and the unit they are given in.
#pragma once
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "notes/names.h"
#include "notes/quantity.h"
#include "notes/query.h"
#include "pack/pack.h"

namespace cribsheet::notes {

// What is known of a block before anything is judged: which names can't stand in it.
struct Outlook {
  std::uint64_t words = 0;  // bits of all its words
  Scopes near;              // topics that the block and what stands around it name
  bool elsewhere = false;   // it stands in some topic: a name that needs its own topic says nothing outside of it
};

// Which entities are asked for: all; those that a statement can limit; those that a statement of numbers alone can limit.
enum class Wanted : std::uint8_t { all, binding, numeric };

class Catalogue {
 public:
  // `units`: rows of knowledge/tables/units.tsv: an entity, "*.Name" or "*Ending", and its unit.
  Catalogue(const Names& names, const pack::Pack* pack, const std::vector<std::vector<std::string_view>>& units);

  struct Bound {
    std::string entity;
    Query query;
    bool binds = false;    // a property, variable or section: a statement can limit it
    bool numeric = false;  // takes a number; without a pack this is only guessed from the unit
    bool total = false;    // the unit measures the whole map ("total bytes")
    std::optional<Unit> unit;
  };
  // Those that the words may name where the block looks so, each once, ascending.
  std::vector<std::uint32_t> named_by(const Words& words, const Outlook& outlook, Wanted wanted = Wanted::all) const;
  const std::vector<Bound>& all() const { return all_; }
  // Those of which some name starts with the word.
  const std::vector<std::uint32_t>& starting_with(std::uint32_t word) const;
  // The numeric property of a type that is called this ("IOPS" of AWS::EC2::Volume).
  const Bound* property_called(std::string_view type, std::string_view word) const;

 private:
  void add(const std::string& entity, const Names& names, const pack::Pack* pack);
  void unit_of(Bound& bound) const;

  std::vector<Bound> all_;
  // A term of an entity, under its first word.
  struct Start {
    std::uint64_t words = 0;  // bits of all of them
    std::uint32_t id = 0;
    Wanted most = Wanted::all;
    bool alone = false;  // counts outside the entity's topic
  };
  struct Starts {
    std::vector<Start> terms;
    std::vector<std::uint32_t> ids;  // each once
  };
  std::unordered_map<std::uint32_t, Starts> by_word_;
  std::vector<Scopes> homes_;       // by id: own and wider topics
  std::bitset<1 << 14> may_start_;  // by the low bits of a first word: most words start no name
  std::unordered_map<std::string, std::size_t> by_entity_;
  std::vector<std::pair<std::string, std::string>> units_;
};

}  // namespace cribsheet::notes

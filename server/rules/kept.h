// What was found in the resources of a template, kept from one version of the document to the next.
//
// Findings of the shape walk, of embedded documents, of checks part by part (cloudformation/view.h) and of notes, and keys that stand
// twice, depend on the resource's own text, on the template around the resources
// (parameters, conditions, mappings, ...), on what every resource is (its name, type, condition), and on the text of resources
// that it names. While all of these are the same the findings are, but for where they stand. Rules that look at the whole
// template are not kept. A run with what was kept gives the same findings as one without.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "rules/rule.h"

namespace cribsheet::rules {

// The passes over a resource that are kept each by itself, since other rules run between them.
enum class Pass : std::uint8_t { shape, embedded, template_part, notes, keys };
constexpr std::size_t kPasses = 5;

// One document's. Any thread; whoever changes settings, notes or files makes a new one.
class Kept {
 public:
  struct Resource {
    std::vector<std::uint64_t> names;                                // hashes of the names of other resources that stand in its text
    std::uint64_t around = 0;                                        // of all that its findings depend on beside its own text
    std::array<std::optional<std::vector<Finding>>, kPasses> found;  // relative to its begin; nothing: not to be kept
  };
  using Resources = std::unordered_map<std::uint64_t, std::shared_ptr<const Resource>>;  // by fingerprint

  std::shared_ptr<const Resources> resources() const {
    const std::lock_guard lock(mutex_);
    return resources_;
  }
  void replace(std::shared_ptr<const Resources> resources) {
    const std::lock_guard lock(mutex_);
    resources_ = std::move(resources);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Resources> resources_ = std::make_shared<Resources>();
};

// The resources of one version of a document beside what is kept of the last one. One run, one thread.
class Units {
 public:
  // `kept` outlives the run. Documents other than templates have no units.
  Units(const Input& input, Kept& kept);

  // Puts what is known of a resource into the report. False: it is to be looked at.
  bool known(Pass pass, syntax::Node key, Report& report);
  // Whether this resource is to be looked at by itself; then `keep` is told which findings of the report are of it, those from
  // `first` on.
  bool alone(Pass pass, syntax::Node key) const;
  void keep(Pass pass, syntax::Node key, const Report& report, std::size_t first);
  // The run came to its end: what it found replaces what was kept.
  void finish();

 private:
  struct Unit {
    syntax::Node key;
    Offset begin = 0, end = 0;
    std::uint64_t fingerprint = 0;
    std::shared_ptr<const Kept::Resource> before;  // null: it is new, or what is around it is
    std::shared_ptr<Kept::Resource> now;           // null: not to be kept
    std::array<bool, kPasses> seen{};              // looked at in this run: a second time it is no longer alone
  };
  Unit* find(syntax::Node key);
  const Unit* find(syntax::Node key) const;

  Kept& kept_;
  std::vector<Unit> units_;  // in the document's order
};

}  // namespace cribsheet::rules

// Rules: pure functions of one document that report findings. One file a rule (or one idea), one table a folder.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "kinds/kind.h"
#include "model/document.h"
#include "notes/notes.h"
#include "pack/pack.h"
#include "rules/finding.h"
#include "rules/settings.h"

namespace cribsheet::rules {

// Files a rule may ask about; only paths inside the workspace. Null: nothing can be known, so nothing is said.
struct Files {
  virtual ~Files() = default;
  virtual bool exists(const std::string& path) const = 0;
  virtual std::shared_ptr<const model::Document> document(const std::string& path) const = 0;  // null: not there
  virtual std::vector<std::string> known() const { return {}; }                                // paths of the files that may be of a known kind, sorted
};

class Kept;
class Units;

struct Input {
  const model::Document& document;
  const pack::Pack& pack;
  const Settings& settings;
  const notes::Index* notes = nullptr;
  const Files* files = nullptr;
  std::stop_token stop = {};
  Units* units = nullptr;         // what is known of the parts of the document from its last version (kept.h); null: nothing
  std::string_view service = {};  // a resource policy inside a template: the service whose resource it is on ("s3")

  std::string today() const;  // ISO date: the setting, else the clock
};

class Report {
 public:
  // Severity comes from the rule's page.
  void add(Finding finding) { findings.push_back(std::move(finding)); }
  // The finding may be filled in further until the next one is added.
  Finding& add(std::string_view rule, Range range, std::string message) {
    Finding& made = findings.emplace_back();
    made.rule = rule;
    made.range = range;
    made.message = std::move(message);
    return made;
  }
  // Severity is this one, whatever the page says (settings still win).
  Finding& add(std::string_view rule, Range range, std::string message, Severity severity) {
    Finding& made = add(rule, range, std::move(message));
    made.severity = severity;
    made.own_severity = true;
    return made;
  }
  std::vector<Finding> findings;
};

struct Rule {
  std::string_view id;  // of its page in knowledge/rules/
  Severity severity;
  std::vector<std::string_view> kinds;   // where it runs
  void (*check)(const Input&, Report&);  // null: reported by another rule's walk (the shape engine)
};

const std::vector<Rule>& all();         // sorted by id; built from the tables of the folders below (all.cpp)
const Rule* rule(std::string_view id);  // null: there is none
// Runs every rule for the document's kind, syntax errors included; applies severities and suppressions; sorted by place.
// With `kept` (kept.h), parts that are as they were are not looked at again; what is found is the same.
std::vector<Finding> run(const Input& input, Kept* kept = nullptr);

}  // namespace cribsheet::rules

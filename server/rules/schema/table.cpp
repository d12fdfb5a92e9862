#include "rules/schema/walk.h"
#include "rules/tables.h"

namespace cribsheet::rules {

Table schema_table() {
  const std::vector<std::string_view> everywhere = every_kind();
  const std::vector<std::string_view> templates{"cloudformation", "sam"};
  Table table{{"unknown-property", Severity::error, everywhere, check_shape}, {"unknown-resource-type", Severity::error, templates, check_resource_types}};
  for (const std::string_view id :
       {"missing-property", "wrong-type", "value-not-allowed", "out-of-range", "wrong-length", "wrong-pattern", "wrong-format", "wrong-item-count",
        "duplicate-items", "read-only-property", "required-or", "required-xor", "exclusive-properties", "dependent-property", "no-alternative-fits"})
    table.push_back({id, Severity::error, everywhere, nullptr});
  table.push_back({"deprecated-property", Severity::info, everywhere, nullptr});
  return table;
}

}  // namespace cribsheet::rules

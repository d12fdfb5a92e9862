// Ids of the resources that SAM makes, where the template has a resource of that name already.
#include <fmt/format.h>

#include "rules/cloudformation/mends.h"
#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {

void check_generated_ids(const View& view, Report& report) {
  for (const kinds::cloudformation::Made& made : kinds::cloudformation::made_by_sam(view.outline)) {
    // What the template writes out itself under the names of SAM's own APIs replaces them.
    const Resource* taken = made.hashed || made.owner == nullptr ? nullptr : view.outline.resource(made.id);
    if (taken == nullptr) continue;
    Finding& finding = report.add("sam-generated-id", taken->key.range(),
                                  fmt::format("SAM makes an {} called {} for {} ({}); rename one of them", made.type, made.id, made.owner->id, made.because));
    finding.related.push_back({{}, made.owner->key.range(), 0, "What it is made for"});
    cloudformation::offer_new_name(view, taken->key, std::string(taken->id) + "2", finding);
  }
}

}  // namespace cribsheet::rules::sam

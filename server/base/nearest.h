// "Did you mean ...?": the known name nearest to one that was typed.
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace cribsheet {

// Edits between two words: insert, delete, replace, swap of neighbours; case alone costs nothing, so `bucketname` is
// nearest to `BucketName`. Anything above `limit` gives limit + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// The nearest candidate, where it is near enough to be what a person meant (a third of the letters wrong at most, and
// never more than three); the first of equals.
std::optional<std::string_view> nearest(std::string_view typed, const std::vector<std::string_view>& candidates);
// The same for candidates that a loop yields: call `each(use)` and it calls use(candidate) for every candidate.
std::optional<std::string_view> nearest(std::string_view typed, const std::function<void(const std::function<void(std::string_view)>&)>& each);

}  // namespace cribsheet

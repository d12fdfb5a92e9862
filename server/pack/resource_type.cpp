#include <algorithm>

#include "pack/data.h"

namespace cribsheet::pack {

namespace {

std::uint32_t cell(const Pack* pack, std::uint32_t index, TypeField field) {
  return pack == nullptr || index == 0 ? 0 : pack->data().cell(table_types, type_width, index - 1, field);
}

std::string_view text(const Pack* pack, std::uint32_t index, TypeField field) {
  const std::uint32_t offset = cell(pack, index, field);
  return offset == 0 ? std::string_view() : pack->data().string(offset);
}

std::vector<std::string_view> texts(const Pack* pack, std::uint32_t index, TypeField field) {
  const std::uint32_t list = cell(pack, index, field);
  return list == 0 ? std::vector<std::string_view>() : pack->data().strings_of(list);
}

Attribute attribute_at(const Pack::Data& data, const std::uint32_t* record) {
  Attribute attribute;
  attribute.name = data.string(record[attribute_name]);
  attribute.doc = data.string(record[attribute_doc]);
  attribute.types = static_cast<std::uint16_t>(record[attribute_types]);
  attribute.format = data.string(record[attribute_format]);
  return attribute;
}

}  // namespace

std::string_view ResourceType::name() const { return text(pack_, index_, type_name); }
std::string_view ResourceType::doc() const { return text(pack_, index_, type_doc); }
std::string_view ResourceType::url() const { return text(pack_, index_, type_url); }
Shape ResourceType::shape() const { return {pack_, cell(pack_, index_, type_shape)}; }

std::vector<Attribute> ResourceType::attributes() const {
  std::vector<Attribute> result;
  if (!*this) return result;
  const List records = pack_->data().list(cell(pack_, index_, type_attributes));
  for (std::uint32_t i = 0; i + attribute_width <= records.size(); i += attribute_width) {
    result.push_back(attribute_at(pack_->data(), records.begin() + i));
  }
  return result;
}

std::optional<Attribute> ResourceType::attribute(std::string_view name) const {
  if (!*this) return std::nullopt;
  const Pack::Data& data = pack_->data();
  const List records = data.list(cell(pack_, index_, type_attributes));
  std::size_t first = 0, last = records.size() / attribute_width;
  const std::size_t size = last;
  while (first < last) {
    const std::size_t middle = first + (last - first) / 2;
    if (data.string(records.begin()[middle * attribute_width]) < name) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  if (first == size || data.string(records.begin()[first * attribute_width]) != name) return std::nullopt;
  return attribute_at(data, records.begin() + first * attribute_width);
}

bool ResourceType::any_attribute() const { return (cell(pack_, index_, type_flags) & pack::type_any_attribute) != 0; }
std::string_view ResourceType::ref_doc() const { return text(pack_, index_, type_ref_doc); }
std::string_view ResourceType::ref_format() const { return text(pack_, index_, type_ref_format); }
std::vector<std::string_view> ResourceType::primary_identifier() const { return texts(pack_, index_, type_primary); }
std::vector<std::string_view> ResourceType::replacing_properties() const { return texts(pack_, index_, type_replacing); }
bool ResourceType::stateful() const { return (cell(pack_, index_, type_flags) & pack::type_stateful) != 0; }
bool ResourceType::taggable() const { return (cell(pack_, index_, type_flags) & pack::type_taggable) != 0; }
std::string_view ResourceType::tag_property() const { return text(pack_, index_, type_tag_property); }

bool ResourceType::absent_from(std::string_view region) const {
  if (!*this) return false;
  for (const std::uint32_t name : pack_->data().list(cell(pack_, index_, type_absent))) {
    if (pack_->data().string(name) == region) return true;
  }
  return false;
}

bool ResourceType::is_serverless() const { return (cell(pack_, index_, type_flags) & pack::type_serverless) != 0; }
std::string_view ResourceType::deprecated() const { return text(pack_, index_, type_deprecated); }

std::vector<ResourceType::Relationship> ResourceType::relationships() const {
  std::vector<Relationship> result;
  if (!*this) return result;
  const Pack::Data& data = pack_->data();
  const List triples = data.list(cell(pack_, index_, type_relationships));
  for (std::uint32_t i = 0; i + 3 <= triples.size(); i += 3) {
    result.push_back({data.string(triples[i]), data.string(triples[i + 1]), data.string(triples[i + 2])});
  }
  return result;
}

// ---- names near to one that isn't there
// -------------------------------------------------------------------------------

namespace {

// Edit distance (with swaps of neighbours), ignoring case; `limit` + 1 where it is more than that.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  std::vector<std::size_t> before(a.size() + 1), last(a.size() + 1), row(a.size() + 1);
  for (std::size_t i = 0; i <= a.size(); ++i) last[i] = i;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    row[0] = j;
    std::size_t best = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[i] = std::min({last[i] + 1, row[i - 1] + 1, last[i - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1])) row[i] = std::min(row[i], before[i - 2] + 1);
      best = std::min(best, row[i]);
    }
    if (best > limit) return limit + 1;
    before.swap(last);
    last.swap(row);
  }
  return last[a.size()];
}

}  // namespace

std::vector<std::string_view> Pack::nearest_types(std::string_view name, std::size_t limit) const {
  if (name.empty() || name.size() > 200) return {};
  const std::size_t allowed = std::max<std::size_t>(2, name.size() / 4);
  const auto last_part = [](std::string_view type) { return type.substr(type.rfind(':') == std::string_view::npos ? 0 : type.rfind(':') + 1); };
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (std::uint32_t row = 0; row < resource_type_count(); ++row) {
    const std::string_view candidate = data_->text(table_types, type_width, row, type_name);
    std::size_t far = distance(name, candidate, allowed);
    // A type of the same last name in another service ("AWS::SQS::Table") is near too, after those that are nearly
    // spelt so.
    if (far > allowed && compare_ignoring_case(last_part(name), last_part(candidate)) == 0) far = allowed + 1;
    else if (far > allowed) continue;
    near.emplace_back(far, candidate);
  }
  std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string_view> result;
  for (std::size_t i = 0; i < near.size() && i < limit; ++i) result.push_back(near[i].second);
  return result;
}

}  // namespace cribsheet::pack

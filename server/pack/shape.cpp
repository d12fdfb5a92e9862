#include <bit>

#include "pack/data.h"

namespace cribsheet::pack {

namespace {

// The word of a field; absent: 0.
std::uint32_t field(const Pack* pack, Id id, ShapeField which) {
  if (pack == nullptr || id == kNone) return 0;
  const Pack::Data& data = pack->data();
  const std::uint64_t present = data.word(id + 1) | static_cast<std::uint64_t>(data.word(id + 2)) << 32U;
  const std::uint64_t bit = std::uint64_t{1} << which;
  if ((present & bit) == 0) return 0;
  return data.word(id + kShapeHead + static_cast<std::uint32_t>(std::popcount(present & (bit - 1))));
}

bool has_field(const Pack* pack, Id id, ShapeField which) {
  if (pack == nullptr || id == kNone) return false;
  const std::uint64_t present = pack->data().word(id + 1) | static_cast<std::uint64_t>(pack->data().word(id + 2)) << 32U;
  return (present >> which & 1U) != 0;
}

bool flag(const Pack* pack, Id id, ShapeFlag which) { return pack != nullptr && id != kNone && (pack->data().word(id) >> 16U & which) != 0; }

std::string_view text(const Pack* pack, Id id, ShapeField which) {
  const std::uint32_t offset = field(pack, id, which);
  return offset == 0 ? std::string_view() : pack->data().string(offset);
}

std::vector<std::string_view> texts(const Pack* pack, Id id, ShapeField which) {
  const std::uint32_t index = field(pack, id, which);
  return index == 0 ? std::vector<std::string_view>() : pack->data().strings_of(index);
}

List list(const Pack* pack, Id id, ShapeField which) {
  const std::uint32_t index = field(pack, id, which);
  return index == 0 ? List() : pack->data().list(index);
}

std::vector<Shape> shapes(const Pack* pack, Id id, ShapeField which) {
  std::vector<Shape> result;
  for (const std::uint32_t item : list(pack, id, which)) result.emplace_back(pack, item);
  return result;
}

std::optional<double> number(const Pack* pack, Id id, ShapeField which) {
  const std::uint32_t index = field(pack, id, which);
  if (index == 0) return std::nullopt;
  return pack->data().number(index);
}

std::optional<std::uint32_t> count(const Pack* pack, Id id, ShapeField which) {
  if (!has_field(pack, id, which)) return std::nullopt;
  return field(pack, id, which);
}

std::vector<std::vector<std::string_view>> text_lists(const Pack* pack, Id id, ShapeField which) {
  const std::uint32_t index = field(pack, id, which);
  return index == 0 ? std::vector<std::vector<std::string_view>>() : pack->data().string_lists_of(index);
}

std::vector<Shape::Dependent> dependents(const Pack* pack, Id id, ShapeField which) {
  const List pairs = list(pack, id, which);
  std::vector<Shape::Dependent> result;
  std::size_t budget = kAnswerItems;
  for (std::uint32_t i = 0; i + 1 < pairs.size(); i += 2) {
    result.push_back({pack->data().string(pairs[i]), pack->data().strings_of(pairs[i + 1])});
    if (result.back().others.size() > budget) break;
    budget -= result.back().others.size();
  }
  return result;
}

Property property_at(const Pack* pack, const std::uint32_t* record) {
  const Pack::Data& data = pack->data();
  const std::uint32_t flags = record[property_flags];
  Property property;
  property.name = data.string(record[property_name]);
  property.shape = Shape(pack, record[property_shape]);
  property.doc = data.string(record[property_doc]);
  property.required = (flags & property_required) != 0;
  property.read_only = (flags & property_read_only) != 0;
  property.write_only = (flags & property_write_only) != 0;
  property.create_only = (flags & property_create_only) != 0;
  property.deprecated = (flags & property_deprecated) != 0;
  property.update = static_cast<Update>(flags >> kPropertyUpdateShift & 3U);
  property.same_as = data.string(record[property_same_as]);
  property.snippet = data.string(record[property_snippet]);
  return property;
}

}  // namespace

std::uint16_t Shape::types() const { return *this ? static_cast<std::uint16_t>(pack_->data().word(id_) & 0xffffU) : std::uint16_t{0}; }
std::string_view Shape::name() const { return text(pack_, id_, field_name); }
std::string_view Shape::doc() const { return text(pack_, id_, field_doc); }
std::string_view Shape::entity() const { return text(pack_, id_, field_entity); }
std::string_view Shape::embeds() const { return text(pack_, id_, field_embeds); }
std::string_view Shape::policy_type() const { return text(pack_, id_, field_policy_type); }
std::string_view Shape::embeds_service() const { return text(pack_, id_, field_embeds_service); }
std::string_view Shape::format() const { return text(pack_, id_, field_format); }
std::string_view Shape::pattern() const { return text(pack_, id_, field_pattern); }
std::string_view Shape::constant() const { return text(pack_, id_, field_constant); }
std::string_view Shape::default_json() const { return text(pack_, id_, field_default); }
std::string_view Shape::rule() const { return text(pack_, id_, field_rule); }
std::string_view Shape::message() const { return text(pack_, id_, field_message); }
std::string_view Shape::severity() const { return text(pack_, id_, field_severity); }
std::string_view Shape::resource_by() const { return text(pack_, id_, field_resource_by); }
bool Shape::intrinsics() const { return !flag(pack_, id_, flag_no_intrinsics); }

std::size_t Shape::property_count() const { return list(pack_, id_, field_properties).size() / property_width; }

Property Shape::property(std::size_t index) const {
  const List records = list(pack_, id_, field_properties);
  if (index >= records.size() / property_width) return {};
  return property_at(pack_, records.begin() + index * property_width);
}

std::optional<Property> Shape::find(std::string_view name) const {
  const List records = list(pack_, id_, field_properties);
  std::size_t first = 0, last = records.size() / property_width;
  const std::size_t size = last;
  while (first < last) {
    const std::size_t middle = first + (last - first) / 2;
    if (pack_->data().string(records.begin()[middle * property_width]) < name) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  if (first == size || pack_->data().string(records.begin()[first * property_width]) != name) return std::nullopt;
  return property_at(pack_, records.begin() + first * property_width);
}

std::vector<PatternProperty> Shape::pattern_properties() const {
  const List pairs = list(pack_, id_, field_pattern_properties);
  std::vector<PatternProperty> result;
  for (std::uint32_t i = 0; i + 1 < pairs.size(); i += 2) result.push_back({pack_->data().string(pairs[i]), Shape(pack_, pairs[i + 1])});
  return result;
}

bool Shape::closed() const { return flag(pack_, id_, flag_closed); }
Shape Shape::additional() const { return {pack_, field(pack_, id_, field_additional)}; }
Shape Shape::items() const { return {pack_, field(pack_, id_, field_items)}; }
std::vector<Shape> Shape::prefix_items() const { return shapes(pack_, id_, field_prefix_items); }
Shape Shape::contains() const { return {pack_, field(pack_, id_, field_contains)}; }
std::vector<std::string_view> Shape::required() const { return texts(pack_, id_, field_required); }

std::vector<Shape::EnumValue> Shape::enum_values() const {
  const List values = list(pack_, id_, field_enum);
  const List docs = list(pack_, id_, field_enum_docs);
  std::vector<EnumValue> result;
  result.reserve(values.size());
  for (std::uint32_t i = 0; i < values.size(); ++i) result.push_back({pack_->data().string(values[i]), pack_->data().string(docs[i])});
  return result;
}
bool Shape::enum_ignores_case() const { return flag(pack_, id_, flag_enum_ignores_case); }
std::vector<std::string_view> Shape::known_values() const { return texts(pack_, id_, field_known_values); }

std::optional<double> Shape::minimum() const { return number(pack_, id_, field_minimum); }
std::optional<double> Shape::maximum() const { return number(pack_, id_, field_maximum); }
bool Shape::exclusive_minimum() const { return flag(pack_, id_, flag_exclusive_minimum); }
bool Shape::exclusive_maximum() const { return flag(pack_, id_, flag_exclusive_maximum); }
std::optional<double> Shape::multiple_of() const { return number(pack_, id_, field_multiple_of); }
std::optional<std::uint32_t> Shape::min_length() const { return count(pack_, id_, field_min_length); }
std::optional<std::uint32_t> Shape::max_length() const { return count(pack_, id_, field_max_length); }
std::optional<std::uint32_t> Shape::min_items() const { return count(pack_, id_, field_min_items); }
std::optional<std::uint32_t> Shape::max_items() const { return count(pack_, id_, field_max_items); }
std::optional<std::uint32_t> Shape::min_properties() const { return count(pack_, id_, field_min_properties); }
std::optional<std::uint32_t> Shape::max_properties() const { return count(pack_, id_, field_max_properties); }
bool Shape::unique_items() const { return flag(pack_, id_, flag_unique_items); }
std::vector<std::string_view> Shape::unique_keys() const { return texts(pack_, id_, field_unique_keys); }

std::vector<Shape> Shape::all_of() const { return shapes(pack_, id_, field_all_of); }
std::vector<Shape> Shape::any_of() const { return shapes(pack_, id_, field_any_of); }
std::vector<Shape> Shape::one_of() const { return shapes(pack_, id_, field_one_of); }
Shape Shape::negation() const { return {pack_, field(pack_, id_, field_not)}; }
Shape Shape::condition() const { return {pack_, field(pack_, id_, field_if)}; }
Shape Shape::then_shape() const { return {pack_, field(pack_, id_, field_then)}; }
Shape Shape::else_shape() const { return {pack_, field(pack_, id_, field_else)}; }
Shape Shape::property_names() const { return {pack_, field(pack_, id_, field_property_names)}; }

std::vector<std::vector<std::string_view>> Shape::required_or() const { return text_lists(pack_, id_, field_required_or); }
std::vector<std::vector<std::string_view>> Shape::required_xor() const { return text_lists(pack_, id_, field_required_xor); }
std::vector<Shape::Dependent> Shape::dependent_required() const { return dependents(pack_, id_, field_dependent_required); }
std::vector<Shape::Dependent> Shape::dependent_excluded() const { return dependents(pack_, id_, field_dependent_excluded); }

}  // namespace cribsheet::pack

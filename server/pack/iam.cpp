#include <algorithm>

#include "pack/data.h"

namespace cribsheet::pack {

namespace {

std::uint32_t cell(const Pack* pack, std::uint32_t index, TableId table, std::uint32_t width, std::uint32_t field) {
  return pack == nullptr || index == 0 ? 0 : pack->data().cell(table, width, index - 1, field);
}

std::string_view text(const Pack* pack, std::uint32_t index, TableId table, std::uint32_t width, std::uint32_t field) {
  const std::uint32_t offset = cell(pack, index, table, width, field);
  return offset == 0 ? std::string_view() : pack->data().string(offset);
}

std::vector<ConditionKey> keys(const Pack* pack, std::uint32_t list) {
  std::vector<ConditionKey> result;
  if (pack == nullptr || list == 0) return result;
  for (const std::uint32_t index : pack->data().list(list)) {
    if (index < pack->data().rows(table_condition_keys)) result.emplace_back(pack, index);
  }
  return result;
}

std::string_view service_prefix_at(const Pack* pack, std::uint32_t service) {
  return pack->data().text(table_services, service_width, service, pack::service_prefix);
}

}  // namespace

// ---- condition keys and ARN types
// -------------------------------------------------------------------------------------

std::string_view ConditionKey::name() const { return text(pack_, index_, table_condition_keys, key_width, key_name); }
std::string_view ConditionKey::doc() const { return text(pack_, index_, table_condition_keys, key_width, key_doc); }
std::string_view ConditionKey::type() const { return text(pack_, index_, table_condition_keys, key_width, key_type); }

std::string_view ArnType::service() const {
  return *this ? service_prefix_at(pack_, cell(pack_, index_, table_arn_types, arn_width, arn_service)) : std::string_view();
}
std::string_view ArnType::name() const { return text(pack_, index_, table_arn_types, arn_width, arn_name); }
std::string_view ArnType::arn() const { return text(pack_, index_, table_arn_types, arn_width, arn_format); }
std::vector<ConditionKey> ArnType::condition_keys() const { return keys(pack_, cell(pack_, index_, table_arn_types, arn_width, arn_keys)); }

// ---- actions
// ----------------------------------------------------------------------------------------------------------

std::string_view Action::service() const {
  return *this ? service_prefix_at(pack_, cell(pack_, index_, table_actions, action_width, action_service)) : std::string_view();
}
std::string_view Action::name() const { return text(pack_, index_, table_actions, action_width, action_name); }
std::string_view Action::doc() const { return text(pack_, index_, table_actions, action_width, action_doc); }
std::string_view Action::access_level() const { return text(pack_, index_, table_actions, action_width, action_level); }
bool Action::permission_only() const { return (cell(pack_, index_, table_actions, action_width, action_flags) & pack::action_permission_only) != 0; }
std::vector<ConditionKey> Action::condition_keys() const { return keys(pack_, cell(pack_, index_, table_actions, action_width, action_keys)); }

std::vector<Action::Resource> Action::resources() const {
  std::vector<Resource> result;
  if (!*this) return result;
  const Pack::Data& data = pack_->data();
  const List records = data.list(cell(pack_, index_, table_actions, action_width, action_resources));
  std::size_t budget = kAnswerItems;
  for (std::uint32_t i = 0; i + resource_width <= records.size(); i += resource_width) {
    Resource resource;
    resource.type = ArnType(pack_, records[i + resource_arn]);
    resource.required = records[i + resource_required] != 0;
    resource.condition_keys = keys(pack_, records[i + resource_keys]);
    resource.dependent_actions = data.strings_of(records[i + resource_dependent]);
    const std::size_t items = resource.condition_keys.size() + resource.dependent_actions.size();
    result.push_back(std::move(resource));
    if (items > budget) break;
    budget -= items;
  }
  return result;
}

std::vector<std::string_view> Action::dependent_actions() const {
  const std::uint32_t list = cell(pack_, index_, table_actions, action_width, action_dependent);
  return list == 0 ? std::vector<std::string_view>() : pack_->data().strings_of(list);
}

// ---- services
// ---------------------------------------------------------------------------------------------------------

std::string_view IamService::prefix() const { return text(pack_, index_, table_services, service_width, service_prefix); }
std::string_view IamService::title() const { return text(pack_, index_, table_services, service_width, service_title); }
std::string_view IamService::url() const { return text(pack_, index_, table_services, service_width, service_url); }
std::uint32_t IamService::first_action() const { return cell(pack_, index_, table_services, service_width, service_first_action); }
std::uint32_t IamService::action_count() const {
  // Never beyond the table, whatever a damaged pack claims.
  const std::uint32_t claimed = cell(pack_, index_, table_services, service_width, service_action_count);
  if (claimed == 0) return 0;
  const std::uint32_t rows = pack_->data().rows(table_actions), first = first_action();
  return first >= rows ? 0 : std::min(claimed, rows - first);
}

Action IamService::action(std::string_view name) const {
  if (!*this) return {};
  const Pack::Data& data = pack_->data();
  const std::uint32_t first = first_action(), last = first + action_count();
  const std::uint32_t row = lower_row(data, table_actions, action_width, action_name, first, last, name, compare_ignoring_case);
  if (row == last || compare_ignoring_case(data.text(table_actions, action_width, row, action_name), name) != 0) return {};
  return {pack_, row};
}

std::vector<ArnType> IamService::arn_types() const {
  std::vector<ArnType> result;
  if (!*this) return result;
  const std::uint32_t first = cell(pack_, index_, table_services, service_width, service_first_arn);
  const std::uint32_t count = cell(pack_, index_, table_services, service_width, service_arn_count);
  const std::uint32_t rows = pack_->data().rows(table_arn_types);
  for (std::uint32_t i = 0; i < count && first < rows && i < rows - first; ++i) result.emplace_back(pack_, first + i);
  return result;
}

std::vector<ConditionKey> IamService::condition_keys() const { return keys(pack_, cell(pack_, index_, table_services, service_width, service_keys)); }

std::uint32_t Pack::service_count() const { return data_->rows(table_services); }
IamService Pack::service_at(std::uint32_t index) const { return index < service_count() ? IamService(this, index) : IamService(); }

IamService Pack::service(std::string_view prefix) const {
  const std::uint32_t row = lower_row(*data_, table_services, service_width, service_prefix, 0, service_count(), prefix, compare_ignoring_case);
  if (row == service_count() || compare_ignoring_case(data_->text(table_services, service_width, row, service_prefix), prefix) != 0) return {};
  return {this, row};
}

Action Pack::action(std::string_view service, std::string_view name) const { return this->service(service).action(name); }
std::uint32_t Pack::action_count() const { return data_->rows(table_actions); }
Action Pack::action_at(std::uint32_t index) const { return index < action_count() ? Action(this, index) : Action(); }

std::vector<std::uint32_t> Pack::expand(std::string_view pattern) const {
  std::vector<std::uint32_t> result;
  const std::size_t colon = pattern.find(':');
  if (colon == std::string_view::npos) {  // only a pattern of stars covers actions without naming a service
    if (pattern.empty() || pattern.find_first_not_of('*') != std::string_view::npos) return result;
    result.resize(action_count());
    for (std::uint32_t i = 0; i < action_count(); ++i) result[i] = i;
    return result;
  }
  const std::string_view service = pattern.substr(0, colon), name = pattern.substr(colon + 1);
  const std::string_view fixed = name.substr(0, std::min(name.find_first_of("*?"), name.size()));
  const auto within = [&](const IamService& one) {
    const std::uint32_t end = one.first_action() + one.action_count();
    std::uint32_t row = lower_row(*data_, table_actions, action_width, action_name, one.first_action(), end, fixed, compare_ignoring_case);
    for (; row < end; ++row) {
      const std::string_view candidate = data_->text(table_actions, action_width, row, action_name);
      if (compare_ignoring_case(candidate.substr(0, fixed.size()), fixed) != 0) break;  // sorted: the run of this prefix is over
      if (glob_matches(name.substr(fixed.size()), candidate.substr(fixed.size()))) result.push_back(row);
    }
  };
  if (service.find_first_of("*?") == std::string_view::npos) {
    if (const IamService one = this->service(service)) within(one);
    return result;
  }
  for (std::uint32_t i = 0; i < service_count(); ++i) {
    if (glob_matches(service, service_at(i).prefix())) within(service_at(i));
  }
  return result;
}

// ---- condition keys by name
// -------------------------------------------------------------------------------------------

namespace {

// "aws:RequestTag/${TagKey}" against "aws:RequestTag/Team": each ${...} stands for one or more characters.
bool template_matches(std::string_view pattern, std::string_view name) {
  std::string glob;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::size_t end = pattern.compare(i, 2, "${") == 0 ? pattern.find('}', i) : std::string_view::npos;
    if (end == std::string_view::npos) {
      glob += pattern[i];
    } else {
      glob += "?*";
      i = end;
    }
  }
  return glob_matches(glob, name);
}

}  // namespace

std::uint32_t Pack::condition_key_count() const { return data_->rows(table_condition_keys); }
ConditionKey Pack::condition_key_at(std::uint32_t index) const { return index < condition_key_count() ? ConditionKey(this, index) : ConditionKey(); }

ConditionKey Pack::condition_key(std::string_view name) const {
  const std::uint32_t row = lower_row(*data_, table_condition_keys, key_width, key_name, 0, condition_key_count(), name, compare_ignoring_case);
  if (row < condition_key_count() && compare_ignoring_case(data_->text(table_condition_keys, key_width, row, key_name), name) == 0) return {this, row};
  const std::string_view prefix = name.substr(0, std::min(name.find(':'), name.size()));
  for (std::uint32_t i = 0; i < data_->rows(table_key_templates); ++i) {
    const std::uint32_t candidate = data_->cell(table_key_templates, 1, i, 0);
    const std::string_view pattern = data_->text(table_condition_keys, key_width, candidate, key_name);
    if (pattern.size() <= prefix.size() || compare_ignoring_case(pattern.substr(0, prefix.size()), prefix) != 0 || pattern[prefix.size()] != ':') continue;
    if (candidate < condition_key_count() && template_matches(pattern, name)) return {this, candidate};
  }
  return {};
}

}  // namespace cribsheet::pack

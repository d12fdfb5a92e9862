#include "compiler/iam.h"

#include <algorithm>
#include <map>

namespace cribsheet::compiler {

using namespace pack;

namespace {

// Condition keys of all services under one roof. The same key (aws:RequestTag/${TagKey}) is described by many services;
// the words that most of them use win.
class Keys {
 public:
  void describe(const json& key) {
    Entry& entry = entry_of(text_of(key, "key"));
    ++entry.docs[text_of(key, "description")];
    if (entry.type.empty()) entry.type = text_of(key, "type");
  }
  void mention(const std::string& name) { entry_of(name); }
  // After everything was described: where each stands.
  void settle() {
    std::uint32_t index = 0;
    for (auto& [name, entry] : entries_) entry.index = index++;
  }
  std::uint32_t index(const std::string& name) const { return entries_.at(lower_case(name)).index; }
  std::size_t size() const { return entries_.size(); }

  void write(Writer& writer) const {
    std::vector<Words> rows, templates;
    for (const auto& [lower, entry] : entries_) {
      std::string doc;
      std::size_t most = 0;
      for (const auto& [text, times] : entry.docs) {
        if (times > most) {
          most = times;
          doc = text;
        }
      }
      rows.push_back({writer.string(entry.name), writer.string(doc), writer.string(entry.type)});
      if (entry.name.find("${") != std::string::npos) templates.push_back({entry.index});
    }
    writer.table(table_condition_keys, rows);
    writer.table(table_key_templates, templates);
  }

 private:
  struct Entry {
    std::string name, type;
    std::map<std::string, std::size_t> docs;
    std::uint32_t index = 0;
  };
  Entry& entry_of(const std::string& name) {
    Entry& entry = entries_[lower_case(name)];
    if (entry.name.empty()) entry.name = name;
    return entry;
  }
  std::map<std::string, Entry> entries_;
};

struct Service {
  std::string prefix;
  json actions, resources, keys;
};

std::vector<Service> read_services(const Path& folder) {
  std::vector<Service> services;
  for (const json& prefix : read_json(folder / "services.json")) {
    Service service;
    service.prefix = prefix.get<std::string>();
    const auto read = [&](const char* kind) {
      const Path file = folder / kind / (service.prefix + ".json");
      return std::filesystem::exists(file) ? read_json(file) : json::object();
    };
    service.actions = read("actions");
    service.resources = read("resourceTypes");
    service.keys = read("conditionKeys");
    services.push_back(std::move(service));
  }
  std::sort(services.begin(), services.end(), [](const Service& a, const Service& b) { return lower_case(a.prefix) < lower_case(b.prefix); });
  return services;
}

Keys read_keys(const std::vector<Service>& services) {
  Keys keys;
  for (const Service& service : services) {
    for (const auto& [name, key] : service.keys.items()) keys.describe(key);
    for (const auto& [name, resource] : service.resources.items()) {
      for (const std::string& key : texts_of(resource, "conditionKeys")) keys.mention(key);
    }
    for (const auto& [name, action] : service.actions.items()) {
      for (const std::string& key : texts_of(action, "conditionKeys")) keys.mention(key);
      for (const json& resource : action.value("resourceTypes", json::array())) {
        for (const std::string& key : texts_of(resource, "conditionKeys")) keys.mention(key);
      }
    }
  }
  keys.settle();
  return keys;
}

std::uint32_t key_list(const json& owner, const Keys& keys, Writer& writer) {
  Words indices;
  for (const std::string& name : texts_of(owner, "conditionKeys")) indices.push_back(keys.index(name));
  return writer.list(indices);
}

// The reference page of a service: its title without anything but letters and digits.
std::string page_of(const std::string& title) {
  std::string slug;
  for (const char c : lower_case(title)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) slug += c;
  }
  return slug.empty() ? slug : "https://docs.aws.amazon.com/service-authorization/latest/reference/list_" + slug + ".html";
}

Words action_row(const json& action, std::uint32_t service, const std::map<std::string, std::uint32_t>& arns, const Keys& keys, Writer& writer) {
  Words resources;
  std::vector<std::string> dependent = texts_of(action, "dependentActions");
  for (const json& resource : action.value("resourceTypes", json::array())) {
    const auto found = arns.find(lower_case(text_of(resource, "name")));
    const std::vector<std::string> needs = texts_of(resource, "dependentActions");
    dependent.insert(dependent.end(), needs.begin(), needs.end());
    if (found == arns.end()) continue;
    // An ArnType is made from its index plus one, so that 0 stays "none".
    resources.insert(resources.end(), {found->second, flag_of(resource, "required") ? 1U : 0U, key_list(resource, keys, writer), writer.strings(needs)});
  }
  std::sort(dependent.begin(), dependent.end());
  dependent.erase(std::unique(dependent.begin(), dependent.end()), dependent.end());
  const std::uint32_t flags = flag_of(action, "isPermissionOnly") ? static_cast<std::uint32_t>(action_permission_only) : 0U;
  return {writer.string(text_of(action, "name")),
          service,
          writer.string(text_of(action, "description")),
          writer.string(text_of(action, "accessLevel")),
          flags,
          writer.list(resources),
          key_list(action, keys, writer),
          writer.strings(dependent)};
}

}  // namespace

IamCounts write_iam(const Path& folder, Writer& writer) {
  const std::vector<Service> services = read_services(folder);
  const json titles = read_json(folder / "serviceNames.json");
  const Keys keys = read_keys(services);
  std::vector<Words> service_rows, action_rows, arn_rows;
  for (const Service& service : services) {
    const auto index = static_cast<std::uint32_t>(service_rows.size());
    const auto first_action = static_cast<std::uint32_t>(action_rows.size()), first_arn = static_cast<std::uint32_t>(arn_rows.size());
    std::map<std::string, std::uint32_t> arns;
    std::map<std::string, const json*> sorted;
    for (const auto& [name, resource] : service.resources.items()) sorted[lower_case(text_of(resource, "key"))] = &resource;
    for (const auto& [name, resource] : sorted) {
      arns[name] = static_cast<std::uint32_t>(arn_rows.size());
      arn_rows.push_back({writer.string(text_of(*resource, "key")), index, writer.string(text_of(*resource, "arn")), key_list(*resource, keys, writer)});
    }
    sorted.clear();
    for (const auto& [name, action] : service.actions.items()) sorted[lower_case(text_of(action, "name"))] = &action;
    for (const auto& [name, action] : sorted) action_rows.push_back(action_row(*action, index, arns, keys, writer));
    Words own_keys;
    for (const auto& [name, key] : service.keys.items()) own_keys.push_back(keys.index(text_of(key, "key")));
    const std::string title = text_of(titles, service.prefix.c_str());
    service_rows.push_back({writer.string(service.prefix), writer.string(title), writer.string(page_of(title)), first_action,
                            static_cast<std::uint32_t>(action_rows.size()) - first_action, first_arn, static_cast<std::uint32_t>(arn_rows.size()) - first_arn,
                            writer.list(own_keys)});
  }
  writer.table(table_services, service_rows);
  writer.table(table_actions, action_rows);
  writer.table(table_arn_types, arn_rows);
  keys.write(writer);
  return {service_rows.size(), action_rows.size(), arn_rows.size(), keys.size()};
}

}  // namespace cribsheet::compiler

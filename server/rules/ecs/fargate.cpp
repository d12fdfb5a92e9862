// Tasks on Fargate: which sizes there are, what must be said, and what Fargate does not have.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/edits.h"
#include "rules/ecs/checks.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::ecs {
namespace {

// "256", ".25 vCPU", "1vcpu" -> CPU units; "512", "0.5GB", "2 GB" -> MiB.
std::optional<long long> size_of(std::string_view text, std::string_view unit, double times) {
  std::string letters, digits;
  for (const char c : text) {
    if ((c >= '0' && c <= '9') || c == '.') digits += c;
    else if (c != ' ') letters += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  if (digits.empty() || digits.size() > 9 || digits.find_first_not_of("0123456789.") != std::string::npos ||
      std::count(digits.begin(), digits.end(), '.') > 1 || digits == ".")
    return std::nullopt;
  const double value = std::stod(digits);
  if (letters.empty()) return static_cast<long long>(value);
  if (letters == unit) return std::llround(value * times);
  return std::nullopt;
}

std::vector<long long> numbers(std::string_view list) {
  std::vector<long long> out;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    if (const auto number = whole_number(list.substr(at, comma - at))) out.push_back(*number);
    at = comma + 1;
  }
  return out;
}

std::string range_words(const std::vector<long long>& sizes) {
  if (sizes.size() <= 4) {
    std::string out;
    for (std::size_t i = 0; i < sizes.size(); ++i) out += (i == 0 ? "" : i + 1 == sizes.size() ? " or " : ", ") + fmt::format("{}", sizes[i]);
    return out;
  }
  return fmt::format("{} to {} in steps of {}", sizes.front(), sizes.back(), sizes[1] - sizes[0]);
}

struct Size {
  long long cpu;
  std::vector<long long> memory;
};
std::vector<Size> sizes(const pack::Pack& pack) {
  std::vector<Size> out;
  for (const auto& row : pack.table("fargate-sizes"))
    if (row.size() >= 2)
      if (const auto cpu = whole_number(row[0])) out.push_back({*cpu, numbers(row[1])});
  return out;
}

void check_size(const View& view, Report& report) {
  const Task& task = view.task;
  const syntax::Node cpu = task.find(task.root, "cpu"), memory = task.find(task.root, "memory");
  const auto cpu_text = task.text(cpu), memory_text = task.text(memory);
  const auto known = sizes(view.input.pack);
  if (!cpu_text || known.empty()) return;
  const auto units = size_of(*cpu_text, "vcpu", 1024);
  if (!units) return;
  const auto found = std::find_if(known.begin(), known.end(), [&](const Size& size) { return size.cpu == *units; });
  if (found == known.end()) {
    std::string list;
    for (const Size& size : known) list += (list.empty() ? "" : ", ") + fmt::format("{}", size.cpu);
    Finding& finding = report.add("ecs-fargate-size", cpu.range(), fmt::format("Fargate has no tasks of {} CPU units; there are {}", *cpu_text, list));
    finding.entity = task.entity("cpu");
    const auto next = std::find_if(known.begin(), known.end(), [&](const Size& size) { return size.cpu > *units; });
    offer_value(finding, cpu, fmt::format("{}", next == known.end() ? known.back().cpu : next->cpu), false);
    return;
  }
  if (!memory_text) return;
  const auto mib = size_of(*memory_text, "gb", 1024);
  if (!mib || std::find(found->memory.begin(), found->memory.end(), *mib) != found->memory.end()) return;
  const long long nearest =
      *std::min_element(found->memory.begin(), found->memory.end(), [&](long long a, long long b) { return std::llabs(a - *mib) < std::llabs(b - *mib); });
  Finding& finding = report.add("ecs-fargate-size", memory.range(),
                                fmt::format("With {} CPU units Fargate takes {} MiB of memory, not {}", *units, range_words(found->memory), *memory_text));
  finding.entity = task.entity("memory");
  finding.fixes = {replace(fmt::format("Set it to {}", nearest), memory.range(), in_style(memory, fmt::format("{}", nearest)))};
}

void check_needs(const View& view, Report& report) {
  const Task& task = view.task;
  for (const std::string_view key : {"cpu", "memory"})
    if (!task.entry(task.root, key)) {
      Finding& finding = report.add("ecs-fargate-needs", task.place(), fmt::format("A task for Fargate must say its `{}`", task.name(key)));
      finding.entity = task.entity(key);
      offer_entry(finding, task.root, task.name(key), model::text_value(key == std::string_view("cpu") ? "256" : "512"));  // the smallest
    }
  const syntax::Node entry = task.entry(task.root, "networkMode");
  if (!entry) {
    Finding& finding = report.add("ecs-fargate-needs", task.place(), fmt::format("A task for Fargate must have `{}: awsvpc`", task.name("networkMode")));
    finding.entity = task.entity("networkMode");
    offer_entry(finding, task.root, task.name("networkMode"), "awsvpc", true);
    return;
  }
  const auto mode = task.text(entry.value());
  if (!mode || *mode == "awsvpc") return;
  Finding& finding = report.add("ecs-fargate-needs", entry.value().range(), fmt::format("Fargate knows only the network mode awsvpc, not {}", *mode));
  finding.entity = task.entity("networkMode");
  finding.fixes = {replace("Set it to awsvpc", entry.value().range(), in_style(entry.value(), "awsvpc"))};
}

void lacks(const View& view, syntax::Node entry, std::string_view path, Report& report) {
  if (!entry) return;
  const syntax::Node value = entry.value().resolved();
  if (value.is_sequence() && value.child_count() == 0) return;
  if (value.is("false") || value.is("null") || value.is("0")) return;
  if (value.is_scalar() && !view.task.text(value)) return;
  Finding& finding =
      report.add("ecs-fargate-lacks", entry.key().range(), fmt::format("Fargate has no `{}`; remove it, or run the task on instances", entry.key().text()));
  finding.entity = view.task.entity(path);
  offer_removal(finding, entry);
}

void check_lacks(const View& view, Report& report) {
  const Task& task = view.task;
  for (const std::string_view key : {"placementConstraints", "ipcMode", "inferenceAccelerators"}) lacks(view, task.entry(task.root, key), key, report);
  for (const syntax::Node container : task.containers()) {
    for (const std::string_view key :
         {"privileged", "disableNetworking", "dockerSecurityOptions", "links", "extraHosts", "dnsServers", "dnsSearchDomains", "hostname"})
      lacks(view, task.entry(container, key), fmt::format("containerDefinitions.{}", key), report);
    const syntax::Node linux_parameters = task.find(container, "linuxParameters");
    for (const std::string_view key : {"devices", "sharedMemorySize", "maxSwap", "swappiness", "tmpfs"})
      lacks(view, task.entry(linux_parameters, key), fmt::format("containerDefinitions.linuxParameters.{}", key), report);
  }
  for (const syntax::Node volume : task.find(task.root, "volumes").children()) {
    lacks(view, task.entry(volume, "dockerVolumeConfiguration"), "volumes.dockerVolumeConfiguration", report);
    lacks(view, task.entry(task.find(volume, "host"), "sourcePath"), "volumes.host.sourcePath", report);
  }
}

}  // namespace

void check_fargate(const View& view, Report& report) {
  // In templates the type's own shape says all this.
  if (view.task.in_template || !view.task.on_fargate()) return;
  check_needs(view, report);
  check_size(view, report);
  check_lacks(view, report);
}

}  // namespace cribsheet::rules::ecs

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "notes/catalogue.h"
#include "notes/index_data.h"
#include "notes/mentions.h"
#include "notes/query.h"
#include "notes/rank.h"

namespace cribsheet::notes {
namespace {

constexpr std::size_t kFilesPerThread = 64;  // fewer are not worth a thread

bool before(const std::shared_ptr<const Segment>& a, const std::shared_ptr<const Segment>& b) {
  if (a->file.origin != b->file.origin) return a->file.origin == Origin::person;
  return a->file.path < b->file.path;
}

std::shared_ptr<const Index> index_of(Reading reading, std::vector<std::shared_ptr<const Segment>> segments) {
  auto data = std::make_unique<Index::Data>();
  data->reading = std::move(reading);
  data->segments = std::move(segments);
  for (const auto& segment : data->segments) {
    for (const Fact& fact : segment->facts) {
      if (fact.sureness < 1 || fact.status == "stale" || !fact.entity.starts_with("AWS::")) continue;
      data->binding[fact.entity.substr(0, fact.entity.find_first_of(".!="))].push_back(&fact);
    }
  }
  return std::make_shared<const Index>(std::move(data));
}

Reading reading_with(std::shared_ptr<const pack::Pack> pack) {
  Reading reading = reading_of(*pack);
  reading.pack = std::move(pack);
  return reading;
}

}  // namespace

Index::Index(std::unique_ptr<Data> data) : data_(std::move(data)) {}
Index::~Index() = default;

std::shared_ptr<const Index> build_index(std::vector<NoteFile> files, Reading reading, std::stop_token stop, const std::function<void(std::size_t)>& progress) {
  std::vector<std::shared_ptr<const Segment>> segments(files.size());
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> done = 0;
  std::mutex reporting;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size() && !stop.stop_requested(); i = next++) {
      segments[i] = make_segment(std::move(files[i]), reading);
      const std::size_t count = ++done;
      if (progress && (count % 64 == 0 || count == files.size())) {
        const std::lock_guard lock(reporting);
        progress(count);
      }
    }
  };
  const std::size_t wanted = std::min<std::size_t>(std::max(1u, std::thread::hardware_concurrency()), files.size() / kFilesPerThread);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < wanted; ++i) threads.emplace_back(work);
    work();
  }
  std::erase(segments, nullptr);
  std::stable_sort(segments.begin(), segments.end(), before);
  return index_of(std::move(reading), std::move(segments));
}

std::shared_ptr<const Index> Index::build(std::vector<NoteFile> files, std::shared_ptr<const pack::Pack> pack, std::stop_token stop,
                                          const std::function<void(std::size_t)>& progress) {
  return build_index(std::move(files), reading_with(pack ? std::move(pack) : pack::Pack::empty()), stop, progress);
}

std::shared_ptr<const Index> Index::with(const std::string& path, std::optional<std::string> text, Origin origin) const {
  std::vector<std::shared_ptr<const Segment>> segments = data_->segments;
  std::erase_if(segments, [&](const auto& segment) { return segment->file.path == path && segment->file.origin == origin; });
  if (text) {
    auto fresh = make_segment({path, std::move(*text), origin}, data_->reading);
    segments.insert(std::upper_bound(segments.begin(), segments.end(), fresh, before), fresh);
  }
  return index_of(data_->reading, std::move(segments));
}

std::vector<Passage> Index::lookup(std::string_view entity, std::size_t limit) const {
  const Query query = query_for(entity, *data_->reading.names);
  // The person's own notes come before the shipped ones, whatever their score.
  const auto shipped = std::find_if(data_->segments.begin(), data_->segments.end(), [](const auto& s) { return s->file.origin == Origin::shipped; });
  std::vector<Passage> passages;
  const std::span all(data_->segments);
  const auto own = static_cast<std::size_t>(shipped - data_->segments.begin());
  for (const auto part : {all.first(own), all.subspan(own)}) {
    if (passages.size() >= limit || part.empty()) continue;
    const std::vector<Hit> hits = hits_for(query, part, *data_->reading.names);
    for (Passage& passage : passages_for(hits, limit - passages.size())) passages.push_back(std::move(passage));
  }
  return passages;
}

std::vector<Fact> Index::facts() const {
  std::vector<Fact> out;
  for (const auto& segment : data_->segments) out.insert(out.end(), segment->facts.begin(), segment->facts.end());
  return out;
}

std::vector<Fact> Index::facts_for(std::string_view entity) const {
  std::vector<std::string> names = {std::string(entity)};
  const Entity read = read_entity(entity);
  // What holds for a Lambda function holds for SAM's
  if (const NameEntry* entry = read.kind == EntityKind::property ? data_->reading.names->entry(read.name) : nullptr) {
    for (const std::string& like : entry->like) names.push_back(like + std::string(entity.substr(read.name.size())));
  }
  std::vector<Fact> out;
  for (const auto& segment : data_->segments) {
    for (const Fact& fact : segment->facts) {
      if (fact.sureness >= 1 && std::find(names.begin(), names.end(), fact.entity) != names.end()) out.push_back(fact);
    }
  }
  return out;
}
std::vector<const Fact*> Index::binding(std::string_view type) const {
  std::vector<const Fact*> out;
  const auto add = [&](std::string_view name) {
    if (const auto found = data_->binding.find(name); found != data_->binding.end()) out.insert(out.end(), found->second.begin(), found->second.end());
  };
  add(type);
  if (const NameEntry* entry = data_->reading.names->entry(type)) {
    for (const std::string& like : entry->like) add(like);
  }
  return out;
}

bool Index::holds(std::string_view path) const {
  return std::any_of(data_->segments.begin(), data_->segments.end(), [&](const auto& segment) { return segment->file.path == path; });
}

std::size_t Index::file_count() const { return data_->segments.size(); }

}  // namespace cribsheet::notes

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "notes/index_data.h"
#include "notes/mentions.h"
#include "notes/own_names.h"
#include "notes/passages.h"
#include "notes/query.h"

namespace cribsheet::notes {
namespace {

constexpr std::size_t kLeastShelf = 64 << 10;  // bytes of text: less is not worth a thread
constexpr std::size_t kMostShelf = 8 << 20;
constexpr std::size_t kFirstShelf = 256 << 10;  // of each thread: so that there is something to answer from soon
constexpr std::size_t kShelvesPerThread = 6;    // so that none waits long for the other
constexpr std::size_t kLoose = 64;              // files edited since, each on a shelf of its own, before they share one

bool before(Origin a, std::string_view a_path, Origin b, std::string_view b_path) { return a != b ? a == Origin::person : a_path < b_path; }
bool in_order(const NoteFile& a, const NoteFile& b) { return before(a.origin, a.path, b.origin, b.path); }

// Where a file of that path stands among segments in order; null: it does not.
const std::shared_ptr<const Segment>* found_in(const std::vector<std::shared_ptr<const Segment>>& segments, std::string_view path, Origin origin) {
  const auto found = std::lower_bound(segments.begin(), segments.end(), path,
                                      [&](const auto& segment, std::string_view p) { return before(segment->file.origin, segment->file.path, origin, p); });
  return found == segments.end() || (*found)->file.path != path || (*found)->file.origin != origin ? nullptr : &*found;
}

// `directory`: null: the files are others than they were.
std::shared_ptr<const Index> index_of(Reading base, Reading reading, std::vector<Placed> shelves, std::vector<std::shared_ptr<const Segment>> segments,
                                      std::shared_ptr<const Directory> directory = nullptr, bool complete = true) {
  auto data = std::make_unique<Index::Data>();
  data->base = std::move(base);
  data->reading = std::move(reading);
  data->segments = std::move(segments);
  data->complete = complete;
  data->directory = directory ? std::move(directory) : std::make_shared<const Directory>(data->segments);
  std::erase_if(shelves, [](const Placed& placed) { return placed.shelf->segments().empty(); });
  const auto origin = [](const Placed& placed) { return placed.shelf->segments().front()->file.origin; };
  std::stable_partition(shelves.begin(), shelves.end(), [&](const Placed& placed) { return origin(placed) == Origin::person; });
  data->own = static_cast<std::size_t>(std::count_if(shelves.begin(), shelves.end(), [&](const Placed& placed) { return origin(placed) == Origin::person; }));
  data->shelves = std::move(shelves);
  return std::make_shared<const Index>(std::move(data));
}

// Runs of files, each of one origin and of about the same size.
std::vector<std::vector<NoteFile>> portions(std::vector<NoteFile> files, std::size_t threads) {
  std::size_t bytes = 0;
  for (const NoteFile& file : files) bytes += file.text.size();
  const std::size_t most = std::clamp(bytes / (threads * kShelvesPerThread), kLeastShelf, kMostShelf);
  std::vector<std::vector<NoteFile>> out;
  std::size_t size = most;
  for (NoteFile& file : files) {
    const std::size_t enough = out.size() <= threads ? std::min(most, kFirstShelf) : most;
    if (size >= enough || out.empty() || out.back().back().origin != file.origin) {
      out.emplace_back();
      size = 0;
    }
    size += file.text.size() + 1;
    out.back().push_back(std::move(file));
  }
  return out;
}

// Takes a file off its shelf.
void take_away(std::vector<Placed>& shelves, std::string_view path, Origin origin) {
  for (Placed& placed : shelves) {
    const auto& segments = placed.shelf->segments();
    const auto* found = found_in(segments, path, origin);
    if (!found) continue;
    auto gone = placed.gone ? std::make_shared<std::vector<bool>>(*placed.gone) : std::make_shared<std::vector<bool>>(segments.size());
    (*gone)[static_cast<std::size_t>(found - segments.data())] = true;
    placed.gone = std::move(gone);
  }
  std::erase_if(shelves, [](const Placed& placed) { return placed.gone && std::find(placed.gone->begin(), placed.gone->end(), false) == placed.gone->end(); });
}

// Many edited files share a shelf again.
void gather(std::vector<Placed>& shelves) {
  const auto loose = [](const Placed& placed) {
    return placed.shelf->segments().size() == 1 && placed.shelf->segments().front()->file.origin == Origin::person;
  };
  if (static_cast<std::size_t>(std::count_if(shelves.begin(), shelves.end(), loose)) <= kLoose) return;
  std::vector<std::shared_ptr<const Segment>> together;
  for (const Placed& placed : shelves)
    if (loose(placed)) together.push_back(placed.shelf->segments().front());
  std::erase_if(shelves, loose);
  std::sort(together.begin(), together.end(), [](const auto& a, const auto& b) { return in_order(a->file, b->file); });
  shelves.push_back({Shelf::of(std::move(together)), nullptr});
}

Reading reading_with(std::shared_ptr<const pack::Pack> pack) {
  Reading reading = reading_of(*pack);
  reading.pack = std::move(pack);
  return reading;
}

}  // namespace

Index::Index(std::unique_ptr<Data> data) : data_(std::move(data)) {}
Index::~Index() = default;

namespace {

// What all the person's notes call things, beside the settings' names that `base` has already.
OwnNames names_of(const std::vector<NoteFile>& files) {
  OwnNames all;
  for (const NoteFile& file : files) {
    if (file.origin != Origin::person) continue;
    for (auto& [entity, names] : front_matter_names(file.text)) all[entity].insert(all[entity].end(), names.begin(), names.end());
  }
  return all;
}

}  // namespace

namespace {

// Shelves being filled by several threads, and the index of those that are full.
class Filling {
 public:
  Filling(std::vector<std::vector<NoteFile>> parts, const Reading& base, const Reading& reading, const std::function<void(std::shared_ptr<const Index>)>& some)
      : parts_(std::move(parts)), shelves_(parts_.size()), base_(base), reading_(reading), some_(some) {
    for (const Origin first : {Origin::shipped, Origin::person})  // the shipped are few, and known already
      for (std::size_t i = 0; i < parts_.size(); ++i)
        if (parts_[i].front().origin == first) order_.push_back(i);
  }

  void work(const std::stop_token& stop, const std::function<void()>& one_read) {
    for (std::size_t i = next_++; i < order_.size(); i = next_++) {
      auto shelf = Shelf::read(std::move(parts_[order_[i]]), reading_, stop, one_read);
      const std::lock_guard lock(filling_);
      shelves_[order_[i]].shelf = std::move(shelf);
      const bool last = ++full_ == shelves_.size();
      if (!some_ || last || std::chrono::steady_clock::now() - told_ < kBetweenNews) continue;
      some_(index(false));
      told_ = std::chrono::steady_clock::now();
    }
  }

  std::shared_ptr<const Index> index(bool complete) const {
    std::vector<Placed> full;
    std::vector<std::shared_ptr<const Segment>> segments;
    for (const Placed& placed : shelves_) {
      if (!placed.shelf) continue;
      full.push_back(placed);
      segments.insert(segments.end(), placed.shelf->segments().begin(), placed.shelf->segments().end());
    }
    return index_of(base_, reading_, std::move(full), std::move(segments), nullptr, complete);
  }

 private:
  static constexpr auto kBetweenNews = std::chrono::milliseconds(200);
  std::vector<std::vector<NoteFile>> parts_;
  std::vector<std::size_t> order_;
  std::vector<Placed> shelves_;
  const Reading& base_;
  const Reading& reading_;
  const std::function<void(std::shared_ptr<const Index>)>& some_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex filling_;
  std::size_t full_ = 0;
  std::chrono::steady_clock::time_point told_;
};

}  // namespace

std::shared_ptr<const Index> build_index(std::vector<NoteFile> files, Reading base, std::stop_token stop, const std::function<void(std::size_t)>& progress,
                                         const std::function<void(std::shared_ptr<const Index>)>& some) {
  std::stable_sort(files.begin(), files.end(), in_order);
  const Reading reading = with_own_names(base, names_of(files));
  const std::size_t count = files.size();
  const std::size_t most_threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::vector<NoteFile>> parts = portions(std::move(files), most_threads);
  const std::size_t helpers = std::min(most_threads, parts.size());
  Filling filling(std::move(parts), base, reading, some);
  std::atomic<std::size_t> done = 0;
  std::mutex reporting;
  const auto one_read = [&] {
    const std::size_t number = ++done;
    if (!progress || (number % 64 != 0 && number != count)) return;
    const std::lock_guard lock(reporting);
    progress(number);
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < helpers; ++i) threads.emplace_back([&] { filling.work(stop, one_read); });
    filling.work(stop, one_read);
  }
  return filling.index(true);
}

std::shared_ptr<const Index> Index::build(std::vector<NoteFile> files, std::shared_ptr<const pack::Pack> pack, std::stop_token stop,
                                          const std::function<void(std::size_t)>& progress, const OwnNames& names,
                                          const std::function<void(std::shared_ptr<const Index>)>& some) {
  return build_index(std::move(files), with_own_names(reading_with(pack ? std::move(pack) : pack::Pack::empty()), names), std::move(stop), progress, some);
}

bool Index::complete() const { return data_->complete; }

std::shared_ptr<const Index> Index::unfinished() const {
  return index_of(data_->base, data_->reading, data_->shelves, data_->segments, data_->directory, false);
}

std::vector<std::shared_ptr<const Segment>> Index::Data::called(std::string_view name) const {
  std::vector<std::shared_ptr<const Segment>> out;
  for (const std::uint32_t number : directory->called(name)) out.push_back(segments[number]);
  return out;
}

std::vector<std::shared_ptr<const Segment>> Index::Data::holding(const Phrase& words) const {
  std::vector<std::shared_ptr<const Segment>> out;
  std::vector<Shelf::Number> numbers;
  for (const Placed& placed : of(Origin::person)) {
    blocks_holding(words, *placed.shelf, numbers);
    for (const Shelf::Number number : numbers) {
      const std::size_t segment = placed.shelf->place(number).segment;
      const auto& file = placed.shelf->segments()[segment];
      if (placed.stands(segment) && (out.empty() || out.back() != file)) out.push_back(file);
    }
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return in_order(a->file, b->file); });
  return out;
}

const std::shared_ptr<const Segment>* Index::Data::find(std::string_view path, Origin origin) const { return found_in(segments, path, origin); }

bool Index::renames(const std::string& path, const std::optional<std::string>& text) const {
  const auto* old = data_->find(path, Origin::person);
  return (old ? front_matter_names((*old)->file.text) : OwnNames{}) != (text ? front_matter_names(*text) : OwnNames{});
}

std::shared_ptr<const Index> Index::read_again(const std::string& path, std::optional<std::string> text) const {
  std::vector<NoteFile> files;
  for (const auto& segment : data_->segments)
    if (segment->file.origin != Origin::person || segment->file.path != path) files.push_back(segment->file);
  if (text) files.push_back({path, std::move(*text), Origin::person});
  return build_index(std::move(files), data_->base);
}

std::shared_ptr<const Index> Index::with(const std::string& path, std::optional<std::string> text, Origin origin) const {
  if (origin == Origin::person && renames(path, text)) return read_again(path, std::move(text));
  std::vector<std::shared_ptr<const Segment>> segments = data_->segments;
  std::vector<Placed> shelves = data_->shelves;
  std::shared_ptr<const Directory> directory;
  std::string title;
  const auto* old = data_->find(path, origin);
  if (old) {
    title = (*old)->title;
    segments.erase(segments.begin() + (old - data_->segments.data()));
    take_away(shelves, path, origin);
  }
  if (text) {
    std::vector<NoteFile> file;
    file.push_back({path, std::move(*text), origin});
    shelves.push_back({Shelf::read(std::move(file), data_->reading, {}, {}), nullptr});
    const auto& fresh = shelves.back().shelf->segments().front();
    segments.insert(std::upper_bound(segments.begin(), segments.end(), fresh, [](const auto& a, const auto& b) { return in_order(a->file, b->file); }), fresh);
    if (old && fresh->title == title) directory = data_->directory;
    gather(shelves);
  }
  return index_of(data_->base, data_->reading, std::move(shelves), std::move(segments), std::move(directory));
}

namespace {

std::vector<Passage> passages_about(const Index::Data& data, std::string_view entity, std::size_t limit) {
  const Query query = query_for(entity, *data.reading.names);
  // The person's own notes come before the shipped ones, whatever their score.
  std::vector<Passage> passages;
  for (const Origin origin : {Origin::person, Origin::shipped}) {
    if (passages.size() >= limit) break;
    const std::vector<Hit> hits = hits_for(query, data.of(origin), *data.reading.names);
    for (Passage& passage : passages_for(hits, limit - passages.size())) passages.push_back(std::move(passage));
  }
  return passages;
}

}  // namespace

std::vector<Passage> Index::lookup(std::string_view entity, std::size_t limit) const {
  std::pair key(std::string(entity), limit);
  {
    const std::lock_guard lock(data_->answering);
    if (const auto known = data_->answers.find(key); known != data_->answers.end()) return known->second;
  }
  std::vector<Passage> passages = passages_about(*data_, entity, limit);
  const std::lock_guard lock(data_->answering);
  if (data_->answers.size() >= Data::kMostAnswers) data_->answers.clear();
  return data_->answers.insert_or_assign(std::move(key), std::move(passages)).first->second;
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
    for (const Placed& placed : data_->shelves) {
      const auto* found = placed.shelf->binding(name);
      if (!found) continue;
      for (const Shelf::Bound& bound : *found)
        if (placed.stands(bound.segment)) out.push_back(bound.fact);
    }
  };
  add(type);
  if (const NameEntry* entry = data_->reading.names->entry(type)) {
    for (const std::string& like : entry->like) add(like);
  }
  return out;
}

bool Index::holds(std::string_view path) const { return data_->find(path, Origin::person) || data_->find(path, Origin::shipped); }

std::size_t Index::file_count() const { return data_->segments.size(); }

}  // namespace cribsheet::notes

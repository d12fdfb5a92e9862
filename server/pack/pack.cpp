#include "pack/pack.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "pack/data.h"

namespace cribsheet::pack {

namespace {

constexpr std::uint32_t kTableWidths[table_limit] = {type_width, service_width, action_width, arn_width, key_width, 1, kind_width, 2,
                                                     rule_width, named_width,   tables_width, 2,         2,         0, 0,          0};

// The header's claims against the file's size; empty: all is well. Costs the same for any pack.
std::string damage(const Header& header, std::size_t bytes) {
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0) return "it is no knowledge pack";
  if (header.format != kFormat) return "it was made for another version of cribsheet";
  const std::uint64_t words_end = header.words_offset + std::uint64_t{4} * header.word_count;
  const std::uint64_t strings_end = header.strings_offset + std::uint64_t{header.string_bytes};
  if (header.longest_list > kLongestList) return "it is cut short or damaged";
  if (header.words_offset % 4 != 0 || header.words_offset < sizeof(Header) || words_end > bytes || strings_end > bytes) return "it is cut short or damaged";
  for (std::size_t i = 0; i < table_limit; ++i) {
    const std::uint64_t end = header.tables[i].first + std::uint64_t{header.tables[i].count} * kTableWidths[i];
    if (end > header.word_count) return "it is cut short or damaged";
    if (header.tables[i].count > (kTableWidths[i] == 0 ? 0 : kLongestList)) return "it is cut short or damaged";
  }
  return {};
}

// Linux likes to map files where huge pages fit, and then one name brings 2 MB of documentation into memory: so the file is put
// where they don't, a page behind such a place.
void* map_small(int file, std::size_t bytes) {
  constexpr std::size_t kPage = 4096, kHuge = 2U << 20U;
  const std::size_t length = (bytes + kPage - 1) / kPage * kPage, room = length + kHuge + kPage;
  void* reserved = mmap(nullptr, room, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (reserved == MAP_FAILED) return mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, file, 0);
  char* begin = static_cast<char*>(reserved);
  char* place = begin + (kHuge - reinterpret_cast<std::uintptr_t>(begin) % kHuge) % kHuge + kPage;
  void* mapping = mmap(place, bytes, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0);
  if (mapping == MAP_FAILED) {
    munmap(begin, room);
    return mapping;
  }
  munmap(begin, static_cast<std::size_t>(place - begin));
  char* behind = place + length;
  if (behind < begin + room) munmap(behind, static_cast<std::size_t>(begin + room - behind));
  return mapping;
}

constexpr const char* kMend = "; `cribsheet knowledge build` or `./dev build` makes a new one";

}  // namespace

Pack::Pack(std::unique_ptr<Data> data) : data_(std::move(data)) {}
Pack::~Pack() = default;

std::shared_ptr<const Pack> Pack::empty() {
  static const std::shared_ptr<const Pack> nothing = std::make_shared<Pack>(std::make_unique<Data>());
  return nothing;
}

Result<std::shared_ptr<const Pack>> Pack::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Error{"The knowledge pack " + path + " can't be opened: " + std::strerror(errno) + kMend};
  struct stat status = {};
  const bool known = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  const auto bytes = known ? static_cast<std::size_t>(status.st_size) : 0;
  if (bytes < sizeof(Header)) {
    close(file);
    return Error{"The knowledge pack " + path + " can't be used: it is cut short or damaged" + kMend};
  }
  void* mapping = map_small(file, bytes);
  close(file);
  if (mapping == MAP_FAILED) return Error{"The knowledge pack " + path + " can't be mapped: " + std::strerror(errno)};

  auto data = std::make_unique<Data>();
  data->path = path;
  data->mapping = mapping;
  data->mapped_bytes = bytes;
  Header header = {};
  std::memcpy(&header, mapping, sizeof header);
  if (const std::string fault = damage(header, bytes); !fault.empty()) {
    return Error{"The knowledge pack " + path + " can't be used: " + fault + kMend};
  }
  const auto* base = static_cast<const unsigned char*>(mapping);
  data->words = reinterpret_cast<const std::uint32_t*>(base + header.words_offset);  // mmap aligns to pages, the header to words
  data->word_count = header.word_count;
  data->strings = base + header.strings_offset;
  data->string_bytes = header.string_bytes;
  data->long_strings = header.long_strings;
  data->longest_list = header.longest_list;
  std::memcpy(data->tables, header.tables, sizeof header.tables);
  return std::shared_ptr<const Pack>(std::make_shared<Pack>(std::move(data)));
}

std::string_view Pack::path() const { return data_->path; }

// ---- resource types
// ---------------------------------------------------------------------------------------------------

std::uint32_t Pack::resource_type_count() const { return data_->rows(table_types); }
ResourceType Pack::resource_type_at(std::uint32_t index) const { return index < resource_type_count() ? ResourceType(this, index) : ResourceType(); }
ResourceType Pack::resource_type(std::string_view name) const {
  const std::uint32_t row = find_row(*data_, table_types, type_width, name);
  return row == kNoRow ? ResourceType() : ResourceType(this, row);
}

// ---- kinds, rules, named documents, tables, notes
// ---------------------------------------------------------------------

namespace {

Kind kind_of_row(const Pack& pack, std::uint32_t row) {
  const Pack::Data& data = pack.data();
  const auto cell = [&](std::uint32_t field) { return data.cell(table_kinds, kind_width, row, field); };
  Kind kind;
  kind.id = data.string(cell(kind_id));
  kind.title = data.string(cell(kind_title));
  kind.files = data.strings_of(cell(kind_files));
  kind.folders = data.strings_of(cell(kind_folders));
  kind.all_of_keys = data.string_lists_of(cell(kind_content));
  kind.root = Shape(&pack, cell(kind_root));
  kind.entity_prefix = data.string(cell(kind_entity));
  return kind;
}

RulePage rule_of_row(const Pack::Data& data, std::uint32_t row) {
  const auto cell = [&](std::uint32_t field) { return data.cell(table_rules, rule_width, row, field); };
  RulePage page;
  page.id = data.string(cell(rule_id));
  page.severity = data.string(cell(rule_severity));
  page.title = data.string(cell(rule_title));
  page.kinds = data.strings_of(cell(rule_kinds));
  page.also = data.strings_of(cell(rule_also));
  page.markdown = data.string(cell(rule_markdown));
  return page;
}

}  // namespace

std::vector<Kind> Pack::kinds() const {
  std::vector<Kind> result;
  for (std::uint32_t row = 0; row < data_->rows(table_kinds); ++row) result.push_back(kind_of_row(*this, row));
  return result;
}

std::optional<Kind> Pack::kind(std::string_view id) const {
  const std::uint32_t row = find_row(*data_, table_kinds, kind_width, id);
  if (row == kNoRow) return std::nullopt;
  return kind_of_row(*this, row);
}

Shape Pack::shape(std::string_view name) const {
  const std::uint32_t row = find_row(*data_, table_shapes, 2, name);
  return row == kNoRow ? Shape() : Shape(this, data_->cell(table_shapes, 2, row, 1));
}

std::vector<RulePage> Pack::rules() const {
  std::vector<RulePage> result;
  for (std::uint32_t row = 0; row < data_->rows(table_rules); ++row) result.push_back(rule_of_row(*data_, row));
  return result;
}

std::optional<RulePage> Pack::rule(std::string_view id) const {
  const std::uint32_t row = find_row(*data_, table_rules, rule_width, id);
  if (row == kNoRow) return std::nullopt;
  return rule_of_row(*data_, row);
}

std::optional<NamedDoc> Pack::named(std::string_view entity) const {
  const std::uint32_t row = find_row(*data_, table_named, named_width, entity);
  if (row == kNoRow) return std::nullopt;
  return NamedDoc{data_->text(table_named, named_width, row, named_entity), data_->text(table_named, named_width, row, named_doc),
                  data_->text(table_named, named_width, row, named_url)};
}

std::vector<std::pair<std::string_view, std::string_view>> Pack::shipped_notes() const {
  std::vector<std::pair<std::string_view, std::string_view>> result;
  for (std::uint32_t row = 0; row < data_->rows(table_notes); ++row) {
    result.emplace_back(data_->text(table_notes, 2, row, 0), data_->text(table_notes, 2, row, 1));
  }
  return result;
}

Pack::Info Pack::info() const {
  Info info;
  for (std::uint32_t row = 0; row < data_->rows(table_info); ++row) {
    info.lines.emplace_back(data_->text(table_info, 2, row, 0), data_->text(table_info, 2, row, 1));
  }
  if (!data_->path.empty()) info.lines.emplace_back("size", std::to_string(data_->mapped_bytes) + " bytes");
  return info;
}

}  // namespace cribsheet::pack

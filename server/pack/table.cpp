#include "pack/data.h"

namespace cribsheet::pack {

std::string_view Row::operator[](std::uint32_t index) const { return index < count_ ? pack_->data().string(cells_[index]) : std::string_view(); }

namespace {

Row row_at(const Pack* pack, std::uint32_t index) {
  const List cells = pack->data().list(index);
  return {pack, cells.begin(), cells.size()};
}

}  // namespace

Row Table::operator[](std::uint32_t index) const { return index < count_ ? row_at(pack_, rows_[index]) : Row(); }

Table Table::named(std::string_view first) const {
  if (sorted_ == nullptr) return {};
  const auto compare = [&](std::uint32_t at) { return compare_ignoring_case(row_at(pack_, sorted_[at])[0], first); };
  std::uint32_t begin = 0, end = count_;
  while (begin < end) {
    const std::uint32_t middle = begin + (end - begin) / 2;
    if (compare(middle) < 0) begin = middle + 1;
    else end = middle;
  }
  while (end < count_ && compare(end) == 0) ++end;
  return {pack_, sorted_ + begin, nullptr, end - begin};
}

std::vector<std::vector<std::string_view>> Table::copy() const {
  std::vector<std::vector<std::string_view>> rows;
  std::size_t budget = kAnswerItems;
  for (const Row row : *this) {
    if (row.size() > budget) break;
    budget -= row.size();
    rows.emplace_back(row.begin(), row.end());
  }
  return rows;
}

Table Pack::table(std::string_view name) const {
  const std::uint32_t row = find_row(*data_, table_tables, tables_width, name);
  if (row == kNoRow) return {};
  const List rows = data_->list(data_->cell(table_tables, tables_width, row, tables_rows));
  const List sorted = data_->list(data_->cell(table_tables, tables_width, row, tables_sorted));
  return {this, rows.begin(), sorted.size() == rows.size() ? sorted.begin() : nullptr, rows.size()};
}

}  // namespace cribsheet::pack

#include "engine/catalogue/records.h"

#include <cstring>

#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

// How `whole` stands to `owner`, the separator and `name`, without putting them together.
int compare_joined(std::string_view whole, std::string_view owner, char separator,
                   std::string_view name) {
  const int order = compare_names(whole.substr(0, owner.size()), owner);
  if (order != 0) return order;
  whole.remove_prefix(owner.size());
  const int next = compare_names(whole.substr(0, 1), {&separator, 1});
  return next != 0 ? next : compare_names(whole.substr(1), name);
}

// Where the line begins that `at` is in; `low` begins a line. As `rfind`, which goes byte by byte.
std::size_t line_begin(std::string_view table, std::size_t low, std::size_t at) {
  const void* feed = memrchr(table.data() + low, '\n', at - low);
  if (feed == nullptr) return low;
  return static_cast<std::size_t>(static_cast<const char*>(feed) - table.data()) + 1;
}

// The part of a table from the first line on whose name is not `before`.
template <class Before>
std::string_view skip_while(std::string_view table, Before before) {
  std::size_t low = 0;
  std::size_t high = table.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const std::size_t line = line_begin(table, low, middle);
    const std::size_t end = table.find('\n', line);
    const std::string_view text = table.substr(line, end - line);
    if (before(text.substr(0, text.find('\t')))) {
      low = std::min(table.size(), end + 1);
    } else {
      high = line;
    }
  }
  return table.substr(low);
}

// The lines whose names `order` finds equal.
template <class Order>
std::string_view equal_lines(std::string_view table, Order order) {
  const auto before = [&](std::string_view name) { return order(name) < 0; };
  const auto not_behind = [&](std::string_view name) { return order(name) <= 0; };
  const std::string_view rest = skip_while(table, before);
  return rest.substr(0, rest.size() - skip_while(rest, not_behind).size());
}

template <class Order>
std::optional<std::string_view> find_line(std::string_view table, Order order) {
  std::string_view rest = skip_while(table, [&](std::string_view name) { return order(name) < 0; });
  const std::string_view line = take_part(rest, '\n');
  if (line.empty() || order(line.substr(0, line.find('\t'))) != 0) return std::nullopt;
  return line;
}

}  // namespace

int compare_names(std::string_view a, std::string_view b) {
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (folded(a[i]) != folded(b[i])) return folded(a[i]) < folded(b[i]) ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

std::string_view take_part(std::string_view& text, char separator) {
  const std::size_t size = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, size);
  text.remove_prefix(std::min(text.size(), size + 1));
  return part;
}

std::optional<std::string_view> find_record(std::string_view table, std::string_view name) {
  return find_line(table, [&](std::string_view each) { return compare_names(each, name); });
}

std::optional<std::string_view> find_record(std::string_view table, std::string_view owner,
                                            char separator, std::string_view name) {
  return find_line(
      table, [&](std::string_view each) { return compare_joined(each, owner, separator, name); });
}

std::string_view records_from(std::string_view table, std::string_view prefix) {
  return equal_lines(table, [&](std::string_view name) {
    return compare_names(name.substr(0, prefix.size()), prefix);
  });
}

std::string_view records_of(std::string_view table, std::string_view owner, char separator) {
  return equal_lines(table, [&](std::string_view name) {
    return compare_joined(name.substr(0, owner.size() + 1), owner, separator, "");
  });
}

}  // namespace cordon::catalogue

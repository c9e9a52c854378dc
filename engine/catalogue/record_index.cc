#include "engine/catalogue/record_index.h"

#include <bit>

#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

// FNV-1a, with letters in lower case; other characters that the bit makes alike are compared.
std::uint64_t hash_of(std::string_view name) {
  constexpr unsigned kLowerCase = 0x20;
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : name) {
    hash = (hash ^ (static_cast<unsigned char>(c) | kLowerCase)) * 1099511628211ULL;
  }
  return hash ^ (hash >> 32U);
}

// Ends a name, as the end of the text does.
bool is_end(char c) { return c == '\t' || c == '\n'; }

// Whether the record that begins the text has the name.
bool is_record_of(std::string_view text, std::string_view name) {
  if (text.size() < name.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (is_end(text[i]) || folded(text[i]) != folded(name[i])) return false;
  }
  return text.size() == name.size() || is_end(text[name.size()]);
}

}  // namespace

RecordIndex::RecordIndex(std::string_view table) : table_(table) {
  std::vector<std::uint32_t> lines;
  for (std::size_t begin = 0; begin < table.size(); begin = table.find('\n', begin) + 1) {
    lines.push_back(static_cast<std::uint32_t>(begin));
  }
  begins_.resize(std::bit_ceil(2 * lines.size() + 1));
  for (const std::uint32_t line : lines) begins_[slot_of(name_at(line))] = line + 1;
}

std::string_view RecordIndex::name_at(std::uint32_t begin) const {
  const std::string_view line = table_.substr(begin, table_.find('\n', begin) - begin);
  return line.substr(0, line.find('\t'));
}

std::size_t RecordIndex::slot_of(std::string_view name) const {
  std::size_t slot = hash_of(name) & (begins_.size() - 1);
  while (begins_[slot] != 0 && !is_record_of(table_.substr(begins_[slot] - 1), name)) {
    slot = (slot + 1) & (begins_.size() - 1);
  }
  return slot;
}

std::optional<std::string_view> RecordIndex::find(std::string_view name) const {
  const std::uint32_t begin = begins_[slot_of(name)];
  if (begin == 0) return std::nullopt;
  return table_.substr(begin - 1, table_.find('\n', begin - 1) - (begin - 1));
}

}  // namespace cordon::catalogue

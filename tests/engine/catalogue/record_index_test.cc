#include "engine/catalogue/record_index.h"

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/catalogue/data_files.h"
#include "engine/catalogue/records.h"

namespace cordon::catalogue {
namespace {

std::string upper(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

TEST_CASE("record index: a line by its name, whatever the case") {
  constexpr std::string_view kTable = "a:B\t1\na:bc\t2\t3\nd\n";
  struct Row {
    std::string_view name, line;
  };
  const Row rows[] = {
      {"a:B", "a:B\t1"}, {"A:b", "a:B\t1"}, {"a:bc", "a:bc\t2\t3"}, {"d", "d"}, {"a:b\t1", "-"},
      {"a:", "-"},       {"", "-"},         {"d\n", "-"},           {"e", "-"},
  };
  const RecordIndex index(kTable);
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(index.find(row.name).value_or("-") == row.line);
  }
  CHECK_FALSE(RecordIndex("").find("a"));
}

TEST_CASE("record index: finds what halving finds in the tables") {
  for (const std::string_view table : {actions_file(), services_file(), condition_keys_file()}) {
    const RecordIndex index(table);
    std::size_t lines = 0;
    for (const std::string_view line : Sequence<std::string_view>(table)) {
      const std::string_view name = line.substr(0, line.find('\t'));
      CAPTURE(name);
      CHECK(index.find(upper(name)) == line);
      CHECK(find_record(table, name) == line);
      CHECK_FALSE(index.find(std::string(name) + "~"));
      ++lines;
    }
    CHECK(lines > 100);
  }
}

}  // namespace
}  // namespace cordon::catalogue

// The data files themselves: what halving relies on, and that the numbers which the data's README
// and its origin tell are those of the files.

#include "engine/catalogue/data_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/records.h"
#include "tests/support/file.h"

namespace cordon::catalogue {
namespace {

struct DataFile {
  std::string_view name;
  std::string_view text;
};

const DataFile kFiles[] = {
    {"actions", actions_file()},
    {"condition_keys", condition_keys_file()},
    {"origin", origin_file()},
    {"resource_types", resource_types_file()},
    {"service_keys", service_keys_file()},
    {"services", services_file()},
};

// What we collect ourselves: no package made it, no number of its lines is told.
const DataFile kOwnFiles[] = {
    {"service_principals", service_principals_file()},
};

std::string_view origin(std::string_view name) {
  const std::string_view record = find_record(origin_file(), name).value_or("");
  return record.substr(record.find('\t') + 1);
}

// The first line that is not behind the line before it; empty when all are.
std::string_view first_out_of_order(std::string_view text) {
  std::string_view before;
  for (const std::string_view line : Sequence<std::string_view>(text)) {
    const std::string_view name = line.substr(0, line.find('\t'));
    if (name.empty() || compare_names(before, name) >= 0) return line;
    before = name;
  }
  return "";
}

// `22,091` as people write it.
std::string with_commas(std::string_view digits) {
  std::string text(digits);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

TEST_CASE("what is out of order is seen") {
  CHECK(first_out_of_order("a:B\tx\na:c\nb\n") == "");
  CHECK(first_out_of_order("a:c\na:B\n") == "a:B");
  CHECK(first_out_of_order("a\tx\nA\ty\n") == "A\ty");
  CHECK(first_out_of_order("s3:x\ns3-a:x\n") == "s3-a:x");
}

void check_file(const DataFile& file) {
  CAPTURE(file.name);
  const auto path = fmt::format("engine/catalogue/data/{}.txt", file.name);
  CHECK(file.text == support::read_file(path).value());
  CHECK(file.text.ends_with('\n'));
  CHECK_FALSE(file.text.contains(" \n"));
  CHECK(first_out_of_order(file.text) == "");
}

TEST_CASE("every data file is embedded as it is, sorted, and free of duplicates") {
  for (const DataFile& file : kFiles) check_file(file);
  for (const DataFile& file : kOwnFiles) check_file(file);
}

TEST_CASE("the origin and the README tell the numbers of the files") {
  const std::string readme = support::read_file("engine/catalogue/data/README.md").value();
  for (const DataFile& file : kFiles) {
    CAPTURE(file.name);
    const std::string lines = std::to_string(std::ranges::count(file.text, '\n'));
    if (file.name == "origin") continue;
    CHECK(origin(file.name) == lines);
    if (file.name != "service_keys") CHECK(readme.contains(with_commas(lines)));
  }
  for (const std::string_view fact : {"date", "package", "version"}) {
    CAPTURE(fact);
    CHECK(origin(fact) != "");
    CHECK(readme.contains(origin(fact)));
  }
  CHECK(origin("date") == data_date());
}

TEST_CASE("what one file names is in the others") {
  std::string missing;
  for (const Action& action : actions_matching("*")) {
    if (!find_service(action.service)) missing += fmt::format("{}\n", action.full_name);
    for (const std::string_view key : action.condition_keys) {
      if (!find_service_key(action.service, key)) missing += fmt::format("{}\n", key);
    }
    for (const ResourceUse& use : action.resources) {
      if (!find_resource_type(action.service, use.type)) missing += fmt::format("{}\n", use.type);
      for (const std::string_view key : use.condition_keys) {
        if (!find_service_key(action.service, key)) missing += fmt::format("{}\n", key);
      }
    }
  }
  std::size_t keys = 0;
  for (const Service& service : services()) {
    for (const ConditionKey& key : condition_keys_of(service.prefix)) {
      const auto found = find_key(key.name);
      if (!found || found->name != key.name) missing += fmt::format("{}\n", key.name);
      ++keys;
    }
    for (const ResourceType& type : resource_types_of(service.prefix)) {
      CHECK(type.arn.starts_with("arn:"));
      CHECK(type.service == service.prefix);
    }
  }
  CHECK(missing == "");
  CHECK(keys > 2000);
}

}  // namespace
}  // namespace cordon::catalogue

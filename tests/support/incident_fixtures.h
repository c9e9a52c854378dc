// Incidents of a folder of fixtures, and what comes out of each: a table of rows a folder.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "grammar/diagnostic.h"

namespace cordon::support {

struct FixtureRow {
  std::string_view file;
  std::string_view verdict;  // `contained at …`
  std::string_view warning;  // the beginning of what is said of the file
};

/// Every row as it says and as the file itself expects, and a row for every file.
void check_fixtures(std::string_view folder, std::span<const FixtureRow> rows);

}  // namespace cordon::support

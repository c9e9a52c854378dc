// Incident files of the right and of the wrong shape, for the test that holds the reader and the
// schema against each other. What is wrong with them is not their meaning: no row hangs on what
// another part of the file says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cordon::incident {

struct SchemaRow {
  std::string_view name;
  std::string text;
  bool valid = false;
};

std::vector<SchemaRow> schema_rows();

}  // namespace cordon::incident

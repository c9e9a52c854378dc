// The YAML reader: trees are well formed, two readings are the same, and what is JSON too reads as
// the same tree.

#include <string>

#include "grammar/yaml.h"
#include "tests/fuzz/tree_properties.h"

using namespace cordon;
using fuzz::property;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  const JsonResult result = read_yaml(test::source_of(text));
  fuzz::check_tree(result);
  fuzz::check_tree(read_json_or_yaml(test::source_of(text)));
  const std::string dump = test::dump(result);
  property(test::dump(read_yaml(test::source_of(text))) == dump, "two readings are the same");
  if (!result.root()) return 0;
  const JsonResult json = read_json(test::source_of(text));
  property(!json.root() || test::dump(json) == dump, "JSON reads as the same tree");
  return 0;
}

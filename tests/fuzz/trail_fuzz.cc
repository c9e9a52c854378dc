// Any bytes as a CloudTrail file: cutting them into records does not depend on how they arrive, the
// passes end, and what grows from them is a tree.

#include <set>
#include <string>

#include "engine/incident/trail/gather.h"
#include "engine/incident/trail/tree.h"
#include "tests/fuzz/property.h"

using namespace cordon;
using namespace cordon::incident;
using fuzz::property;

namespace {

std::string records_of(std::string_view text, std::size_t piece) {
  std::string records;
  RecordSplitter splitter([&](const RawRecord& raw) {
    records += raw.text;
    records += '\n';
  });
  for (std::size_t at = 0; at < text.size(); at += piece) splitter.feed(text.substr(at, piece));
  splitter.finish();
  property(splitter.problems().size() <= RecordSplitter::kMostProblems, "problems are bounded");
  return records;
}

void check(const SessionTree& tree) {
  std::set<std::string_view> ids;
  for (const TreeNode& node : tree.nodes) {
    property(node.parent.empty() || ids.contains(node.parent), "parents stand before children");
    property(ids.insert(node.id).second, "ids are unique");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  property(records_of(text, 1 + size % 13) == records_of(text, size + 1),
           "records do not depend on the pieces");
  const TrailSeeds seeds{.keys = {"AKIAEVE", "AKIAIOSFODNN7EXAMPLE"},
                         .users = {"arn:aws:iam::111122223333:user/eve"}};
  Gather gather(seeds);
  bool again = true;
  while (again) {
    gather.begin_pass();
    RecordSplitter splitter([&](const RawRecord& raw) { gather.take(raw, 0); });
    splitter.feed(text);
    splitter.finish();
    again = gather.end_pass();
  }
  check(build_tree(gather.evidence(), seeds));
  return 0;
}

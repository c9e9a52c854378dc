// What gets through, as the simulator decides it. A rule's folder may hold request*.json files: a
// case document (cli.md) with the request that shows the effect, what is expected of it while the
// folder's `fires.json` is in force, and as `better` what is expected under `silent.json`. The
// document takes its place by its policy type; beside it stand the policies of the case, or, if it
// has none, an identity policy that allows everything.

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/case_document.h"
#include "tests/support/file.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFolder = "fixtures/rules";

struct Example {
  fs::path file;
  PolicyType type = PolicyType::kIdentity;
};

// `fires.scp.json` for `fires`.
std::optional<Example> example(const fs::path& folder, std::string_view word) {
  for (const fs::path& file : support::files_below(folder, {".json"})) {
    const fs::path stem = file.filename().stem();
    if (file.parent_path() != folder || stem.stem() != word) continue;
    const std::string rest = stem.extension().string();
    const auto type = policy_type_from(std::string_view(rest).substr(rest.empty() ? 0 : 1));
    return Example{.file = file, .type = type.value_or(PolicyType::kIdentity)};
  }
  return std::nullopt;
}

void put_in_force(ApplicablePolicies& policies, const Example& example) {
  const PolicyPtr policy = support::policy(support::read_file(example.file).value(), example.type);
  const PolicyPtr allow =
      support::policy(support::kAllowAll,
                      example.type == PolicyType::kScp ? PolicyType::kScp : PolicyType::kIdentity);
  switch (example.type) {
    case PolicyType::kIdentity:
      policies.identity.push_back(policy);
      break;
    case PolicyType::kResource:
    case PolicyType::kTrust:
      policies.resource = policy;
      break;
    case PolicyType::kBoundary:
      policies.boundary.push_back(policy);
      break;
    case PolicyType::kSession:
      policies.session.push_back(policy);
      break;
    case PolicyType::kScp:
      policies.scps.push_back({allow, policy});
      break;
    case PolicyType::kRcp:
      policies.rcps.push_back({policy});
      break;
    case PolicyType::kEndpoint:
      policies.endpoint.emplace().push_back(policy);
      break;
  }
}

std::string decide(const support::JsonText& request, const Example& example) {
  support::Case one = support::read_case(request.root());
  if (!request.root().find("policies"))
    one.policies.identity = {support::policy(support::kAllowAll)};
  put_in_force(one.policies, example);
  return std::string(to_string(evaluate(one.request, one.policies).outcome));
}

TEST_CASE("rules: the request of each folder gets through, and not under the mended policy") {
  std::size_t seen = 0;
  for (const fs::path& file : support::files_below(kFolder, {".json"})) {
    if (!file.filename().string().starts_with("request")) continue;
    CAPTURE(file.string());
    const support::JsonText request = support::json(support::read_file(file).value());
    const auto expect = request.root().find("expect");
    const auto better = request.root().find("better");
    const auto fires = example(file.parent_path(), "fires");
    REQUIRE(fires);
    REQUIRE(expect);
    CHECK(decide(request, *fires) == expect->text());
    ++seen;
    if (!better) continue;
    const auto silent = example(file.parent_path(), "silent");
    REQUIRE(silent);
    CHECK(better->text() != expect->text());
    CHECK(decide(request, *silent) == better->text());
  }
  CHECK(seen > 0);
}

}  // namespace
}  // namespace cordon

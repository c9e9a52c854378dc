// What an undecided request hangs on, as explanations list it.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "engine/explain.h"
#include "tests/support/scene.h"

namespace cordon {
namespace {

using support::layer;

std::string_view word(OpenPoint::Kind kind) {
  constexpr std::array<std::string_view, 7> kWords{
      "key", "time", "resource policy", "unreadable", "session policy", "caller", "undocumented"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string open_lines(support::Case one) {
  std::vector<std::string> lines;
  for (const OpenPoint& point : explain(one.request, one.policies).open) {
    lines.push_back(fmt::format("{}{}{}", word(point.kind), point.key ? " " : "",
                                point.key ? point.key->name : ": " + point.why));
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
}

TEST_CASE("explain lists what an undecided request hangs on, and nothing else") {
  const std::string maybe = support::deny_when(
      R"({"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"StringEquals":{"aws:username":"alice"},)"
      R"("StringLike":{"aws:PrincipalTag/team":"${aws:userid}"}})");
  // This Allow is open as well, and nothing hangs on it.
  const std::string also =
      support::document(R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*",)"
                        R"("Condition":{"Bool":{"aws:ViaAWSService":"false"}}})");
  support::Case one =
      support::read_case({.policies = layer("identity", {support::kAllowAll, maybe, also})});
  CHECK(open_lines(one) == "");
  one.request.unstated = Unstated::kOpen;
  CHECK(open_lines(one) == "key aws:SourceIp\nkey aws:PrincipalTag/team\nkey aws:userid");

  const std::string expiring = R"({"kind":"get-session-token","expiresAt":"2017-08-16T21:10:00Z"})";
  CHECK(open_lines(support::read_case({.credential = expiring,
                                       .policies = layer("identity", {support::kAllowAll}),
                                       .at = ""})) ==
        "time: the credential expires at 2017-08-16T21:10:00Z, and the time of the request is not "
        "told");

  support::Case key = support::read_case({.action = "kms:Decrypt",
                                          .resource = "arn:aws:kms:us-east-1:111122223333:key/k",
                                          .policies = layer("identity", {support::kAllowAll})});
  key.policies.resource_told = false;
  CHECK(open_lines(key) ==
        "resource policy: the policy of `arn:aws:kms:us-east-1:111122223333:key/k` itself counts, "
        "and it is not given");

  support::Case unread = support::read_case({.policies = layer("identity", {support::kAllowAll})});
  unread.policies.identity.push_back(unreadable_policy(PolicyType::kIdentity, "lost.json"));
  CHECK(open_lines(unread) == "unreadable: what `lost.json` says is not known");

  CHECK(open_lines(support::read_case(
            {.policies = layer("identity", {support::kAllowAll}) + "," +
                         R"("endpoint":[{"Version":"2012-10-17","Statement":{"Effect":"Allow",
                            "Principal":{"AWS":"111122223333"},"Action":"*","Resource":"*"}}])"})) ==
        "undocumented: the endpoint's policy names the account: at a gateway endpoint that reaches "
        "only its root user, and the kind of endpoint is not told");
}
}  // namespace
}  // namespace cordon

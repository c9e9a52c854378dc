#include "engine/testing/incident_mutants.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "tests/support/judged.h"

namespace cordon::testing {
namespace {

using incident::judged;
using incident::kKey;
using incident::kToken;
using incident::put_user_policy;

// Each mutant of what the events apply, and the verdicts that it leaves.
std::string mutants(std::string_view credentials, const std::string& events,
                    std::string_view more = "") {
  const incident::Judged before = judged(credentials, events, more);
  const incident::Incident& incident = before.read.incident;
  std::string text = lines(before.report) + "\n";
  for (const AppliedPolicy& applied : applied_policies(incident)) {
    for (const Mutant& mutant : mutants_of(applied.policy->document)) {
      const auto copy = with_mutant(incident, applied, mutant);
      text += fmt::format("{}: {}\n", mutant.what, copy ? lines(judge(*copy)) : "refused");
    }
  }
  return text;
}

TEST_CASE("incident mutants: a document in an event, written out or as a string") {
  const std::string expected =
      "token: live 12:00 residual +22:00 dead\n"
      "without the statement: token: live +22:00 dead\n"
      "with `2024-01-01T12:00:00Z` of `aws:TokenIssueTime` moved to 2023-12-31T12:00:00Z: token: "
      "live +22:00 dead\n";
  const std::string as_string =
      R"('{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": )"
      R"("*", "Condition": {"DateLessThan": {"aws:TokenIssueTime": "2024-01-01T12:00:00Z"}}}}')";
  CHECK(mutants(kToken, put_user_policy(incident::kDenyOld)) == expected);
  CHECK(mutants(kToken, put_user_policy(as_string)) == expected);
}

TEST_CASE("incident mutants: one event's document is changed, the others stay") {
  const std::string twice = put_user_policy(incident::kDenyAll) +
                            incident::event("iam:PutUserPolicy",
                                            fmt::format("{{UserName: bob, PolicyName: again, "
                                                        "PolicyDocument: {}}}",
                                                        incident::kDenyAll),
                                            "2024-01-01T13:00:00Z");
  CHECK(mutants(kKey, twice) ==
        "key: live 12:00 residual\n"
        "without the statement: key: live 13:00 residual\n"
        "without the statement: key: live 12:00 residual\n");
}

TEST_CASE("incident mutants: what an event attaches, and not what was attached before") {
  const std::string organization = fmt::format(
      "organization: {{managementAccount: \"999999999999\", policies: {{p-stop: {{type: scp, "
      "document: {}}}}}, targets: {{r-1: {{policies: [p-FullAWSAccess]}}, \"111122223333\": "
      "{{parent: r-1, policies: [p-FullAWSAccess]}}}}}}\n",
      incident::kDenyAll);
  const std::string attach = incident::event("organizations:AttachPolicy",
                                             "{PolicyId: p-stop, TargetId: \"111122223333\"}");
  CHECK(mutants(kKey, attach, organization) ==
        "key: live 12:00 residual\n"
        "without the statement: key: live\n");
  CHECK(mutants(kKey, "", organization) == "key: live\n");
  CHECK(mutants(kKey, incident::event("iam:AttachUserPolicy",
                                      "{UserName: bob, PolicyArn: "
                                      "\"arn:aws:iam::aws:policy/AWSDenyAll\"}"))
            .find("without") == std::string::npos);
}

}  // namespace
}  // namespace cordon::testing

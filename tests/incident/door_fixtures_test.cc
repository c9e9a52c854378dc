// The incidents of fixtures/doors, and what comes out of each. Their titles say why.
#include "doctest/doctest.h"
#include "tests/support/incident_fixtures.h"

namespace cordon::incident {
namespace {

constexpr support::FixtureRow kRows[] = {
    {"admin-role-revoked-in-time", "contained at 2024-01-01T13:00:00Z"},
    {"bucket-closed-again", "contained at 2024-01-01T13:30:00Z"},
    {"bucket-for-an-organization", "unknown"},
    {"bucket-for-own-principals", "contained at 2024-01-01T13:00:00Z"},
    {"bucket-opened", "not-contained"},
    {"chain-of-an-outsider", "contained at 2024-01-02T01:00:00Z"},
    {"door-in-both-orders", "not-contained"},
    {"function-closed-again", "contained at 2024-01-01T13:30:00Z"},
    {"function-for-a-service-of-the-account", "contained at 2024-01-01T13:00:00Z"},
    {"function-for-a-service", "unknown"},
    {"function-not-given", "unknown"},
    {"function-opened", "not-contained"},
    {"key-activated-again", "unknown"},
    {"key-made-and-deleted", "contained at 2024-01-03T00:00:00Z"},
    {"key-made-before-the-snapshot", "unknown",
     "event 1 (iam:CreateAccessKey) is older than the snapshot of "},
    {"key-made-by-the-attacker", "not-contained"},
    {"key-made-user-denied", "contained at 2024-01-01T13:00:00Z"},
    {"key-of-the-responder", "contained at 2024-01-01T13:00:00Z"},
    {"key-that-nobody-lists", "unknown"},
    {"kms-key-not-given", "unknown"},
    {"new-user-with-key", "not-contained"},
    {"own-password-changed", "unknown"},
    {"password-set-by-the-attacker", "not-contained"},
    {"password-taken-away", "contained at 2024-01-02T00:00:00Z"},
    {"password-that-nobody-lists", "unknown"},
    {"provider-made-and-deleted", "contained at 2024-01-01T13:30:00Z"},
    {"provider-made", "unknown"},
    {"provider-replaced", "unknown"},
    {"provider-that-a-role-trusts-deleted", "contained at 2024-01-02T12:00:00Z"},
    {"role-for-another-account-deleted", "contained at 2024-01-01T13:00:00Z"},
    {"role-for-another-account", "not-contained"},
    {"session-that-nobody-lists", "contained at 2024-01-02T11:00:00.001Z"},
    {"ssh-key-deleted", "contained at 2024-01-01T13:30:00Z"},
    {"ssh-key-that-nobody-lists", "unknown"},
    {"ssh-key-user-denied", "contained at 2024-01-01T13:30:00Z"},
    {"trust-and-role-denied", "contained at 2024-01-01T13:00:00Z"},
    {"trust-changed-before-the-snapshot", "not-contained",
     "event 1 (iam:UpdateAssumeRolePolicy) is older than the snaps"},
    {"trust-of-the-responder", "contained at 2024-01-01T13:00:00Z"},
    {"trust-put-back-and-revoked", "contained at 2024-01-01T13:00:00Z"},
    {"trust-put-back", "contained at 2024-01-02T12:00:00Z"},
    {"trust-revoked-only", "not-contained"},
    {"trust-that-was-there", "contained at 2024-01-01T13:00:00Z"},
    {"trust-without-its-deny", "not-contained",
     "AWS may refuse everyone as Principal in a policy of type `tr"},
    {"trusts-a-provider", "unknown"},
    {"trusts-an-organization", "unknown"},
    {"trusts-another-account", "not-contained"},
    {"trusts-anyone", "not-contained"},
    {"trusts-with-external-id", "not-contained"},
};

TEST_CASE("doors: every incident of fixtures/doors comes out as it expects") {
  support::check_fixtures("fixtures/doors", kRows);
}

}  // namespace
}  // namespace cordon::incident

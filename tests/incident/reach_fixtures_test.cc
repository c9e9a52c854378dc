// The incidents of fixtures/reach, and what comes out of each. Their titles say why.
#include "doctest/doctest.h"
#include "tests/support/incident_fixtures.h"

namespace cordon::incident {
namespace {

constexpr support::FixtureRow kRows[] = {
    {"function-alias", "not-contained"},
    {"renewal-not-told", "unknown", "is taken for one token that ends"},
    {"renewal-not-told-role-denied", "contained at 2024-01-01T13:00:00Z",
     "is taken for one token that ends"},
    {"refused-with-keys", "unknown"},
    {"deleted-in-order", "contained at 2024-01-01T13:00:00Z"},
    {"starts-a-job", "unknown"},
    {"plain-http", "not-contained"},
    {"root-key-of-somebody-else", "not-contained"},
    {"free-federated-name", "not-contained"},
    {"attached-again", "not-contained"},
    {"changes-what-runs", "not-contained"},
    {"deleted-role", "unknown"},
    {"deleted-user", "unknown"},
    {"document-of-two-buckets", "not-contained"},
    {"epoch-turns", "unknown"},
    {"federated-console-only-iam", "unknown"},
    {"federated-console", "unknown"},
    {"foreign-role", "unknown"},
    {"key-of-the-new-user", "not-contained"},
    {"key-policy-not-given", "unknown"},
    {"longer-sessions-later", "contained at 2024-01-03T22:00:00Z"},
    {"many-windows", "contained at 2024-01-03T01:00:00Z"},
    {"mfa-age-turns", "unknown"},
    {"mfa-of-a-session", "contained at 2024-01-02T01:00:00Z"},
    {"mfa-password", "unknown"},
    {"minted-instance", "not-contained"},
    {"name-that-a-bucket-knows", "contained at 2024-01-03T00:05:00Z"},
    {"name-that-a-deny-misses", "contained at 2024-01-03T00:05:00Z"},
    {"only-new-tokens-denied", "contained at 2024-01-01T18:00:00Z"},
    {"password-of-the-new-user", "not-contained"},
    {"policy-given-later", "not-contained"},
    {"renamed", "contained at 2024-01-01T12:10:00Z"},
    {"revoked-with-the-key", "contained at 2024-01-04T00:05:00Z"},
    {"role-console", "contained at 2024-01-02T01:00:00Z"},
    {"role-made-anew", "not-contained"},
    {"role-made-later", "contained at 2024-01-03T11:00:00Z"},
    {"session-tags", "unknown"},
    {"source-identity-of-another", "not-contained"},
    {"starts-a-cluster", "not-contained"},
    {"tolerated-assume-role", "not-contained"},
    {"tolerated-by-default", "not-contained"},
    {"tolerated-iam", "not-contained"},
    {"trusts-a-tag", "not-contained"},
    {"two-clocks", "not-contained"},
    {"two-federating-users", "contained at 2024-01-03T00:05:00Z"},
};

TEST_CASE("reach: every incident of fixtures/reach comes out as it expects") {
  support::check_fixtures("fixtures/reach", kRows);
}

}  // namespace
}  // namespace cordon::incident

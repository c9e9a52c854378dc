// A request and its policies in a few words, for table tests of decisions: what a row does not say
// is an IAM user with a long-term key who reads an object of the own account. Texts are pieces of a
// case document (case_document.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/case_document.h"

namespace cordon::support {

inline constexpr std::string_view kAlice = "arn:aws:iam::111122223333:user/alice";
inline constexpr std::string_view kAppRole = "arn:aws:iam::111122223333:role/app";
inline constexpr std::string_view kAppSession =
    "arn:aws:sts::111122223333:assumed-role/app/nightly";
inline constexpr std::string_view kCarol = "arn:aws:sts::111122223333:federated-user/carol";
inline constexpr std::string_view kRoot = "arn:aws:iam::111122223333:root";
inline constexpr std::string_view kMallory = "arn:aws:iam::444455556666:user/mallory";

inline constexpr std::string_view kAllowAll =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";
inline constexpr std::string_view kDenyAll =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}})";
// Allows something else.
inline constexpr std::string_view kSilent =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:RunInstances","Resource":"*"}})";

struct Scene {
  std::string_view principal = kAlice;
  std::string credential;  // a JSON object; empty: what the principal has by default
  std::string_view action = "s3:GetObject";
  std::string_view resource = "arn:aws:s3:::reports/2024.csv";
  std::string policies;  // members of `policies`, separated by commas
  std::string context;   // members of `context`
  std::string_view at = "2024-05-01T12:00:00Z";
  std::string_view account;  // that owns the resource; empty: not told
};

Case read_case(const Scene& scene);
std::string decide(const Scene& scene);

// `{"kind": "…", "issuedAt": "…"}`; an empty time is left out.
std::string credential(std::string_view kind, std::string_view issued = "",
                       std::string_view mfa = "");

// `"identity": […]` and the like; `scps` and `rcps` get one level.
std::string layer(std::string_view name, const std::vector<std::string_view>& documents);

// A policy document that denies everything under a condition, `{"Bool": {…}}`.
std::string deny_when(std::string_view condition);
// A resource policy's document that allows reading to `principal`, a JSON value.
std::string grant(std::string_view principal, std::string_view condition = "{}");
// `{"AWS": "…"}`
std::string aws(std::string_view principal);

}  // namespace cordon::support

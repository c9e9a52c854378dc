// Who makes a request. One principal has several names, and policies speak of different ones:
// the ARN that resource policies match, the ARN in `aws:PrincipalArn`, the unique id, the user that
// federated (IAM User Guide, "IAM JSON policy elements: Principal"). They are kept apart here,
// never collapsed.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/truth.h"

namespace cordon {

enum class CallerKind : std::uint8_t {
  kUser,               // an IAM user, with its own key or a GetSessionToken session
  kRoleSession,        // a session of a role
  kFederatedUser,      // a GetFederationToken session
  kRoot,               // the account's root user, or an AssumeRoot session
  kService,            // an AWS service principal
  kAnonymous,          // nobody
  kFederatedIdentity,  // a holder of a SAML assertion or OIDC token, before it has a session
};

struct Caller {
  CallerKind kind = CallerKind::kAnonymous;
  std::string account;  // 12 digits; empty for service, anonymous, federated identity
  std::string arn;  // what resource policies match; of a role session without a name: the role's
  std::string principal_arn;   // aws:PrincipalArn; empty when the kind has none
  std::string principal_type;  // aws:PrincipalType; empty when the kind has none
  std::string name;            // user, role, federated-user, service or provider name
  std::string session_name;    // of a role session; empty when not told
  std::string issuer_arn;      // the user behind a federated user; empty when not told
  std::string unique_id;       // AIDA… or AROA… of user or role; empty when not told
  std::string userid;          // aws:userid; empty when it can't be known
  /// aws:PrincipalTag/…: all tags, names as given; no value when they are not told.
  std::optional<std::vector<std::pair<std::string, std::string>>> tags;
  /// A service-linked role: exempt from SCPs and RCPs. Unknown when only the name says so.
  Truth service_linked = Truth::kFalse;

  /// Sets `unique_id` and the `userid` that follows from it.
  void identify(std::string id);
};

/// Reads a principal as requests name it: the ARN of a user, role, assumed-role session,
/// federated user or account root, an account id (its root), a service principal, a SAML or OIDC
/// provider ARN, `*` or `anonymous`. A role ARN stands for a session whose name is not told. The
/// error says what was expected.
[[nodiscard]] std::expected<Caller, std::string> parse_principal(std::string_view text);

/// `anonymous`, `user`, `role session`, … for people.
[[nodiscard]] std::string_view describe(CallerKind kind);

}  // namespace cordon

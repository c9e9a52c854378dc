// Who is to be asked about when policies are judged by themselves, without a principal that has
// them: the kinds of holders that the policies can tell apart. Where they ask for nothing that
// follows from the holder, one is enough. Resources are of the holder's account, so that nobody
// else has to grant anything.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/compile.h"
#include "engine/prove/situation.h"

namespace cordon::prove {

/// What the conditions and variables of policies ask of a caller.
struct AskedOfCaller {
  bool name = false;        // aws:username
  bool arn = false;         // aws:PrincipalArn, aws:PrincipalAccount
  bool id = false;          // aws:userid
  bool kind = false;        // aws:PrincipalType
  bool credential = false;  // aws:TokenIssueTime, MFA, aws:SourceIdentity
  bool mfa_age = false;
  bool time = false;     // of the request or of issue
  bool service = false;  // aws:PrincipalIsAWSService

  [[nodiscard]] bool identity() const { return name || arn || id; }
  [[nodiscard]] bool anything() const { return identity() || kind || credential; }
};
[[nodiscard]] AskedOfCaller asked_of_caller(std::span<const PolicyPtr> policies);

/// Accounts that the conditions on callers name.
[[nodiscard]] std::vector<std::string> accounts_in_conditions(std::span<const PolicyPtr> policies);

/// The account of holders that stand for any.
inline constexpr std::string_view kExampleAccount = "111122223333";

/// `arn`, as an example of all callers of its kind where the policies ask for what they differ in.
/// Without a kind: the credential that such a caller has when none is told.
[[nodiscard]] Situation situation_of(std::string_view arn, std::optional<CredentialKind> kind,
                                     const AskedOfCaller& asked);

/// A user with an access key, and where it matters with a GetSessionToken token, without MFA and
/// with it.
[[nodiscard]] std::vector<Situation> user_situations(const std::string& arn,
                                                     const AskedOfCaller& asked);

/// One situation for each kind of holder: user_situations, and a role session. Federated users are
/// not here: they need a session policy.
[[nodiscard]] std::vector<Situation> holders(const AskedOfCaller& asked);
/// The same of sessions only, whether or not policies can tell them from others.
[[nodiscard]] std::vector<Situation> session_holders(const AskedOfCaller& asked);
/// Holders of GetFederationToken credentials.
[[nodiscard]] std::vector<Situation> federated_holders(const AskedOfCaller& asked);

}  // namespace cordon::prove

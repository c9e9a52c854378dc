// Which option of `cordon simulate` tells what an undecided request hangs on.

#include <fmt/format.h>

#include "cli/decision_text.h"

namespace cordon {
namespace {

std::string how_to_tell_key(const ContextKey& key) {
  switch (key.derived) {
    case DerivedKey::kCurrentTime:
    case DerivedKey::kEpochTime:
      return "--at TIME";
    case DerivedKey::kTokenIssueTime:
      return "--issued TIME";
    case DerivedKey::kMultiFactorAuthPresent:
      return fmt::format("--mfa-at TIME, or --context {}=false", key.name);
    case DerivedKey::kMultiFactorAuthAge:
      return "--mfa-at TIME and --at TIME";
    case DerivedKey::kUserid:
      return fmt::format("--account FILE, or --context {}=ID", key.name);
    case DerivedKey::kPrincipalTag:
      return fmt::format("--account FILE, or --context {}=VALUE", key.name);
    case DerivedKey::kSourceIdentity:
      return "--source-identity TEXT";
    case DerivedKey::kNone:
    case DerivedKey::kPrincipalArn:
    case DerivedKey::kPrincipalAccount:
    case DerivedKey::kPrincipalType:
    case DerivedKey::kUsername:
    case DerivedKey::kSecureTransport:
    case DerivedKey::kAssumedRoot:
      break;
  }
  return fmt::format("--context {}=VALUE", key.name);
}

}  // namespace

std::string how_to_tell(const OpenPoint& point) {
  switch (point.kind) {
    case OpenPoint::Kind::kKey:
      return how_to_tell_key(*point.key);
    case OpenPoint::Kind::kRequestTime:
      return "--at TIME";
    case OpenPoint::Kind::kResourcePolicy:
      return "--resource-policy FILE";
    case OpenPoint::Kind::kSessionPolicy:
      return "--session-policy FILE";
    case OpenPoint::Kind::kUnreadable:
      return "a copy of the policy that can be read";
    case OpenPoint::Kind::kCaller:
      return "--account FILE, or the ARN of the session in --principal";
    case OpenPoint::Kind::kUndocumented:
      return "";
  }
  return "";
}

}  // namespace cordon

#include "engine/principal_set.h"

#include <algorithm>
#include <optional>

#include "grammar/arn.h"

namespace cordon {
namespace {

using Kind = PrincipalPattern::Kind;

constexpr std::size_t kShortestUniqueId = 16;

bool is_unique_id(std::string_view text) {
  return text.size() >= kShortestUniqueId &&
         (text.starts_with("AIDA") || text.starts_with("AROA")) &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

PrincipalPattern from_arn(PrincipalPattern pattern, const Arn& arn) {
  pattern.account = arn.account;
  if (arn.service == "iam" && arn.resource == "root") {
    pattern.kind = Kind::kAccount;
  } else if (arn.service == "iam" && arn.resource.starts_with("user/")) {
    pattern.kind = Kind::kUser;
    pattern.name = last_path_part(arn.resource);
  } else if (arn.service == "iam" && arn.resource.starts_with("role/")) {
    pattern.kind = Kind::kRole;
    pattern.name = last_path_part(arn.resource);
  } else if (arn.service == "sts" && arn.resource.starts_with("assumed-role/")) {
    pattern.kind = Kind::kSession;
    pattern.name = arn.resource.substr(arn.resource.find('/') + 1);
  } else if (arn.service == "sts" && arn.resource.starts_with("federated-user/")) {
    pattern.kind = Kind::kFederatedUser;
    pattern.name = arn.resource.substr(arn.resource.find('/') + 1);
  }
  return pattern;
}

PrincipalPattern from_aws_text(PrincipalPattern pattern) {
  if (pattern.text == "*") {
    pattern.kind = Kind::kEveryone;
  } else if (is_account_id(pattern.text)) {
    pattern.kind = Kind::kAccount;
    pattern.account = pattern.text;
  } else if (is_unique_id(pattern.text)) {
    pattern.kind = Kind::kUniqueId;
  } else if (const auto arn = split_arn(pattern.text)) {
    return from_arn(std::move(pattern), *arn);
  }
  return pattern;
}

// Names that a Caller goes by at each level, from itself to its account.
Truth names_user(const PrincipalPattern& pattern, const Caller& caller) {
  return truth(caller.kind == CallerKind::kUser && caller.arn == pattern.text);
}

Truth names_federating_user(const PrincipalPattern& pattern, const Caller& caller) {
  if (caller.kind != CallerKind::kFederatedUser || caller.account != pattern.account) {
    return Truth::kFalse;
  }
  return caller.issuer_arn.empty() ? Truth::kUnknown : truth(caller.issuer_arn == pattern.text);
}

// A role's name is unique in its account whatever its path, and a session's ARN has lost the path.
Truth names_role(const PrincipalPattern& pattern, const Caller& caller) {
  return truth(caller.kind == CallerKind::kRoleSession && caller.account == pattern.account &&
               caller.name == pattern.name);
}

Truth names_session(const PrincipalPattern& pattern, const Caller& caller) {
  if (caller.kind != CallerKind::kRoleSession || caller.account != pattern.account) {
    return Truth::kFalse;
  }
  const std::string_view wanted = pattern.name;
  const std::size_t slash = wanted.find('/');
  if (wanted.substr(0, slash) != caller.name || slash == std::string_view::npos)
    return Truth::kFalse;
  return caller.session_name.empty() ? Truth::kUnknown
                                     : truth(wanted.substr(slash + 1) == caller.session_name);
}

// AIDA… is a user's id, AROA… a role's: of a caller whose id is not told it may be either way.
Truth names_unique_id(const PrincipalPattern& pattern, const Caller& caller) {
  const CallerKind kind =
      pattern.text.starts_with("AIDA") ? CallerKind::kUser : CallerKind::kRoleSession;
  if (caller.kind != kind) return Truth::kFalse;
  return caller.unique_id.empty() ? Truth::kUnknown : truth(caller.unique_id == pattern.text);
}

void note(Named& named, Naming naming, Truth value) { named[naming] = named[naming] | value; }

void name_by(const PrincipalPattern& pattern, const Caller& caller, CallerFacts facts,
             Named& named) {
  const Truth bound = truth(!facts.created_after_document);
  switch (pattern.kind) {
    case Kind::kEveryone:
      return note(named, Naming::kDirect, Truth::kTrue);
    case Kind::kAccount: {
      const Truth same = truth(!caller.account.empty() && caller.account == pattern.account);
      const bool is_root = caller.kind == CallerKind::kRoot;
      return note(named, is_root ? Naming::kDirect : Naming::kAccount, same);
    }
    case Kind::kUser:
      note(named, Naming::kDirect, names_user(pattern, caller) & bound);
      return note(named, Naming::kLimited, names_federating_user(pattern, caller) & bound);
    case Kind::kRole:
      return note(named, Naming::kLimited, names_role(pattern, caller) & bound);
    case Kind::kSession:
      return note(named, Naming::kDirect, names_session(pattern, caller));
    case Kind::kFederatedUser:
      return note(named, Naming::kDirect,
                  truth(caller.kind == CallerKind::kFederatedUser && caller.arn == pattern.text));
    case Kind::kUniqueId: {
      const bool user = caller.kind == CallerKind::kUser;
      return note(named, user ? Naming::kDirect : Naming::kLimited,
                  names_unique_id(pattern, caller));
    }
    case Kind::kService:
      return note(named, Naming::kDirect,
                  truth(caller.kind == CallerKind::kService && caller.name == pattern.text));
    case Kind::kFederated:
      return note(
          named, Naming::kDirect,
          truth(caller.kind == CallerKind::kFederatedIdentity && caller.name == pattern.text));
    case Kind::kCanonicalUser:  // an account's S3 id: which account is not known offline
      return note(named, Naming::kAccount, weaken(truth(!caller.account.empty())));
    case Kind::kNobody:
      return;
  }
}

}  // namespace

PrincipalPattern compile_principal(std::string_view type, std::string_view text) {
  PrincipalPattern pattern{.text = std::string(text)};
  if (type == "*") {
    pattern.kind = text == "*" ? Kind::kEveryone : Kind::kNobody;
  } else if (type == "AWS") {
    return from_aws_text(std::move(pattern));
  } else if (type == "Service") {
    pattern.kind = Kind::kService;
  } else if (type == "Federated") {
    pattern.kind = Kind::kFederated;
  } else if (type == "CanonicalUser") {
    pattern.kind = Kind::kCanonicalUser;
  }
  return pattern;
}

Named PrincipalSet::named(const Caller& caller, CallerFacts facts) const {
  Named named;
  for (const PrincipalPattern& pattern : patterns_) name_by(pattern, caller, facts, named);
  return named;
}

// NotPrincipal spares a caller only when the whole chain of its names is listed: session, role and
// account, or user and account. An account alone is not documented (semantics.md 1.4).
Truth PrincipalSet::excluded(const Caller& caller, CallerFacts facts) const {
  const bool everyone =
      std::ranges::any_of(patterns_, [](const auto& p) { return p.kind == Kind::kEveryone; });
  if (everyone) return Truth::kTrue;
  const Named found = named(caller, facts);
  const Truth account = found[Naming::kAccount];
  const Truth direct = found[Naming::kDirect];
  const Truth limited = found[Naming::kLimited];
  switch (caller.kind) {
    case CallerKind::kUser:
    case CallerKind::kFederatedUser:
      return (direct & account) | weaken(account);
    case CallerKind::kRoleSession:
      return (direct & limited & account) | weaken(account);
    case CallerKind::kRoot:
    case CallerKind::kService:
    case CallerKind::kAnonymous:
    case CallerKind::kFederatedIdentity:
      return direct;
  }
  return Truth::kUnknown;
}

Named PrincipalSet::allows(const Caller& caller, CallerFacts facts) const {
  Named everyone;
  everyone[Naming::kDirect] = Truth::kTrue;
  if (!given_) return everyone;
  if (!negated_) return named(caller, facts);
  // Listed in part: whether that spares is not documented for an Allow.
  const Truth listed = excluded(caller, facts) | weaken(named(caller, facts).any());
  everyone[Naming::kDirect] = !listed;
  return everyone;
}

Truth PrincipalSet::denies(const Caller& caller, CallerFacts facts) const {
  if (!given_) return Truth::kTrue;
  if (!negated_) return named(caller, facts).any();
  const bool bitten_by_boundary = facts.has_boundary && (caller.kind == CallerKind::kUser ||
                                                         caller.kind == CallerKind::kRoleSession ||
                                                         caller.kind == CallerKind::kFederatedUser);
  return bitten_by_boundary ? Truth::kTrue : !excluded(caller, facts);
}

}  // namespace cordon

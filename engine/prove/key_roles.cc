#include "engine/prove/key_roles.h"

#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/global_keys.h"

namespace cordon::prove {
namespace {

using Kind = KeyRole::Kind;
using Presence = Attribute::Presence;

constexpr std::size_t kAccountDigits = 12;

TextSet set_of(TextSet::Tokens tokens) {
  return TextSet(std::vector<TextSet::Tokens>{std::move(tokens)});
}

TextSet names() { return set_of({kAnyOneInName, kAnyRunInName}); }

// A user's id, a role's and the name of a session, an account and the name of a federated user, an
// account.
TextSet userids_of(const Caller& caller) {
  TextSet::Tokens tokens;
  const bool user = caller.kind == CallerKind::kUser;
  if (user || caller.kind == CallerKind::kRoleSession) {
    append_literal(tokens, user ? "AIDA" : "AROA");
    tokens.insert(tokens.end(), {kAnyOneInName, kAnyRunInName});
  } else {
    tokens.insert(tokens.end(), kAccountDigits, kAnyDigit);
  }
  if (!user && caller.kind != CallerKind::kRoot) {
    tokens.insert(tokens.end(), {':', kAnyOneInName, kAnyRunInName});
  }
  return set_of(std::move(tokens));
}

std::optional<KeyRole> role_by_caller(const ContextKey& key, const Situation& situation,
                                      Atoms& atoms) {
  const Caller& caller = situation.caller;
  const auto principal = [&](Kind kind) {
    return KeyRole{kind, atoms.variable(Variable::Kind::kPrincipal), true};
  };
  switch (key.derived) {
    case DerivedKey::kPrincipalArn:
      return principal(Kind::kPrincipal);
    case DerivedKey::kPrincipalAccount:
      return principal(Kind::kPrincipalAccount);
    case DerivedKey::kUsername:
      if (caller.kind != CallerKind::kUser) return std::nullopt;
      if (situation.only_name_is_free) {
        const VariableId name = atoms.key(key, Arity::kOne);
        atoms.restrict(name, atoms.language(names()));
        return KeyRole{Kind::kFree, name, true};
      }
      return principal(Kind::kPrincipalName);
    case DerivedKey::kUserid: {
      const VariableId id = atoms.key(key, Arity::kOne);
      atoms.restrict(id, atoms.language(userids_of(caller)));
      return KeyRole{Kind::kFree, id, true};
    }
    default:
      return std::nullopt;
  }
}

struct KeyFacts {
  bool multivalued = false;
  catalogue::KeyType type = catalogue::KeyType::kString;
};

std::optional<KeyFacts> facts_of(const ContextKey& key) {
  if (const auto* global = catalogue::find_global_key(key.name)) {
    return KeyFacts{global->multivalued, global->type};
  }
  if (const auto known = catalogue::find_key(key.name)) {
    return KeyFacts{known->multivalued, known->type};
  }
  return std::nullopt;
}

// AWS gives a key values of the type that it lists: an address, a number, a time.
void restrict_to_type(const ContextKey& key, VariableId id, Atoms& atoms) {
  const auto facts = facts_of(key);
  if (!facts) return;
  const auto all = [&]<class T>(const T&) {
    atoms.restrict(id, atoms.language(Ranges<T>(std::vector<Interval<T>>(1))));
  };
  if (facts->type == catalogue::KeyType::kIp) all(AddressOrder{});
  if (facts->type == catalogue::KeyType::kNumeric) all(Decimal{});
  if (facts->type == catalogue::KeyType::kDate) all(Instant{});
}

KeyRole role_without_value(const ContextKey& key, const Caller& caller, Atoms& atoms) {
  switch (key.derived) {
    case DerivedKey::kCurrentTime:
    case DerivedKey::kEpochTime:
      return {Kind::kRequestTime, atoms.variable(Variable::Kind::kRequestTime), true};
    case DerivedKey::kTokenIssueTime:
      return {Kind::kIssueTime, atoms.variable(Variable::Kind::kIssueTime), true};
    case DerivedKey::kMultiFactorAuthAge:
      return {Kind::kMfaAge, atoms.variable(Variable::Kind::kRequestTime), true};
    default: {
      const VariableId id = atoms.key(key, Arity::kOne);
      if (key.derived == DerivedKey::kUserid) {
        atoms.restrict(id, atoms.language(userids_of(caller)));
      }
      return {Kind::kFree, id, true};
    }
  }
}

}  // namespace

Arity arity_of(const ContextKey& key, bool use_catalogue) {
  const auto facts = use_catalogue ? facts_of(key) : std::nullopt;
  if (!facts) return Arity::kEither;
  return facts->multivalued ? Arity::kList : Arity::kOne;
}

KeyRole role_of(const ContextKey& key, const Situation& situation, const Request& base,
                Atoms& atoms) {
  const bool stated = base.context.find(key) != nullptr;
  if (!stated && situation.any_caller) {
    if (const auto role = role_by_caller(key, situation, atoms)) return *role;
  }
  switch (base.attribute(key).presence) {
    case Presence::kAbsent:
    case Presence::kPresent:
      return {};
    case Presence::kValueNotTold:
      return role_without_value(key, base.caller(), atoms);
    case Presence::kNotTold:
      break;
  }
  const std::size_t before = atoms.variables();
  const VariableId id = atoms.key(key, arity_of(key, situation.use_catalogue));
  if (atoms.variables() > before && situation.use_catalogue) restrict_to_type(key, id, atoms);
  return {Kind::kFree, id, false};
}

}  // namespace cordon::prove

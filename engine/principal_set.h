// The Principal or NotPrincipal element, compiled: which callers a statement speaks of, and how
// directly it names them, since that decides which implicit denies a grant lifts (semantics.md 1.4,
// 4.2, 4.6).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/caller.h"
#include "engine/truth.h"

namespace cordon {

/// How a statement names a caller.
enum class Naming : std::uint8_t {
  kAccount,  // through its account: delegates, is no grant by itself in the same account
  kLimited,  // by role ARN for a session, by the user's ARN for a federated user
  kDirect,   // itself, or everyone
};

/// For each way of naming, whether the caller is named that way.
struct Named {
  std::array<Truth, 3> by{Truth::kFalse, Truth::kFalse, Truth::kFalse};

  [[nodiscard]] Truth& operator[](Naming naming) { return by[static_cast<std::size_t>(naming)]; }
  [[nodiscard]] Truth operator[](Naming naming) const {
    return by[static_cast<std::size_t>(naming)];
  }
  [[nodiscard]] Truth any() const { return by[0] | by[1] | by[2]; }
};

/// Facts about a caller that are not the caller's own.
struct CallerFacts {
  bool has_boundary = false;
  /// The document was stored before the caller's principal was created: its ARNs are bound to an
  /// earlier namesake (semantics.md 1.4).
  bool created_after_document = false;
};

struct PrincipalPattern {
  enum class Kind : std::uint8_t {
    kEveryone,
    kAccount,
    kUser,
    kRole,
    kSession,
    kFederatedUser,
    kUniqueId,
    kService,
    kFederated,
    kCanonicalUser,
    kNobody,  // a text that AWS would refuse: names no caller
  };
  Kind kind = Kind::kNobody;
  std::string text;     // as written
  std::string account;  // of an account, user, role, session, federated user
  std::string name;  // of a user or role: its last path part; of a session: role and session name
};

class PrincipalSet {
 public:
  /// Every caller: the policy type has no principals.
  PrincipalSet() = default;
  PrincipalSet(bool negated, std::vector<PrincipalPattern> patterns)
      : given_(true), negated_(negated), patterns_(std::move(patterns)) {}

  /// As a statement with effect Allow names the caller.
  [[nodiscard]] Named allows(const Caller& caller, CallerFacts facts) const;
  /// Whether a Deny statement bites the caller.
  [[nodiscard]] Truth denies(const Caller& caller, CallerFacts facts) const;

  [[nodiscard]] bool given() const { return given_; }
  [[nodiscard]] bool negated() const { return negated_; }
  [[nodiscard]] const std::vector<PrincipalPattern>& patterns() const { return patterns_; }

 private:
  [[nodiscard]] Named named(const Caller& caller, CallerFacts facts) const;
  [[nodiscard]] Truth excluded(const Caller& caller, CallerFacts facts) const;

  bool given_ = false;
  bool negated_ = false;
  std::vector<PrincipalPattern> patterns_;
};

/// `type` is the member of Principal (`AWS`, `Service`, …), or `*` for the bare string.
[[nodiscard]] PrincipalPattern compile_principal(std::string_view type, std::string_view text);

}  // namespace cordon

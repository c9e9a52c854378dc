// Can these atoms be as they are wanted, all at once? Each attribute of the request is decided by
// itself: texts by automata, numbers, times and addresses by the values that make a difference,
// lists element by element. Times hang together, and so do attributes that a variable links. The
// answer is a request's values, or atoms that can't be so together, as few as are easily found.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/prove/atoms.h"
#include "engine/prove/text_search.h"

namespace cordon::prove {

struct Literal {
  AtomId atom = 0;
  bool holds = true;
  friend bool operator==(const Literal&, const Literal&) = default;
};

/// What a request has for a key.
struct KeyValue {
  bool present = false;
  bool list = false;
  std::vector<std::string> values;
};

/// Values of the attributes that the literals speak of; of others, nothing.
struct Model {
  std::optional<std::string> action;
  bool no_resource = false;
  std::optional<std::string> resource;
  std::optional<std::string> principal;
  std::optional<Instant> at;
  std::optional<Instant> issued;
  std::map<VariableId, KeyValue> keys;
};

struct TheoryAnswer {
  enum class Kind : std::uint8_t {
    kModel,
    kConflict,  // the literals of `core` can't be so together
    kOpen,      // it was not found out; `core` are the literals at hand, `cause` says why
  };
  Kind kind = Kind::kModel;
  Model model;
  std::vector<Literal> core;
  std::string cause;
};

[[nodiscard]] TheoryAnswer check(const Atoms& atoms, std::span<const Literal> literals,
                                 Budget& budget);

/// For messages: "the resource", "`aws:SourceIp`".
[[nodiscard]] std::string name_of(const Variable& variable);

/// The longest time from issue to expiry of any session: GetSessionToken and GetFederationToken,
/// 36 hours (semantics.md 5.1).
inline constexpr std::int64_t kLongestSessionMs = 36LL * 3600 * 1000;

}  // namespace cordon::prove

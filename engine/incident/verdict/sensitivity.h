// What of a credential's clock and session a set of policies looks at: the instants at which a
// comparison with a time can turn, and whether the name of a session counts. Between two such
// instants, and for two sessions of one role that nobody tells apart, the policies say the same. It
// errs towards "looks at it": then more is judged, never less.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/compile.h"
#include "grammar/date_time.h"

namespace cordon::incident {

struct Sensitivity {
  std::vector<Instant> turns;           // of times of requests and of issue; ascending, each once
  std::vector<std::int64_t> mfa_turns;  // ages of an MFA, in milliseconds; ascending, each once
  /// A time or an age is compared in a way that tells no instants at which it turns.
  bool every_instant = false;
  /// Which session of a role it is, not only which role.
  bool session = false;

  void add(const CompiledPolicy& policy);
  void add(const std::vector<PolicyPtr>& policies);
  void add(const Sensitivity& other);
  /// Brings the lists into order: after the last `add`, before anything is read.
  void settle();
};

}  // namespace cordon::incident

// What the answer to a call that makes a credential hangs on, as a text: the same text, the same
// answer. Whether the call is allowed is asked elsewhere (reach.h).
#pragma once

#include <string>

#include "engine/incident/verdict/authority.h"
#include "engine/incident/verdict/candidates.h"

namespace cordon::incident {

/// Of who asks. `key` is what Verdicts::ask() gives; left out are the surroundings as a whole,
/// since of them such a call meets only what call_key() has.
[[nodiscard]] std::string answers_key(const Question& question, const std::string& key);

/// Of what is asked: the call, the trust policy of the role that it is made on, or the policy of
/// another resource, and the RCPs over it.
[[nodiscard]] std::string call_key(const Candidate& call, const Question& question);

}  // namespace cordon::incident

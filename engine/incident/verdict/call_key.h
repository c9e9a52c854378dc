// What the answer to a call that makes a credential hangs on, as a text: the same text, the same
// answer. Whether the call is allowed is asked elsewhere (reach.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/incident/verdict/authority.h"
#include "engine/incident/verdict/candidates.h"
#include "engine/request.h"
#include "engine/resource_set.h"

namespace cordon::incident {

/// Of who asks. `key` is what Verdicts::ask() gives; left out are the surroundings as a whole,
/// since of them such a call meets only what CallKeys has.
[[nodiscard]] std::string answers_key(const Question& question, const std::string& key);

/// Of what is asked, by callers whose answers_key() is the same. Resources are told apart by what
/// policies say of them and not by their names: a thousand users of whom no policy speaks by name
/// are one.
class CallKeys {
 public:
  /// The call and what kind of resource it is made on; which statements of the caller's policies,
  /// and of the RCPs, match it; the trust policy of a role that is assumed, or the policy of
  /// another resource. Its full name where that is not known, or has a policy of its own.
  [[nodiscard]] std::string of(const Candidate& call, const Question& question);
  /// Whether some policy may say something else of another resource of that kind, its own trust
  /// policy aside.
  [[nodiscard]] bool names_count(const Candidate& call, const Question& question);

 private:
  using Elements = std::vector<const ResourceSet*>;

  /// The resource elements, of statements about an action, that leave some names out.
  [[nodiscard]] const Elements& own_elements(const std::string& action, const Question& question);
  /// The same of the RCPs over a resource.
  [[nodiscard]] static Elements rcp_elements(const Candidate& call, std::string_view account,
                                             const Question& question);
  /// Adds for each element whether it matches; false: that is not known of some.
  [[nodiscard]] bool add_matches(std::string& key, const Elements& elements,
                                 const Candidate& call) const;

  std::optional<Request> request_;  // of this caller; only its resource is another one
  std::unordered_map<std::string, Elements> own_;  // by action
};

}  // namespace cordon::incident

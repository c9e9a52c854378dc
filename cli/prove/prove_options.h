// What the user typed behind `cordon prove`, and the declaration of its options. Which options go
// with which claim is checked here; what they mean is prove_question.h's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/common_options.h"
#include "cli/simulate/simulate_options.h"
#include "engine/prove/claim_kind.h"

namespace cordon {

using prove::ClaimKind;
using prove::kClaimNames;

struct ProveOptions {
  CommonOptions common;
  std::string claim;
  std::vector<std::string> policies;
  SimulateOptions holder;  // without action and resource

  std::vector<std::string> actions;
  std::vector<std::string> resources;
  std::vector<std::string> except;
  std::optional<std::string> from;
  std::optional<std::string> to;
  std::optional<std::string> when;
  std::string type;  // empty: inferred
  std::uint64_t budget = 0;
  bool no_catalogue = false;

  // In the place of a holder: a credential of an incident file.
  std::optional<std::string> incident;
  std::optional<std::string> for_credential;
};

/// `options` must outlive the parsing.
void add_prove_options(CLI::App& command, ProveOptions& options);

/// Those of them that a difference of policies has, too: which access, of which type, how.
void add_asking_options(CLI::App& command, ProveOptions& options);

[[nodiscard]] ClaimKind claim_of(const ProveOptions& options);

/// Options that were given and are not for this claim, and policies too many or too few; empty when
/// all is well. `command` is what was parsed.
[[nodiscard]] std::string prove_misuse(const CLI::App& command, const ProveOptions& options);

}  // namespace cordon

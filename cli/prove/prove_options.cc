#include "cli/prove/prove_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <tuple>

#include "engine/policy_type.h"
#include "engine/prove/decide.h"

namespace cordon {
namespace {

using Claims = std::vector<ClaimKind>;

constexpr std::uint64_t kMostBudget = 1'000'000'000'000;

// Options that only some claims have.
struct Belonging {
  std::string_view option;
  Claims claims;
};

const std::vector<Belonging>& belongings() {
  static const Claims kOfHolder{ClaimKind::kNone};
  static const Claims kOfPolicy{ClaimKind::kDenies, ClaimKind::kNotGranted, ClaimKind::kNotPublic,
                                ClaimKind::kEquivalent};
  static const std::vector<Belonging> kAll{
      {"--principal", kOfHolder},
      {"--credential", kOfHolder},
      {"--issued", kOfHolder},
      {"--expires", kOfHolder},
      {"--mfa-at", kOfHolder},
      {"--source-identity", kOfHolder},
      {"--at", kOfHolder},
      {"--from", kOfHolder},
      {"--until", kOfHolder},
      {"--context", kOfHolder},
      {"--identity", kOfHolder},
      {"--boundary", kOfHolder},
      {"--session-policy", kOfHolder},
      {"--resource-policy", kOfHolder},
      {"--scp", kOfHolder},
      {"--rcp", kOfHolder},
      {"--endpoint-policy", kOfHolder},
      {"--account", kOfHolder},
      {"--incident", kOfHolder},
      {"--for", kOfHolder},
      {"--when", {ClaimKind::kDenies}},
      {"--type", kOfPolicy},
  };
  return kAll;
}

std::string names(const Claims& claims) {
  std::vector<std::string_view> words;
  for (const ClaimKind claim : claims) words.push_back(to_string(claim));
  return fmt::format("`{}`", fmt::join(words, "`, `"));
}

constexpr const char* kAskedGroup = "What is asked about (default: everything)";

void add_asked(CLI::App& command, ProveOptions& options) {
  constexpr const char* kGroup = kAskedGroup;
  const auto patterns = [&](const char* name, std::vector<std::string>& into,
                            const char* description) {
    command.add_option(name, into, description)
        ->allow_extra_args(false)
        ->type_name("PATTERN")
        ->group(kGroup);
  };
  patterns("--action", options.actions, "these actions, as in a policy: s3:Get*");
  patterns("--resource", options.resources, "these resources, as in a policy");
  patterns("--except", options.except, "not these actions, such as sts:GetCallerIdentity");
}

void add_times(CLI::App& command, ProveOptions& options) {
  constexpr const char* kGroup = kAskedGroup;
  for (const auto& [name, into, description] :
       {std::tuple{"--from", &options.from, "requests at this time or later, instead of --at"},
        std::tuple{"--until", &options.to, "requests at this time or before, likewise"}}) {
    command.add_option(name, *into, description)->type_name("TIME")->group(kGroup);
  }
  command
      .add_option("--when", options.when,
                  "of `denies`: `issued before TIME` or `issued at or after TIME` (default: any "
                  "temporary credential)")
      ->type_name("CONDITION")
      ->group(kGroup);
}

void add_how(CLI::App& command, ProveOptions& options) {
  constexpr const char* kGroup = "How it is proved";
  add_word_option(command, "--type", options.type,
                  {kPolicyTypeNames.begin(), kPolicyTypeNames.end()},
                  "the policies' type (default: inferred)");
  options.budget = prove::Limits{}.steps;
  CLI::Option* budget = command.add_option(
      "--budget", options.budget,
      fmt::format("give up after this many steps (default: {})", options.budget));
  budget->type_name("STEPS");
  limit_number(*budget, 1, kMostBudget);
  command.add_flag("--no-catalogue", options.no_catalogue,
                   "take no key for one with a single value because AWS's list says so");
  for (const char* name : {"--type", "--budget", "--no-catalogue"}) {
    command.get_option(name)->group(kGroup);
  }
}

void add_incident(CLI::App& command, ProveOptions& options) {
  constexpr const char* kGroup = "A credential of an incident file, in the place of --principal";
  command
      .add_option("--incident", options.incident,
                  "the file that says credentials, policies and steps")
      ->type_name("FILE")
      ->group(kGroup);
  command
      .add_option("--for", options.for_credential,
                  "the id of one of its credentials; --at is after the last step by default")
      ->type_name("ID")
      ->group(kGroup);
}

// The incident file says everything but the time.
std::string incident_misuse(const CLI::App& command, const ProveOptions& options) {
  if (options.incident.has_value() != options.for_credential.has_value()) {
    return "--incident and --for go together: the file, and the id of one of its credentials";
  }
  if (!options.incident) return "";
  constexpr std::array kOthers{"--action", "--resource", "--except", "--budget"};
  std::vector<std::string_view> refused(kOthers.begin(), kOthers.end());
  for (const Belonging& each : belongings()) {
    const bool own = each.option == "--incident" || each.option == "--for" || each.option == "--at";
    if (!own) refused.push_back(each.option);
  }
  for (const std::string_view option : refused) {
    if (command.count(std::string(option)) == 0) continue;
    return fmt::format("{} is not for a claim about an incident: the file says it", option);
  }
  return "";
}

constexpr const char* kFooter =
    "Examples:\n"
    "  cordon prove none --principal arn:aws:iam::111122223333:user/alice \\\n"
    "    --identity fixtures/prove/deny-all.json --except sts:GetCallerIdentity\n"
    "  cordon prove none --for token-36h \\\n"
    "    --incident fixtures/incidents/2017-leaked-key/incident.yaml\n"
    "  cordon prove denies fixtures/prove/deny-old-sessions.json \\\n"
    "    --when 'issued before 2017-08-15T12:00:00Z'\n"
    "  cordon prove not-granted fixtures/prove/read-reports.json --action 'iam:*'\n"
    "  cordon prove not-public fixtures/prove/bucket-of-organization.json\n"
    "  cordon prove equivalent fixtures/prove/read-reports.json \\\n"
    "    fixtures/prove/read-reports-split.json\n\n"
    "Exit status: 0 holds, 1 refuted, 2 unusable input, 3 undecided.";

}  // namespace

void add_asking_options(CLI::App& command, ProveOptions& options) {
  add_asked(command, options);
  command
      .add_option("--resource-account", options.holder.resource_account,
                  "the account that owns what a resource policy is about (default: the one in its "
                  "ARNs, else some account)")
      ->type_name("ID")
      ->group(kAskedGroup);
  add_how(command, options);
}

void add_prove_options(CLI::App& command, ProveOptions& options) {
  add_word_option(command, "CLAIM", options.claim, {kClaimNames.begin(), kClaimNames.end()},
                  "none (no request is allowed), denies, not-granted, not-public or equivalent");
  command.get_option("CLAIM")->required();
  command.add_option("POLICY", options.policies,
                     "the policy that the claim is about; of `equivalent` two");
  add_holder_options(command, options.holder);
  add_incident(command, options);
  add_asked(command, options);
  add_times(command, options);
  add_how(command, options);
  add_common_options(command, options.common, {"human", "json", "access-analyzer"});
  command.footer(kFooter);
}

ClaimKind claim_of(const ProveOptions& options) {
  const auto* found = std::ranges::find(kClaimNames, options.claim);
  return static_cast<ClaimKind>(found - kClaimNames.begin());
}

std::string prove_misuse(const CLI::App& command, const ProveOptions& options) {
  const ClaimKind claim = claim_of(options);
  for (const auto& [option, claims] : belongings()) {
    const bool given = command.count(std::string(option)) > 0;
    if (given && std::ranges::find(claims, claim) == claims.end()) {
      return fmt::format("{} is not for `{}`, but for {}", option, options.claim, names(claims));
    }
  }
  if (std::string misuse = incident_misuse(command, options); !misuse.empty()) return misuse;
  const bool like_aws = claim == ClaimKind::kNotGranted || claim == ClaimKind::kNotPublic;
  if (options.common.format == "access-analyzer" && !like_aws) {
    return fmt::format("Access Analyzer has no check like `{}`; use --format json", options.claim);
  }
  const std::size_t wanted = claim == ClaimKind::kNone         ? 0
                             : claim == ClaimKind::kEquivalent ? 2
                                                               : 1;
  if (options.policies.size() != wanted) {
    if (wanted == 0)
      return "`none` takes policies by --identity, --scp and so on, not as arguments";
    return fmt::format("`{}` needs {}, got {}", options.claim,
                       wanted == 1 ? "one policy file" : "two policy files",
                       options.policies.size());
  }
  const bool asks = !options.actions.empty() || !options.resources.empty();
  if (claim == ClaimKind::kNotGranted && !asks) {
    return "`not-granted` needs --action or --resource: the access that is not to be granted";
  }
  if (options.holder.at && (options.from || options.to)) {
    return "--at is one moment, --from and --until are many: give either";
  }
  return "";
}

}  // namespace cordon

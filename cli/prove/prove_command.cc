// `cordon prove`: a claim about every request, proved, or a request that breaks it.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "cli/commands.h"
#include "cli/policy_file.h"
#include "cli/prove/analyzer_text.h"
#include "cli/prove/incident_claim.h"
#include "cli/prove/proof_text.h"
#include "cli/prove/prove_question.h"

namespace cordon {
namespace {

using prove::PolicyProof;
using prove::Verdict;

struct Answered {
  PolicyProof proved;
  std::vector<std::string> relies_on;
  bool other_way = false;
};

std::optional<PolicyFile> read_one(const ProveOptions& options, std::size_t which,
                                   Problems& problems) {
  return read_policy_file(options.policies[which], policy_type_from(options.type), problems);
}

std::optional<Answered> prove_none(const ProveOptions& options, Problems& problems) {
  const auto question = read_holder(options, problems);
  if (!question || problems.fatal()) return std::nullopt;
  Answered answered{.proved = {}, .relies_on = prove::axioms(!options.no_catalogue)};
  if (!options.holder.resource_policy) {
    answered.relies_on.emplace_back(
        "a resource of the same account whose policy was not given grants nothing");
  }
  answered.proved.policies = question->policies;
  answered.proved.proof = prove::prove_none_allowed({&question->situation, 1}, question->policies,
                                                    {.steps = options.budget});
  prove::Proof& proof = answered.proved.proof;
  if (proof.verdict == Verdict::kUndecided && !options.holder.resource_policy) {
    proof.causes.emplace_back(
        "policies that were not given, of KMS keys, of roles and of resources in other accounts, "
        "may allow: --action, --resource and --except leave such requests out");
  }
  return answered;
}

std::optional<Answered> prove_equivalent(const ProveOptions& options, Problems& problems) {
  const prove::Asking asking = read_asking(options, problems);
  const auto first = read_one(options, 0, problems);
  const auto second = read_one(options, 1, problems);
  if (!first || !second || problems.fatal()) return std::nullopt;
  if (std::string wrong = types_differ(*first, *second); !wrong.empty()) {
    problems.errors.push_back({std::move(wrong)});
    return std::nullopt;
  }
  const std::vector<std::string> relies_on =
      prove::axioms_by_itself(first->policy->type, !options.no_catalogue);
  PolicyProof wider = prove::prove_not_wider(first->policy, second->policy, asking);
  if (wider.proof.verdict == Verdict::kRefuted || !wider.proof.mismatch.empty()) {
    return Answered{std::move(wider), relies_on};
  }
  PolicyProof narrower = prove::prove_not_wider(second->policy, first->policy, asking);
  if (narrower.proof.verdict == Verdict::kHolds) {
    return Answered{std::move(wider), relies_on};
  }
  return Answered{std::move(narrower), relies_on, true};
}

std::optional<Answered> prove_of_policy(const ProveOptions& options, Problems& problems) {
  const Claim claim = claim_of(options);
  const prove::Asking asking = read_asking(options, problems);
  const prove::Window issued = read_when(options.when, problems);
  const auto file = read_one(options, 0, problems);
  if (!file || problems.fatal()) return std::nullopt;
  const PolicyPtr& policy = file->policy;
  const bool catalogue = !options.no_catalogue;
  if (claim == Claim::kDenies) {
    return Answered{prove_sessions_denied(policy, issued, asking), prove::axioms(catalogue)};
  }
  std::vector<std::string> relies_on = prove::axioms_by_itself(policy->type, catalogue);
  if (claim == Claim::kNotGranted) {
    return Answered{prove_not_granted(policy, asking), std::move(relies_on)};
  }
  if (policy->type == PolicyType::kResource || policy->type == PolicyType::kTrust) {
    return Answered{prove_not_public(policy, asking), std::move(relies_on)};
  }
  problems.errors.push_back({fmt::format(
      "`not-public` is about policies of type resource and trust, and {} is of type {}",
      backticked(options.policies.front()), type_in_words(*file))});
  return std::nullopt;
}

std::optional<Answered> answer(const ProveOptions& options, Problems& problems) {
  switch (claim_of(options)) {
    case Claim::kNone:
      return prove_none(options, problems);
    case Claim::kEquivalent:
      return prove_equivalent(options, problems);
    case Claim::kDenies:
    case Claim::kNotGranted:
    case Claim::kNotPublic:
      return prove_of_policy(options, problems);
  }
  return std::nullopt;
}

ExitCode exit_code(Verdict verdict) {
  switch (verdict) {
    case Verdict::kHolds:
      return ExitCode::kYes;
    case Verdict::kRefuted:
      return ExitCode::kNo;
    case Verdict::kUndecided:
      return ExitCode::kUndecided;
  }
  return ExitCode::kUnusable;
}

std::string result_text(const ProvedClaim& proved, const std::string& format,
                        const Painter& paint) {
  if (format == "json") return proof_json(proved);
  if (format == "human") return proof_human(proved, paint);
  AnalyzerCheck check{.verdict = proved.proved.proof.verdict,
                      .message = in_words(proved),
                      .examples = {},
                      .causes = proved.proved.proof.causes};
  if (proved.proved.proof.witness) check.examples.push_back(&proved.proved);
  return analyzer_json(check);
}

ExitCode prove_claim(const CLI::App& command, const ProveOptions& options) {
  const Console console = open_console(options.common);
  if (std::string message = prove_misuse(command, options); !message.empty()) {
    print_error({std::move(message)}, console);
    return ExitCode::kUnusable;
  }
  if (options.incident) return prove_in_incident(options, console);
  Problems problems;
  const std::optional<Answered> answered = answer(options, problems);
  const bool flawed = problems.fatal();
  print_diagnostics(std::move(problems.diagnostics), console);
  for (const Error& error : problems.errors) print_error(error, console);
  if (!answered) return ExitCode::kUnusable;
  const prove::Proof& proof = answered->proved.proof;
  if (!proof.mismatch.empty()) {
    print_error({fmt::format("this is a bug in cordon: {}", proof.mismatch)}, console);
    return ExitCode::kUnusable;
  }
  const ProvedClaim proved{.claim = claim_of(options),
                           .policies = options.policies,
                           .proved = answered->proved,
                           .relies_on = answered->relies_on,
                           .other_way = answered->other_way};
  return write_result(result_text(proved, options.common.format, console.out), options.common,
                      console, flawed ? ExitCode::kUnusable : exit_code(proof.verdict));
}

}  // namespace

RunCommand add_prove(CLI::App& command) {
  auto options = std::make_shared<ProveOptions>();
  add_prove_options(command, *options);
  return [options, &command] { return prove_claim(command, *options); };
}

}  // namespace cordon

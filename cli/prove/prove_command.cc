// `cordon prove`: a claim about every request, proved, or a request that breaks it.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "cli/commands.h"
#include "cli/policy_file.h"
#include "cli/prove/analyzer_text.h"
#include "cli/prove/claim_answer.h"
#include "cli/prove/incident_claim.h"
#include "cli/prove/proof_text.h"
#include "cli/prove/prove_question.h"

namespace cordon {
namespace {

using prove::Verdict;

std::optional<PolicyFile> read_one(const ProveOptions& options, std::size_t which,
                                   Problems& problems) {
  return read_policy_file(options.policies[which], policy_type_from(options.type), problems);
}

// What keeps the claim from being asked of policies of these types; empty when nothing does.
std::string misfit(const ProveOptions& options, const std::vector<PolicyFile>& files) {
  if (claim_of(options) == ClaimKind::kEquivalent) return types_differ(files.front(), files.back());
  if (claim_of(options) != ClaimKind::kNotPublic || has_strangers(files.front().policy->type)) {
    return "";
  }
  return fmt::format(
      "`not-public` is about policies of type resource and trust, and {} is of type {}",
      backticked(options.policies.front()), type_in_words(files.front()));
}

std::optional<Answered> answer_of_policies(const ProveOptions& options, Problems& problems) {
  const prove::Asking asking = read_asking(options, problems);
  PolicyQuestion question{.claim = claim_of(options),
                          .policies = {},
                          .asking = asking,
                          .issued = read_when(options.when, problems)};
  std::vector<PolicyFile> files;
  for (std::size_t i = 0; i < options.policies.size(); ++i) {
    if (auto file = read_one(options, i, problems)) files.push_back(*std::move(file));
  }
  if (files.size() < options.policies.size() || problems.fatal()) return std::nullopt;
  if (std::string wrong = misfit(options, files); !wrong.empty()) {
    problems.errors.push_back({std::move(wrong)});
    return std::nullopt;
  }
  for (PolicyFile& file : files) question.policies.push_back(std::move(file.policy));
  return answer(question);
}

std::optional<Answered> answer_options(const ProveOptions& options, Problems& problems) {
  if (claim_of(options) != ClaimKind::kNone) return answer_of_policies(options, problems);
  const auto question = read_holder(options, problems);
  if (!question || problems.fatal()) return std::nullopt;
  return answer(*question);
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
  const std::optional<Answered> answered = answer_options(options, problems);
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

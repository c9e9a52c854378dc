// Another solver on the same questions, where one is installed: small policies, fixed seed, through
// the SMT-LIB export. What it does not answer in time counts for nothing.

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "engine/prove/claim.h"
#include "engine/prove/holders.h"
#include "tests/support/ci.h"
#include "tests/support/run_program.h"
#include "tests/support/seed.h"
#include "tests/support/small_case.h"

namespace cordon::prove {
namespace {

constexpr int kQuestions = 40;

using Command = std::vector<std::string>;

// The first that answers; empty: none is installed.
Command solver() {
  const std::array<Command, 2> known{Command{"cvc5", "--strings-exp", "--tlimit=2000"},
                                     Command{"z3", "-T:2"}};
  for (const Command& command : known) {
    const auto run = support::run_command({command.front(), "--version"});
    if (run && run->exit_code == 0) return command;
  }
  return {};
}

struct Question {
  std::string script;
  Verdict verdict = Verdict::kUndecided;
};

Question some_question(std::mt19937_64& generator) {
  const support::RandomBytes bytes = support::random_bytes(generator);
  support::Choices choices(bytes);
  const std::string before = support::small_policy(choices, PolicyType::kIdentity);
  const std::string after = support::small_policy(choices, PolicyType::kIdentity);
  ApplicablePolicies older;
  ApplicablePolicies newer;
  older.identity = {support::compiled(before, PolicyType::kIdentity)};
  newer.identity = {support::compiled(after, PolicyType::kIdentity)};
  Situation situation =
      situation_of("arn:aws:iam::111122223333:user/alice", CredentialKind::kAccessKey, {});
  situation.caller.identify("AIDAEXAMPLEEXAMPLE01");
  const auto script = no_new_access_as_smt_lib(situation, older, newer);
  if (!script) return {};
  return {*script, prove_no_new_access({&situation, 1}, older, newer).verdict};
}

TEST_CASE("prove: another solver says the same of 40 questions, seed 20261128") {
  const Command command = solver();
  if (command.empty()) {
    MESSAGE("skipped: neither cvc5 nor z3 is installed (scripts/setup.sh --dev)");
    CHECK_FALSE(support::is_ci());
    return;
  }
  const auto path = std::filesystem::temp_directory_path() /
                    fmt::format("cordon-second-opinion-{}.smt2", getpid());
  std::mt19937_64 generator(support::seed(20261128));
  int answered = 0;
  for (int i = 0; i < kQuestions; ++i) {
    const Question question = some_question(generator);
    if (question.script.empty()) continue;
    std::ofstream(path) << question.script;
    Command with_file = command;
    with_file.push_back(path.string());
    const auto run = support::run_command(with_file);
    REQUIRE(run);
    const bool sat = run->out.starts_with("sat");
    const bool unsat = run->out.starts_with("unsat");
    answered += sat || unsat ? 1 : 0;
    CAPTURE(i);
    CAPTURE(question.script);
    CAPTURE(run->out);
    // What can't be read is no answer, and must not pass as one that took too long.
    CHECK_FALSE(run->out.contains("(error"));
    CHECK_FALSE((sat && question.verdict == Verdict::kHolds));
    CHECK_FALSE((unsat && question.verdict == Verdict::kRefuted));
  }
  std::filesystem::remove(path);
  MESSAGE(kQuestions, " cases, ", answered, " answered by ", command.front());
  CHECK(answered > kQuestions / 2);
}

}  // namespace
}  // namespace cordon::prove

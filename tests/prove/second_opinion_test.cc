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
#include "tests/support/policy_text.h"
#include "tests/support/run_program.h"
#include "tests/support/seed.h"
#include "tests/support/small_case.h"

namespace cordon::prove {
namespace {

constexpr int kQuestions = 40;

using Command = std::vector<std::string>;

// Those that are installed, the quickest at these questions first.
std::vector<Command> solvers() {
  const std::array<Command, 2> known{Command{"cvc5", "--strings-exp", "--tlimit=2000"},
                                     Command{"z3", "-T:2"}};
  std::vector<Command> installed;
  if (!support::may_use_tools()) return installed;
  for (const Command& command : known) {
    const auto run = support::run_command({command.front(), "--version"});
    if (run && run->exit_code == 0) installed.push_back(command);
  }
  return installed;
}

bool is_skipped(const std::vector<Command>& installed) {
  if (!installed.empty()) return false;
  MESSAGE("skipped: neither cvc5 nor z3 is installed (scripts/setup.sh --dev)");
  CHECK_FALSE(support::is_ci());
  return true;
}

struct Question {
  std::string script;
  Verdict verdict = Verdict::kUndecided;
  std::string refusal;  // why there is no script
};

Question question_of(const std::string& before, const std::string& after) {
  ApplicablePolicies older;
  ApplicablePolicies newer;
  older.identity = {support::compiled(before, PolicyType::kIdentity)};
  newer.identity = {support::compiled(after, PolicyType::kIdentity)};
  Situation situation =
      situation_of("arn:aws:iam::111122223333:user/alice", CredentialKind::kAccessKey, {});
  situation.caller.identify("AIDAEXAMPLEEXAMPLE01");
  const auto script = no_new_access_as_smt_lib(situation, older, newer);
  if (!script) return {.script = {}, .refusal = script.error()};
  return {.script = *script,
          .verdict = prove_no_new_access({&situation, 1}, older, newer).verdict,
          .refusal = {}};
}

Question some_question(std::mt19937_64& generator) {
  const support::RandomBytes bytes = support::random_bytes(generator);
  support::Choices choices(bytes);
  const std::string before = support::small_policy(choices, PolicyType::kIdentity);
  const std::string after = support::small_policy(choices, PolicyType::kIdentity);
  return question_of(before, after);
}

// `sat`, `unsat`, or empty: not answered in time.
std::string answer_of(Command command, const std::string& script) {
  const auto path = std::filesystem::temp_directory_path() /
                    fmt::format("cordon-second-opinion-{}.smt2", getpid());
  std::ofstream(path) << script;
  command.push_back(path.string());
  const auto run = support::run_command(command);
  std::filesystem::remove(path);
  REQUIRE(run);
  CAPTURE(run->out);
  // What can't be read is no answer, and must not pass as one that took too long.
  CHECK_FALSE(run->out.contains("(error"));
  for (const std::string_view answer : {"sat", "unsat"}) {
    if (run->out.starts_with(answer)) return std::string(answer);
  }
  return "";
}

bool is_other(const std::string& answer, Verdict verdict) {
  return (answer == "sat" && verdict == Verdict::kHolds) ||
         (answer == "unsat" && verdict == Verdict::kRefuted);
}

TEST_CASE("prove: another solver says the same of 40 questions, seed 20261128") {
  const std::vector<Command> installed = solvers();
  if (is_skipped(installed)) return;
  std::mt19937_64 generator(support::seed(20261128));
  int answered = 0;
  for (int i = 0; i < kQuestions; ++i) {
    const Question question = some_question(generator);
    if (question.script.empty()) continue;
    CAPTURE(i);
    CAPTURE(question.script);
    const std::string answer = answer_of(installed.front(), question.script);
    answered += answer.empty() ? 0 : 1;
    CHECK_FALSE(is_other(answer, question.verdict));
  }
  MESSAGE(kQuestions, " cases, ", answered, " answered by ", installed.front().front());
  // Of other cases it is not known how hard they are.
  CHECK(answered > (support::is_own_seed() ? kQuestions / 2 : 0));
}

// A list as a variable, and a number that is none, are unknown of each; the list is the same in
// both.
TEST_CASE("prove: other solvers say the same of what is unknown before and after") {
  const std::vector<Command> installed = solvers();
  if (is_skipped(installed)) return;
  const auto policy = [](std::string_view condition) {
    return support::document(fmt::format(
        R"({{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${{a:one}}/k"{}}})",
        condition));
  };
  const Question question = question_of(
      policy(""), policy(R"(,"Condition":{"NumericGreaterThanEquals":{"a:two":["none"]}})"));
  CHECK(question.verdict == Verdict::kHolds);
  for (const Command& solver : installed) {
    CAPTURE(solver.front());
    CHECK(answer_of(solver, question.script) == "unsat");
  }
}

TEST_CASE("prove: other solvers say the same of variables beside wildcards") {
  struct Row {
    std::string_view before;  // of a Resource element; T: aws:PrincipalTag
    std::string_view after;
    std::string_view expected;
  };
  constexpr Row kRows[] = {
      {"b/${T/a}/*", "b/${T/a}/*", "unsat"},
      {"b/${T/a}/*", "b/${T/a}/x", "unsat"},
      {"b/*", "b/${T/a}-?", "unsat"},
      {"b/${T/a}/x", "b/${T/a}/*", "sat"},
      {"b/${T/a}/*", "b/*", "sat"},
      {"b/${T/a}/*", "b/${T/b}/*", "sat"},
      {"b/*${T/a}", "b/${T/b}-${T/a}", "unsat"},
  };
  const std::vector<Command> installed = solvers();
  if (is_skipped(installed)) return;
  // Both tags are there and not empty, of which AWS says what it comes to.
  const auto policy = [](std::string resource) {
    for (std::size_t at = 0; (at = resource.find("${T/")) != std::string::npos;) {
      resource.replace(at, 4, "${aws:PrincipalTag/");
    }
    return fmt::format(
        R"({{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:GetObject",)"
        R"("Resource":"arn:aws:s3:::{}","Condition":{{"StringLike":{{"aws:PrincipalTag/a":"?*",)"
        R"("aws:PrincipalTag/b":"?*"}}}}}}}})",
        resource);
  };
  int decided = 0;
  for (const Row& row : kRows) {
    const Question question =
        question_of(policy(std::string(row.before)), policy(std::string(row.after)));
    CAPTURE(row.before);
    CAPTURE(row.after);
    CAPTURE(question.script);
    CHECK(question.refusal == "");
    CHECK_FALSE(is_other(std::string(row.expected), question.verdict));
    for (const Command& command : installed) {
      const std::string answer = answer_of(command, question.script);
      if (answer.empty()) continue;
      CHECK(answer == row.expected);
      ++decided;
    }
  }
  CHECK(decided > 2);
}

}  // namespace
}  // namespace cordon::prove

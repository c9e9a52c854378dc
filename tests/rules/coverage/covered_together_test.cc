// Statements that others cover together: bounds. What is found is in the fixtures of SEM060 and
// SEM062.
#include "rules/coverage/covered_together.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <string>

#include "doctest/doctest.h"
#include "rules/registry.h"
#include "rules/run.h"

namespace cordon::rules {
namespace {

const Settings kSettings;

Findings findings_of(std::string_view rule, const std::string& statements) {
  std::string text = fmt::format(R"({{"Version":"2012-10-17","Statement":[{}]}})", statements);
  JsonResult read = read_json(std::make_shared<Source>("p.json", std::move(text)));
  FoundDocument document;
  document.root = read.root();
  document.tree = std::move(read.tree);
  document.type = PolicyType::kIdentity;
  std::vector<Subject> subjects;
  subjects.push_back(make_subject(std::move(document), kSettings, std::nullopt));
  REQUIRE(subjects.front().compiled != nullptr);
  const Rule* const rules[] = {find_rule(rule)};
  return run_rules(rules, subjects).value();
}

// An Allow of names of a length, beside Denies of all that does not hold one of many syllables:
// what the Denies leave is a name with all of them, which is as hard to find as there are
// syllables.
std::string names_with(int syllables, std::size_t length) {
  std::string statements =
      fmt::format(R"({{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::{}"}})",
                  std::string(length, '?'));
  for (int i = 0; i < syllables; ++i) {
    statements += fmt::format(
        R"(,{{"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::*{0}{1}{0}*"}})",
        static_cast<char>('a' + i), static_cast<char>('b' + i));
  }
  return statements;
}

TEST_CASE("covered together: a proof beyond the budget ends, and is said to be left out") {
  const auto before = std::chrono::steady_clock::now();
  const Findings easy = findings_of("SEM062", names_with(3, 8));
  CHECK(easy.findings.size() == 1);
  CHECK(easy.left_out.empty());
  const Findings room = findings_of("SEM062", names_with(3, 9));
  CHECK(room.findings.empty());
  CHECK(room.left_out.empty());
  const Findings hard = findings_of("SEM062", names_with(20, 50));
  CHECK(hard.findings.empty());
  REQUIRE(hard.left_out.size() == 1);
  CHECK(hard.left_out.front().why == LeftOut::Why::kTooLong);
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(5));
}

TEST_CASE("covered together: long documents take bounded time") {
  const auto before = std::chrono::steady_clock::now();
  std::string apart;
  std::string alike;
  for (int i = 0; i < 20'000; ++i) {
    apart +=
        fmt::format(R"({}{{"Effect":"Allow","Action":"s3:Get{}","Resource":"arn:aws:s3:::b/*"}})",
                    i == 0 ? "" : ",", i);
    alike += fmt::format(R"({}{{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b{}/*"}})",
                         i == 0 ? "" : ",", i);
  }
  const Findings none = findings_of("SEM060", apart);
  CHECK(none.findings.empty());
  CHECK(none.left_out.empty());
  const Findings stopped = findings_of("SEM060", alike);
  CHECK(stopped.findings.empty());
  CHECK(stopped.left_out.size() == 1);
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(20));
}

}  // namespace
}  // namespace cordon::rules

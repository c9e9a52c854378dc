#include "rules/actions/actions.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "rules/settings.h"

namespace cordon {
namespace {

const rules::Settings kSettings;

rules::Subject subject_of(std::string_view action) {
  std::string text = fmt::format(
      R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow",{},"Resource":"*"}}]}})", action);
  JsonResult read = read_json(std::make_shared<Source>("p.json", std::move(text)));
  rules::FoundDocument document;
  document.root = read.root();
  document.tree = std::move(read.tree);
  return rules::make_subject(std::move(document), kSettings, std::nullopt);
}

std::string dump(const rules::ActionCoverage& coverage) {
  constexpr std::string_view kWords[] = {"not", "exactly", "by pattern", "by exclusion"};
  std::string text(kWords[static_cast<std::size_t>(coverage.how)]);
  if (coverage.entry != nullptr) text += fmt::format(" {}", coverage.entry->value);
  return text;
}

TEST_CASE("actions: how a statement covers one") {
  struct Row {
    std::string_view element, action, expected;
  };
  const Row rows[] = {
      {R"("Action":"iam:PassRole")", "iam:PassRole", "exactly iam:PassRole"},
      {R"("Action":"IAM:passrole")", "iam:PassRole", "exactly IAM:passrole"},
      {R"("Action":["iam:*","iam:PassRole"])", "iam:PassRole", "exactly iam:PassRole"},
      {R"("Action":["iam:Get*","iam:Pass*"])", "iam:PassRole", "by pattern iam:Pass*"},
      {R"("Action":"*")", "iam:PassRole", "by pattern *"},
      {R"("Action":"i?m:*Role")", "iam:PassRole", "by pattern i?m:*Role"},
      {R"("Action":"iam")", "iam:PassRole", "not"},
      {R"("Action":"s3:*")", "iam:PassRole", "not"},
      {R"("Action":[])", "iam:PassRole", "not"},
      {R"("NotAction":"s3:*")", "iam:PassRole", "by exclusion"},
      {R"("NotAction":["s3:*","iam:P*"])", "iam:PassRole", "not"},
      {R"("NotAction":"iam:PassRole")", "iam:PassRole", "not"},
      {R"("Sid":"x")", "iam:PassRole", "not"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.element);
    const rules::Subject subject = subject_of(row.element);
    CHECK(dump(rules::coverage(subject, 0, row.action)) == row.expected);
    CHECK(dump(rules::coverage(subject.statements()[0], row.action)) == row.expected);
  }
}

TEST_CASE("actions: the halves of an entry") {
  struct Row {
    std::string_view entry, expected;
  };
  const Row rows[] = {
      {"s3:GetObject", "s3|GetObject"},
      {"s3:*", "s3|*"},
      {"*:x", "*|x"},
      {"a:b:c", "a|b:c"},
      {"*", "none"},
      {"s3", "none"},
      {"s3:", "none"},
      {":x", "none"},
      {"", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.entry);
    const auto parts = rules::action_parts(row.entry);
    CHECK((parts ? fmt::format("{}|{}", parts->service, parts->name) : "none") == row.expected);
  }
}

}  // namespace
}  // namespace cordon

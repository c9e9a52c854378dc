#include "grammar/arn.h"

#include <string>
#include <string_view>

#include "doctest/doctest.h"

namespace cordon {
namespace {

std::string dump(std::string_view text) {
  const auto arn = split_arn(text);
  if (!arn) return "no ARN";
  std::string fields;
  for (const auto field : {arn->partition, arn->service, arn->region, arn->account}) {
    fields.append(field).append("|");
  }
  return fields.append(arn->resource);
}

TEST_CASE("split_arn") {
  struct Row {
    std::string_view text, fields;
  };
  const Row rows[] = {
      {"arn:aws:s3:::b/k", "aws|s3|||b/k"},
      {"arn:aws:iam::111122223333:role/team/Admin", "aws|iam||111122223333|role/team/Admin"},
      {"arn:aws:logs:eu-west-1:1:log-group:g:log-stream:s",
       "aws|logs|eu-west-1|1|log-group:g:log-stream:s"},
      {"arn:::::", "||||"},
      {"arn:*:*:*:*:*", "*|*|*|*|*"},
      {"arn::::", "no ARN"},
      {"arn:aws:sqs", "no ARN"},
      {"ARN:aws:s3:::b", "no ARN"},
      {" arn:aws:s3:::b", "no ARN"},
      {"a:b:c:d:e:f", "no ARN"},
      {"*", "no ARN"},
      {"", "no ARN"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(dump(row.text) == row.fields);
  }
}

TEST_CASE("count_arn_fields stops at six") {
  struct Row {
    std::string_view text;
    std::size_t fields;
  };
  const Row rows[] = {
      {"", 1},          {"*", 1},           {"arn:aws:sqs", 3},   {"arn:aws:sqs:*", 4},
      {"a:b:c:d:e", 5}, {"a:b:c:d:e:f", 6}, {"a:b:c:d:e:f:g:", 6}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(count_arn_fields(row.text) == row.fields);
  }
}

TEST_CASE("is_account_id wants twelve digits") {
  struct Row {
    std::string_view text;
    bool expected;
  };
  const Row rows[] = {{"123456789012", true},   {"000000000000", true},  {"12345678901", false},
                      {"1234567890123", false}, {"12345678901a", false}, {"", false},
                      {"aws", false},           {"-12345678901", false}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(is_account_id(row.text) == row.expected);
  }
}

TEST_CASE("last_path_part") {
  struct Row {
    std::string_view resource, name;
  };
  const Row rows[] = {
      {"user/bob", "bob"}, {"role/team/Admin", "Admin"}, {"root", "root"}, {"role/", ""}, {"", ""}};
  for (const Row& row : rows) {
    CAPTURE(row.resource);
    CHECK(last_path_part(row.resource) == row.name);
  }
}

}  // namespace
}  // namespace cordon

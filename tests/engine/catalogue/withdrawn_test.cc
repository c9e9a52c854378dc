// Names that the reference does not have, and hints for names that never were.

#include "engine/catalogue/withdrawn.h"

#include <fmt/format.h>

#include <string>

#include "doctest/doctest.h"
#include "engine/catalogue/action_hints.h"
#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

std::string dump(std::string_view prefix) {
  const WithdrawnService* service = find_withdrawn_service(prefix);
  if (service == nullptr) return "none";
  return fmt::format("{}, ended {}, now {}", service->name,
                     service->ended.empty() ? "?" : service->ended,
                     service->now.empty() ? "-" : service->now);
}

TEST_CASE("withdrawn services: by prefix") {
  struct Row {
    std::string_view prefix;
    std::string_view dump;
  };
  const Row rows[] = {
      {"opsworks", "AWS OpsWorks Stacks, ended 2024-05-26, now -"},
      {"RoboMaker", "AWS RoboMaker, ended 2025-09-10, now -"},
      {"zocalo", "Amazon WorkDocs, its first name, ended ?, now workdocs"},
      {"catalog-user",
       "AWS Service Catalog, its first prefix for users, ended ?, now servicecatalog"},
      {"s3", "none"},
      {"", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.prefix);
    CHECK(dump(row.prefix) == row.dump);
  }
}

TEST_CASE("withdrawn services: sorted, dates are dates, and what took their place exists") {
  CHECK(strictly_sorted(withdrawn_services(), &WithdrawnService::prefix));
  std::string still_listed;
  for (const WithdrawnService& service : withdrawn_services()) {
    CAPTURE(service.prefix);
    CHECK((service.ended.empty() || service.ended.size() == 10));
    CHECK((service.now.empty() || find_service(service.now).has_value()));
    if (find_service(service.prefix)) still_listed += fmt::format("{} ", service.prefix);
  }
  CHECK(still_listed == "a4b codestar honeycode lookoutvision opsworks qldb robomaker workdocs ");
}

TEST_CASE("unlisted actions: sorted, of listed services, and not in the reference") {
  CHECK(strictly_sorted(unlisted_actions(), [](std::string_view name) { return name; }));
  for (const std::string_view action : unlisted_actions()) {
    CAPTURE(action);
    CHECK_FALSE(find_action(action).has_value());
    CHECK(find_service(action.substr(0, action.find(':'))).has_value());
    CHECK(is_unlisted_action(action));
  }
  CHECK(is_unlisted_action("SecurityAgent:listtasks"));
  CHECK_FALSE(is_unlisted_action("s3:GetObject"));
}

TEST_CASE("services of ARNs only: none is a prefix of actions") {
  for (const std::string_view service : {"catalog", "route53-recovery-control"}) {
    CAPTURE(service);
    CHECK(is_arn_only_service(service));
    CHECK_FALSE(find_service(service).has_value());
  }
  CHECK_FALSE(is_arn_only_service("s3"));
}

TEST_CASE("resources of AWS without an account") {
  struct Row {
    std::string_view service;
    std::string_view type;
    bool may_lack;
  };
  const Row rows[] = {
      {"ssm", "document", true},
      {"ssm", "parameter", true},
      {"ssm", "automation-definition", true},
      {"SSM", "Document", true},
      {"resource-explorer-2", "view", true},
      {"ssm", "session", false},
      {"s3", "bucket", false},
      {"ssm", "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.type);
    CHECK(may_lack_account(row.service, row.type) == row.may_lack);
    CHECK((!row.may_lack || find_resource_type(row.service, row.type).has_value()));
  }
}

TEST_CASE("hints: what is written is no name, what is meant is one") {
  CHECK(strictly_sorted(action_hints(), &ActionHint::written));
  for (const ActionHint& hint : action_hints()) {
    CAPTURE(hint.written);
    CHECK_FALSE(find_action(hint.written).has_value());
    const auto meant = find_action(hint.meant);
    REQUIRE(meant.has_value());
    CHECK(meant->full_name == hint.meant);
  }
  CHECK(strictly_sorted(service_hints(), &ActionHint::written));
  for (const ActionHint& hint : service_hints()) {
    CAPTURE(hint.written);
    CHECK_FALSE(find_service(hint.written).has_value());
    CHECK(find_service(hint.meant).has_value());
  }
}

TEST_CASE("hints: found whatever the case") {
  struct Row {
    std::string_view written;
    std::string_view action;
    std::string_view service;
  };
  const Row rows[] = {
      {"s3:ListObjectsV2", "s3:ListBucket", ""},
      {"S3:headobject", "s3:GetObject", ""},
      {"sts:PassRole", "iam:PassRole", ""},
      {"cloudwatchlogs", "", "logs"},
      {"S3-Control", "", "s3"},
      {"ses-v2", "", "ses"},
      {"s3:GetObject", "", ""},
      {"", "", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.written);
    CHECK(meant_action(row.written) == row.action);
    CHECK(meant_service(row.written) == row.service);
  }
}

}  // namespace
}  // namespace cordon::catalogue

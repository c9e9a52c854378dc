// The SARIF report: valid whatever an incident is about, and each result where the incident's file
// speaks of it.

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/file.h"
#include "tests/support/hostile_incident.h"
#include "tests/support/run_program.h"
#include "tests/support/schemas.h"

namespace cordon::support {
namespace {

using nlohmann::json;

TEST_CASE("contain SARIF: valid whatever it is about") {
  const auto complaints = json_schema_complaints(
      "sarif-2.1.0-rtm.5.json",
      {written("sarif", hostile_incident()), written("sarif", incident::judged(incident::kKey, "")),
       written("sarif", incident::judged(incident::kToken, ""))});
  for (const std::string& complaint : complaints) CHECK(complaint == "");
}

// `live-credential error 35:3 token`: a result a line, with the words of its message up to a colon.
std::string results(const incident::Judged& judged) {
  const json log = json::parse(written("sarif", judged));
  std::string text;
  for (const json& result : log["runs"][0]["results"]) {
    const json& place = result["locations"][0]["physicalLocation"];
    const json& region = place["region"];
    CHECK(place["artifactLocation"]["uri"] == "incident.yaml");
    CHECK(log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()]["id"] ==
          result["ruleId"]);
    const auto message = result["message"]["text"].get<std::string>();
    text += fmt::format("{} {} {} {}\n", result["ruleId"].get<std::string>(),
                        result["level"].get<std::string>(), region["startLine"].get<int>(),
                        message.substr(0, message.find(": ")));
  }
  return text;
}

TEST_CASE("contain SARIF: a result for what is open, for what did nothing, and for what is off") {
  const std::string token(incident::kToken);
  const std::string key(incident::kKey);
  const std::string delete_key =
      incident::event("iam:DeleteAccessKey", "{UserName: bob, AccessKeyId: AKIAAAAAAAAAAAAAAAAA}");
  struct Row {
    std::string credentials, events, more, expected;
  };
  const Row rows[] = {
      {key, "", "",
       "live-credential error 29 key is live at 1970-01-01T00:00:00Z\n"
       "reachable-credential error 29 key > role/admin can be made and is live at "
       "1970-01-01T00:00:00Z\n"},
      {key, delete_key, "", ""},
      {key + token, delete_key, "",
       "live-credential error 30 token is live at 2024-01-01T12:00:00Z\n"
       "reachable-credential error 30 token > role/admin can be made and is live at "
       "2024-01-01T12:00:00Z\n"
       "outlasting-change warning 30 token can make a change that outlasts it\n"
       "outlasting-change error 30 token > role/admin can make a change that outlasts it\n"},
      {key, delete_key + delete_key, "", "step-without-effect warning 32 iam:DeleteAccessKey\n"},
      {key, delete_key, "assumptions: {propagation: 5s}\n",
       "undecided-credential warning 30 key is unknown at 2024-01-01T12:00:00Z\n"
       "reachable-credential warning 30 key > token of user/bob can be made and is unknown at "
       "2024-01-01T12:00:00Z\n"
       "reachable-credential warning 30 key > role/admin can be made and is unknown at "
       "2024-01-01T12:00:00Z\n"
       "outlasting-change warning 30 key can make a change that outlasts it\n"
       "outlasting-change warning 30 key > token of user/bob can make a change that outlasts it\n"
       "outlasting-change warning 30 key > role/admin can make a change that outlasts it\n"},
      {key, delete_key,
       "probes: [{id: p, credential: key, action: s3:ListAllMyBuckets, expect: allowed}]\n",
       "probe-not-as-expected error 28 p is dead\n"},
      {key, delete_key,
       "probes: [{id: p, credential: key, action: s3:ListAllMyBuckets, expect: denied}]\n", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.events);
    CAPTURE(row.more);
    CHECK(results(incident::judged(row.credentials, row.events, row.more)) == row.expected);
  }
}

constexpr std::string_view kKnownUntilNine = "credentialsKnownUntil: 2024-01-01T09:00:00Z\n";

std::string admin_may(std::string_view actions) {
  return incident::event(
      "iam:PutRolePolicy",
      fmt::format("{{RoleName: admin, PolicyName: all, PolicyDocument: {{Version: \"2012-10-17\", "
                  "Statement: {{Effect: Allow, Action: [{}], Resource: \"*\"}}}}}}",
                  actions),
      "2024-01-01T08:00:00Z");
}

TEST_CASE("contain SARIF: what can be made, what outlasts, and claims that are off") {
  const std::string key(incident::kKey);
  const std::string session(incident::kSession);
  const std::string delete_key =
      incident::event("iam:DeleteAccessKey", "{UserName: bob, AccessKeyId: AKIAAAAAAAAAAAAAAAAA}");
  struct Row {
    std::string_view name;
    std::string credentials, events, more, expected;
  };
  const Row rows[] = {
      {"made before the key was deleted, perhaps", key, delete_key, std::string(kKnownUntilNine),
       "reachable-credential warning 30 key > token of user/bob could be made and is unknown at "
       "2024-01-01T12:00:00Z\n"
       "reachable-credential warning 30 key > role/admin could be made and is unknown at "
       "2024-01-01T12:00:00Z\n"
       "reachable-credential warning 30 key > token of user/bob > role/admin can be made and is "
       "unknown at 2024-01-01T12:00:00Z\n"
       "outlasting-change warning 30 key can make a change that outlasts it\n"
       "outlasting-change warning 30 key > token of user/bob can make a change that outlasts it\n"
       "outlasting-change warning 30 key > role/admin can make a change that outlasts it\n"
       "outlasting-change warning 30 key > token of user/bob > role/admin can make a change that "
       "outlasts it\n"},
      {"a key that stays", session + key, admin_may("\"iam:CreateAccessKey\"") + delete_key, "",
       "live-credential error 29 session is live at 2024-01-01T12:00:00Z\n"
       "reachable-credential error 29 session > key of user/bob can be made and is live at "
       "2024-01-01T12:00:00Z\n"
       "reachable-credential error 30 key > role/admin can be made and is live at "
       "2024-01-01T12:00:00Z\n"
       "step-without-effect warning 32 iam:PutRolePolicy\n"},
      {"a claim that is off", key, delete_key, "claims: [{name: c, for: key, expect: refuted}]\n",
       "claim-not-as-expected error 28 c comes out as holds, not as refuted\n"},
      {"a claim that is met", key, delete_key, "claims: [{name: c, for: key, expect: holds}]\n",
       ""},
      {"nothing to contain", "[]\n", "", "",
       "incident-not-contained warning 1 no credential is given\n"},
      {"not read in full", key, delete_key, "unknown: member\n",
       "incident-not-contained warning 1 a part of the input could not be read, or there is a gap "
       "in what it tells (see its errors and warnings), so containment "
       "can't be claimed\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(results(incident::judged(row.credentials, row.events, row.more)) == row.expected);
  }
}

// Whether a result says of something that it is not as it should be.
bool says_so(const json& log) {
  return std::ranges::any_of(log["runs"][0]["results"], [](const json& result) {
    return result["ruleId"] != "step-without-effect" &&
           (result["level"] == "error" || result["level"] == "warning");
  });
}

TEST_CASE("contain SARIF: an incident that is not contained has a result that says so") {
  std::size_t open = 0;
  for (const std::string_view folder : {"fixtures/incidents", "fixtures/policy-tests/incidents"}) {
    for (const std::filesystem::path& file : files_below(std::string(folder), {".yaml"})) {
      for (const std::string at : {"", "2017-08-15T09:00:00Z", "2100-01-01T00:00:00Z"}) {
        CAPTURE(file.string());
        CAPTURE(at);
        std::vector<std::string> words{"contain", file.string(), "--format", "sarif"};
        if (!at.empty()) words.insert(words.end(), {"--at", at});
        const auto run = run_program(words);
        REQUIRE(run);
        const json log = json::parse(run->out);
        if (log["runs"][0]["properties"]["verdict"] == "contained") continue;
        ++open;
        CHECK(says_so(log));
      }
    }
  }
  CHECK(open >= 20);
}

TEST_CASE("contain SARIF: a result keeps its fingerprint where its lines move") {
  const auto prints = [](std::string_view more) {
    const json log = json::parse(written("sarif", incident::judged(incident::kKey, "", more)));
    return log["runs"][0]["results"][0]["partialFingerprints"];
  };
  CHECK(prints("") == prints("incident: x\nsnapshotAt: 2024-01-01T00:00:00Z\n"));
  CHECK(prints("")["cordon/v1"].get<std::string>().size() == 16);
}

TEST_CASE("contain SARIF: an incident that could not be read in full is no success") {
  const auto successful = [](const incident::Judged& judged) {
    const json log = json::parse(written("sarif", judged));
    return log["runs"][0]["invocations"][0]["executionSuccessful"].get<bool>();
  };
  CHECK(successful(incident::judged(incident::kKey, "")));
  CHECK(!successful(incident::judged(incident::kKey, "", "unknown: member\n")));
}

}  // namespace
}  // namespace cordon::support

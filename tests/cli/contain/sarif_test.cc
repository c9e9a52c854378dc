// The SARIF report: valid whatever an incident is about, and each result where the incident's file
// speaks of it.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "tests/support/hostile_incident.h"
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
      {key, "", "", "live-credential error 29 key is live at 1970-01-01T00:00:00Z\n"},
      {key, delete_key, "", ""},
      {key + token, delete_key, "",
       "live-credential error 30 token is live at 2024-01-01T12:00:00Z\n"},
      {key, delete_key + delete_key, "", "step-without-effect warning 32 iam:DeleteAccessKey\n"},
      {key, delete_key, "assumptions: {propagation: 5s}\n",
       "undecided-credential warning 30 key is unknown at 2024-01-01T12:00:00Z\n"},
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

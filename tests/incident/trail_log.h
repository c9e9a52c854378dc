// Made-up CloudTrail logs for the tables of tests, and the trees that grow from them in one line a
// node.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/trail/gather.h"
#include "engine/incident/trail/record_splitter.h"
#include "engine/incident/trail/tree.h"

namespace cordon::incident {

// Records of a made-up log: what they share is filled in.
struct Log {
  std::string text;
  int events = 0;

  Log& add(std::string_view time, std::string_view call, std::string_view who,
           std::string_view request = "null", std::string_view response = "null",
           std::string_view more = "") {
    text += fmt::format(
        R"({{"eventID":"e{}","eventTime":"2024-05-01T{}Z","eventSource":"{}.amazonaws.com","eventName":"{}","recipientAccountId":"111122223333","sourceIPAddress":"198.51.100.7","userIdentity":{},"requestParameters":{},"responseElements":{}{}}})"
        "\n",
        ++events, time, call.substr(0, call.find(':')), call.substr(call.find(':') + 1), who,
        request, response, more);
    return *this;
  }
};

inline std::string user(std::string_view key, std::string_view name = "eve") {
  return fmt::format(
      R"({{"type":"IAMUser","principalId":"AIDA{0}","arn":"arn:aws:iam::111122223333:user/{0}","accountId":"111122223333","accessKeyId":"{1}","userName":"{0}"}})",
      name, key);
}

// A temporary key of the user.
inline std::string token(std::string_view key, std::string_view created,
                         std::string_view name = "eve", std::string_view mfa = "false") {
  return fmt::format(
      R"({{"type":"IAMUser","principalId":"AIDA{0}","arn":"arn:aws:iam::111122223333:user/{0}","accountId":"111122223333","accessKeyId":"{1}","userName":"{0}","sessionContext":{{"sessionIssuer":{{}},"attributes":{{"creationDate":"2024-05-01T{2}Z","mfaAuthenticated":"{3}"}}}}}})",
      name, key, created, mfa);
}

inline std::string role(std::string_view key, std::string_view created, std::string_view session,
                        std::string_view name = "ops", std::string_view more = "") {
  return fmt::format(
      R"({{"type":"AssumedRole","principalId":"AROA{0}:{1}","arn":"arn:aws:sts::111122223333:assumed-role/{0}/{1}","accountId":"111122223333","accessKeyId":"{2}","sessionContext":{{"sessionIssuer":{{"type":"Role","principalId":"AROA{0}","arn":"arn:aws:iam::111122223333:role/{0}"}},"attributes":{{"creationDate":"2024-05-01T{3}Z","mfaAuthenticated":"false"}}{4}}}}})",
      name, session, key, created, more);
}

inline constexpr std::string_view kEc2 = R"({"type":"AWSService","invokedBy":"ec2.amazonaws.com"})";

inline std::string credentials(std::string_view key, std::string_view expires = "") {
  return fmt::format(R"("credentials":{{"accessKeyId":"{}","sessionToken":"SECRET"{}}})", key,
                     expires.empty() ? "" : fmt::format(R"(,"expiration":"{}")", expires));
}

inline std::string assumed(std::string_view key, std::string_view session,
                           std::string_view expires = "", std::string_view name = "ops") {
  return fmt::format(
      R"({{{0},"assumedRoleUser":{{"assumedRoleId":"AROA{1}:{2}","arn":"arn:aws:sts::111122223333:assumed-role/{1}/{2}"}}}})",
      credentials(key, expires), name, session);
}

inline std::string ask_role(std::string_view session, std::string_view more = "",
                            std::string_view name = "ops") {
  return fmt::format(
      R"({{"roleArn":"arn:aws:iam::111122223333:role/{0}","roleSessionName":"{1}"{2}}})", name,
      session, more);
}

inline std::string clock(std::optional<Instant> instant) {
  if (!instant) return "?";
  const std::string text = to_string(*instant);
  return text.starts_with("2024-05-01T") ? text.substr(11, 5) : text.substr(5, 11);
}

// One line a node.
inline std::string dump(const TreeNode& node) {
  std::string line =
      fmt::format("{}{} {} {}", std::string(std::size_t{2} * node.depth, ' '), node.id,
                  to_string(node.kind), node.principal.substr(node.principal.rfind(':') + 1));
  if (node.issued || node.expires) {
    line += fmt::format(" {}-{}{}", clock(node.issued), clock(node.expires),
                        node.expiry_assumed ? " assumed" : "");
  }
  if (node.password_set_at) line += fmt::format(" set {}", clock(node.password_set_at));
  if (!node.call.empty()) line += fmt::format(" by {}", node.call);
  if (node.keys.size() > 1) line += fmt::format(" keys {}", fmt::join(node.keys, ","));
  if (node.mfa_at) line += " mfa";
  if (node.renews) line += " renews";
  if (!node.source_identity.empty()) line += fmt::format(" identity {}", node.source_identity);
  for (const auto& [key, value] : node.tags) line += fmt::format(" {}={}", key, value);
  for (const std::string& policy : node.session_policies) line += fmt::format(" {}", policy);
  if (node.confidence == Confidence::kLikely) line += " likely";
  if (node.confidence == Confidence::kPossible) line += " possible";
  return line + "\n";
}

struct Grown {
  std::string tree;
  std::string changes;
  std::string notes;
  std::uint32_t passes = 0;
  SessionTree all;
};

inline Grown grow(const std::vector<std::string>& files, TrailSeeds seeds,
                  const RoleDurations& durations = {}) {
  Gather gather(seeds);
  Grown grown;
  bool again = true;
  while (again) {
    gather.begin_pass();
    ++grown.passes;
    for (std::uint32_t file = 0; file < files.size(); ++file) {
      RecordSplitter splitter([&](const RawRecord& raw) { gather.take(raw, file); });
      splitter.feed(files[file]);
      splitter.finish();
    }
    again = gather.end_pass();
  }
  grown.all = build_tree(gather.evidence(), seeds, durations);
  for (const TreeNode& node : grown.all.nodes) grown.tree += dump(node);
  for (const TrailChange& change : grown.all.changes) {
    grown.changes +=
        fmt::format("{}{} {} {}{}\n", change.by_tree ? "" : "others: ", clock(change.at),
                    change.call, change.parameters, change.known ? "" : " unknown");
  }
  for (const TrailNote& note : grown.all.notes) {
    grown.notes +=
        fmt::format("{}{}{}\n", note.severity == Severity::kError ? "error: " : "",
                    note.place ? fmt::format("{}: ", note.place->record) : "", note.message);
  }
  return grown;
}

inline Grown grow(const Log& log) { return grow({log.text}, {.keys = {"AKIAEVE"}}); }

}  // namespace cordon::incident

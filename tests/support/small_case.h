// Small requests under small policies, made of few parts that often meet: for property tests and
// fuzz targets.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/evaluate.h"
#include "tests/support/small_policy.h"

namespace cordon::support {

struct SmallCase {
  Request request;
  ApplicablePolicies policies;
  std::string text;  // for people, when a property does not hold
};

inline PolicyPtr compiled(const std::string& text, PolicyType type) {
  const JsonResult read = read_json(std::make_shared<Source>("small", text));
  const auto root = read.root();
  return root ? compile_policy(read.tree, *root, type, "small").policy
              : unreadable_policy(type, "small");
}

// What a key can have in a request: nothing, a text, or a list.
inline ContextEntry small_entry(Choices& choices, std::string_view key, bool scalars_only) {
  static constexpr std::string_view kTexts[] = {"k",
                                                "",
                                                "b",
                                                "true",
                                                "10",
                                                "2024-05-01T09:00:00Z",
                                                "203.0.113.9",
                                                "alice",
                                                "YWI=",
                                                "arn:aws:iam::111122223333:role/app",
                                                "2024-05-01T11:00:00Z",
                                                "none"};
  ContextEntry entry{.key = ContextKey(key), .values = {}};
  switch (scalars_only ? 2 : choices.below(5)) {
    case 0:
      entry.state = ContextEntry::State::kAbsent;
      break;
    case 1:
      entry.multivalued = true;
      for (std::size_t left = choices.below(3); left > 0; --left) {
        entry.values.emplace_back(choices.of(kTexts));
      }
      break;
    default:
      entry.values.emplace_back(choices.of(kTexts));
  }
  return entry;
}

inline Request small_request(Choices& choices) {
  struct Holder {
    std::string_view principal;
    CredentialKind kind;
  };
  static constexpr Holder kHolders[] = {
      {"arn:aws:iam::111122223333:user/alice", CredentialKind::kAccessKey},
      {"arn:aws:iam::111122223333:user/alice", CredentialKind::kGetSessionToken},
      {"arn:aws:sts::111122223333:assumed-role/app/nightly", CredentialKind::kAssumeRole},
      {"arn:aws:iam::111122223333:role/app", CredentialKind::kInstanceProfile},
      {"arn:aws:sts::111122223333:federated-user/carol", CredentialKind::kGetFederationToken},
      {"arn:aws:iam::111122223333:root", CredentialKind::kAccessKey},
      {"ec2.amazonaws.com", CredentialKind::kService},
      {"*", CredentialKind::kAccessKey}};
  static constexpr std::string_view kActions[] = {
      "s3:GetObject",        "s3:GetObject",   "s3:PutObject",         "sts:AssumeRole",
      "sts:GetSessionToken", "iam:CreateUser", "sts:GetCallerIdentity"};
  static constexpr std::string_view kResources[] = {"arn:aws:s3:::b/k", "arn:aws:s3:::b/k", "*",
                                                    "arn:aws:iam::111122223333:role/app"};
  const Holder& holder = kHolders[choices.below(std::size(kHolders))];
  std::optional<Credential> credential;
  if (holder.principal != "*") credential = Credential{.kind = holder.kind};
  constexpr Instant kIssued{1'714'554'000'000};  // 2024-05-01T09:00:00Z
  if (credential && choices.one_in(2)) credential->issued = issue_time(kIssued);
  Request request(parse_principal(holder.principal).value(), credential, choices.of(kActions),
                  std::string(choices.of(kResources)));
  if (choices.one_in(2)) request.at = Instant{kIssued.ms + 3'600'000};
  if (choices.one_in(4)) request.told_resource_account = "444455556666";
  if (choices.one_in(2)) request.unstated = Unstated::kOpen;
  for (std::size_t left = choices.below(4); left > 0; --left) {
    ContextEntry entry = small_entry(choices, choices.of(kSmallKeys), false);
    if (choices.one_in(4)) entry.state = ContextEntry::State::kNotTold;
    request.context.set(std::move(entry));
  }
  return request;
}

inline std::string describe(const Request& request) {
  std::string text = fmt::format("{} {} {}",
                                 request.caller().kind == CallerKind::kAnonymous
                                     ? "*"
                                     : std::string_view(request.caller().arn),
                                 request.action(), request.resource());
  if (request.credential()) text += fmt::format(" {}", to_string(request.credential()->kind));
  for (const ContextEntry& entry : request.context.entries()) {
    text += fmt::format(" {}={}{}[", entry.key.name, static_cast<int>(entry.state),
                        entry.multivalued ? "list" : "");
    for (const std::string& value : entry.values) text += fmt::format("`{}`", value);
    text += "]";
  }
  return text;
}

inline SmallCase small_case(Choices& choices) {
  SmallCase made{.request = small_request(choices), .policies = {}, .text = {}};
  made.text = describe(made.request);
  const auto make = [&](PolicyType type) {
    const std::string text = small_policy(choices, type);
    made.text += fmt::format("\n{}: {}", to_string(type), text);
    return compiled(text, type);
  };
  ApplicablePolicies& policies = made.policies;
  for (std::size_t left = choices.below(3); left > 0; --left) {
    policies.identity.push_back(make(PolicyType::kIdentity));
  }
  if (choices.one_in(2)) policies.resource = make(PolicyType::kResource);
  if (choices.one_in(4)) policies.boundary.push_back(make(PolicyType::kBoundary));
  if (choices.one_in(4)) policies.session.push_back(make(PolicyType::kSession));
  if (choices.one_in(4)) policies.scps.push_back({make(PolicyType::kScp)});
  if (choices.one_in(4)) policies.rcps.push_back({make(PolicyType::kRcp)});
  if (choices.one_in(8)) policies.endpoint.emplace().push_back(make(PolicyType::kEndpoint));
  return made;
}

}  // namespace cordon::support

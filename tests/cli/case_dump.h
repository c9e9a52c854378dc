// A case as it was read, as one line of text for each of its parts.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/case_reader.h"
#include "doctest/doctest.h"

namespace cordon::case_dump {

inline std::string dump(const ContextEntry& entry) {
  if (entry.state == ContextEntry::State::kAbsent) return entry.key.name + " absent";
  const std::string values = fmt::format("{}", fmt::join(entry.values, ","));
  return entry.key.name + (entry.multivalued ? "=[" + values + "]" : "=" + values);
}

inline std::string dump(const std::optional<Credential>& credential) {
  if (!credential) return "no credential";
  std::string text(to_string(credential->kind));
  if (credential->issued) {
    text += fmt::format(" issued {}..{}", to_string(credential->issued->earliest),
                        to_string(credential->issued->latest));
  }
  if (credential->expires) text += " expires " + to_string(*credential->expires);
  if (credential->mfa_at) text += " mfa " + to_string(*credential->mfa_at);
  if (credential->source_identity) text += " source " + *credential->source_identity;
  return text;
}

inline std::string dump(const Request& request) {
  const Caller& caller = request.caller();
  std::string text =
      fmt::format("{} {} | {} {} of {} | {}", describe(caller.kind), caller.arn, request.action(),
                  request.resource(), request.resource_account(), dump(request.credential()));
  if (!caller.issuer_arn.empty()) text += " by " + caller.issuer_arn;
  if (request.at) text += " | at " + to_string(*request.at);
  for (const ContextEntry& entry : request.context.entries()) text += " | " + dump(entry);
  if (request.context_complete) text += " | complete";
  return text;
}

inline std::string dump(const std::vector<PolicyPtr>& policies) {
  std::string text;
  for (const PolicyPtr& policy : policies) {
    text += fmt::format("{}{}:{}", text.empty() ? "" : " ", policy->name, to_string(policy->type));
  }
  return "[" + text + "]";
}

inline std::string dump(const ApplicablePolicies& policies) {
  std::string text = dump(policies.identity);
  if (policies.resource) text += " resource " + dump({policies.resource});
  if (!policies.resource_told) text += " resource not told";
  if (!policies.boundary.empty()) text += " boundary " + dump(policies.boundary);
  if (!policies.session.empty()) text += " session " + dump(policies.session);
  for (const auto& level : policies.scps) text += " scps " + dump(level);
  for (const auto& level : policies.rcps) text += " rcps " + dump(level);
  if (policies.endpoint) text += " endpoint " + dump(*policies.endpoint);
  return text;
}

inline std::string dump(Diagnostics diagnostics) {
  sort_diagnostics(diagnostics);
  std::string text;
  for (const Diagnostic& d : diagnostics) {
    const std::string help = d.help.empty() ? "" : " (" + d.help + ")";
    text += fmt::format("{}`{}`: {}{}", text.empty() ? "" : "; ", d.source->text(d.span), d.message,
                        help);
  }
  return text;
}

struct Reading {
  std::string request, policies, expect, errors;
};

inline Reading read(std::string_view document) {
  PolicyFiles files("-");
  PolicyStore store(files);
  const JsonResult json = read_json(std::make_shared<Source>("case", std::string(document)));
  CAPTURE(document);
  REQUIRE(json.root());
  Diagnostics diagnostics;
  ObjectReader object(*json.root(), "a case", diagnostics);
  const auto one = read_case(json.tree, object, store, diagnostics);
  object.finish();
  CHECK((one.has_value() || !diagnostics.empty()));
  if (!diagnostics.empty()) return {.errors = dump(diagnostics)};
  return {.request = dump(one->request),
          .policies = dump(one->policies),
          .expect = one->expect
                        ? std::string(kExpectationNames[static_cast<std::size_t>(*one->expect)])
                        : ""};
}

}  // namespace cordon::case_dump

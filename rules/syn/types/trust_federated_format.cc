#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "grammar/arn.h"
#include "grammar/text.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool is_label(std::string_view label) {
  return !label.empty() && std::ranges::all_of(label, [](char c) {
    const char lower = ascii_lower(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_domain(std::string_view text) {
  std::size_t labels = 0;
  for (std::size_t at = 0; at <= text.size(); ++labels) {
    const std::size_t dot = std::min(text.find('.', at), text.size());
    if (!is_label(text.substr(at, dot - at))) return false;
    at = dot + 1;
  }
  return labels > 1;
}

bool is_provider(const Arn& arn) {
  return arn.service == "iam" && arn.region.empty() &&
         (arn.resource.starts_with("saml-provider/") || arn.resource.starts_with("oidc-provider/"));
}

std::string help_for(std::string_view text) {
  constexpr std::string_view kScheme = "https://";
  if (!text.starts_with(kScheme)) return "name a domain, or the ARN of a provider in IAM";
  return fmt::format("did you mean `arn:aws:iam::ACCOUNT:oidc-provider/{}`?",
                     text.substr(kScheme.size()));
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kTrust)) return;
  for (const Statement& statement : subject.statements()) {
    if (!statement.principal) continue;
    for (const PrincipalEntry& entry : statement.principal->entries) {
      const std::string_view text = entry.value.value;
      if (entry.type != "Federated" || text.find_first_of("*?${}<>%") != std::string_view::npos)
        continue;
      const auto arn = split_arn(text);
      if (arn ? is_provider(*arn) : is_domain(text)) continue;
      found.add(subject, entry.value.node.span(),
                fmt::format("federated principal {} is neither a domain nor the ARN of a provider",
                            backticked(text)),
                help_for(text));
    }
  }
}

}  // namespace

extern const Rule kTrustFederatedFormat{
    .id = "SYN054",
    .name = "trust-federated-format",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY"},
    .parliament = "UNKNOWN_FEDERATION_SOURCE",
    .summary = "federated principal that is no provider",
    .doc = R"(A federated principal of a trust policy is the domain of a public provider
(`cognito-identity.amazonaws.com`) or the ARN of one that the account has:
`arn:aws:iam::111122223333:saml-provider/corp`, `…:oidc-provider/token.actions.githubusercontent.com`. IAM
refuses URLs and ARNs of other things.
)",
    .check = check,
};

}  // namespace cordon::rules

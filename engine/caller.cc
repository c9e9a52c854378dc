#include "engine/caller.h"

#include <fmt/format.h>

#include <array>

#include "grammar/arn.h"

namespace cordon {
namespace {

constexpr std::string_view kServiceLinkedPath = "role/aws-service-role/";
constexpr std::string_view kServiceLinkedName = "AWSServiceRoleFor";

Caller user(std::string_view text, const Arn& arn) {
  Caller caller;
  caller.kind = CallerKind::kUser;
  caller.account = arn.account;
  caller.arn = text;
  caller.principal_arn = text;
  caller.principal_type = "User";
  caller.name = last_path_part(arn.resource);
  return caller;
}

Caller role(std::string_view text, const Arn& arn) {
  Caller caller;
  caller.kind = CallerKind::kRoleSession;
  caller.account = arn.account;
  caller.arn = text;
  caller.principal_arn = text;
  caller.principal_type = "AssumedRole";
  caller.name = last_path_part(arn.resource);
  caller.service_linked = truth(arn.resource.starts_with(kServiceLinkedPath));
  return caller;
}

// An assumed-role ARN drops the role's path, so the role's ARN is the one without a path, and of a
// service-linked role only the name tells.
Caller role_session(std::string_view text, const Arn& arn) {
  const std::string_view rest = arn.resource.substr(arn.resource.find('/') + 1);
  const std::size_t slash = rest.find('/');
  Caller caller;
  caller.kind = CallerKind::kRoleSession;
  caller.account = arn.account;
  caller.arn = text;
  caller.name = rest.substr(0, slash);
  if (slash != std::string_view::npos) caller.session_name = rest.substr(slash + 1);
  caller.principal_arn =
      fmt::format("arn:{}:iam::{}:role/{}", arn.partition, arn.account, caller.name);
  caller.principal_type = "AssumedRole";
  if (caller.name.starts_with(kServiceLinkedName)) caller.service_linked = Truth::kUnknown;
  return caller;
}

Caller federated_user(std::string_view text, const Arn& arn) {
  Caller caller;
  caller.kind = CallerKind::kFederatedUser;
  caller.account = arn.account;
  caller.arn = text;
  caller.principal_arn = text;
  caller.principal_type = "FederatedUser";
  caller.name = arn.resource.substr(arn.resource.find('/') + 1);
  caller.userid = fmt::format("{}:{}", arn.account, caller.name);
  return caller;
}

Caller root(std::string_view account, std::string_view partition) {
  Caller caller;
  caller.kind = CallerKind::kRoot;
  caller.account = account;
  caller.arn = fmt::format("arn:{}:iam::{}:root", partition, account);
  caller.principal_arn = caller.arn;
  caller.principal_type = "Account";
  caller.name = "root";
  caller.userid = account;
  return caller;
}

Caller anonymous() {
  Caller caller;
  caller.kind = CallerKind::kAnonymous;
  caller.principal_type = "Anonymous";
  caller.name = "anonymous";
  caller.userid = "anonymous";
  return caller;
}

Caller named(CallerKind kind, std::string_view text) {
  Caller caller;
  caller.kind = kind;
  caller.name = text;
  caller.arn = text;
  return caller;
}

bool is_service_principal(std::string_view text) {
  return text.find(':') == std::string_view::npos && text.find('*') == std::string_view::npos &&
         (text.ends_with(".amazonaws.com") || text.ends_with(".amazonaws.com.cn") ||
          text.ends_with(".amazon.com"));
}

struct ArnForm {
  std::string_view service;
  std::string_view prefix;  // of the resource field
  Caller (*make)(std::string_view, const Arn&);
};

constexpr std::array kArnForms{
    ArnForm{"iam", "user/", user},
    ArnForm{"iam", "role/", role},
    ArnForm{"sts", "assumed-role/", role_session},
    ArnForm{"sts", "federated-user/", federated_user},
    ArnForm{"iam", "saml-provider/",
            [](std::string_view text, const Arn&) {
              return named(CallerKind::kFederatedIdentity, text);
            }},
    ArnForm{"iam", "oidc-provider/",
            [](std::string_view text, const Arn&) {
              return named(CallerKind::kFederatedIdentity, text);
            }},
};

constexpr std::array<std::string_view, 4> kBuiltInProviders{"cognito-identity.amazonaws.com",
                                                            "www.amazon.com", "graph.facebook.com",
                                                            "accounts.google.com"};

std::expected<Caller, std::string> principal_of(std::string_view text, const Arn& arn) {
  if (!is_account_id(arn.account)) {
    return std::unexpected(fmt::format(
        "principal `{}`: the account of an ARN is 12 digits, not `{}`", text, arn.account));
  }
  if (arn.service == "iam" && arn.resource == "root") return root(arn.account, arn.partition);
  for (const ArnForm& form : kArnForms) {
    if (arn.service == form.service && arn.resource.starts_with(form.prefix) &&
        arn.resource.size() > form.prefix.size() && !arn.resource.ends_with('/')) {
      return form.make(text, arn);
    }
  }
  return std::unexpected(fmt::format(
      "principal `{}`: expected the ARN of a user, role, assumed-role session, federated-user or "
      "account root",
      text));
}

}  // namespace

void Caller::identify(std::string id) {
  unique_id = std::move(id);
  if (kind == CallerKind::kUser) userid = unique_id;
  if (kind == CallerKind::kRoleSession && !session_name.empty()) {
    userid = fmt::format("{}:{}", unique_id, session_name);
  }
}

std::expected<Caller, std::string> parse_principal(std::string_view text) {
  if (text == "*" || text == "anonymous") return anonymous();
  if (is_account_id(text)) return root(text, "aws");
  for (const std::string_view provider : kBuiltInProviders) {
    if (text == provider) return named(CallerKind::kFederatedIdentity, text);
  }
  if (is_service_principal(text)) return named(CallerKind::kService, text);
  if (const auto arn = split_arn(text)) return principal_of(text, *arn);
  return std::unexpected(fmt::format(
      "principal `{}`: expected an ARN, a service principal such as `ec2.amazonaws.com`, or `*`",
      text));
}

std::string_view describe(CallerKind kind) {
  switch (kind) {
    case CallerKind::kUser:
      return "IAM user";
    case CallerKind::kRoleSession:
      return "role session";
    case CallerKind::kFederatedUser:
      return "federated user";
    case CallerKind::kRoot:
      return "root user";
    case CallerKind::kService:
      return "AWS service";
    case CallerKind::kAnonymous:
      return "anonymous caller";
    case CallerKind::kFederatedIdentity:
      return "federated identity";
  }
  return "";
}

}  // namespace cordon

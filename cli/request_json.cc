#include "cli/request_json.h"

#include <nlohmann/json.hpp>

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;

JsonOut credential_json(const Credential& credential) {
  JsonOut json{{"kind", to_string(credential.kind)}};
  if (credential.issued) json["issuedAt"] = to_string(credential.issued->earliest);
  if (credential.expires) json["expires"] = to_string(*credential.expires);
  if (credential.mfa_at) json["mfaAt"] = to_string(*credential.mfa_at);
  if (credential.source_identity) json["sourceIdentity"] = *credential.source_identity;
  return json;
}

JsonOut context_json(const RequestContext& context) {
  JsonOut json = JsonOut::object();
  for (const ContextEntry& entry : context.entries()) {
    JsonOut& value = json[entry.key.name];
    if (entry.state == ContextEntry::State::kAbsent) continue;
    if (entry.multivalued || entry.values.size() != 1) {
      value = entry.values;
    } else {
      value = entry.values.front();
    }
  }
  return json;
}

}  // namespace

std::string request_json(const Request& request) {
  const Caller& caller = request.caller();
  JsonOut json{{"principal", caller.kind == CallerKind::kAnonymous ? "*" : caller.arn},
               {"action", request.action()},
               {"resource", request.resource()}};
  if (!request.told_resource_account.empty()) {
    json["resourceAccount"] = request.told_resource_account;
  }
  if (request.at) json["at"] = to_string(*request.at);
  if (request.credential()) json["credential"] = credential_json(*request.credential());
  json["context"] = context_json(request.context);
  return json.dump(-1, ' ', false, JsonOut::error_handler_t::replace);
}

}  // namespace cordon

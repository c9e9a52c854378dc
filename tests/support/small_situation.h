// What a proof is asked about a small request: its caller, credential and time, and the account of
// its resource. Action, resource and context are left open.
#pragma once

#include "engine/prove/situation.h"
#include "engine/request.h"

namespace cordon::support {

inline prove::Situation small_situation(const Request& request) {
  prove::Situation situation{.caller = request.caller(),
                             .among = {},
                             .other_than = {},
                             .credential = request.credential(),
                             .issued = {},
                             .at = {},
                             .context = {},
                             .resource_account = request.told_resource_account,
                             .never = {},
                             .actions = {},
                             .resources = {},
                             .other_resources = {},
                             .tolerated = {"sts:GetCallerIdentity", "sts:GetSessionToken"},
                             .listed_only = {},
                             .options = {}};
  if (request.at) situation.at = {request.at, request.at};
  // Of an id that is not told, a proof knows the form, and an evaluation nothing.
  Caller& caller = situation.caller;
  if (caller.kind == CallerKind::kUser) caller.identify("AIDAEXAMPLEEXAMPLE01");
  if (caller.kind == CallerKind::kRoleSession) caller.session_name = "nightly";
  if (caller.kind == CallerKind::kRoleSession) caller.identify("AROAEXAMPLEEXAMPLE01");
  return situation;
}

}  // namespace cordon::support

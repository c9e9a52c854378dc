#include "cli/simulate/simulate_account.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/files.h"
#include "engine/incident/world/snapshot.h"

namespace cordon {
namespace {

// The same request by a caller of whom more is known.
Request with_caller(const Request& request, Caller caller) {
  Request changed(std::move(caller), request.credential(), request.action(), request.resource());
  changed.at = request.at;
  changed.told_resource_account = request.told_resource_account;
  changed.context = request.context;
  changed.unstated = request.unstated;
  changed.context_complete = request.context_complete;
  return changed;
}

class Taking {
 public:
  Taking(const std::string& path, const incident::Account& account, Request& request,
         ApplicablePolicies& policies, Problems& problems)
      : path_(path),
        account_(account),
        request_(request),
        policies_(policies),
        problems_(problems) {}

  bool take() {
    const Caller& caller = request_.caller();
    if (!caller.account.empty() && !account_.id.empty() && caller.account != account_.id) {
      return fail(fmt::format("is of account {}, and the principal of account {}", account_.id,
                              caller.account));
    }
    switch (caller.kind) {
      case CallerKind::kUser:
        return take_user(incident::find_user(account_, caller.name));
      case CallerKind::kRoleSession:
        return take_role(incident::find_role(account_, caller.name));
      case CallerKind::kFederatedUser:
        return fail(
            "can't tell which user called GetFederationToken: give that user's policies "
            "with --identity");
      case CallerKind::kRoot:
      case CallerKind::kService:
      case CallerKind::kAnonymous:
      case CallerKind::kFederatedIdentity:
        return true;  // no policy of an account belongs to them
    }
    return true;
  }

 private:
  bool fail(std::string_view why) {
    problems_.errors.push_back({fmt::format("--account: {} {}", backticked(path_), why)});
    return false;
  }

  bool take_user(const incident::User* user) {
    if (user == nullptr) return fail(fmt::format("has no {}", missing("user")));
    Caller caller = request_.caller();
    if (!user->arn.empty() && user->arn != caller.arn) return fail(other_path(user->arn));
    caller.tags = user->tags;
    if (!user->id.empty()) caller.identify(user->id);
    request_ = with_caller(request_, std::move(caller));
    add(incident::policies_of(account_, *user));
    return true;
  }

  bool take_role(const incident::Role* role) {
    if (role == nullptr) return fail(fmt::format("has no {}", missing("role")));
    Caller caller = request_.caller();
    const bool is_session = caller.arn != caller.principal_arn;
    if (!is_session && !role->arn.empty() && role->arn != caller.arn) {
      return fail(other_path(role->arn));
    }
    if (!role->arn.empty()) caller.principal_arn = role->arn;
    if (!role->id.empty()) caller.identify(role->id);
    caller.service_linked = truth(role->path.starts_with("/aws-service-role/"));
    // Session tags hide tags of the role, and there may be some: they count as absent only where
    // all that is not stated does.
    if (request_.unstated == Unstated::kAbsent) caller.tags = role->tags;
    request_ = with_caller(request_, std::move(caller));
    add(incident::policies_of(account_, *role));
    return true;
  }

  [[nodiscard]] std::string missing(std::string_view kind) const {
    return fmt::format("{} {}: take a snapshot that has it, or mend the ARN", kind,
                       backticked(request_.caller().name));
  }

  static std::string other_path(std::string_view arn) {
    return fmt::format("knows the principal as {}", backticked(arn));
  }

  void add(incident::PrincipalPolicies own) {
    std::ranges::move(own.identity, std::back_inserter(policies_.identity));
    if (policies_.boundary.empty()) policies_.boundary = std::move(own.boundary);
  }

  const std::string& path_;
  const incident::Account& account_;
  Request& request_;
  ApplicablePolicies& policies_;
  Problems& problems_;
};

}  // namespace

bool take_from_account(const std::string& path, Request& request, ApplicablePolicies& policies,
                       Problems& problems) {
  auto source = read_source(path);
  if (!source) {
    problems.errors.push_back(std::move(source.error()));
    return false;
  }
  JsonResult json = read_json(*std::move(source));
  std::ranges::move(json.diagnostics, std::back_inserter(problems.diagnostics));
  const auto root = json.root();
  if (!root) return false;
  incident::AccountResult read = incident::read_account(json.tree, *root, {});
  // What is no snapshot has said so, and nothing can be looked for in it.
  const bool nothing_there = has_errors(read.diagnostics) && read.account.id.empty();
  std::ranges::move(read.diagnostics, std::back_inserter(problems.diagnostics));
  if (nothing_there) return false;
  return Taking(path, read.account, request, policies, problems).take();
}

}  // namespace cordon

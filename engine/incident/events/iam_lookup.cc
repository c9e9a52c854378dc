#include "engine/incident/events/iam_lookup.h"

#include "grammar/text.h"

namespace cordon::incident {

EventOutcome no_account(const Change& change) {
  return unchanged("account {} was not given: what it holds is unknown", change.event().account);
}

EventOutcome not_there(const Account& account, std::string_view kind, std::string_view name,
                       const std::vector<std::string_view>& names) {
  const auto meant = nearest(name, names);
  return unchanged("there is no {} `{}` in account {}{}", kind, name, account.id,
                   meant ? fmt::format(", but there is `{}`", *meant) : "");
}

std::string protection(const Role& role) {
  if (role.path.starts_with("/aws-service-role/")) {
    return fmt::format("role `{}` is a service-linked role: AWS lets nobody change it", role.name);
  }
  if (role.path.starts_with("/aws-reserved/")) {
    return fmt::format(
        "role `{}` belongs to IAM Identity Center: it changes only through its permission set",
        role.name);
  }
  return {};
}

}  // namespace cordon::incident

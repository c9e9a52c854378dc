// Users, their access keys, console passwords and tags.
#include <algorithm>
#include <array>

#include "engine/incident/events/iam_lookup.h"
#include "engine/incident/events/refusals.h"

namespace cordon::incident {
namespace {

constexpr EntityKind kUser = EntityKind::kUser;

EventOutcome create_user(Change& change) {
  return in_account(change, [&](Account& account) {
    User user;
    user.name = change.text("UserName");
    if (auto refused = refused_name(change, "UserName", kLongestPrincipalName)) {
      return *std::move(refused);
    }
    if (account.users.contains(user.name))
      return unchanged("user `{}` is there already", user.name);
    user.path = change.text_or("Path", "/");
    user.arn = entity_arn(account, "user", user.path, user.name);
    user.id = change.text("UserId");
    user.created = change.revision();
    user.boundary = change.text("PermissionsBoundary");
    user.tags = change.tags();
    user.keys_told = true;
    user.login_profile = false;
    EventOutcome outcome = changed("user `{}` is created", user.name);
    account.users.emplace(user.name, std::move(user));
    return outcome;
  });
}

// What AWS wants to be gone before it deletes a user. Keys may be there that the snapshot does not
// list.
std::string rest_of(const User& user) {
  std::vector<std::string_view> rest;
  if (!user.keys.empty()) rest.emplace_back("access keys");
  if (user.login_profile == true) rest.emplace_back("console password");
  if (!user.inline_policies.empty()) rest.emplace_back("inline policies");
  if (!user.attached.empty()) rest.emplace_back("attached policies");
  if (!user.groups.empty()) rest.emplace_back("group memberships");
  return fmt::format("{}", fmt::join(rest, ", "));
}

EventOutcome delete_user(Change& change) {
  return on<kUser>(change, [&](Account& account, User& user) {
    const std::string rest = rest_of(user);
    const std::string name = user.name;
    account.users.erase(name);
    if (rest.empty()) return changed("user `{}` is deleted", name);
    return change.demand(fmt::format("user `{}` is deleted", name),
                         fmt::format("that these be removed first: {}", rest));
  });
}

EventOutcome update_user(Change& change) {
  return on<kUser>(change, [&](Account& account, User& user) {
    const std::string name = user.name;
    const std::string now = change.text_or("NewUserName", name);
    const std::string path = change.text_or("NewPath", user.path);
    if (auto refused = refused_name(change, "NewUserName", kLongestPrincipalName)) {
      return *std::move(refused);
    }
    if (now == name && path == user.path) return unchanged("user `{}` stays as it is", name);
    if (now != name && account.users.contains(now)) {
      return unchanged("user `{}` is there already", now);
    }
    auto entry = account.users.extract(name);
    User& moved = entry.mapped();
    if (now != name) moved.earlier_names.push_back(name);
    moved.name = now;
    moved.path = path;
    moved.arn = entity_arn(account, "user", path, now);
    entry.key() = now;
    account.users.insert(std::move(entry));
    return changed("user `{}` is now `{}{}`; its keys, sessions and policies go with it", name,
                   path, now);
  });
}

EventOutcome create_access_key(Change& change) {
  return on<kUser>(change, [&](Account&, User& user) {
    const std::string id = change.text("AccessKeyId");
    if (id.empty()) {
      user.keys_told = false;
      return changed("user `{}` has another access key; its id was not told", user.name);
    }
    if (std::ranges::find(user.keys, id, &AccessKey::id) != user.keys.end()) {
      return unchanged("user `{}` has access key {} already", user.name, id);
    }
    user.keys.push_back({id, true});
    return changed("user `{}` has access key {}", user.name, id);
  });
}

// The key of the user that the event names, or of whoever has it when it names none.
template <class Act>
EventOutcome on_key(Change& change, Act act) {
  return in_account(change, [&](Account& account) {
    const std::string id = change.text("AccessKeyId");
    const User* owner = find_user_of_key(account, id);
    if (owner == nullptr) {
      return unchanged("access key {} is not known to belong to a user of account {}", id,
                       account.id);
    }
    if (change.has("UserName") && owner->name != change.text("UserName")) {
      return unchanged("access key {} belongs to user `{}`, not to `{}`", id, owner->name,
                       change.text("UserName"));
    }
    User& user = account.users.find(owner->name)->second;
    return act(user, std::ranges::find(user.keys, id, &AccessKey::id));
  });
}

EventOutcome update_access_key(Change& change) {
  return on_key(change, [&](User& user, auto key) {
    const std::string status = change.text("Status");
    if (status != "Active" && status != "Inactive") {
      return unchanged("`Status` has to be `Active` or `Inactive`, not `{}`", status);
    }
    const bool active = status == "Active";
    const std::string_view now = active ? "active" : "inactive";
    if (key->active == active) {
      return unchanged("access key {} of user `{}` is {} already", key->id, user.name, now);
    }
    key->active = active;
    return changed("access key {} of user `{}` is {}", key->id, user.name, now);
  });
}

EventOutcome delete_access_key(Change& change) {
  return on_key(change, [](User& user, auto key) {
    EventOutcome outcome = changed("access key {} of user `{}` is deleted", key->id, user.name);
    user.keys.erase(key);
    return outcome;
  });
}

EventOutcome create_login_profile(Change& change) {
  return on<kUser>(change, [&](Account&, User& user) {
    if (user.login_profile == true) {
      return unchanged("user `{}` has a console password already", user.name);
    }
    user.login_profile = true;
    user.password_set = change.revision();
    return changed("user `{}` has a console password", user.name);
  });
}

// Whether there is a new password is all that counts: its value is never read.
EventOutcome update_login_profile(Change& change) {
  return on<kUser>(change, [&](Account&, User& user) {
    if (user.login_profile == false) {
      return unchanged("user `{}` has no console password", user.name);
    }
    if (!change.has("Password")) {
      return unchanged(
          "without `Password` the password of user `{}` stays (any text will do: it is "
          "not read)",
          user.name);
    }
    user.login_profile = true;
    user.password_set = change.revision();
    return changed("the console password of user `{}` is replaced; open sessions go on", user.name);
  });
}

EventOutcome delete_login_profile(Change& change) {
  return on<kUser>(change, [](Account&, User& user) {
    if (user.login_profile == false) {
      return unchanged("user `{}` has no console password", user.name);
    }
    user.login_profile = false;
    return changed("the console password of user `{}` is deleted; open sessions go on", user.name);
  });
}

constexpr std::array kCalls{
    EventCall{"iam:CreateUser", "UserName", "Path PermissionsBoundary Tags UserId",
              "a new user; one of that name that was there before is somebody else", create_user},
    EventCall{
        "iam:DeleteUser", "UserName", "",
        "removes the user with keys, password and policies, also where AWS demands that these "
        "be removed first",
        delete_user},
    EventCall{"iam:UpdateUser", "UserName", "NewUserName NewPath",
              "renames or moves the user; everything goes with it", update_user},
    EventCall{"iam:CreateAccessKey", "UserName", "AccessKeyId", "one more active key",
              create_access_key},
    EventCall{"iam:UpdateAccessKey", "AccessKeyId Status", "UserName",
              "makes the key `Active` or `Inactive`", update_access_key},
    EventCall{"iam:DeleteAccessKey", "AccessKeyId", "UserName", "removes the key; sessions go on",
              delete_access_key},
    EventCall{"iam:CreateLoginProfile", "UserName", "Password PasswordResetRequired",
              "the user can sign in to the console", create_login_profile},
    EventCall{"iam:UpdateLoginProfile", "UserName", "Password PasswordResetRequired",
              "with `Password` (never read): the old password is void", update_login_profile},
    EventCall{"iam:DeleteLoginProfile", "UserName", "", "the password is void; sessions go on",
              delete_login_profile},
};

}  // namespace

std::span<const EventCall> iam_user_calls() { return kCalls; }

}  // namespace cordon::incident

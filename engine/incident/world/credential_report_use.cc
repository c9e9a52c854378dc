// What a credential report adds to a snapshot, and where it disagrees. Everything it says against a
// credential is a warning: the report may be older than the credential.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "engine/incident/world/credential_report.h"

namespace cordon::incident {
namespace {

using HeldOfUser = std::multimap<std::string, const HeldCredential*, std::less<>>;

// Credentials that users (and root) hold themselves, by the ARN of the user as it is now.
HeldOfUser held_by_user(const Incident& incident) {
  HeldOfUser held;
  for (const HeldCredential& credential : incident.credentials) {
    const auto caller = parse_principal(credential.principal);
    if (!caller) continue;
    const auto account = incident.snapshot.accounts.find(caller->account);
    const User* user =
        caller->kind == CallerKind::kUser && account != incident.snapshot.accounts.end()
            ? find_user(account->second, caller->name)
            : nullptr;
    if (user != nullptr) held.emplace(user->arn, &credential);
    if (caller->kind == CallerKind::kRoot) held.emplace(credential.principal, &credential);
  }
  return held;
}

class ReportUse {
 public:
  ReportUse(const ReportedCredentials& report, Incident& incident, Diagnostics& diagnostics)
      : report_(report),
        incident_(incident),
        diagnostics_(diagnostics),
        held_(held_by_user(incident)) {}

  void run() {
    for (const ReportedUser& reported : report_.users) {
      const auto account = incident_.snapshot.accounts.find(reported.account);
      if (account == incident_.snapshot.accounts.end()) {
        warn_of_account(reported);
      } else if (reported.is_root()) {
        check_held(reported, 0);
      } else {
        use(reported, account->second);
      }
    }
    for (const auto& [id, account] : incident_.snapshot.accounts) warn_of_missing(account);
  }

 private:
  void warn(Span span, std::string message, std::string help = {}) {
    diagnostics_.push_back(
        {Severity::kWarning, report_.source, span, std::move(message), std::move(help)});
  }

  void warn_of_account(const ReportedUser& reported) {
    if (std::exchange(foreign_warned_, true)) return;
    warn(reported.span, fmt::format("account {} was not given: what the report says of it is not "
                                    "used",
                                    reported.account));
  }

  void use(const ReportedUser& reported, Account& account) {
    const auto found = account.users.find(reported.name);
    if (found == account.users.end()) {
      warn(reported.span, fmt::format("user {} is not in the snapshot: this is not used",
                                      backticked(reported.name)));
      return;
    }
    User& user = found->second;
    if (is_namesake(reported, user)) return;
    seen_.emplace(user.arn, &reported);
    use_password(reported, user);
    compare_told_keys(reported, user);
    check_held(reported, active_keys(user));
  }

  bool is_namesake(const ReportedUser& reported, const User& user) {
    const auto created = reported.created.value;
    if (!created || !user.created_at || *created == *user.created_at) return false;
    warn(reported.created.span,
         fmt::format("user {} was created at {} as the snapshot has it: this is another one, and "
                     "not used",
                     backticked(user.name), to_string(*user.created_at)));
    return true;
  }

  void use_password(const ReportedUser& reported, User& user) {
    if (reported.password.value == true && !user.login_profile) user.login_profile = true;
    if (reported.password.value == false && user.login_profile == true) {
      warn(reported.password.span,
           fmt::format("user {} has a console password as `LoginProfiles` has it: it counts as "
                       "having one",
                       backticked(user.name)));
    }
  }

  static bool tells_keys(const ReportedUser& reported) {
    return reported.keys[0].value && reported.keys[1].value;
  }

  static Span place_of_keys(const ReportedUser& reported) {
    return reported.keys[0].value ? reported.keys[0].span : reported.keys[1].span;
  }

  static std::size_t active_keys(const User& user) {
    return static_cast<std::size_t>(std::ranges::count(user.keys, true, &AccessKey::active));
  }

  // The list of keys has ids, so it counts; but a key that it lacks may be there all the same.
  void compare_told_keys(const ReportedUser& reported, User& user) {
    const std::size_t told = active_keys(user);
    if (!user.keys_told || told == reported.active_keys() || !tells_keys(reported)) return;
    warn(
        place_of_keys(reported),
        fmt::format("the report has {} active access key{} of user {}, `AccessKeyMetadata` has {}: "
                    "the latter counts",
                    reported.active_keys(), reported.active_keys() == 1 ? "" : "s",
                    backticked(user.name), told),
        "take both at the same time");
    if (told < reported.active_keys()) user.keys_told = false;
  }

  // What the report says against credentials that are held, and of keys that nobody named.
  void check_held(const ReportedUser& reported, std::size_t known_keys) {
    const auto [first, last] = held_.equal_range(reported.arn);
    if (first == last) return;
    std::size_t held_keys = 0;
    for (auto it = first; it != last; ++it) {
      const HeldCredential& credential = *it->second;
      check_age(reported, credential);
      check_mfa(reported, credential);
      if (is_password(credential)) check_password(reported, credential);
      if (credential.kind == CredentialKind::kAccessKey) ++held_keys;
    }
    check_keys(reported, held_keys, std::max(known_keys, held_keys));
  }

  void check_keys(const ReportedUser& reported, std::size_t held, std::size_t known) {
    const std::size_t active = reported.active_keys();
    if (tells_keys(reported) && active == 0 && held > 0) {
      warn(
          reported.keys[0].span,
          fmt::format("{} has no active access key here, and {} held: what is held counts as "
                      "active",
                      who(reported), held == 1 ? "one is" : "some are"),
          "a report may be four hours old; `aws iam list-access-keys` tells the state of each key");
    }
    if (active > known) {
      warn(place_of_keys(reported),
           fmt::format("{} has {} active access keys, of which {} known by id: nothing is said of "
                       "the {}",
                       who(reported), active, known == 1 ? "1 is" : fmt::format("{} are", known),
                       active - known == 1 ? "other" : "others"),
           "a report has no ids: add what `aws iam list-access-keys` prints to the snapshot");
    }
  }

  void check_age(const ReportedUser& reported, const HeldCredential& credential) {
    const auto created = reported.created.value;
    if (!created || !credential.issued || *credential.issued >= *created) return;
    warn(reported.created.span,
         fmt::format("{} is younger than its credential `{}`, issued at {}", who(reported),
                     credential.id, to_string(*credential.issued)),
         "the credential belongs to an earlier user of that name, or its time is wrong");
  }

  void check_mfa(const ReportedUser& reported, const HeldCredential& credential) {
    if (reported.mfa.value != false || !credential.mfa_at) return;
    warn(reported.mfa.span,
         fmt::format("{} has no MFA device here, and `{}` was made with MFA: it counts as made "
                     "with MFA",
                     who(reported), credential.id));
  }

  void check_password(const ReportedUser& reported, const HeldCredential& credential) {
    if (reported.password.value == false) {
      warn(reported.password.span,
           fmt::format("{} has no console password here, and `{}` is held: it counts as working",
                       who(reported), credential.id),
           "a report may be four hours old");
    }
    const auto changed = reported.password_changed.value;
    if (!changed || !credential.password_set_at || *credential.password_set_at >= *changed) return;
    warn(reported.password_changed.span,
         fmt::format("the console password of {} was set later than `{}` ({}): the latter counts "
                     "as working",
                     who(reported), credential.id, to_string(*credential.password_set_at)));
  }

  static std::string who(const ReportedUser& reported) {
    return reported.is_root() ? "the root user" : fmt::format("user {}", backticked(reported.name));
  }

  // Of an account with a report, users with credentials that it does not have.
  void warn_of_missing(const Account& account) {
    const bool reported = std::ranges::any_of(
        report_.users, [&](const ReportedUser& user) { return user.account == account.id; });
    if (!reported) return;
    for (const auto& [name, user] : account.users) {
      if (seen_.contains(user.arn) || !held_.contains(user.arn)) continue;
      warn({}, fmt::format("the report does not tell of user {}, whose credential `{}` is held",
                           backticked(name), held_.find(user.arn)->second->id));
    }
  }

  const ReportedCredentials& report_;
  Incident& incident_;
  Diagnostics& diagnostics_;
  HeldOfUser held_;
  std::map<std::string, const ReportedUser*, std::less<>> seen_;
  bool foreign_warned_ = false;
};

}  // namespace

void use_credential_report(const ReportedCredentials& report, Incident& incident,
                           Diagnostics& diagnostics) {
  ReportUse(report, incident, diagnostics).run();
}

}  // namespace cordon::incident

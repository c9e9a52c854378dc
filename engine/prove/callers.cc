#include "engine/prove/callers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "engine/catalogue/global_keys.h"
#include "engine/prove/holders.h"
#include "grammar/arn.h"
#include "grammar/cidr.h"
#include "grammar/text.h"

namespace cordon::prove {
namespace {

using Kind = PrincipalPattern::Kind;
using Accounts = std::set<std::string, std::less<>>;

constexpr std::array<std::string_view, 4> kExampleServices{
    "cloudtrail.amazonaws.com", "events.amazonaws.com", "logging.s3.amazonaws.com",
    "example.amazonaws.com"};

// Ids of callers whom no policy names by one.
constexpr const char* kUserId = "AIDA0000000000000000";
constexpr const char* kRoleId = "AROA0000000000000000";

// --- What policies name --------------------------------------------------------------------------

std::vector<PrincipalPattern> named_in(std::span<const PolicyPtr> policies) {
  std::vector<PrincipalPattern> all;
  for (const PolicyPtr& policy : policies) {
    for (const CompiledStatement& statement : policy->statements) {
      const auto& patterns = statement.principals.patterns();
      all.insert(all.end(), patterns.begin(), patterns.end());
    }
  }
  const auto by_text = [](const PrincipalPattern& p) { return std::pair(p.kind, p.text); };
  std::ranges::sort(all, {}, by_text);
  const auto repeated = std::ranges::unique(all, {}, by_text);
  all.erase(repeated.begin(), repeated.end());
  return all;
}

// The account of the resources, when their ARNs name one.
std::string owner_in(std::span<const PolicyPtr> policies) {
  Accounts accounts;
  for (const PolicyPtr& policy : policies) {
    for (const CompiledStatement& statement : policy->statements) {
      for (const ResourceEntry& entry : statement.resources.entries()) {
        const auto arn = split_arn(entry.text);
        if (arn && is_account_id(arn->account)) accounts.emplace(arn->account);
      }
    }
  }
  return accounts.size() == 1 ? *accounts.begin() : std::string();
}

std::string account_other_than(const Accounts& named) {
  for (const std::string_view account : {"111122223333", "444455556666", "777788889999"}) {
    if (!named.contains(account)) return std::string(account);
  }
  std::uint64_t number = 999'900'000'000;
  while (named.contains(std::to_string(number))) ++number;
  return std::to_string(number);
}

// --- Callers -------------------------------------------------------------------------------------

class Gathering {
 public:
  Gathering(std::span<const PolicyPtr> policies, std::string_view account)
      : patterns_(named_in(policies)), asked_(asked_of_caller(policies)), owner_(account) {
    for (const PrincipalPattern& pattern : patterns_) {
      if (is_account_id(pattern.account)) named_.insert(pattern.account);
    }
    for (std::string& each : accounts_in_conditions(policies)) named_.insert(std::move(each));
    if (owner_.empty()) owner_ = owner_in(policies);
    if (owner_.empty()) owner_ = account_other_than(named_);
    named_.insert(owner_);
  }

  std::vector<Situation> everyone() {
    for (const PrincipalPattern& pattern : patterns_) add_named(pattern);
    for (const std::string& account : named_) add_others_of(account, {of(account)}, {});
    add_strangers();
    add_service();
    return std::move(found_);
  }

  std::vector<Situation> strangers() {
    add_strangers();
    return std::move(found_);
  }

  [[nodiscard]] const std::string& owner() const { return owner_; }

 private:
  static std::string of(std::string_view account) { return fmt::format("arn:*:*::{}:*", account); }

  // Of a caller that is named by its ARN, the id is not that which another entry names.
  Situation& add(Situation situation) {
    if (situation.caller.unique_id.empty()) situation = unnamed_one(std::move(situation));
    situation.own_resources = false;
    situation.resource_account = owner_;
    return found_.emplace_back(std::move(situation));
  }

  // One caller, of whom the ARN is known and the id is not.
  Situation& add_one(Situation situation) {
    situation.any_caller = false;
    const CallerKind kind = situation.caller.kind;
    const bool has_id = kind == CallerKind::kUser || kind == CallerKind::kRoleSession;
    const bool is_known = kind == CallerKind::kUser && !situation.caller.unique_id.empty();
    if (asked_.id && has_id && !is_known) {
      situation.context.push_back(
          {.key = ContextKey("aws:userid"), .state = ContextEntry::State::kNotTold, .values = {}});
    }
    return add(std::move(situation));
  }

  void add_caller(std::string_view principal) {
    if (parse_principal(principal)) add_one(situation_of(principal, std::nullopt, asked_));
  }

  void add_named(const PrincipalPattern& pattern) {
    switch (pattern.kind) {
      case Kind::kUser:
        return add_user(pattern);
      case Kind::kRole:
        return add_role(pattern);
      case Kind::kSession:
        add_session(pattern.account, pattern.name.substr(0, pattern.name.find('/')));
        return add_caller(pattern.text);
      case Kind::kUniqueId:
        return add_by_id(pattern.text);
      case Kind::kFederatedUser:
      case Kind::kService:
      case Kind::kFederated:
        return add_caller(pattern.text);
      case Kind::kEveryone:
      case Kind::kAccount:
      case Kind::kCanonicalUser:
      case Kind::kNobody:
        return;  // the others of every account stand for these
    }
  }

  // And the federated users behind whom it stands.
  void add_user(const PrincipalPattern& pattern) {
    for (Situation& each : user_situations(pattern.text, asked_)) add_one(std::move(each));
    const std::string users = fmt::format("arn:aws:sts::{}:federated-user/", pattern.account);
    Situation federated = situation_of(users + unnamed("bob"), std::nullopt, asked_);
    federated.among = {users + "*"};
    federated.caller.issuer_arn = pattern.text;
    add(std::move(federated));
  }

  // A session of a role that no policy names by its own ARN.
  Situation& add_session(std::string_view account, std::string_view role) {
    return add_one(
        situation_of(fmt::format("arn:aws:sts::{}:assumed-role/{}/another-session", account, role),
                     std::nullopt, asked_));
  }

  void add_role(const PrincipalPattern& pattern) {
    add_session(pattern.account, pattern.name).caller.principal_arn = pattern.text;
  }

  // The id tells neither account nor name: it may be of one that is named otherwise as well.
  void add_by_id(const std::string& id) {
    const bool user = id.starts_with("AIDA");
    for (const PrincipalPattern& pattern : patterns_) {
      if (pattern.kind != (user ? Kind::kUser : Kind::kRole)) continue;
      for (Situation& each : with_id(id, pattern.text)) add_one(std::move(each));
    }
    const auto example = [&](const std::string& account) {
      return with_id(id, user ? fmt::format("arn:aws:iam::{}:user/{}", account, unnamed("by-id"))
                              : fmt::format("arn:aws:sts::{}:assumed-role/{}/another-session",
                                            account, unnamed("by-id")));
    };
    for (const std::string& account : named_) {
      for (Situation& each : example(account)) add_any(std::move(each), {of(account)}, {});
    }
    for (Situation& each : example(account_other_than(named_))) {
      add_any(std::move(each), {}, of_named());
    }
  }

  [[nodiscard]] std::vector<Situation> with_id(const std::string& id,
                                               const std::string& arn) const {
    const bool user = id.starts_with("AIDA");
    std::vector<Situation> all =
        user ? user_situations(arn, asked_) : std::vector{situation_of(arn, std::nullopt, asked_)};
    for (Situation& each : all) {
      each.caller.identify(id);
      if (!user) continue;
      each.context.push_back({.key = ContextKey("aws:userid"), .values = {id}});
    }
    return all;
  }

  // A name that no policy has in a Principal element.
  [[nodiscard]] std::string unnamed(std::string name) const {
    while (std::ranges::any_of(patterns_, [&](const PrincipalPattern& p) {
      return p.name.substr(0, p.name.find('/')) == name;
    })) {
      name += '2';
    }
    return name;
  }

  // ARNs of callers that are named themselves.
  [[nodiscard]] std::vector<std::string> named_arns() const {
    std::vector<std::string> arns;
    for (const PrincipalPattern& pattern : patterns_) {
      if (pattern.kind == Kind::kUser) arns.push_back(pattern.text);
      if (pattern.kind != Kind::kRole && pattern.kind != Kind::kSession) continue;
      const std::string role = pattern.name.substr(0, pattern.name.find('/'));
      arns.push_back(fmt::format("arn:*:iam::{}:role/{}", pattern.account, role));
      arns.push_back(fmt::format("arn:*:iam::{}:role/*/{}", pattern.account, role));
    }
    return arns;
  }

  // Users, roles, federated users and root of an account who are not named themselves.
  void add_others_of(const std::string& account, const std::vector<std::string>& among,
                     const std::vector<std::string>& other_than) {
    const std::string user = fmt::format("arn:aws:iam::{}:user/{}", account, unnamed("alice"));
    std::vector<Situation> all = user_situations(user, asked_);
    const auto add_other = [&](const std::string& arn) {
      all.push_back(situation_of(arn, std::nullopt, asked_));
    };
    add_other(
        fmt::format("arn:aws:sts::{}:assumed-role/{}/session", account, unnamed("application")));
    add_other(fmt::format("arn:aws:iam::{}:root", account));
    add_other(fmt::format("arn:aws:sts::{}:federated-user/{}", account, unnamed("bob")));
    all.back().caller.issuer_arn = user;
    for (Situation& each : all) add_any(std::move(each), among, other_than);
  }

  // Whoever of its kind it is of these, but for those who are named themselves.
  void add_any(Situation situation, const std::vector<std::string>& among,
               const std::vector<std::string>& other_than) {
    situation.only_name_is_free = false;
    situation.among = among;
    situation.other_than = other_than;
    for (std::string& arn : named_arns()) situation.other_than.push_back(std::move(arn));
    // A name is a part of the ARN that is limited here.
    if (asked_.name && situation.caller.kind == CallerKind::kUser) situation.any_caller = true;
    add(std::move(situation));
  }

  // Policies that name an id name somebody else's.
  static Situation unnamed_one(Situation situation) {
    const CallerKind kind = situation.caller.kind;
    if (kind == CallerKind::kUser) situation.caller.identify(kUserId);
    if (kind == CallerKind::kRoleSession) situation.caller.identify(kRoleId);
    return situation;
  }

  [[nodiscard]] std::vector<std::string> of_named() const {
    std::vector<std::string> patterns;
    for (const std::string& account : named_) patterns.push_back(of(account));
    return patterns;
  }

  void add_strangers() {
    add_others_of(account_other_than(named_), {}, of_named());
    add_caller("*");
  }

  void add_service() {
    for (const std::string_view service : kExampleServices) {
      const bool named = std::ranges::any_of(
          patterns_, [&](const PrincipalPattern& p) { return p.text == service; });
      if (!named) return add_caller(service);
    }
  }

  std::vector<PrincipalPattern> patterns_;
  AskedOfCaller asked_;
  std::string owner_;
  Accounts named_;
  std::vector<Situation> found_;
};

// --- Strangers -----------------------------------------------------------------------------------

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

// Leaves no choice to those whom it is not made for.
bool is_fixed(const ConditionValue& value, ValueType type) {
  if (value.with_variables) return false;
  if (type == ValueType::kIp) {
    const auto block = parse_cidr(value.text);
    return block && block->prefix_length >= (block->network.v6 ? catalogue::kBroadestIpv6Prefix
                                                               : catalogue::kBroadestIpv4Prefix);
  }
  if (type == ValueType::kBool) return equals_ignoring_ascii_case(value.text, "true");
  if (!has_wildcard(value.text)) return true;
  if (const auto arn = split_arn(value.text)) {
    return !arn->account.empty() && !has_wildcard(arn->account);
  }
  // Below an organization, and behind a role's id, what follows is its owner's.
  const std::string_view start =
      std::string_view(value.text).substr(0, value.text.find_first_of("/:"));
  return start.size() < value.text.size() && !has_wildcard(start);
}

const Operator* positive(const Operator& op) {
  for (const Operator& each : operators()) {
    if (each.type == op.type && !each.negated) return &each;
  }
  return nullptr;
}

// What the policy asks of its own callers, in a form that is met by them.
std::optional<CompiledCondition> own(const CompiledCondition& condition) {
  if (condition.op.base == nullptr || condition.op.base->type == ValueType::kNull) return {};
  if (catalogue::pins_of(condition.key.lower) == catalogue::Pins::kNothing) return {};
  CompiledCondition own = condition;
  own.op.base = positive(*condition.op.base);
  own.op.if_exists = false;
  const auto* key = catalogue::find_global_key(condition.key.lower);
  const bool list = key != nullptr && key->multivalued;
  own.op.qualifier = list ? SetQualifier::kForAnyValue : SetQualifier::kNone;
  std::erase_if(own.values, [&](const ConditionValue& value) {
    return !is_fixed(value, condition.op.base->type);
  });
  if (own.op.base == nullptr || own.values.empty()) return {};
  return own;
}

}  // namespace

Neighbours neighbours_of(std::span<const PolicyPtr> policies, std::string_view account) {
  Gathering gathering(policies, account);
  Neighbours neighbours;
  neighbours.all = gathering.everyone();
  for (const Situation& each : neighbours.all) {
    if (each.caller.account == gathering.owner()) neighbours.own.push_back(each);
  }
  return neighbours;
}

std::vector<Situation> strangers(const PolicyPtr& policy, std::string_view account) {
  std::vector<CompiledCondition> never;
  for (const CompiledStatement& statement : policy->statements) {
    for (const CompiledCondition& condition : statement.conditions) {
      if (auto each = own(condition)) never.push_back(*std::move(each));
    }
  }
  std::vector<Situation> all = Gathering({&policy, 1}, account).strangers();
  for (Situation& each : all) each.never = never;
  return all;
}

}  // namespace cordon::prove

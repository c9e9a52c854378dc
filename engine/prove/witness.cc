#include "engine/prove/witness.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "engine/catalogue/catalogue.h"
#include "engine/prove/text_search.h"
#include "engine/prove/value_search.h"
#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon::prove {
namespace {

using Tokens = TextSet::Tokens;
using catalogue::Action;

// Calls that everybody knows, for when any will do.
constexpr std::array<std::string_view, 8> kFamiliar{
    "s3:GetObject",   "ec2:DescribeInstances", "iam:ListUsers",        "s3:PutObject",
    "sts:AssumeRole", "dynamodb:GetItem",      "lambda:ListFunctions", "iam:CreateUser"};
constexpr std::string_view kExampleAccount = "111122223333";
constexpr std::uint64_t kWork = 200'000;

// Whether a placeholder of an ARN format may hold slashes.
bool is_path(std::string_view placeholder) {
  return placeholder.contains("Path") || placeholder.contains("Object") ||
         placeholder.contains("Key");
}

void append_placeholder(Tokens& tokens, std::string_view name, std::string_view account,
                        bool plain) {
  if (name == "Partition") {
    append_literal(tokens, "aws");
  } else if (plain && name == "Region") {
    append_literal(tokens, "us-east-1");
  } else if (plain && name == "Account") {
    append_literal(tokens, account);
  } else if (name == "Account") {
    tokens.insert(tokens.end(), 12, kAnyDigit);
  } else if (is_path(name)) {
    tokens.insert(tokens.end(), {Pattern::kAnyOne, Pattern::kAnyRun});
  } else {
    tokens.insert(tokens.end(), {kAnyOneInName, kAnyRunInName});
  }
}

// `arn:${Partition}:s3:::${BucketName}` as a pattern.
TextSet arn_format(std::string_view format, std::string_view account, bool plain) {
  Tokens tokens;
  while (!format.empty()) {
    const std::size_t begin = std::min(format.find("${"), format.size());
    append_literal(tokens, format.substr(0, begin));
    format.remove_prefix(begin);
    const std::size_t end = format.find('}');
    if (format.empty() || end == std::string_view::npos) break;
    append_placeholder(tokens, format.substr(2, end - 2), account, plain);
    format.remove_prefix(end + 1);
  }
  return TextSet(std::vector<Tokens>{std::move(tokens)});
}

class Maker {
 public:
  Maker(const Situation& situation, const Atoms& atoms, const Satisfaction& found,
        Resources resources)
      : situation_(situation), atoms_(atoms), found_(found) {
    // One that is familiar may lie outside of what is asked about.
    const bool all = situation.resources.empty() && situation.other_resources.empty();
    familiar_ = all && resources == Resources::kFamiliar;
    for (const Literal& literal : found.literals) {
      const Atom& atom = atoms.atom(literal.atom);
      if (atom.kind == Atom::Kind::kNoResource) no_resource_ = literal.holds;
      const Variable::Kind kind = atoms.variable_at(atom.variable).kind;
      if (atom.kind == Atom::Kind::kLink && kind == Variable::Kind::kResource) linked_ = true;
      if (atom.kind == Atom::Kind::kLink && kind == Variable::Kind::kPrincipal) {
        principal_linked_ = true;
      }
      if (atom.kind != Atom::Kind::kValue) continue;
      const Test test{atom.language, literal.holds};
      if (kind == Variable::Kind::kAction) action_tests_.push_back(test);
      if (kind == Variable::Kind::kResource) resource_tests_.push_back(test);
      if (kind == Variable::Kind::kPrincipal) principal_tests_.push_back(test);
    }
  }

  Request make() {
    auto [action, resource] = choose_call();
    Request request(caller(), situation_.credential, action, std::move(resource));
    request.told_resource_account =
        situation_.own_resources ? request.caller().account : situation_.resource_account;
    for (const ContextEntry& entry : situation_.context) request.context.set(entry);
    set_times(request);
    for (const auto& [id, value] : found_.model.keys) set_key(request, id, value);
    leave_out_the_rest(request);
    return request;
  }

 private:
  [[nodiscard]] bool passes(const std::vector<Test>& tests, std::string_view text) const {
    return std::ranges::all_of(tests, [&](const Test& test) {
      return contains(atoms_.language_at(test.language), text) == test.inside;
    });
  }

  [[nodiscard]] bool fits(std::string_view action) const {
    return passes(action_tests_, ascii_lower(action));
  }

  // The found action's service first: that is what the policies speak of.
  [[nodiscard]] std::string choose_action() const {
    std::string found = found_.model.action.value_or("s3:getobject");
    if (const auto real = catalogue::find_action(found)) return std::string(real->full_name);
    const std::string service = found.substr(0, found.find(':'));
    for (const Action action : catalogue::actions_of(service)) {
      if (fits(action.full_name)) return std::string(action.full_name);
    }
    if (!fits("zz" + found.substr(service.size()))) return found;  // no other service will do
    for (const std::string_view action : kFamiliar) {
      if (fits(action)) return std::string(action);
    }
    for (const auto each : catalogue::services()) {
      for (const Action action : catalogue::actions_of(each.prefix)) {
        if (fits(action.full_name)) return std::string(action.full_name);
      }
    }
    return found;
  }

  [[nodiscard]] std::string_view account() const {
    if (!situation_.resource_account.empty()) return situation_.resource_account;
    return situation_.caller.account.empty() ? kExampleAccount : situation_.caller.account;
  }

  struct Call {
    std::string action, resource;
  };

  // An action on a resource of a type that it works on, where any will do.
  [[nodiscard]] Call choose_call() const {
    std::string action = choose_action();
    const auto known = catalogue::find_action(action);
    if (!known) return {std::move(action), any_resource()};
    if (auto resource = resource_for(*known)) return {std::move(action), *std::move(resource)};
    if (auto call = call_of_owner()) return *std::move(call);
    return {std::move(action), any_resource()};
  }

  // Of the service that the found resource belongs to: one that everybody knows, or the one with
  // the shortest resource.
  [[nodiscard]] std::optional<Call> call_of_owner() const {
    const std::string found = any_resource();
    const auto arn = split_arn(found);
    if (!arn) return std::nullopt;
    std::optional<Call> best;
    const auto offer = [&](const Action& action) {
      if (action.service != arn->service || !fits(action.full_name)) return;
      auto resource = resource_for(action);
      if (!resource || (best && best->resource.size() <= resource->size())) return;
      best = {std::string(action.full_name), *std::move(resource)};
    };
    for (const std::string_view action : kFamiliar) {
      if (const auto known = catalogue::find_action(action)) offer(*known);
    }
    if (best) return best;
    std::set<std::string_view> tried;  // types of resources
    for (const Action action : catalogue::actions_of(arn->service)) {
      bool is_new = false;
      for (const auto use : action.resources) is_new = !tried.contains(use.type) || is_new;
      if (!is_new || !fits(action.full_name)) continue;
      for (const auto use : action.resources) tried.insert(use.type);
      offer(action);
    }
    return best;
  }

  [[nodiscard]] std::string any_resource() const {
    const bool untold = !no_resource_ && resource_tests_.empty() && !linked_;
    return untold || no_resource_ == true ? "*" : found_.model.resource.value_or("*");
  }

  // No value: none that the action works on will do.
  [[nodiscard]] std::optional<std::string> resource_for(const Action& action) const {
    if (no_resource_ == true) return "*";
    const bool untold = !no_resource_ && resource_tests_.empty();
    if (action.resources.empty() && (untold || familiar_)) return "*";
    if (linked_) return linked_resource(action);
    for (const bool plain : {true, false}) {
      const auto fitting = [&](std::string_view format) {
        return arn_of(arn_format(format, account(), plain));
      };
      if (auto arn = shortest_arn(action, fitting)) return arn;
    }
    if (!familiar_) return std::nullopt;
    const auto any = [&](std::string_view format) {
      return text_of(arn_format(format, account(), true), {});
    };
    return shortest_arn(action, any);
  }

  // What was found is tied to the value of a key and has to stay.
  [[nodiscard]] std::optional<std::string> linked_resource(const Action& action) const {
    const std::string found = any_resource();
    const auto same = [&](std::string_view format) {
      const bool is_one = arn_format(format, account(), false).contains(found);
      return is_one ? std::optional(found) : std::nullopt;
    };
    return shortest_arn(action, same);
  }

  // Among the types that the action works on; the short ones are those that people know.
  static std::optional<std::string> shortest_arn(const Action& action, const auto& arn_for) {
    std::optional<std::string> best;
    for (const auto use : action.resources) {
      const auto type = catalogue::find_resource_type(action.service, use.type);
      if (!type) continue;
      auto arn = arn_for(type->arn);
      if (arn && (!best || arn->size() < best->size())) best = std::move(arn);
    }
    return best;
  }

  [[nodiscard]] std::optional<std::string> arn_of(const TextSet& format) const {
    return text_of(format, resource_tests_);
  }

  [[nodiscard]] std::optional<std::string> text_of(const TextSet& format,
                                                   const std::vector<Test>& tests) const {
    std::vector<TextLiteral> literals{{&format, true}};
    for (const Test& test : tests) {
      literals.push_back({&std::get<TextSet>(atoms_.language_at(test.language)), test.inside});
    }
    Budget budget(kWork);
    TextSearch result = find_text(literals, budget);
    if (result.found != Found::kYes) return std::nullopt;
    return std::move(result.text);
  }

  [[nodiscard]] Caller caller() const {
    const Caller& example = situation_.caller;
    if (!situation_.any_caller) return example;
    if (const auto name = found_name()) {
      return with_arn(example, fmt::format("arn:aws:iam::{}:user/{}", example.account, *name));
    }
    const bool fits = !principal_linked_ && passes(principal_tests_, example.principal_arn);
    if (!found_.model.principal || fits) return example;
    // A role's ARN is that of its sessions' aws:PrincipalArn, too.
    return with_arn(example, *found_.model.principal);
  }

  static Caller with_arn(const Caller& example, std::string_view arn) {
    auto caller = parse_principal(arn);
    if (!caller || caller->kind != example.kind) return example;
    if (!example.unique_id.empty()) caller->identify(example.unique_id);
    caller->issuer_arn = example.issuer_arn;
    return *std::move(caller);
  }

  // Of a user of whom nothing but the name is free.
  [[nodiscard]] std::optional<std::string> found_name() const {
    if (!situation_.only_name_is_free) return std::nullopt;
    for (const auto& [id, value] : found_.model.keys) {
      if (is_username(id) && !value.values.empty()) return value.values.front();
    }
    return std::nullopt;
  }

  [[nodiscard]] bool is_username(VariableId id) const {
    return atoms_.variable_at(id).key->derived == DerivedKey::kUsername;
  }

  void set_times(Request& request) const {
    if (situation_.at.from && situation_.at.from == situation_.at.to) {
      request.at = situation_.at.from;
    } else if (found_.model.at) {
      request.at = *found_.model.at;
    }
  }

  void set_key(Request& request, VariableId id, const KeyValue& value) const {
    if (situation_.only_name_is_free && is_username(id)) return;  // the caller's own name
    ContextEntry entry{.key = *atoms_.variable_at(id).key, .values = value.values};
    entry.multivalued = value.list;
    entry.state = value.present ? ContextEntry::State::kValues : ContextEntry::State::kAbsent;
    if (value.present && !value.list && value.values.empty()) entry.values = {"x"};
    request.context.set(std::move(entry));
  }

  // Keys that nothing hangs on, but that would stay open: MFA of a role session is left out, an id
  // that is not told gets some value.
  void leave_out_the_rest(Request& request) const {
    for (VariableId id = 0; id < atoms_.variables(); ++id) {
      const Variable& variable = atoms_.variable_at(id);
      if (!variable.key) continue;
      const Attribute::Presence presence = request.attribute(*variable.key).presence;
      if (presence == Attribute::Presence::kNotTold) set_key(request, id, {});
      if (presence != Attribute::Presence::kValueNotTold) continue;
      Budget budget(kWork);
      ValueSearch value = find_value(atoms_, {}, variable.domain, budget);
      set_key(request, id, {.present = true, .list = false, .values = {std::move(value.text)}});
    }
  }

  const Situation& situation_;
  const Atoms& atoms_;
  const Satisfaction& found_;
  bool familiar_ = false;
  std::vector<Test> action_tests_;
  std::vector<Test> resource_tests_;
  std::vector<Test> principal_tests_;
  std::optional<bool> no_resource_;
  bool linked_ = false;
  bool principal_linked_ = false;
};

// The time of issue belongs to the credential, which a request takes when it is made.
Situation with_issue_time(const Situation& situation, const Model& model) {
  Situation fixed = situation;
  const bool free = fixed.credential && !fixed.credential->issued && model.issued;
  if (free) fixed.credential->issued = InstantRange{*model.issued, *model.issued};
  return fixed;
}

}  // namespace

Request make_request(const Situation& situation, const Atoms& atoms, const Satisfaction& found,
                     Resources resources) {
  const Situation fixed = with_issue_time(situation, found.model);
  return Maker(fixed, atoms, found, resources).make();
}

}  // namespace cordon::prove

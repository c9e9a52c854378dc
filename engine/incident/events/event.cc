#include "engine/incident/events/event.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/incident/events/event_call.h"
#include "grammar/arn.h"
#include "grammar/object_reader.h"
#include "grammar/text.h"

namespace cordon::incident {
namespace {

// Parameters that are lists or objects; a document may be a string too. All others are scalars.
constexpr std::array<std::string_view, 9> kStructured{"PolicyDocument",
                                                      "AssumeRolePolicyDocument",
                                                      "Policy",
                                                      "Content",
                                                      "ResourcePolicy",
                                                      "AttributeValue",
                                                      "Attributes",
                                                      "TagKeys",
                                                      "Tags"};

constexpr std::array<std::string_view, 10> kReads{
    "Get", "List", "Describe", "Head", "Lookup", "Simulate", "Generate", "Search", "Batch", "Scan"};

bool is_read(std::string_view call) {
  const std::string_view name = call.substr(call.find(':') + 1);
  return std::ranges::any_of(kReads, [&](std::string_view verb) { return name.starts_with(verb); });
}

std::optional<std::string_view> missing_parameter(const EventCall& call, const Event& event) {
  for (const std::string_view name : words(call.required)) {
    const auto value = parameter(event, name);
    const bool empty = value && value->is(JsonKind::kString) && value->text().empty();
    if (!value || empty) return name;
  }
  return std::nullopt;
}

// Members of a JSON object under their names in the API.
bool is_called(std::string_view written, std::string_view name) {
  return written == name ||
         (!written.empty() && !name.empty() && written.substr(1) == name.substr(1) &&
          written.front() == ascii_lower(name.front()));
}

// The known call that was meant, also when its service is missing.
std::optional<std::string_view> meant_call(std::string_view written) {
  const auto known = known_calls();
  if (written.contains(':')) return nearest(written, known);
  const auto found = std::ranges::find_if(known, [written](std::string_view call) {
    return call.substr(call.find(':') + 1) == written;
  });
  return found == known.end() ? std::nullopt : std::optional(*found);
}

class EventReader {
 public:
  EventReader(const JsonPtr& tree, std::optional<std::string_view> default_account,
              Diagnostics& diagnostics)
      : tree_(tree), default_account_(default_account), diagnostics_(diagnostics) {}

  std::optional<Event> read(JsonValue node, std::uint32_t index) {
    ObjectReader object(node, "an event", diagnostics_);
    const auto at = object.required("at") ? object.time("at") : std::nullopt;
    const auto call = object.required_text("call");
    const auto account = object.text("account");
    const auto by = object.text("by");
    const auto parameters = object.member("parameters");
    object.finish();
    if (!at || !call) return std::nullopt;
    Event event{.index = index,
                .at = *at,
                .call = *call,
                .account = account.value_or(std::string(default_account_.value_or(""))),
                .by = by.value_or(""),
                .tree = tree_,
                .node = node,
                .parameters = parameters.value_or(*node.find("call"))};
    if (parameters && !parameters->is(JsonKind::kObject)) {
      report(Severity::kError, *parameters,
             fmt::format("`parameters` has to be an object, not {}", describe(parameters->kind())));
    }
    check(event);
    return event;
  }

 private:
  void report(Severity severity, JsonValue at, std::string message, std::string help = {}) {
    diagnostics_.push_back({severity, at.source(), at.span(), std::move(message), std::move(help)});
  }

  void check(const Event& event) {
    const EventCall* call = find_call(event.call);
    check_account(event);
    if (call == nullptr) {
      if (!is_read(event.call)) report_unknown_call(event);
    } else if (call->apply != nullptr) {
      check_parameters(*call, event);
    }
  }

  void check_account(const Event& event) {
    const auto written = event.node.find("account");
    if (written && !is_account_id(event.account)) {
      report(Severity::kError, *written, "`account` has to be 12 digits");
    } else if (default_account_ && event.account.empty() && event.call.starts_with("iam:")) {
      report(Severity::kError, event.node, fmt::format("`{}` needs `account`", event.call),
             "several accounts were given: say whose state it changes");
    }
  }

  void report_unknown_call(const Event& event) {
    const auto meant = meant_call(event.call);
    report(Severity::kError, *event.node.find("call"),
           fmt::format("unknown call {}: it changes nothing here", backticked(event.call)),
           meant ? fmt::format("did you mean `{}`?", *meant) : "");
  }

  void check_parameters(const EventCall& call, const Event& event) {
    if (const auto name = missing_parameter(call, event)) {
      report(Severity::kError, event.node, fmt::format("`{}` needs `{}`", call.name, *name));
    }
    std::vector<std::string_view> known = words(call.required);
    std::ranges::copy(words(call.optional), std::back_inserter(known));
    for (const auto [key, value] : event.parameters.members()) {
      const auto name = std::ranges::find_if(
          known, [&](std::string_view candidate) { return is_called(key.text(), candidate); });
      if (name == known.end()) {
        report_unknown_parameter(call, key, known);
      } else {
        check_kind(*name, value);
      }
    }
  }

  void report_unknown_parameter(const EventCall& call, JsonValue key,
                                const std::vector<std::string_view>& known) {
    const auto meant = nearest(key.text(), known);
    report(Severity::kWarning, key,
           fmt::format("unknown parameter {} of `{}`: it is not used", backticked(key.text()),
                       call.name),
           meant ? fmt::format("did you mean `{}`?", *meant) : "");
  }

  void check_kind(std::string_view name, JsonValue value) {
    const bool container = value.is(JsonKind::kObject) || value.is(JsonKind::kArray);
    if (takes_structure(name) || !container) return;
    report(Severity::kError, value,
           fmt::format("`{}` has to be a string, not {}", name, describe(value.kind())));
  }

  const JsonPtr& tree_;
  std::optional<std::string_view> default_account_;
  Diagnostics& diagnostics_;
};

EventOutcome apply_to(World& world, const Event& event, Diagnostics& diagnostics) {
  const EventCall* call = find_call(event.call);
  if (call == nullptr) {
    return is_read(event.call) ? unchanged("`{}` only reads", event.call)
                               : unchanged("`{}` is not modelled", event.call);
  }
  if (call->apply == nullptr) return unchanged("{}", call->summary);
  if (const auto name = missing_parameter(*call, event)) {
    return unchanged("`{}` needs `{}`", call->name, *name);
  }
  Change change(world, event, diagnostics);
  return call->apply(change);
}

}  // namespace

bool takes_structure(std::string_view parameter) {
  return std::ranges::find(kStructured, parameter) != kStructured.end();
}

Applied apply(World world, const Event& event) {
  ++world.revision;
  Diagnostics diagnostics;
  EventOutcome outcome = apply_to(world, event, diagnostics);
  return {.world = std::move(world),
          .changed = outcome.changed,
          .doubtful = outcome.doubtful,
          .why = std::move(outcome.why),
          .diagnostics = std::move(diagnostics)};
}

EventsResult read_events(const JsonPtr& tree, JsonValue list,
                         std::optional<std::string_view> default_account) {
  EventsResult result;
  if (!list.is(JsonKind::kArray)) {
    result.diagnostics.push_back(
        {Severity::kError, list.source(), list.span(),
         fmt::format("events have to be an array, not {}", describe(list.kind())), ""});
  }
  EventReader reader(tree, default_account, result.diagnostics);
  std::uint32_t index = 0;
  for (const JsonValue node : list.elements()) {
    if (auto event = reader.read(node, index++)) result.events.push_back(std::move(*event));
  }
  std::ranges::stable_sort(result.events, {}, &Event::at);
  return result;
}

}  // namespace cordon::incident

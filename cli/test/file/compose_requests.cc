#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>
#include <set>

#include "cli/test/file/test_cases.h"
#include "grammar/json_edit.h"
#include "grammar/text.h"

namespace cordon {
namespace {

using Members = std::vector<JsonValue::Member>;

constexpr std::array<std::string_view, 3> kListed{"principal", "action", "resource"};

bool is_listed(const JsonValue::Member& member) {
  return member.value.is(JsonKind::kArray) &&
         std::ranges::find(kListed, member.key.text()) != kListed.end();
}

// Members of `over`, then those of `under` whose names it lacks.
Members merged(std::optional<JsonValue> over, std::optional<JsonValue> under, bool ignore_case) {
  const auto name = [ignore_case](JsonValue key) {
    return ignore_case ? ascii_lower(key.text()) : std::string(key.text());
  };
  Members members;
  std::set<std::string> taken;
  if (over) {
    for (const auto member : over->members()) {
      taken.insert(name(member.key));
      members.push_back(member);
    }
  }
  if (!under) return members;
  for (const auto member : under->members()) {
    if (!taken.contains(name(member.key))) members.push_back(member);
  }
  return members;
}

class Composer {
 public:
  Composer(const JsonPtr& tree, std::optional<JsonValue> own, std::optional<JsonValue> defaults,
           Span place, const std::vector<FixedMember>& fixed)
      : tree_(tree), own_(own), defaults_(defaults), place_(place), fixed_(fixed) {
    members_ = merged(own, defaults, false);
    std::erase_if(members_, [&](const JsonValue::Member& member) {
      return std::ranges::find(fixed, member.key.text(), &FixedMember::name) != fixed.end();
    });
    for (const JsonValue::Member& member : members_) {
      if (is_listed(member)) lists_.push_back(elements(member.value));
    }
  }

  // Of the values that are listed; 0 when a list is empty. No more than `most` + 1.
  [[nodiscard]] std::size_t combinations(std::size_t most) const {
    std::size_t count = 1;
    for (const auto& list : lists_) count = std::min(count * list.size(), most + 1);
    return count;
  }

  [[nodiscard]] std::optional<JsonValue> empty_list() const {
    for (const JsonValue::Member& member : members_) {
      if (is_listed(member) && member.value.size() == 0) return member.value;
    }
    return std::nullopt;
  }

  // The last list turns fastest.
  [[nodiscard]] ComposedRequest compose(std::size_t combination) const {
    std::vector<JsonValue> chosen;
    for (const auto& list : std::views::reverse(lists_)) {
      chosen.push_back(list[combination % list.size()]);
      combination /= list.size();
    }
    std::ranges::reverse(chosen);
    ObjectComposer object(tree_, place_);
    ComposedRequest composed;
    for (const JsonValue::Member& member : members_) {
      if (is_listed(member)) {
        const JsonValue value = chosen[composed.chosen.size()];
        composed.chosen.emplace_back(value.text());
        object.add(member.key, value);
      } else if (member.key.text() == "context") {
        add_context(object, member);
      } else {
        object.add(member.key, member.value);
      }
    }
    for (const FixedMember& member : fixed_) object.add(member.name, member.value);
    composed.tree = object.finish();
    return composed;
  }

 private:
  static std::vector<JsonValue> elements(JsonValue array) {
    std::vector<JsonValue> values;
    for (const JsonValue element : array.elements()) values.push_back(element);
    return values;
  }

  void add_context(ObjectComposer& object, const JsonValue::Member& member) const {
    const auto under = defaults_ ? defaults_->find("context") : std::nullopt;
    const bool both = under && under->is(JsonKind::kObject) && member.value.is(JsonKind::kObject);
    if (!both || under->index() == member.value.index()) {
      return object.add(member.key, member.value);
    }
    object.open(member.key, member.value.span());
    for (const auto& [key, value] : merged(member.value, under, true)) object.add(key, value);
    object.close();
  }

  const JsonPtr& tree_;
  std::optional<JsonValue> own_;
  std::optional<JsonValue> defaults_;
  Span place_;
  const std::vector<FixedMember>& fixed_;
  Members members_;
  std::vector<std::vector<JsonValue>> lists_;
};

}  // namespace

std::string too_many_tests() {
  return fmt::format(
      "the file has more than {} cases and claims, combinations of what is listed counted",
      kMostTests);
}

std::vector<ComposedRequest> compose_requests(const JsonPtr& tree, std::optional<JsonValue> own,
                                              std::optional<JsonValue> defaults, Span place,
                                              const std::vector<FixedMember>& fixed,
                                              std::size_t most, Diagnostics& diagnostics) {
  const Composer composer(tree, own, defaults, place, fixed);
  const auto report = [&](Span span, std::string message) {
    diagnostics.push_back(
        {.source = tree->source(), .span = span, .message = std::move(message), .help = {}});
  };
  const std::size_t count = composer.combinations(most);
  if (const auto empty = composer.empty_list()) {
    report(empty->span(), "an empty list: the case would test nothing");
    return {};
  }
  if (count > most) {
    report(place, too_many_tests());
    return {};
  }
  std::vector<ComposedRequest> requests;
  requests.reserve(count);
  for (std::size_t i = 0; i < count; ++i) requests.push_back(composer.compose(i));
  return requests;
}

}  // namespace cordon

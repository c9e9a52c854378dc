// `cordon query`: a question to the catalogue, what was found, and how it is written. Not a place
// of facts: those are in engine/catalogue.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "engine/catalogue/catalogue.h"

namespace cordon {

/// What is asked for; several by a pattern or a service, or the one of a name.
enum class Subject : std::uint8_t {
  kServices,
  kActions,
  kAction,
  kResourceTypes,
  kResourceType,
  kKeys,
  kKey,
};
inline constexpr std::array<std::string_view, 7> kSubjectNames = {
    "services", "actions", "action", "resource-types", "resource-type", "keys", "key"};

struct Question {
  Subject subject = Subject::kActions;
  std::string name;  // a pattern, a service, or a name: as the subject has it
  // Which of the actions:
  std::optional<catalogue::AccessLevel> level;
  std::string resource_type;  // that work on one; empty: any
  std::string key;            // that carry one; empty: any
};

struct FoundKey {
  std::string name;  // as AWS writes it, with a placeholder
  catalogue::KeyType type = catalogue::KeyType::kString;
  bool multivalued = false;
  bool global = false;                     // of no service in particular
  std::vector<std::string_view> services;  // that list it; only where one key was asked for
};

/// The list of the subject is filled, the others are empty.
struct Answer {
  Subject subject = Subject::kActions;
  std::vector<catalogue::Service> services;
  std::vector<catalogue::Action> actions;
  std::vector<catalogue::ResourceType> resource_types;
  std::vector<FoundKey> keys;
  /// Why nothing was found, and what may have been meant; empty when something was.
  std::string nothing;
};

[[nodiscard]] Answer answer(const Question& question);

/// What to say when nothing was found.
[[nodiscard]] std::string why_nothing(const Question& question);

/// Which actions are asked for: all, when no name was given.
[[nodiscard]] std::string_view pattern_of(const Question& question);

/// The key that a user means: also one whose tag was left out, as in `aws:ResourceTag`.
[[nodiscard]] std::optional<catalogue::ConditionKey> key_meant(std::string_view key);

[[nodiscard]] std::string query_text(const Answer& answer, const Painter& paint);
[[nodiscard]] std::string query_json(const Answer& answer);

}  // namespace cordon

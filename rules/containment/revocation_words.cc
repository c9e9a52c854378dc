#include "rules/containment/revocation_words.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "grammar/text.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kSessionWords[] = {"session", "token", "revoke", "revocation", "issued"};
constexpr std::string_view kContainmentWords[] = {"quarantine",  "revoke",   "revocation",
                                                  "compromise",  "lockdown", "lockout",
                                                  "containment", "intruder", "attacker"};

// `policies/revoke.json` is named by its last part.
bool says(std::string_view text, std::span<const std::string_view> words) {
  const std::string lower = ascii_lower(text.substr(text.find_last_of('/') + 1));
  return std::ranges::any_of(
      words, [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

bool named(const Subject& subject, const Statement& statement,
           std::span<const std::string_view> words) {
  return (statement.sid && says(statement.sid->value, words)) ||
         (subject.document.id && says(subject.document.id->value, words)) ||
         says(subject.found.name, words);
}

}  // namespace

bool means_sessions(const Subject& subject, const Statement& statement) {
  return named(subject, statement, kSessionWords);
}

bool means_containment(const Subject& subject, const Statement& statement) {
  return named(subject, statement, kContainmentWords);
}

}  // namespace cordon::rules

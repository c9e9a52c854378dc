#include "engine/incident/credential_members.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "grammar/text.h"

namespace cordon::incident {
namespace {

constexpr std::int64_t kLongestDuration = std::int64_t{86'400'000} * 366;

/// When a credential expires, as it is told in up to three places. What can't be is reported, and
/// never shortens a life.
class ExpiryReader {
 public:
  ExpiryReader(ObjectReader& object, HeldCredential& credential)
      : object_(object), credential_(credential) {}

  void run() {
    if (credential_.expires) {  // so says the pasted output
      check(*object_.value().find("Credentials")->find("Expiration"), "Expiration");
    }
    const auto told = object_.time("expiresAt");
    if (told) take(*told, *object_.value().find("expiresAt"), "expiresAt");
    const auto duration = bounded_duration(object_, "duration");
    if (duration) add_duration(*duration, *object_.value().find("duration"));
  }

 private:
  void add_duration(std::int64_t duration, JsonValue value) {
    if (!credential_.issued) {
      object_.report(value.span(), "`duration` says nothing without `issuedAt`",
                     "give `issuedAt` or `expiresAt`");
    } else if (duration <= 0) {
      object_.report(value.span(), "`duration` is nothing: no credential is made so");
    } else {
      take(Instant{credential_.issued->ms + duration}, value, "duration");
    }
  }

  // What was told before, and what is told now, has to be the same.
  void take(Instant expires, JsonValue value, std::string_view name) {
    const auto before = std::exchange(credential_.expires, expires);
    check(value, name);
    if (!credential_.expires) credential_.expires = before;
    if (!before || credential_.expires == before) return;
    object_.report(value.span(),
                   fmt::format("by `{}` it expires at {}, by what else is told at {}", name,
                               to_string(expires), to_string(*before)),
                   "drop one of them");
    credential_.expires = std::max(*before, expires);
  }

  void check(JsonValue value, std::string_view name) {
    const auto& issued = credential_.issued;
    if (!issued || *credential_.expires > *issued) return;
    object_.report(value.span(),
                   fmt::format("`{}` is not after `issuedAt`, {}", name, to_string(*issued)));
    credential_.expires.reset();
  }

  ObjectReader& object_;
  HeldCredential& credential_;
};

/// `sessionTags`: an object of keys and values, or a list of `{Key, Value}` as AWS writes it.
class TagReader {
 public:
  TagReader(ObjectReader& object, Diagnostics& diagnostics)
      : object_(object), diagnostics_(diagnostics) {}

  Tags run() {
    const auto value = object_.member("sessionTags");
    if (!value) return {};
    if (value->is(JsonKind::kObject)) {
      for (const auto [key, text] : value->members()) {
        add(key, std::string(key.text()), scalar_text(text, key.text(), diagnostics_));
      }
    } else if (value->is(JsonKind::kArray)) {
      for (const JsonValue element : value->elements()) read_pair(element);
    } else {
      object_.report(value->span(),
                     fmt::format("`sessionTags` has to be an object of keys and values, or a list "
                                 "of `{{Key, Value}}`, not {}",
                                 describe(value->kind())));
    }
    return std::move(tags_);
  }

 private:
  void read_pair(JsonValue element) {
    ObjectReader pair(element, "a session tag", diagnostics_);
    const auto key = pair.required_text("Key");
    const auto text = pair.required_text("Value");
    pair.finish();
    if (key) add(element, *key, text);
  }

  // AWS takes no two keys that differ in case only.
  void add(JsonValue at, const std::string& key, const std::optional<std::string>& text) {
    if (!keys_.insert(ascii_lower(key)).second) {
      object_.report(at.span(), fmt::format("the session tag {} is given twice", backticked(key)));
    } else if (text) {
      tags_.emplace_back(key, *text);
    }
  }

  ObjectReader& object_;
  Diagnostics& diagnostics_;
  Tags tags_;
  std::set<std::string> keys_;
};

}  // namespace

std::optional<std::int64_t> bounded_duration(ObjectReader& object, std::string_view name) {
  const auto duration = object.duration(name);
  if (!duration || *duration <= kLongestDuration) return duration;
  object.report(object.value().find(name)->span(),
                fmt::format("`{}` is longer than a year: it is taken as a year", name));
  return kLongestDuration;
}

void read_times(ObjectReader& object, HeldCredential& credential) {
  credential.issued = object.time("issuedAt");
  ExpiryReader(object, credential).run();
  credential.mfa_at = object.time("mfaAt");
  credential.password_set_at = object.time("setAt");
}

Tags read_session_tags(ObjectReader& object, Diagnostics& diagnostics) {
  return TagReader(object, diagnostics).run();
}

}  // namespace cordon::incident

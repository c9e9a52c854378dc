#include "engine/incident/verdict/token_in_force.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace cordon::incident {
namespace {

// It may have been made at any time within the window.
void fill_minted(const HeldCredential& held, Instant at, TokenInForce& token) {
  const MintWindow& minting = *held.minting;
  const Instant last = minting.to ? std::min(at, Instant{minting.to->ms - 1}) : at;
  const Instant first = std::max(minting.from, Instant{at.ms - minting.life_ms + 1});
  Credential& credential = token.credential;
  credential.issued = InstantRange{std::min(first, last), last};
  if (minting.to) credential.expires = Instant{minting.to->ms + minting.life_ms};
  if (!held.mfa_at) return;
  credential.mfa_at = credential.issued->latest;  // each is asked for with it
  token.mfa_is_open = true;
}

// A fresh token whenever one is wanted, up to the moment when renewal ends; one that was handed out
// before works as well.
void fill_renewed(const HeldCredential& held, const History& history, Instant at,
                  Credential& credential) {
  const auto last = history.renewal_end(held);
  const Instant freshest = last ? std::min(at, *last) : at;
  const Instant first = held.minting ? held.minting->from : held.issued.value_or(Instant{});
  const Instant oldest = std::max(first, Instant{at.ms - kInstanceTokenLifeMs + 1});
  credential.issued = InstantRange{std::min(oldest, freshest), freshest};
  credential.expires =
      last ? std::optional(Instant{last->ms + kInstanceTokenLifeMs}) : std::nullopt;
}

}  // namespace

TokenInForce token_in_force(const HeldCredential& held, const History& history, Instant at) {
  TokenInForce token;
  Credential& credential = token.credential;
  credential.kind = held.kind;
  credential.mfa_at = held.mfa_at;
  credential.source_identity = held.source_identity;
  credential.expires = held.expires;
  if (held.issued) credential.issued = issue_time(*held.issued);
  if (is_password(held)) credential.issued = InstantRange{at, at};  // signs in anew
  if (held.minting && held.minting->life_ms > 0) fill_minted(held, at, token);
  if (held.renews) fill_renewed(held, history, at, credential);
  return token;
}

bool opens_console(const HeldCredential& held) {
  return is_role_session(held.kind) && held.kind != CredentialKind::kService;
}

// Whether one was opened is known while all credentials are, of those that are listed.
bool may_be_in_console(const HeldCredential& held, const History& history, Instant expires,
                       Instant at) {
  const bool known = !held.minting && expires <= history.known_until();
  return opens_console(held) && !known && at.ms < expires.ms + kLongestConsoleSessionMs;
}

std::string expiry_reason(const HeldCredential& held, Instant expires) {
  const std::string_view verb = held.minting && held.expires ? "taken away" : "expired";
  return fmt::format("{} at {}{}", verb, to_string(expires),
                     held.expiry_is_a_bound ? " at the latest (its expiry was not told)" : "");
}

}  // namespace cordon::incident

// What must hold of every decision (tests/support/evaluate_properties.h), on many random small
// policies and requests; tests/fuzz/evaluate_fuzz.cc looks for rarer ones.

#include "tests/support/evaluate_properties.h"

#include <array>
#include <random>

#include "doctest/doctest.h"
#include "tests/support/seed.h"

namespace cordon {
namespace {

constexpr std::uint64_t kSeed = 20240501;
constexpr int kRounds = 20'000;

TEST_CASE("decisions are monotone and sound: 20,000 random cases, seed 20240501") {
  std::mt19937_64 generator(kSeed);
  std::array<int, 4> outcomes{};
  for (int round = 0; round < kRounds; ++round) {
    const support::RandomBytes bytes = support::random_bytes(generator);
    support::Choices choices(bytes);
    const support::SmallCase one = support::small_case(choices);
    CAPTURE(kSeed);
    CAPTURE(round);
    REQUIRE(support::broken_property(one, choices) == "");
    ++outcomes[static_cast<std::size_t>(evaluate(one.request, one.policies).outcome)];
  }
  // The cases are worth something: each outcome comes up often.
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    CAPTURE(kOutcomeNames[i]);
    CHECK(outcomes[i] > kRounds / 50);
  }
}

}  // namespace
}  // namespace cordon

// A policy text and a small request: the first line's bytes choose the request and the policies
// beside it, the rest is one more identity-based policy as it is (tests/support/small_case.h).

#include <span>
#include <string>

#include "tests/fuzz/property.h"
#include "tests/support/evaluate_properties.h"

using namespace cordon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = fuzz::as_text(data, size);
  const std::size_t choosing = fuzz::take_line(rest).size();
  support::Choices choices(std::span(data, choosing));
  support::SmallCase one = support::small_case(choices);
  if (!rest.empty()) {
    one.policies.identity.push_back(support::compiled(std::string(rest), PolicyType::kIdentity));
  }
  const std::string broken = support::broken_property(one, choices);
  fuzz::property(broken.empty(), broken.c_str());
  return 0;
}

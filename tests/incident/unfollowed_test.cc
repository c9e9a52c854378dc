// Sessions that events tell of and `credentials` does not list.

#include "engine/incident/reach/unfollowed.h"

#include <string>

#include "doctest/doctest.h"
#include "tests/support/judged.h"

namespace cordon::incident {
namespace {

std::string assumed(std::string_view at) {
  return event("sts:AssumeRole",
               "{RoleArn: \"arn:aws:iam::111122223333:role/admin\", RoleSessionName: eve}", at);
}

std::size_t doors(std::string_view events) {
  return judged(std::string(kKey) + std::string(kSession), events).report.doors.size();
}

TEST_CASE("unfollowed: a credential stands for one call") {
  const std::string one = assumed("2024-01-01T10:00:00Z");
  CHECK(doors(one) == 0);
  CHECK(doors(one + one) == 1);
  CHECK(doors(one + assumed("2024-01-01T10:00:30Z")) == 1);
}

}  // namespace
}  // namespace cordon::incident

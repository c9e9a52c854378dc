// How the results of tests are written: one function a format, in one table. Pure functions from
// data to text; each text ends with a line end.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "cli/output.h"
#include "cli/test/run/test_run.h"

namespace cordon {

/// Of a text for people: every test, or those that fail.
enum class Shown : std::uint8_t { kFailures, kAll };

struct FinishedRun {
  const TestRun& run;
  Shown shown = Shown::kFailures;
};

using WriteTests = std::string(const FinishedRun& finished, const Painter& paint);

struct TestFormat {
  std::string_view name;
  WriteTests* write;
};

/// The first one is the default.
[[nodiscard]] std::span<const TestFormat> test_formats();

/// For people: failures, and a line that sums up.
WriteTests test_human;

/// `cordon.test.v1`, indented.
WriteTests test_json;

/// JUnit's XML: a suite a file.
WriteTests test_junit;

/// TAP version 14: what could not be used is a failed test as well, so that nobody overlooks it.
WriteTests test_tap;

}  // namespace cordon

// Golden files: expected output kept as a file under fixtures/, compared byte by byte.
//
// `CORDON_UPDATE_GOLDEN=1 scripts/test.sh` rewrites every golden file that differs; that is the one
// way to do it, and with CI=true it is refused, so that no check can mend itself. This is not a
// test of anything: callers hand in the text that the code under test made.
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace cordon::support {

// Whether this run rewrites expectations instead of comparing. An error (CORDON_UPDATE_GOLDEN
// together with CI) is a sentence for the developer.
std::expected<bool, std::string> updating_golden();

// Compares `actual` with the file `path`, relative to the repository root. Returns the empty string
// when they are equal or when the file has just been rewritten, else a failure message with a
// unified diff. A test reads: CHECK(golden_difference("fixtures/…/expected.txt", text) == "").
std::string golden_difference(std::string_view path, std::string_view actual);

// A unified diff (three lines of context) that turns `expected` into `actual`; empty when equal.
std::string unified_diff(std::string_view expected, std::string_view actual);

}  // namespace cordon::support

#include "cli/test/report/formats.h"

#include <array>

namespace cordon {
namespace {

constexpr std::array kFormats{
    TestFormat{"human", test_human},
    TestFormat{"json", test_json},
    TestFormat{"junit", test_junit},
    TestFormat{"tap", test_tap},
};

}  // namespace

std::span<const TestFormat> test_formats() { return kFormats; }

}  // namespace cordon

#include "cli/plan/formats.h"

#include <array>

namespace cordon {
namespace {

constexpr std::array kFormats{
    PlanFormat{"human", plan_text},
    PlanFormat{"json", plan_json},
    PlanFormat{"incident", plan_incident},
    PlanFormat{"sh", plan_script},
};

}  // namespace

std::span<const PlanFormat> plan_formats() { return kFormats; }

}  // namespace cordon

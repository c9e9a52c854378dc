#include "grammar/tree_builder.h"

#include <fmt/format.h>

#include <utility>

namespace cordon {
namespace {

// One value for so many bytes is more than policies and batch lines have; beyond the cap the vector
// grows as it fills.
constexpr std::size_t kBytesPerValue = 8;
constexpr std::size_t kMostReserved = std::size_t{1} << 20U;

}  // namespace

JsonResult failed_reading(const SourcePtr& source, ReadFailure failure) {
  return {.tree = std::make_shared<Json>(source),
          .diagnostics = {Diagnostic{.severity = Severity::kError,
                                     .source = source,
                                     .span = failure.span,
                                     .message = std::move(failure.message),
                                     .help = std::move(failure.help),
                                     .problem = failure.problem}}};
}

std::optional<ReadFailure> check_size(std::size_t bytes, const ReadLimits& limits) {
  constexpr std::size_t kMostAddressable = UINT32_MAX;
  const std::size_t most = std::min(limits.max_bytes, kMostAddressable);
  if (bytes <= most) return std::nullopt;
  return ReadFailure{.span = {},
                     .message = fmt::format("the text has {} bytes, the limit is {}", bytes, most),
                     .help = {}};
}

TreeBuilder::TreeBuilder(Json& tree, const ReadLimits& limits)
    : tree_(tree),
      nodes_(tree.mutable_nodes()),
      max_depth_(std::min(limits.max_depth, kDeepest)),
      max_values_(limits.max_values) {
  const std::size_t bytes = tree.source()->text().size();
  nodes_.reserve(std::min(bytes / kBytesPerValue + 16, kMostReserved));
}

void TreeBuilder::fail_too_deep(Span bracket) const {
  throw ReadFailure{
      .span = bracket,
      .message = fmt::format("arrays and objects are nested deeper than {} levels", max_depth_),
      .help = {}};
}

void TreeBuilder::fail_too_many(Span span) const {
  throw ReadFailure{
      .span = span, .message = fmt::format("more than {} values", max_values_), .help = {}};
}

}  // namespace cordon

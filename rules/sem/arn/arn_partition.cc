#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/catalogue/regions.h"
#include "grammar/text.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::string did_you_mean(std::string_view text) {
  std::vector<std::string_view> names;
  for (const catalogue::Partition& each : catalogue::partitions()) names.push_back(each.name);
  const auto near = nearest(text, names);
  return near ? fmt::format("did you mean `{}`?", *near) : "";
}

bool exists(const Pattern& pattern) {
  return std::ranges::any_of(catalogue::partitions(), [&](const catalogue::Partition& partition) {
    return pattern.matches(partition.name);
  });
}

// A partition that the document names, and what it names there.
struct Named {
  std::string_view partition;
  std::vector<WrittenArn> arns;
};

std::vector<Named> partitions_in(const Subject& subject) {
  std::vector<Named> all;
  each_arn(subject, [&](const WrittenArn& arn) {
    if (!arn.is_plain(ArnField::kPartition) || !exists(arn.pattern(ArnField::kPartition))) return;
    const std::string_view partition = arn[ArnField::kPartition];
    auto known = std::ranges::find(all, partition, &Named::partition);
    if (known == all.end()) known = all.insert(all.end(), {.partition = partition, .arns = {}});
    known->arns.push_back(arn);
  });
  return all;
}

using Resource = std::pair<std::string_view, std::string_view>;

Resource without_partition(const WrittenArn& arn) {
  return {arn[ArnField::kService], arn[ArnField::kResource]};
}

// The first that has no counterpart among the others: a list that names everything once for each
// partition is meant to be used in all of them.
const WrittenArn* stray(const Named& named, const Named& others) {
  std::set<Resource> there;
  for (const WrittenArn& arn : others.arns) there.insert(without_partition(arn));
  const auto found = std::ranges::find_if(
      named.arns, [&](const WrittenArn& arn) { return !there.contains(without_partition(arn)); });
  return found == named.arns.end() ? nullptr : &*found;
}

void report_mixed(const Subject& subject, const Named& named, const Named& usual, Found& found) {
  const WrittenArn* arn = stray(named, usual);
  if (arn == nullptr) return;
  Finding& finding = found.add(
      subject, arn->entry().node.span(),
      fmt::format("`{}` here and `{}` elsewhere: a policy is in one partition, where an ARN of "
                  "another names nothing",
                  named.partition, usual.partition),
      "write `*` for the partition, or name the resource in each");
  finding.level = Level::kWarning;
  finding.aws_code = {};
  finding.relate(subject.source(), usual.arns.front().entry().node.span(), "the other partition");
}

void check_mixed(const Subject& subject, Found& found) {
  const std::vector<Named> all = partitions_in(subject);
  if (all.size() < 2) return;
  const auto usual =
      std::ranges::max_element(all, {}, [](const Named& named) { return named.arns.size(); });
  for (const Named& named : all) {
    if (&named != &*usual) report_mixed(subject, named, *usual, found);
  }
}

void check(const Subject& subject, Found& found) {
  each_arn(subject, [&](const WrittenArn& arn) {
    if (exists(arn.pattern(ArnField::kPartition))) return;
    const std::string_view partition = arn[ArnField::kPartition];
    found.add(subject, arn.entry().node.span(),
              fmt::format("AWS has no partition {}", backticked(partition)),
              did_you_mean(partition));
  });
  check_mixed(subject, found);
}

}  // namespace

extern const Rule kArnPartition{
    .id = "SEM015",
    .name = "arn-partition",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_PARTITION"},
    .parliament = "INVALID_ARN",
    .summary = "no such partition, or more than one in a policy",
    .doc =
        R"(The partitions of AWS are `aws`, `aws-cn`, `aws-us-gov` and some that are closed off. An ARN with another one names nothing.

A policy belongs to an account, and an account to one partition: an ARN of another partition names nothing there. Whoever
uses the same policy in several writes `*` for the partition, or names every resource once for each.
)",
    .check = check,
};

}  // namespace cordon::rules

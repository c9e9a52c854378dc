#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "rules/actions/actions.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool covers_any(const Subject& subject, std::size_t statement,
                std::initializer_list<std::string_view> actions) {
  return std::ranges::any_of(actions, [&](std::string_view action) {
    return static_cast<bool>(coverage(subject, statement, action));
  });
}

// `arn:aws:s3:::reports` of a bucket and of its objects; the entries of each.
struct Pairs {
  std::map<std::string_view, const PolicyText*> buckets;
  std::map<std::string_view, const PolicyText*> objects;
};

// No value when some entry is not a plain bucket or objects of one.
std::optional<Pairs> pairs_of(const Statement& statement, PolicyVersion version) {
  Pairs pairs;
  for (const PolicyText& entry : listed_resources(statement)) {
    const ArnReading reading = read_arn(entry, version);
    if (!reading.arn || (*reading.arn)[ArnField::kService] != "s3") return {};
    const std::string_view resource = (*reading.arn)[ArnField::kResource];
    const std::size_t slash = resource.find('/');
    const std::string_view bucket = resource.substr(0, slash);
    if (has_wildcard(bucket) || bucket.contains("${") ||
        !(*reading.arn)[ArnField::kAccount].empty()) {
      return {};
    }
    (slash == std::string_view::npos ? pairs.buckets : pairs.objects).emplace(bucket, &entry);
  }
  return pairs;
}

void report(const Subject& subject, const PolicyText& entry, std::string_view what,
            std::string help, Found& found) {
  found.add(subject, entry.node.span(),
            fmt::format("{} is listed without its {}, and the statement has actions on both",
                        backticked(entry.value), what),
            std::move(help));
}

// Where all entries are of one kind and an action of the other kind is named, SEM018 reports it.
bool is_other_rules_matter(const Statement& statement, const Pairs& pairs) {
  const auto named = [&](std::string_view action) {
    return coverage(statement, action).how == Covered::kExactly;
  };
  return (pairs.objects.empty() &&
          (named("s3:GetObject") || named("s3:PutObject") || named("s3:DeleteObject"))) ||
         (pairs.buckets.empty() && named("s3:ListBucket"));
}

void check(const Subject& subject, Found& found) {
  for (std::size_t i = 0; i < subject.statements().size(); ++i) {
    const Statement& statement = subject.statements()[i];
    const bool allows = statement.effect && statement.effect->value == Effect::kAllow;
    if (!allows || listed_actions(statement).empty()) continue;
    if (!covers_any(subject, i, {"s3:ListBucket"})) continue;
    if (!covers_any(subject, i, {"s3:GetObject", "s3:PutObject", "s3:DeleteObject"})) continue;
    const auto pairs = pairs_of(statement, subject.document.version);
    if (!pairs || is_other_rules_matter(statement, *pairs)) continue;
    for (const auto& [bucket, entry] : pairs->buckets) {
      if (pairs->objects.contains(bucket)) continue;
      report(subject, *entry, "objects", fmt::format("add `{}/*`", entry->value), found);
    }
    for (const auto& [bucket, entry] : pairs->objects) {
      if (pairs->buckets.contains(bucket)) continue;
      report(subject, *entry, "bucket",
             fmt::format("add `{}`", entry->value.substr(0, entry->value.find('/'))), found);
    }
  }
}

}  // namespace

extern const Rule kListObjectPair{
    .id = "SEM020",
    .name = "list-object-pair",
    .level = Level::kWarning,
    .fix = FixKind::kHint,
    .summary = "a bucket without its objects, or objects without their bucket",
    .doc =
        R"(The statement has actions on buckets and on objects, and lists for this bucket one of the two ARNs only. The other kind of
action is not granted there, which is rarely what was meant.
)",
    .check = check,
};

}  // namespace cordon::rules

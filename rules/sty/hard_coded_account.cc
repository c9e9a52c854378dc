#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "engine/catalogue/regions.h"
#include "grammar/arn.h"
#include "rules/documents/texts.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool is_account(std::string_view text) {
  constexpr std::size_t kDigits = 12;
  return text.size() == kDigits &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

class Reporter {
 public:
  Reporter(const Subject& subject, Found& found) : subject_(subject), found_(found) {}

  void look_at(const PolicyText& text) {
    const auto arn = split_arn(text.value);
    if (!arn) {
      if (is_account(text.value)) report(text, text.value, "account");
      return;
    }
    if (is_account(arn->account)) report(text, arn->account, "account");
    if (catalogue::find_region(arn->region) != nullptr) report(text, arn->region, "region");
  }

 private:
  /// `part` is a view into the text.
  void report(const PolicyText& text, std::string_view part, std::string_view what) {
    if (!seen_.insert(part).second) return;
    const auto begin = static_cast<std::size_t>(part.data() - text.value.data());
    found_.add(subject_, text.node.span_of(begin, begin + part.size()),
               fmt::format("{} {} is written out", what, part),
               "let the tool that deploys the policy put it in");
  }

  const Subject& subject_;
  Found& found_;
  std::set<std::string_view> seen_;
};

void check(const Subject& subject, Found& found) {
  Reporter reporter(subject, found);
  for_each_text(subject.document, [&](const PlacedText& placed) {
    const bool holds_arns = placed.place == TextPlace::kPrincipal || placed.takes_variables();
    if (holds_arns) reporter.look_at(placed.text);
  });
}

}  // namespace

extern const Rule kHardCodedAccount{
    .id = "STY012",
    .name = "hard-coded-account",
    .level = Level::kInfo,
    .profile = Profile::kAudit,
    .summary = "account id or region that is written out",
    .doc =
        R"(An account id or a region in an ARN ties the policy to one account and one region. Where a repository
serves several, put it in by the tool that deploys it, or test `aws:ResourceAccount` against
`${aws:PrincipalAccount}`.

Each account and each region is reported once a document, where it stands first.
)",
    .check = check,
};

}  // namespace cordon::rules

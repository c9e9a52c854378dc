#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::size_t kDigits = 12;

bool all_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// `aws` owns what AWS shares; some services have names of their own in that place.
bool is_named_owner(const WrittenArn& arn, std::string_view account) {
  return account == "aws" ||
         std::ranges::any_of(formats_of(arn[ArnField::kService]), [&](const ArnFormat& format) {
           return format[ArnField::kAccount] == account;
         });
}

bool can_be_account(const Pattern& pattern) {
  const auto literals = static_cast<std::size_t>(std::ranges::count_if(
      pattern.tokens(), [](Pattern::Token token) { return token < Pattern::kAnyOne; }));
  const bool digits = std::ranges::all_of(pattern.tokens(), [](Pattern::Token token) {
    return token >= Pattern::kAnyOne || (token >= '0' && token <= '9');
  });
  return digits && (pattern.is_literal() ? literals == kDigits : literals <= kDigits);
}

std::string help(std::string_view account) {
  std::string digits(account);
  std::erase(digits, '-');
  if (digits.size() == kDigits && all_digits(digits)) return fmt::format("write `{}`", digits);
  if (account.size() == kDigits - 1 && all_digits(account)) {
    return fmt::format("a leading zero may be lost: `0{}`", account);
  }
  return "write the 12 digits of the account";
}

void check(const Subject& subject, Found& found) {
  each_arn(subject, [&](const WrittenArn& arn) {
    const std::string_view account = arn[ArnField::kAccount];
    if (account.empty() || can_be_account(arn.pattern(ArnField::kAccount))) return;
    if (is_named_owner(arn, account)) return;
    found.add(subject, arn.entry().node.span(),
              fmt::format("account {} is not 12 digits", backticked(account)), help(account));
  });
}

}  // namespace

extern const Rule kArnAccount{
    .id = "SEM009",
    .name = "arn-account",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_ARN_ACCOUNT"},
    .parliament = "INVALID_ARN",
    .summary = "an account that is not 12 digits",
    .doc =
        R"(The account of an ARN is 12 digits, empty, or a pattern of digits. A leading zero that a spreadsheet took, or the dashes
of the console, leave an entry that covers nothing.
)",
    .check = check,
};

}  // namespace cordon::rules

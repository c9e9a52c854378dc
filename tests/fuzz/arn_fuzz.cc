// An ARN that was split can be put together again, and its parts are what they are said to be.

#include <string>

#include "grammar/arn.h"
#include "tests/fuzz/property.h"

using namespace cordon;
using fuzz::property;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  const std::size_t fields = count_arn_fields(text);
  property(fields >= 1 && fields <= 6, "an ARN has one to six fields");
  const auto arn = split_arn(text);
  property(arn.has_value() == (fields == 6 && text.starts_with("arn:")), "six fields are an ARN");
  if (!arn) return 0;
  std::string joined = "arn";
  for (const auto field :
       {arn->partition, arn->service, arn->region, arn->account, arn->resource}) {
    joined.append(":").append(field);
  }
  property(joined == text, "an ARN is its fields");
  property(arn->resource.ends_with(last_path_part(arn->resource)), "a name ends its resource");
  property(!last_path_part(arn->resource).contains('/'), "a name has no slash");
  property(!is_account_id(arn->account) || arn->account.size() == 12, "an account has 12 digits");
  return 0;
}

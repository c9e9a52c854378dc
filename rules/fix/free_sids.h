// Names for statements that no statement of the document has yet. For rules that rename one.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "grammar/policy_document.h"

namespace cordon::rules {

class FreeSids {
 public:
  explicit FreeSids(const PolicyDocument& document);
  /// `wanted`, or with the first number behind it that makes it free; taken from now on.
  [[nodiscard]] std::string take(std::string_view wanted);

 private:
  std::set<std::string, std::less<>> taken_;
  std::map<std::string, std::size_t, std::less<>> numbers_;  // the next to try
};

}  // namespace cordon::rules

// Text in XML and HTML, inside of elements and of attributes in double quotes.
#pragma once

#include <string>
#include <string_view>

namespace cordon {

/// Escaped; characters that XML 1.0 can't write in any way, and bytes that are no UTF-8, become
/// `?`.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace cordon

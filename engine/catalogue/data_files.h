// The files of engine/catalogue/data as they lie in the program: bytes, embedded when it is built.
// Another data file is one line here, one in data_files.cc, and the file itself.
#pragma once

#include <string_view>

namespace cordon::catalogue {

[[nodiscard]] std::string_view actions_file();
[[nodiscard]] std::string_view condition_keys_file();
[[nodiscard]] std::string_view origin_file();
[[nodiscard]] std::string_view resource_types_file();
[[nodiscard]] std::string_view service_keys_file();
[[nodiscard]] std::string_view service_principals_file();
[[nodiscard]] std::string_view services_file();

}  // namespace cordon::catalogue

#include "engine/catalogue/data_files.h"

#include <cstddef>

// CMake writes an assembler file that has, for each data/NAME.txt, its bytes between these symbols.
// NOLINTBEGIN(bugprone-macro-parentheses, modernize-avoid-c-arrays): a name is pasted, not
// computed; an array of unknown size is what a symbol of the assembler is.
#define CORDON_DATA_FILE(name)                                                        \
  extern "C" const char cordon_data_##name[];                                         \
  extern "C" const char cordon_data_##name##_end[];                                   \
  std::string_view cordon::catalogue::name##_file() {                                 \
    return {cordon_data_##name,                                                       \
            static_cast<std::size_t>(cordon_data_##name##_end - cordon_data_##name)}; \
  }
// NOLINTEND(bugprone-macro-parentheses, modernize-avoid-c-arrays)

CORDON_DATA_FILE(actions)
CORDON_DATA_FILE(condition_keys)
CORDON_DATA_FILE(origin)
CORDON_DATA_FILE(resource_types)
CORDON_DATA_FILE(service_keys)
CORDON_DATA_FILE(service_principals)
CORDON_DATA_FILE(services)

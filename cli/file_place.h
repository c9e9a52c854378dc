// Where something is, in the terms that formats speak: the file that can be opened and a place in
// it.
#pragma once

#include <string>
#include <string_view>

#include "grammar/source.h"

namespace cordon {

/// A place in a file. Of a document that is embedded in a file as a string, the file's span is that
/// of the string, and the place inside of the document is told as well.
struct FilePlace {
  const Source* file = nullptr;
  Span span;
  const Source* document = nullptr;  // null: the text of the file itself
  Span inside;
};
[[nodiscard]] FilePlace file_place(const Source& source, Span span);

/// A file's name as a relative reference or, of an absolute path, as a `file:` URI; without detours
/// (`a/../b`), which SARIF's readers do not resolve.
[[nodiscard]] std::string to_uri(std::string_view path);

}  // namespace cordon

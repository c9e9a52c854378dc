#include "cli/file_place.h"

#include <fmt/format.h>

#include <filesystem>

namespace cordon {
namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

}  // namespace

FilePlace file_place(const Source& source, Span span) {
  FilePlace place{.file = &source, .span = span};
  while (place.file->embedded_in()) {
    if (place.document == nullptr) {
      place.document = &source;
      place.inside = span;
    }
    place.span = place.file->embedded_in()->span;
    place.file = place.file->embedded_in()->outer.get();
  }
  return place;
}

std::string to_uri(std::string_view path) {
  const std::string plain = std::filesystem::path(path).lexically_normal().string();
  std::string uri = plain.starts_with('/') ? "file://" : "";
  for (const char c : plain) {
    if (is_unreserved(c)) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

}  // namespace cordon

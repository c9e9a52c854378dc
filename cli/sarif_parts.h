// What the SARIF 2.1.0 of every command is made of: places, and the log around a run. Templates, so
// that no header includes a JSON library: `Json` is nlohmann's.
#pragma once

#include <string>

#include "cli/file_place.h"

namespace cordon {

template <class Json>
Json sarif_region(const Source& source, Span span) {
  const Position begin = source.position(span.begin);
  const Position end = source.position(span.end);
  return {{"startLine", begin.line},
          {"startColumn", begin.column},
          {"endLine", end.line},
          {"endColumn", end.column}};
}

template <class Json>
Json sarif_artifact(const Source& file) {
  return {{"uri", to_uri(file.name())}};
}

/// A `physicalLocation`.
template <class Json>
Json sarif_place(const FilePlace& place) {
  return {{"artifactLocation", sarif_artifact<Json>(*place.file)},
          {"region", sarif_region<Json>(*place.file, place.span)}};
}

/// The whole log of one run.
template <class Json>
std::string sarif_text(const Json& run) {
  const Json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({run})}};
  return log.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace cordon

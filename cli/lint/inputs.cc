#include "cli/lint/inputs.h"

#include <utility>

#include "cli/files.h"

namespace cordon {

LintInputs read_lint_inputs(const std::vector<std::string>& paths,
                            const LintInputOptions& options) {
  LintInputs inputs;
  for (const std::string& path : paths) {
    auto source = read_source(path);
    if (!source) {
      inputs.errors.push_back(std::move(source.error()));
      continue;
    }
    ++inputs.files;
    JsonResult read = read_json(std::move(*source));
    rules::FoundDocument document;
    document.root = read.root();
    document.tree = std::move(read.tree);
    document.problems = std::move(read.diagnostics);
    document.type = options.type;
    document.name = path;
    inputs.documents.push_back(std::move(document));
  }
  return inputs;
}

}  // namespace cordon

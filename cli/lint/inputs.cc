#include "cli/lint/inputs.h"

#include <utility>

#include "cli/files.h"
#include "rules/documents.h"

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
    rules::FoundDocuments found = rules::find_documents(
        *source, options.type ? rules::Expected::kTold : rules::Expected::kPolicy);
    for (rules::FoundDocument& document : found.documents) {
      if (options.type) document.type = options.type;
      inputs.documents.push_back(std::move(document));
    }
  }
  return inputs;
}

}  // namespace cordon

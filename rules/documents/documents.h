// Which policy documents are in a file: a bare document, or what the AWS CLI prints around one or
// many. Most JSON of a repository is none of these, so what is taken for a policy depends on
// whether somebody named the file. Here no file is opened: the text was read before.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grammar/diagnostic.h"
#include "grammar/source.h"
#include "rules/subject.h"

namespace cordon::rules {

enum class Expected : std::uint8_t {
  kAnything,  // found by searching: other files are none of our business
  kPolicy,    // named by the user: a file that can't be read is a broken policy
  kTold,      // its type was told: whatever it holds is a policy
};

struct FoundDocuments {
  std::vector<FoundDocument> documents;
  Diagnostics warnings;  // about what could not be looked at
  std::string why_none;  // why there are no documents: `holds no policy document`
};

/// `source` is named by its path: YAML by the ending, else JSON.
[[nodiscard]] FoundDocuments find_documents(const SourcePtr& source, Expected expected);

}  // namespace cordon::rules

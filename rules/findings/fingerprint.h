// What a finding is about, in words that outlive edits elsewhere in the file: no line numbers. Two
// findings with the same identity are told apart by counting. For baselines, suppressions, and the
// formats that match findings across runs.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/finding.h"
#include "rules/subject.h"

namespace cordon::rules {

struct FindingIdentity {
  std::string rule;    // id
  std::string file;    // as the run names it
  std::string policy;  // of a document inside of a file: its name there; else empty
  /// Its Sid when no other statement has it; else a hash of what it says beside actions and
  /// resources, and its number among those that are alike. Empty: the finding is in no statement.
  std::string statement;
  std::string value;  // the offending text without white space; of a long one a hash

  friend auto operator<=>(const FindingIdentity&, const FindingIdentity&) = default;
};

/// 16 hexadecimal digits.
[[nodiscard]] std::string fingerprint(const FindingIdentity& identity);

/// Finds the document and the statement of a finding. The subjects must outlive it.
class FindingIndex {
 public:
  /// `file_name` gives the name that identities have for a file: the same however a run names it.
  explicit FindingIndex(const std::vector<Subject>& subjects,
                        std::function<std::string(std::string_view file)> file_name = {});

  /// Null: the finding is in none of the documents (a configuration entry).
  [[nodiscard]] const Subject* subject_of(const Finding& finding) const;
  /// The statement that holds the finding's place; null when none does.
  [[nodiscard]] const Statement* statement_of(const Finding& finding) const;
  [[nodiscard]] FindingIdentity identity_of(const Finding& finding) const;

 private:
  struct Document {
    const Subject* subject = nullptr;
    std::vector<std::string> statement_keys;
  };
  [[nodiscard]] std::string name_in_run(const Source& source) const;
  [[nodiscard]] const Document* document_of(const Finding& finding) const;

  // Several documents may lie in one source (an account snapshot): told apart by their place there.
  std::unordered_map<const Source*, std::vector<Document>> by_source_;
  // Texts around documents: a problem there belongs to the first of them.
  std::unordered_map<const Source*, Document> by_outer_source_;
  std::function<std::string(std::string_view)> file_name_;
  std::unordered_map<const Source*, std::string> file_names_;  // of the documents' sources
};

}  // namespace cordon::rules

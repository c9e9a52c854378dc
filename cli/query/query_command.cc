// `cordon query`: looks up services, actions, resource types and condition keys.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/query/query.h"

namespace cordon {
namespace {

struct QueryOptions {
  CommonOptions common;
  std::string subject;
  std::string level;
  Question question;
};

constexpr std::array kLevels = {
    std::pair{"list", catalogue::AccessLevel::kList},
    std::pair{"read", catalogue::AccessLevel::kRead},
    std::pair{"write", catalogue::AccessLevel::kWrite},
    std::pair{"permissions-management", catalogue::AccessLevel::kPermissionsManagement},
    std::pair{"tagging", catalogue::AccessLevel::kTagging},
};

std::vector<std::string> level_words() {
  std::vector<std::string> words;
  for (const auto& [word, level] : kLevels) words.emplace_back(word);
  return words;
}

// What a question lacks, or has too much; empty when it can be asked.
std::string misuse(const QueryOptions& options) {
  const Question& question = options.question;
  const bool chooses =
      !options.level.empty() || !question.resource_type.empty() || !question.key.empty();
  if (chooses && question.subject != Subject::kActions) {
    return "--level, --resource-type and --key choose among `actions`";
  }
  switch (question.subject) {
    case Subject::kServices:
    case Subject::kActions:
      return "";
    case Subject::kAction:
      return question.name.empty() ? "`action` needs a name, such as s3:GetObject" : "";
    case Subject::kResourceTypes:
    case Subject::kKeys:
      return question.name.empty()
                 ? fmt::format("`{}` needs a service, such as s3", options.subject)
                 : "";
    case Subject::kResourceType:
      return question.name.empty() ? "`resource-type` needs a name, such as s3:bucket" : "";
    case Subject::kKey:
      return question.name.empty() ? "`key` needs a name, such as s3:prefix" : "";
  }
  return "";
}

ExitCode query(QueryOptions& options) {
  const Console console = open_console(options.common);
  const auto subject = std::ranges::find(kSubjectNames, options.subject);
  options.question.subject = static_cast<Subject>(subject - kSubjectNames.begin());
  const auto level = std::ranges::find(kLevels, options.level,
                                       [](const auto& row) { return std::string_view(row.first); });
  if (level != kLevels.end()) options.question.level = level->second;
  if (std::string message = misuse(options); !message.empty()) {
    print_error({std::move(message)}, console);
    return ExitCode::kUnusable;
  }
  const Answer found = answer(options.question);
  if (!found.nothing.empty()) print_warning(found.nothing, console);
  const bool json = options.common.format == "json";
  return write_result(json ? query_json(found) : query_text(found, console.out), options.common,
                      console, found.nothing.empty() ? ExitCode::kYes : ExitCode::kNo);
}

}  // namespace

RunCommand add_query(CLI::App& command) {
  auto options = std::make_shared<QueryOptions>();
  add_word_option(command, "WHAT", options->subject, {kSubjectNames.begin(), kSubjectNames.end()},
                  "services, actions, action, resource-types, resource-type, keys or key");
  command.get_option("WHAT")->required();
  command.add_option("NAME", options->question.name,
                     "of services: part of a name; of actions: a pattern (default: *); of "
                     "resource-types and keys: a service; else the name of the one that is meant");
  constexpr const char* kGroup = "Which actions";
  add_word_option(command, "--level", options->level, level_words(), "of this access level");
  command
      .add_option("--resource-type", options->question.resource_type,
                  "that work on this resource type")
      ->type_name("TYPE");
  command.add_option("--key", options->question.key, "that carry this condition key")
      ->type_name("KEY");
  for (const char* name : {"--level", "--resource-type", "--key"}) {
    command.get_option(name)->group(kGroup);
  }
  add_common_options(command, options->common);
  command.footer(
      "Examples:\n"
      "  cordon query services lambda\n"
      "  cordon query actions 's3:Get*' --level read --resource-type bucket\n"
      "  cordon query actions 'ec2:*' --key aws:ResourceTag\n"
      "  cordon query action s3:GetObject\n"
      "  cordon query resource-types s3\n"
      "  cordon query resource-type s3:bucket\n"
      "  cordon query keys s3\n"
      "  cordon query key aws:ResourceTag/team\n\n"
      "Exit status: 0 found, 1 nothing found, 2 unusable options.");
  return [options] { return query(*options); };
}

}  // namespace cordon

// The steps of a plan as commands of the AWS CLI, quoted for a POSIX shell: a value may be anything
// that an incident file holds, and is never more than one word of its command. Nothing is run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/plan/plan.h"

namespace cordon {

/// One word for a shell, whatever the text is.
[[nodiscard]] std::string shell_quoted(std::string_view text);

/// A command's words, the way to it (`aws iam put-user-policy`) being the first one, and each
/// option with its value one more; ready to be joined by blanks. An id that only AWS's answer tells
/// is kept in a variable by the command that gets it.
struct AwsCommand {
  std::vector<std::string> words;
  std::string variable;  // that its output is kept in; empty: none
};

/// One for each step.
[[nodiscard]] std::vector<AwsCommand> aws_commands(const incident::Plan& plan);

/// The command in lines that a shell joins, each behind `indent`; `after` stands behind the last.
[[nodiscard]] std::string command_text(const AwsCommand& command, std::string_view indent,
                                       std::string_view after = "");

}  // namespace cordon

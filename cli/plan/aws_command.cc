#include "cli/plan/aws_command.h"

#include <fmt/format.h>

#include <map>

#include "engine/incident/world/json_text.h"
#include "grammar/text.h"

namespace cordon {
namespace {

using incident::Event;

bool is_large(char c) { return c >= 'A' && c <= 'Z'; }

// `PutUserPolicy` is `put-user-policy`, `DeleteSSHPublicKey` `delete-ssh-public-key`.
std::string with_dashes(std::string_view name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool ends_word = i > 0 && !is_large(name[i - 1]);
    const bool begins_word = i > 0 && i + 1 < name.size() && !is_large(name[i + 1]);
    if (is_large(name[i]) && (ends_word || begins_word)) text += '-';
    text += ascii_lower(name[i]);
  }
  return text;
}

// The CLI has the calls of S3's API under another name.
std::string_view cli_service(std::string_view service) {
  return service == "s3" ? "s3api" : service;
}

std::string value_of(JsonValue value) {
  const bool container = value.is(JsonKind::kObject) || value.is(JsonKind::kArray);
  return container ? incident::json_text(value) : std::string(value.text());
}

// A value that begins like an option stands in the same word as its own.
std::string option(std::string_view name, const std::string& value) {
  const char between = value.starts_with('-') ? '=' : ' ';
  return fmt::format("--{}{}{}", with_dashes(name), between, shell_quoted(value));
}

std::string text_of(const Event& event, std::string_view name) {
  const auto value = event.parameters.find(name);
  return value ? std::string(value->text()) : std::string();
}

}  // namespace

std::string shell_quoted(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:+@,";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos) {
    return std::string(text);
  }
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += R"('\'')";
    } else if (c != '\0') {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::vector<AwsCommand> aws_commands(const incident::Plan& plan) {
  std::vector<AwsCommand> commands;
  std::map<std::string, std::string> variables;  // by the name of the policy that was created
  for (const incident::PlanStep& step : plan.steps) {
    const Event& event = *step.event;
    const std::size_t colon = event.call.find(':');
    AwsCommand command;
    command.words.push_back(fmt::format("aws {} {}",
                                        cli_service(std::string_view(event.call).substr(0, colon)),
                                        with_dashes(event.call.substr(colon + 1))));
    for (const auto [name, value] : event.parameters.members()) {
      const auto variable = variables.find(std::string(value.text()));
      command.words.push_back(name.text() == "PolicyId" && variable != variables.end()
                                  ? fmt::format(R"(--policy-id "${}")", variable->second)
                                  : option(name.text(), value_of(value)));
    }
    if (event.call == "organizations:CreatePolicy") {
      command.variable = fmt::format("policy_{}", variables.size() + 1);
      command.words.emplace_back("--query Policy.PolicySummary.Id");
      command.words.emplace_back("--output text");
      variables.emplace(text_of(event, "Name"), command.variable);
    }
    commands.push_back(std::move(command));
  }
  return commands;
}

std::string command_text(const AwsCommand& command, std::string_view indent,
                         std::string_view after) {
  std::string text(indent);
  if (!command.variable.empty()) text += fmt::format("{}=$(", command.variable);
  for (std::size_t i = 0; i < command.words.size(); ++i) {
    if (i > 0) text += fmt::format(" \\\n{}  ", indent);
    text += command.words[i];
  }
  return fmt::format("{}{}{}\n", text, command.variable.empty() ? "" : ")", after);
}

}  // namespace cordon

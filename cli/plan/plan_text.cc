#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/contain/wording.h"
#include "cli/plan/aws_command.h"
#include "cli/plan/formats.h"
#include "cli/quote.h"
#include "cli/wrap.h"
#include "engine/incident/plan/openness.h"
#include "grammar/text.h"

namespace cordon {
namespace {

using namespace incident;  // NOLINT(google-build-using-namespace): the plan's own names, in one
                           // file

constexpr std::size_t kMostCloses = 8;

std::string lines(std::string_view text, std::size_t indent) {
  return wrap(text, {.first = indent, .rest = indent, .long_words = LongWords::kFit});
}

class Writer {
 public:
  Writer(const Plan& plan, const Painter& paint)
      : plan_(plan), report_(plan.report), paint_(paint), commands_(aws_commands(plan)) {}

  std::string run() {
    header();
    if (!plan_.steps.empty()) heading("Steps");
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) step(i);
    if (!plan_.open.empty()) heading("What stays open");
    for (const LeftOpen& open : plan_.open) left_open(open);
    heading("Proof");
    proof();
    return std::move(out_);
  }

 private:
  void heading(std::string_view text) { out_ += fmt::format("\n{}\n", paint_(Ink::kStrong, text)); }

  void header() {
    if (!plan_.incident->title.empty()) {
      out_ += wrap(fmt::format("Incident: {}", plan_.incident->title),
                   {.first = 0, .rest = 10, .long_words = LongWords::kFit});
    }
    const std::size_t count = plan_.steps.size();
    switch (plan_.outcome) {
      case PlanOutcome::kNothingToDo:
        out_ += paint_(Ink::kGood, "CONTAINED: NOTHING TO DO") + "\n";
        break;
      case PlanOutcome::kContains:
        out_ += paint_(Ink::kGood, fmt::format("{} STEP{} CONTAIN{} IT", count,
                                               count == 1 ? "" : "S", count == 1 ? "S" : "")) +
                "\n";
        break;
      case PlanOutcome::kFails:
        out_ += paint_(Ink::kBad, "NO PLAN FOUND THAT IS PROVED TO CONTAIN IT") + "\n";
        if (count > 0) out_ += lines("these steps close what they can:", 2);
        break;
    }
  }

  void step(std::size_t index) {
    const PlanStep& step = plan_.steps[index];
    const Event& event = *step.event;
    out_ += fmt::format("  {}. {}  {}\n", index + 1, to_string(event.at),
                        paint_(Ink::kStrong, printable(event.call)));
    for (const auto [name, value] : event.parameters.members()) {
      const bool container = value.is(JsonKind::kObject) || value.is(JsonKind::kArray);
      if (!container) out_ += lines(fmt::format("{}: {}", name.text(), value.text()), 5);
    }
    if (const auto first = first_of_measure(index); first < index) {
      out_ += lines(fmt::format("goes with step {}", first + 1), 5);
    } else {
      if (!step.closes.empty()) out_ += lines(fmt::format("closes: {}", closed_by(step)), 5);
      out_ += lines(fmt::format("costs: {}", step.cost), 5);
    }
    if (!step.made_by.empty()) out_ += lines(fmt::format("taken by: {}", step.made_by), 5);
    out_ += paint_(Ink::kFaint, shown(command_text(commands_[index], "       "))) + "\n";
  }

  [[nodiscard]] std::size_t first_of_measure(std::size_t index) const {
    const auto first =
        std::ranges::find(plan_.steps, plan_.steps[index].measure, &PlanStep::measure);
    return static_cast<std::size_t>(first - plan_.steps.begin());
  }

  // Those that are held, and ways in, by name; of those that could be made, how many.
  [[nodiscard]] std::string closed_by(const PlanStep& step) const {
    std::vector<std::string> held;
    for (const std::string& id : step.closes) {
      const bool given = std::ranges::find(plan_.incident->credentials, id, &HeldCredential::id) !=
                         plan_.incident->credentials.end();
      if (given || std::ranges::find(report_.doors, id, door_name) != report_.doors.end()) {
        held.push_back(id);
      }
    }
    const std::size_t made = step.closes.size() - held.size();
    if (held.empty()) return fmt::format("{} that can be made", made);
    const std::size_t shown = std::min(held.size(), kMostCloses);
    const std::size_t more = held.size() - shown;
    held.resize(shown);
    return fmt::format("{}{}{}", fmt::join(held, ", "),
                       more == 0 ? "" : fmt::format(" and {} more", more),
                       made == 0 ? "" : fmt::format(", and {} that can be made", made));
  }

  // A command with characters that a terminal would obey is not to be copied from there.
  [[nodiscard]] static std::string shown(const std::string& command) {
    std::string text;
    bool same = true;
    for (std::string_view rest = command; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      const std::string safe = printable(line);
      same = same && safe == line;
      text += fmt::format("{}{}", text.empty() ? "" : "\n", safe);
    }
    if (!same) text += "\n       (has characters that can't be shown: see --format sh)";
    return text;
  }

  void left_open(const LeftOpen& open) {
    out_ += lines(
        open.credential.empty() ? open.why : fmt::format("{}: {}", open.credential, open.why), 2);
    if (!open.needed.empty()) out_ += lines(fmt::format("needed: {}", open.needed), 5);
  }

  void proof() {
    out_ += fmt::format("  {}\n", paint_(ink_of(report_.verdict), headline(report_.verdict)));
    out_ += lines(report_.why, 2);
    if (plan_.outcome == PlanOutcome::kContains) terms();
    for (const std::string& note : plan_.notes) out_ += lines(note, 2);
    if (plan_.cut_short) {
      out_ += lines(fmt::format("the search ended after {} judgements", plan_.judgements), 2);
    }
  }

  [[nodiscard]] std::string_view least() const {
    if (!plan_.smallest) {
      return "whether a step can be left out was not judged for all of them: it would take too "
             "long";
    }
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
      if (first_of_measure(i) < i) {
        return "none of the steps can be left out: that was judged for each, those that go "
               "together being one";
      }
    }
    return "none of the steps can be left out: that was judged for each";
  }

  // What the proof is worth, and what it hangs on.
  void terms() {
    out_ += lines(least(), 2);
    if (plan_.at_once) {
      out_ += lines(
          "it holds for steps that take effect together: what is done between the first and the "
          "last of them may last; look for it in the logs",
          2);
    }
    out_ += lines(fmt::format("the steps are meant for {}; for another time, make the plan with "
                              "--at",
                              to_string(plan_.at)),
                  2);
  }

  const Plan& plan_;
  const Report& report_;
  const Painter& paint_;
  std::vector<AwsCommand> commands_;
  std::string out_;
};

}  // namespace

std::string plan_text(const MadePlan& made, const Painter& paint) {
  return Writer(made.plan, paint).run();
}

}  // namespace cordon

// Any list of events applied to a small world: each raises the revision by one, and one that is
// said to change nothing changes nothing.

#include <string>

#include "grammar/yaml.h"
#include "tests/fuzz/property.h"
#include "tests/incident/event_world.h"

using namespace cordon;
using namespace cordon::incident;
using fuzz::property;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const World kStart = event_world();
  const auto source = std::make_shared<Source>("f", std::string(fuzz::as_text(data, size)));
  const JsonResult read = read_json_or_yaml(source);
  const auto root = read.root();
  if (!root) return 0;
  const EventsResult events = read_events(read.tree, *root, "111122223333");
  World world = kStart;
  Instant last = events.events.empty() ? Instant{} : events.events.front().at;
  for (const Event& event : events.events) {
    property(event.at >= last, "events are in the order of time");
    last = event.at;
    const auto before = test::dump(world);
    const Revision revision = world.revision;
    Applied applied = apply(std::move(world), event);
    property(applied.world.revision == revision + 1, "every event has a revision");
    property(!applied.why.empty(), "every event says what it did");
    property(applied.changed || test::dump(applied.world) == before, "no change without a word");
    for (const Diagnostic& diagnostic : applied.diagnostics) {
      property(diagnostic.span.end <= diagnostic.source->text().size(),
               "a span is inside its text");
    }
    world = std::move(applied.world);
  }
  return 0;
}

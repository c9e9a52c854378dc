// How --help looks: 80 columns, one blank line between groups, and without what CLI11 knows about
// options that people do not ask for.
#pragma once

namespace CLI {
class App;
}

namespace cordon {

/// For `program` and the commands that are added to it afterwards.
void use_help_format(CLI::App& program);

}  // namespace cordon

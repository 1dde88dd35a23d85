#include "cli/start_after.h"

#include <string_view>
#include <vector>

#include "support/nearest.h"
#include "support/text.h"

namespace lockstep::cli {

void StartAfter::report_on_later(const project::Config& config, Task& task) {
  Start& start = starts_[config.path];
  if (config.start_after) {
    start.place = config.place(config.start_after->line);
    start.name = config.start_after->text;
  }
  for (std::size_t i = 0; i < task.history.files.size(); ++i) {
    const std::string& name = task.history.files[i].name;
    if (name > start.name) task.reported[i] = true;
    start.migrations.insert(name);
  }
}

Result<void> StartAfter::check() const {
  for (const auto& [path, start] : starts_) {
    const bool is_known = start.migrations.empty() || start.migrations.contains(start.name);
    if (start.name.empty() || is_known) continue;
    const std::vector<std::string_view> names(start.migrations.begin(), start.migrations.end());
    const std::string_view meant = nearest(start.name, names);
    return std::unexpected(Error{
        start.place, text::format("no migration is called `{}`", start.name),
        meant.empty() ? "correct `start-after`" : text::format("did you mean start-after = \"{}\"?", meant)});
  }
  return {};
}

}  // namespace lockstep::cli

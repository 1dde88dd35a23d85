#pragma once
// What the closing line of a report says besides its counts. Shared by the reports for people.

#include <string>

#include "reporters/report.h"

namespace lockstep {

// "3 migrations new since origin/main"
[[nodiscard]] std::string scope_text(const Summary& summary);

// "12 statements (2 not analysed), 1 finding allowed, 1 older file only replayed"
[[nodiscard]] std::string details_text(const Summary& summary);

}  // namespace lockstep

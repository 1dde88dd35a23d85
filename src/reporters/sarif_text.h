#pragma once
// The words of a SARIF file: what its consumers expect made from what a report has.

#include <string>
#include <string_view>

#include "support/finding.h"

namespace lockstep::sarif {

[[nodiscard]] std::string_view level(Severity severity);
// Code scanning's own scale for a rule.
[[nodiscard]] std::string_view problem_severity(Severity severity);

// "drop-column" to "DropColumn", as the specification asks of names.
[[nodiscard]] std::string pascal_case(std::string_view id);

// The first prose on a rule's page, as one line; empty when there is none.
[[nodiscard]] std::string first_paragraph(std::string_view markdown);

// A reference relative to the root for a relative path, a file: URI for an absolute one.
[[nodiscard]] std::string uri(std::string_view path);

// Safe to show, with a full stop.
[[nodiscard]] std::string sentence(std::string_view text);

// What happens and what to do instead. Code scanning shows the first sentence where there is little room.
[[nodiscard]] std::string message_text(const Finding& finding);

}  // namespace lockstep::sarif

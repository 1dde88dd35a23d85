#include "reporters/sarif_text.h"

#include <utility>

#include "reporters/escape.h"
#include "support/ascii.h"
#include "support/text.h"

namespace lockstep::sarif {
namespace {

// A message is read in a margin: ours is the limit on it.
constexpr std::size_t kMaxMessage = 4000;

}  // namespace

std::string_view level(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
    case Severity::off: return "none";
  }
  return "none";
}

std::string_view problem_severity(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note:
    case Severity::off: return "recommendation";
  }
  return "recommendation";
}

std::string pascal_case(std::string_view id) {
  std::string name;
  bool upper = true;
  for (const char c : id) {
    const bool lower_letter = c >= 'a' && c <= 'z';
    if (c != '-') name += upper && lower_letter ? static_cast<char>(c - 'a' + 'A') : c;
    upper = c == '-';
  }
  return name;
}

std::string first_paragraph(std::string_view markdown) {
  std::string paragraph;
  for (const std::string_view line : split_lines(markdown)) {
    const bool prose =
        !line.empty() && std::string_view("#<>|`").find(line.front()) == std::string_view::npos;
    if (prose) {
      if (!paragraph.empty()) paragraph += ' ';
      paragraph += line;
    } else if (!paragraph.empty()) {
      break;
    }
  }
  return paragraph;
}

// https://www.rfc-editor.org/rfc/rfc3986#section-2.3: all but unreserved characters are percent-encoded.
std::string uri(std::string_view path) {
  std::string result = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    if (ascii::is_letter(c) || ascii::is_digit(c) ||
        std::string_view("-._~/").find(c) != std::string_view::npos) {
      result += c;
    } else {
      result += text::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return result;
}

std::string sentence(std::string_view text) {
  std::string result = visible(text);
  if (!result.ends_with('.')) result += '.';
  return result;
}

// The standard asks for doubled braces (section 3.11.5), but viewers (CodeQL's, those that use the SARIF SDK)
// show a text that has no arguments as it is: doubled, '{}' would be pasted as '{{}}'.
std::string message_text(const Finding& finding) {
  std::string text = sentence(finding.message);
  if (!finding.advice.empty()) {
    const char* separator = "\nInstead: ";
    for (const std::string_view line : split_lines(finding.advice)) {
      text.append(separator).append(visible(line));
      separator = "\n";
    }
    if (!text.ends_with('.') && !text.ends_with(';')) text += '.';
  }
  return shortened(std::move(text), kMaxMessage);
}

}  // namespace lockstep::sarif

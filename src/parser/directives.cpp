#include "parser/directives.h"

#include <algorithm>
#include <array>
#include <optional>

namespace lockstep {
namespace {

constexpr std::string_view kSpace = " \t\r\n\f\v";

// A part of the comment with its place in the file.
struct Text {
  std::string_view text;
  std::uint32_t begin = 0;

  [[nodiscard]] Text trimmed() const {
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) return {.text = {}, .begin = begin};
    const std::size_t last = text.find_last_not_of(kSpace);
    return {.text = text.substr(first, last - first + 1), .begin = begin + static_cast<std::uint32_t>(first)};
  }
  [[nodiscard]] Text without_prefix(std::size_t count) const {
    return Text{.text = text.substr(count), .begin = begin + static_cast<std::uint32_t>(count)}.trimmed();
  }
  [[nodiscard]] Text first(std::size_t count) const {
    return Text{.text = text.substr(0, count), .begin = begin}.trimmed();
  }
};

// The inside of `-- ...`, `/* ... */`, and of `#`-less decorations such as `--- ...`.
Text without_markers(std::string_view comment, Span span) {
  Text inside{.text = comment, .begin = span.begin};
  if (comment.starts_with("/*")) {
    if (comment.ends_with("*/") && comment.size() >= 4) inside.text.remove_suffix(2);
    inside = inside.without_prefix(2);
    const std::size_t stars = std::min(inside.text.find_first_not_of('*'), inside.text.size());
    return inside.without_prefix(stars);
  }
  const std::size_t dashes = std::min(comment.find_first_not_of('-'), comment.size());
  return inside.without_prefix(dashes);
}

// "a, b c" as names with their places.
std::vector<Name> read_rules(Text list) {
  std::vector<Name> rules;
  std::size_t at = 0;
  while (at < list.text.size()) {
    const std::size_t begin = list.text.find_first_not_of(", \t\r\n", at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(list.text.find_first_of(", \t\r\n", begin), list.text.size());
    const std::uint32_t from = list.begin + static_cast<std::uint32_t>(begin);
    rules.push_back({.text = std::string(list.text.substr(begin, end - begin)),
                     .span = {.begin = from, .end = from + static_cast<std::uint32_t>(end - begin)}});
    at = end;
  }
  return rules;
}

// `RULE[, RULE] -- reason`; an em dash serves as well.
Directive read_allowance(Directive::Kind kind, Text rest) {
  Directive directive{.kind = kind, .rules = {}, .text = {}, .span = {}, .target = {}};
  std::size_t cut = rest.text.find("--");
  std::size_t width = 2;
  if (const std::size_t dash = rest.text.find("\xE2\x80\x94"); dash < cut) {
    cut = dash;
    width = 3;
  }
  directive.rules = read_rules(rest.first(std::min(cut, rest.text.size())));
  if (cut != std::string_view::npos) directive.text = rest.without_prefix(cut + width).text;
  if (directive.rules.empty()) {
    directive.kind = Directive::Kind::malformed;
    directive.text = "names no rule";
  }
  return directive;
}

Directive read_own(Text rest) {
  const std::size_t word_end = std::min(rest.text.find_first_of(kSpace), rest.text.size());
  const std::string_view word = rest.text.substr(0, word_end);
  const Text argument = rest.without_prefix(word_end);
  using Kind = Directive::Kind;
  if (word == "allow") return read_allowance(Kind::allow, argument);
  if (word == "allow-file") return read_allowance(Kind::allow_file, argument);

  Directive directive{
      .kind = Kind::malformed, .rules = {}, .text = std::string(argument.text), .span = {}, .target = {}};
  if (word == "backup") directive.kind = Kind::backup;
  if (word == "rollback") directive.kind = Kind::rollback;
  if (word == "rolls-back") directive.kind = Kind::rolls_back;
  if (directive.kind == Kind::malformed) {
    directive.text =
        "\"" + std::string(word) + "\" is none of allow, allow-file, backup, rollback, rolls-back";
  } else if (argument.text.empty()) {
    directive.kind = Kind::malformed;
    directive.text = std::string(word) + " says nothing";
  }
  return directive;
}

// A peer's suppression: its words, and what it covers.
struct Foreign {
  std::string_view prefix;
  Directive::Dialect dialect;
  Directive::Kind kind;
};
// Longer prefixes first.
constexpr std::array kForeign{
    Foreign{"squawk-ignore-file", Directive::Dialect::squawk, Directive::Kind::allow_file},
    Foreign{"squawk-ignore", Directive::Dialect::squawk, Directive::Kind::allow},
    Foreign{"eugene: ignore", Directive::Dialect::eugene, Directive::Kind::allow},
    Foreign{"pgfence-ignore:", Directive::Dialect::pgfence, Directive::Kind::allow},
    Foreign{"pgfence-ignore", Directive::Dialect::pgfence, Directive::Kind::allow},
};

std::optional<Directive> read_foreign(Text inside) {
  for (const Foreign& foreign : kForeign) {
    if (!inside.text.starts_with(foreign.prefix)) continue;
    const std::string_view behind = inside.text.substr(foreign.prefix.size());
    if (!behind.empty() && kSpace.find(behind.front()) == std::string_view::npos && behind.front() != ':')
      continue;
    return Directive{.kind = foreign.kind,
                     .dialect = foreign.dialect,
                     .rules = read_rules(inside.without_prefix(foreign.prefix.size())),
                     .text = {},
                     .span = {},
                     .target = {}};
  }
  return std::nullopt;
}

constexpr std::string_view kOwn = "lockstep:";

}  // namespace

bool may_hold_directives(std::string_view bytes) {
  constexpr std::array<std::string_view, 4> kWords{kOwn, "squawk-ignore", "eugene: ignore", "pgfence-ignore"};
  return std::ranges::any_of(kWords, [&](std::string_view word) { return bytes.contains(word); });
}

void read_directives(std::string_view comment, Span span, std::vector<Directive>& directives) {
  const Text inside = without_markers(comment, span);
  std::optional<Directive> directive;
  if (inside.text.starts_with(kOwn)) {
    directive = read_own(inside.without_prefix(kOwn.size()));
  } else {
    directive = read_foreign(inside);
  }
  if (!directive) return;
  directive->span = span;
  directives.push_back(std::move(*directive));
}

}  // namespace lockstep

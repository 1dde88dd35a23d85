#include "project/version_range.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace lockstep::project {
namespace {

constexpr std::string_view kSpace = " \t";

// "7", "7.4", "7.4.1", "7.x", "*": the numbers that are there.
struct Partial {
  std::array<int, 3> numbers = {0, 0, 0};
  std::size_t count = 0;
};

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

bool is_wildcard(std::string_view part) { return part == "x" || part == "X" || part == "*"; }

std::optional<Partial> parse_partial(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  text = text.substr(0, text.find_first_of("-+"));
  if (text.empty()) return std::nullopt;
  Partial partial;
  bool open = false;  // behind a wildcard
  for (std::size_t part = 0; part < 3; ++part) {
    const std::size_t dot = std::min(text.find('.'), text.size());
    const std::string_view digits = text.substr(0, dot);
    open = open || is_wildcard(digits);
    if (!open) {
      int& number = partial.numbers[part];
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
      if (error != std::errc() || end != digits.data() + digits.size() || number < 0) return std::nullopt;
      partial.count = part + 1;
    }
    if (dot == text.size()) return partial;
    text.remove_prefix(dot + 1);
  }
  return std::nullopt;
}

Version lowest(const Partial& partial) {
  return {partial.numbers[0], partial.numbers[1], partial.numbers[2]};
}

// The first version behind all that share the numbers up to `place`; none behind "*".
std::optional<Version> next(const Partial& partial, std::size_t place) {
  if (partial.count == 0) return std::nullopt;
  Version version = {partial.numbers[0], 0, 0};
  place = std::min(place, partial.count - 1);
  if (place == 0) return Version{version.major + 1, 0, 0};
  version.minor = partial.numbers[1];
  if (place == 1) return Version{version.major, version.minor + 1, 0};
  return Version{version.major, version.minor, partial.numbers[2] + 1};
}

std::string_view take_operator(std::string_view& text) {
  for (const std::string_view name : {">=", "<=", ">", "<", "^", "~", "="}) {
    if (!text.starts_with(name)) continue;
    text = trim(text.substr(name.size()));
    return name;
  }
  return "=";
}

VersionRange compare(std::string_view name, const Partial& partial) {
  const Version from = lowest(partial);
  if (name == ">=") return VersionRange{from, std::nullopt};
  if (name == ">") return VersionRange{next(partial, 2).value_or(from), std::nullopt};
  if (name == "<") return VersionRange{{}, from};
  if (name == "<=") return VersionRange{{}, next(partial, 2)};
  if (name == "~") return VersionRange{from, next(partial, 1)};
  // ^ keeps the first number that isn't zero.
  if (name == "^") return VersionRange{from, next(partial, partial.numbers[0] != 0 ? 0 : 1)};
  return VersionRange{from, next(partial, 2)};
}

void intersect(VersionRange& range, const VersionRange& other) {
  range.first = std::max(range.first, other.first);
  if (other.end && (!range.end || *other.end < *range.end)) range.end = other.end;
}

// ">=6.1 <7", "6.1 - 7.2", "^6"
std::optional<VersionRange> parse_alternative(std::string_view text) {
  text = trim(text);
  VersionRange range;
  if (const std::size_t dash = text.find(" - "); dash != std::string_view::npos) {
    const auto from = parse_partial(trim(text.substr(0, dash)));
    const auto to = parse_partial(trim(text.substr(dash + 3)));
    if (!from || !to) return std::nullopt;
    return VersionRange{lowest(*from), next(*to, 2)};
  }
  do {
    const std::string_view name = take_operator(text);
    const std::size_t end = std::min(text.find_first_of(kSpace), text.size());
    const auto partial = parse_partial(text.substr(0, end));
    if (!partial) return std::nullopt;
    intersect(range, compare(name, *partial));
    text = trim(text.substr(end));
  } while (!text.empty());
  return range;
}

}  // namespace

std::optional<VersionRange> parse_version_range(std::string_view text) {
  std::optional<VersionRange> whole;
  while (true) {
    const std::size_t bar = std::min(text.find("||"), text.size());
    const auto range = parse_alternative(text.substr(0, bar));
    if (!range) return std::nullopt;
    if (!whole) {
      whole = range;
    } else {
      whole->first = std::min(whole->first, range->first);
      whole->end =
          whole->end && range->end ? std::optional(std::max(*whole->end, *range->end)) : std::nullopt;
    }
    if (bar == text.size()) return whole;
    text.remove_prefix(bar + 2);
  }
}

std::optional<Version> parse_version(std::string_view text) {
  const auto range = parse_version_range(text);
  // A range without a lower bound names no version.
  if (!range || range->first == Version{}) return std::nullopt;
  return range->first;
}

}  // namespace lockstep::project

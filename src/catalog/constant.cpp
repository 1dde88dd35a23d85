#include "catalog/constant.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/ascii.h"
#include "support/contains.h"

namespace lockstep::catalog {
namespace {

// ---- numbers ------------------------------------------------------------------------------------

struct Number {
  bool negative = false;
  std::string whole;     // without zeros in front
  std::string fraction;  // without zeros behind
  friend bool operator==(const Number&, const Number&) = default;
};

std::optional<Number> parse_number(std::string_view text) {
  Number number;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    number.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const std::size_t point = text.find('.');
  number.whole = text.substr(0, point);
  if (point != std::string_view::npos) number.fraction = text.substr(point + 1);
  const bool digits = std::ranges::all_of(number.whole + number.fraction, ascii::is_digit);
  if (!digits || (number.whole.empty() && number.fraction.empty())) return std::nullopt;
  number.whole.erase(0, number.whole.find_first_not_of('0'));
  while (number.fraction.ends_with('0')) number.fraction.pop_back();
  if (number.whole.empty() && number.fraction.empty()) number.negative = false;
  return number;
}

bool same_number(std::string_view a, std::string_view b) {
  const std::optional<Number> left = parse_number(a);
  return left && left == parse_number(b);
}

// ---- booleans -----------------------------------------------------------------------------------

// https://www.postgresql.org/docs/current/datatype-boolean.html
std::optional<bool> parse_bool(std::string_view text) {
  const std::string word = ascii::lower(text);
  if (word.empty()) return std::nullopt;
  if (std::string_view("true").starts_with(word) || std::string_view("yes").starts_with(word) ||
      word == "on" || word == "1") {
    return true;
  }
  if (std::string_view("false").starts_with(word) || std::string_view("no").starts_with(word) ||
      std::string_view("off").starts_with(word) || word == "0") {
    return false;
  }
  return std::nullopt;
}

bool same_bool(std::string_view a, std::string_view b) {
  const std::optional<bool> left = parse_bool(a);
  return left && left == parse_bool(b);
}

// ---- dates and times ----------------------------------------------------------------------------

// https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT
struct Interval {
  double months = 0;
  double days = 0;
  double seconds = 0;
  friend bool operator==(const Interval&, const Interval&) = default;
};

bool add_unit(std::string_view unit, double amount, Interval& interval) {
  struct Unit {
    std::string_view name;
    double Interval::* part;
    double factor;
  };
  static constexpr std::array<Unit, 13> kUnits = {{{"year", &Interval::months, 12},
                                                   {"yr", &Interval::months, 12},
                                                   {"month", &Interval::months, 1},
                                                   {"mon", &Interval::months, 1},
                                                   {"week", &Interval::days, 7},
                                                   {"day", &Interval::days, 1},
                                                   {"hour", &Interval::seconds, 3600},
                                                   {"hr", &Interval::seconds, 3600},
                                                   {"minute", &Interval::seconds, 60},
                                                   {"min", &Interval::seconds, 60},
                                                   {"second", &Interval::seconds, 1},
                                                   {"sec", &Interval::seconds, 1},
                                                   {"", &Interval::seconds, 1}}};
  std::string name = ascii::lower(unit);
  if (name.ends_with('s')) name.pop_back();
  const auto found = std::ranges::find(kUnits, name, &Unit::name);
  if (found == kUnits.end()) return false;
  interval.*(found->part) += amount * found->factor;
  return true;
}

// '1 day 02:00:00', '26 hours'; none for what is written in another way.
std::optional<Interval> parse_interval(std::string_view text) {
  Interval interval;
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  const auto skip_spaces = [&] {
    while (at != end && ascii::is_space(*at)) ++at;
  };
  for (skip_spaces(); at != end; skip_spaces()) {
    const bool negative = *at == '-';
    if (*at == '-' || *at == '+') ++at;
    double amount = 0;
    auto read = std::from_chars(at, end, amount);
    if (read.ec != std::errc()) return std::nullopt;
    at = read.ptr;
    if (negative) amount = -amount;
    double factor = 3600;
    const bool clock = at != end && *at == ':';
    if (clock) interval.seconds += amount * factor;
    while (at != end && *at == ':') {
      factor /= 60;
      read = std::from_chars(at + 1, end, amount);
      if (read.ec != std::errc()) return std::nullopt;
      at = read.ptr;
      interval.seconds += (negative ? -amount : amount) * factor;
    }
    if (clock) continue;
    skip_spaces();
    const char* const unit = at;
    while (at != end && ascii::is_letter(*at)) ++at;
    if (!add_unit({unit, at}, amount, interval)) return std::nullopt;
  }
  return interval;
}

bool same_interval(std::string_view a, std::string_view b) {
  const std::optional<Interval> left = parse_interval(a);
  return left && left == parse_interval(b);
}

// The digits of one may stop early: '2024-01-01' and '2024-01-01 00:00:00+00'. A word as 'now' stood for a
// moment that has passed.
bool same_moment(std::string_view a, std::string_view b) {
  const auto digits = [](std::string_view text) {
    std::string result;
    std::ranges::copy_if(text, std::back_inserter(result), ascii::is_digit);
    while (result.ends_with('0')) result.pop_back();
    return result;
  };
  const auto is_word = [](std::string_view text) { return std::ranges::none_of(text, ascii::is_digit); };
  return is_word(a) || is_word(b) || digits(a) == digits(b);
}

// ---- the rest -----------------------------------------------------------------------------------

// Arrays: spaces and quotes that their output doesn't need.
bool same_array(std::string_view a, std::string_view b) {
  const auto bare = [](std::string_view text) {
    std::string result(text);
    std::erase_if(result, [](char c) { return ascii::is_space(c) || c == '"'; });
    return result;
  };
  return bare(a) == bare(b);
}

// The string at `at`, with its quotes, and the place behind it.
std::string_view read_string(std::string_view text, std::size_t& at) {
  const std::size_t begin = at++;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2U : 1U;
  at = std::min(at + 1, text.size());
  return text.substr(begin, at - begin);
}

// Without spaces, the members of each object sorted: jsonb keeps neither.
std::string canonical_json(std::string_view text) {
  struct Level {
    bool is_object = false;
    std::vector<std::string> members = {""};
  };
  std::vector<Level> levels(1);
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"') {
      levels.back().members.back() += read_string(text, at);
      continue;
    }
    ++at;
    if (c == '{' || c == '[') {
      levels.push_back({.is_object = c == '{'});
    } else if (c == ',') {
      levels.back().members.emplace_back();
    } else if ((c == '}' || c == ']') && levels.size() > 1) {
      Level closed = std::move(levels.back());
      levels.pop_back();
      if (closed.is_object) std::ranges::sort(closed.members);
      std::string& outer = levels.back().members.back();
      outer += closed.is_object ? '{' : '[';
      for (const std::string& member : closed.members) outer.append(member).append(1, ',');
      outer += c;
    } else if (!ascii::is_space(c)) {
      levels.back().members.back() += c;
    }
  }
  return std::move(levels.front().members.front());
}

constexpr std::array<std::string_view, 7> kNumbers = {"float4", "float8", "int2",   "int4",
                                                      "int8",   "money",  "numeric"};
constexpr std::array<std::string_view, 5> kMoments = {"date", "time", "timestamp", "timestamptz", "timetz"};
constexpr std::array<std::string_view, 6> kHexadecimal = {"bytea",   "cidr",     "inet",
                                                          "macaddr", "macaddr8", "uuid"};

}  // namespace

bool same_constant(std::string_view a, std::string_view b, std::string_view type) {
  if (a == b) return true;
  if (type.empty() || contains(kNumbers, type)) return same_number(a, b);
  if (type == "bool") return same_bool(a, b);
  if (type == "interval") return same_interval(a, b);
  if (contains(kMoments, type)) return same_moment(a, b);
  if (contains(kHexadecimal, type)) return ascii::lower(a) == ascii::lower(b);
  if (type == "jsonb") return canonical_json(a) == canonical_json(b);
  return type.ends_with("[]") && same_array(a, b);
}

}  // namespace lockstep::catalog

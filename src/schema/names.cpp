#include "schema/names.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "support/ascii.h"
#include "support/utf8.h"

namespace lockstep::schema {
namespace {

constexpr std::size_t kLongestName = 63;  // NAMEDATALEN - 1

// The words that stand apart; others, as in TimestampTz or MinMax, are one with what is before them.
constexpr auto kApart =
    std::to_array<std::string_view>({"Bloom", "Inclusion", "Min", "Multi", "Ops", "Path"});

std::string cut(std::string_view text, std::size_t at_most) {
  std::size_t end = 0;
  while (end < text.size() && end + utf8::length_at(text, end) <= at_most) end += utf8::length_at(text, end);
  return std::string(text.substr(0, end));
}

}  // namespace

std::string identifier(std::string_view name) { return cut(name, kLongestName); }

std::string default_name(std::string_view table, const std::vector<std::string>& columns,
                         std::string_view suffix) {
  std::string name(table);
  for (const std::string& column : columns) name += "_" + column;
  const std::string end = "_" + std::string(suffix);
  return cut(name, kLongestName - end.size()) + end;
}

std::string operator_class(std::string_view name) {
  std::string result;
  while (!name.empty()) {
    const auto next = std::ranges::find_if(name.substr(1), ascii::is_upper);
    const std::string_view word = name.substr(0, static_cast<std::size_t>(next - name.begin()));
    if (!result.empty() && std::ranges::find(kApart, word) != kApart.end()) result += '_';
    for (const char c : word) result += ascii::lower(c);
    name.remove_prefix(word.size());
  }
  return result;
}

}  // namespace lockstep::schema

#include "project/migration_name.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "support/ascii.h"

namespace lockstep::project {
namespace {

constexpr std::size_t kDigits = 14;
constexpr std::size_t kDateDigits = 8;

int number(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

// Of 14 digits.
std::optional<std::int64_t> seconds_of(std::string_view digits) {
  using namespace std::chrono;
  const year_month_day date(year(number(digits.substr(0, 4))),
                            month(static_cast<unsigned>(number(digits.substr(4, 2)))),
                            day(static_cast<unsigned>(number(digits.substr(6, 2)))));
  const int hour = number(digits.substr(8, 2));
  const int minute = number(digits.substr(10, 2));
  const int second = number(digits.substr(12, 2));
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return (sys_days(date) + hours(hour) + minutes(minute) + seconds(second)).time_since_epoch() / seconds(1);
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), ascii::is_digit);
  return digits;
}

}  // namespace

std::optional<MigrationName> split_name(std::string_view name) {
  const std::size_t underscore = name.find('_');
  if (underscore == std::string_view::npos) return std::nullopt;
  MigrationName parts{
      .time = name.substr(0, underscore), .description = name.substr(underscore + 1), .seconds = {}};
  const std::string digits = digits_of(parts.time);
  const bool dashed = parts.time.size() == kDigits + 1 && parts.time[kDateDigits] == '-';
  if (digits.size() != kDigits || (parts.time.size() != kDigits && !dashed)) return std::nullopt;
  parts.seconds = seconds_of(digits);
  return parts;
}

std::optional<std::int64_t> parse_time(std::string_view text) {
  const std::string digits = digits_of(text);
  if (digits.size() != kDigits) return std::nullopt;
  std::string shape(text);
  std::ranges::replace_if(shape, ascii::is_digit, '0');
  if (shape != "0000-00-00T00:00:00Z" && shape != "00000000000000" && shape != "00000000-000000")
    return std::nullopt;
  return seconds_of(digits);
}

}  // namespace lockstep::project

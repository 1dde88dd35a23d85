#include "rules/fingerprint.h"

#include <algorithm>
#include <cstddef>

#include "support/ascii.h"

namespace lockstep::rules {
namespace {

// FNV-1a of 128 bits: short, the same everywhere, and wide enough that findings don't collide by chance.
// http://www.isthe.com/chongo/tech/comp/fnv/
class Hash {
 public:
  void add(char c) { value_ = (value_ ^ static_cast<unsigned char>(c)) * kPrime; }
  void add(std::string_view text) {
    for (const char c : text) add(c);
    add('\0');
  }
  [[nodiscard]] std::string hex() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string digits;
    for (int shift = 124; shift >= 0; shift -= 4)
      digits += kDigits[static_cast<std::size_t>(value_ >> shift) & 15U];
    return digits;
  }

 private:
  __extension__ using Wide = unsigned __int128;
  static constexpr Wide kPrime = (Wide{1} << 88U) + 0x13b;
  Wide value_ = (Wide{0x6c62272e07bb0142} << 64U) + 0x62b821756295c58d;
};

// Length of the comment at the start of the text; 0 when there is none. Block comments nest.
std::size_t comment_length(std::string_view text) {
  if (text.starts_with("--")) return std::min(text.find('\n'), text.size());
  if (!text.starts_with("/*")) return 0;
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at).starts_with("/*")) {
      ++depth, ++at;
    } else if (text.substr(at).starts_with("*/")) {
      ++at;
      if (--depth == 0) return at + 1;
    }
  }
  return text.size();
}

// Length of the string, quoted identifier or dollar-quoted body at the start of the text; 0 when there is
// none. A doubled quote reads as two strings side by side, which hashes the same every time.
std::size_t quoted_length(std::string_view text) {
  const char quote = text.front();
  if (quote == '\'' || quote == '"') return std::min(text.find(quote, 1), text.size() - 1) + 1;
  if (quote != '$') return 0;
  const std::size_t tag_end = text.find('$', 1);
  if (tag_end == std::string_view::npos ||
      !std::ranges::all_of(text.substr(1, tag_end - 1), ascii::continues_name))
    return 0;
  const std::string_view tag = text.substr(0, tag_end + 1);
  const std::size_t end = text.find(tag, tag.size());
  return end == std::string_view::npos ? text.size() : end + tag.size();
}

void add_statement(std::string_view text, Hash& hash) {
  bool gap = false;  // space or a comment was read since the last character
  char last = ' ';
  while (!text.empty()) {
    const std::size_t comment = comment_length(text);
    if (comment > 0 || ascii::is_space(text.front())) {
      gap = true;
      text.remove_prefix(std::max<std::size_t>(comment, 1));
      continue;
    }
    // Space tells only words apart: `f (a)` is `f(a)`.
    if (gap && ascii::continues_name(last) && ascii::continues_name(text.front())) hash.add(' ');
    const bool inside_word = !gap && ascii::continues_name(last);  // where a dollar begins no quote
    gap = false;
    const std::size_t quoted = inside_word && text.front() == '$' ? 0 : quoted_length(text);
    if (quoted > 0) {
      for (const char c : text.substr(0, quoted)) {
        if (c != '\r') hash.add(c);
      }
    } else {
      hash.add(ascii::lower(text.front()));
    }
    last = text[std::max<std::size_t>(quoted, 1) - 1];
    text.remove_prefix(std::max<std::size_t>(quoted, 1));
  }
}

}  // namespace

std::string fingerprint(std::string_view rule, std::string_view object, std::string_view statement,
                        std::uint32_t ordinal) {
  Hash hash;
  hash.add(rule);
  hash.add(object);
  add_statement(statement, hash);
  hash.add('\0');
  hash.add(std::to_string(ordinal));
  return hash.hex();
}

}  // namespace lockstep::rules

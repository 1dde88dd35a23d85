#include "project/glob.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "support/utf8.h"

namespace lockstep::project {
namespace {

enum class Piece : std::uint8_t { literal, character, run, any_run, folders };

// The piece at the start of a pattern, and its length there.
std::pair<Piece, std::size_t> piece_at(std::string_view pattern) {
  if (pattern.starts_with("**/")) return {Piece::folders, 3};
  if (pattern.starts_with("**")) return {Piece::any_run, 2};
  if (pattern.starts_with('*')) return {Piece::run, 1};
  if (pattern.starts_with('?')) return {Piece::character, 1};
  return {Piece::literal, 1};
}

std::vector<std::string_view> pieces_of(std::string_view pattern) {
  std::vector<std::string_view> pieces;
  while (!pattern.empty()) {
    const std::size_t length = piece_at(pattern).second;
    pieces.push_back(pattern.substr(0, length));
    pattern.remove_prefix(length);
  }
  return pieces;
}

// rest[i]: the pieces behind this one match the text from byte i on. The result says the same with the piece.
std::vector<bool> with_piece(std::string_view piece, std::string_view text, const std::vector<bool>& rest) {
  const Piece kind = piece_at(piece).first;
  std::vector<bool> matches(rest.size());
  bool behind_slash = false;  // the rest matches behind a slash that is still to come
  for (std::size_t i = rest.size(); i-- > 0;) {
    const bool end = i == text.size();
    const bool slash = !end && text[i] == '/';
    behind_slash = behind_slash || (slash && rest[i + 1]);
    switch (kind) {
      case Piece::literal: matches[i] = !end && text[i] == piece[0] && rest[i + 1]; break;
      case Piece::character: matches[i] = !end && !slash && rest[i + utf8::length_at(text, i)]; break;
      case Piece::run: matches[i] = rest[i] || (!end && !slash && matches[i + 1]); break;
      case Piece::any_run: matches[i] = rest[i] || (!end && matches[i + 1]); break;
      case Piece::folders: matches[i] = rest[i] || behind_slash; break;
    }
  }
  return matches;
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view text) {
  const std::vector<std::string_view> pieces = pieces_of(pattern);
  std::vector<bool> matches(text.size() + 1);
  matches.back() = true;
  for (std::size_t i = pieces.size(); i-- > 0;) matches = with_piece(pieces[i], text, matches);
  return matches.front();
}

bool glob_covers(std::string_view pattern, std::string_view path) {
  for (std::size_t end = path.find('/'); end != std::string_view::npos; end = path.find('/', end + 1)) {
    if (glob_matches(pattern, path.substr(0, end))) return true;
  }
  return glob_matches(pattern, path);
}

}  // namespace lockstep::project

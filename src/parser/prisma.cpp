#include "parser/prisma.h"

#include <algorithm>
#include <array>
#include <optional>
#include <type_traits>
#include <utility>

#include "parser/prisma_line.h"

namespace lockstep::prisma {
namespace {

constexpr std::string_view kBlanks = " \t\r\f\v";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// Nobody writes one, and the parser behind takes many times its size.
constexpr std::size_t kLongestLine = std::size_t{1} << 20U;

constexpr auto kKinds = std::to_array<std::pair<std::string_view, BlockKind>>({
    {"datasource", BlockKind::datasource},
    {"enum", BlockKind::enum_},
    {"generator", BlockKind::generator},
    {"model", BlockKind::model},
    {"type", BlockKind::type},
    {"view", BlockKind::view},
});

std::string_view what_it_holds(BlockKind block) {
  switch (block) {
    case BlockKind::datasource:
    case BlockKind::generator: return "a setting";
    case BlockKind::enum_: return "a value or an attribute";
    case BlockKind::model:
    case BlockKind::view:
    case BlockKind::type: break;
  }
  return "a field or an attribute";
}

std::string describe(const Block& block) {
  return std::string(keyword(block.kind)) + " \"" + block.name + "\"";
}

// `model Order {` and what stands behind it.
struct Header {
  BlockKind kind;
  Span name;  // in the line
  std::size_t end;
};

std::optional<Header> read_header(std::string_view line) {
  const std::size_t keyword_end = std::min(line.find_first_of(kBlanks), line.size());
  const auto* const kind =
      std::ranges::find(kKinds, line.substr(0, keyword_end), &std::pair<std::string_view, BlockKind>::first);
  const std::size_t name = line.find_first_not_of(kBlanks, keyword_end);
  const std::size_t brace = line.find('{');
  if (kind == kKinds.end() || name == std::string_view::npos || brace == std::string_view::npos)
    return std::nullopt;
  const std::size_t name_end = std::min(line.find_first_of(kBlanks, name), brace);
  if (name >= brace || line.find_first_not_of(kBlanks, name_end) != brace) return std::nullopt;
  return Header{.kind = kind->second,
                .name = {static_cast<std::uint32_t>(name), static_cast<std::uint32_t>(name_end)},
                .end = brace + 1};
}

class FileReader {
 public:
  explicit FileReader(std::string_view bytes) : text_(bytes) {}

  File run() {
    blank_comments();
    std::size_t begin = 0;
    while (begin < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      read_line(begin, end);
      begin = end + 1;
    }
    if (open_) report_unclosed();
    std::ranges::stable_sort(file_.errors, {}, &SyntaxError::span);
    return std::move(file_);
  }

 private:
  // Comments, and a mark at the begin of the file, become blanks, so that places stay what they are.
  void blank_comments() {
    if (text_.starts_with(kByteOrderMark)) blank(0, kByteOrderMark.size());
    std::size_t at = 0;
    while ((at = text_.find_first_of("\"/", at)) != std::string::npos) {
      if (text_[at] == '"') {
        at = string_end(at);
      } else if (text_.compare(at, 2, "//") == 0) {
        at = blank(at, text_.find('\n', at));
      } else if (text_.compare(at, 2, "/*") == 0) {
        at = blank_block_comment(at);
      } else {
        ++at;
      }
    }
  }

  // A string that isn't closed ends with its line.
  [[nodiscard]] std::size_t string_end(std::size_t begin) const {
    std::size_t at = begin + 1;
    while (at < text_.size() && text_[at] != '"' && text_[at] != '\n') {
      at += text_[at] == '\\' && text_.compare(at + 1, 1, "\n") != 0 ? 2U : 1U;
    }
    return std::min(at + 1, text_.size());
  }

  std::size_t blank_block_comment(std::size_t begin) {
    const std::size_t close = text_.find("*/", begin + 2);
    if (close != std::string::npos) return blank(begin, close + 2);
    error(begin, begin + 2, "the comment is not closed");
    return blank(begin, text_.find('\n', begin));
  }

  std::size_t blank(std::size_t begin, std::size_t end) {
    end = std::min(end, text_.size());
    for (std::size_t i = begin; i < end; ++i) {
      if (text_[i] != '\n') text_[i] = ' ';
    }
    return end;
  }

  void read_line(std::size_t begin, std::size_t end) {
    const std::string_view whole = std::string_view(text_).substr(begin, end - begin);
    const std::size_t first = whole.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return;
    const std::string_view line = whole.substr(first, whole.find_last_not_of(kBlanks) + 1 - first);
    begin += first;
    if (const std::optional<Header> header = read_header(line)) {
      read_header_line(*header, line, begin);
    } else if (!open_) {
      error(begin, begin + line.size(), "this line begins no block");
    } else if (line.front() == '}') {
      open_->span.end = offset(begin + 1);
      close();
      expect_nothing(line, 1, begin);
    } else {
      read_item(line, begin);
    }
  }

  // No other line looks like it: where a block is still open, its brace is missing.
  void read_header_line(const Header& header, std::string_view line, std::size_t begin) {
    if (open_) report_unclosed();
    open_.emplace();
    open_->kind = header.kind;
    open_->name = line.substr(header.name.begin, header.name.size());
    open_->name_span = {offset(begin + header.name.begin), offset(begin + header.name.end)};
    open_->span = {offset(begin), offset(begin + line.size())};
    expect_nothing(line, header.end, begin);
    if (line.back() == '}') close();
  }

  void read_item(std::string_view line, std::size_t begin) {
    std::optional<Item> item;
    if (line.size() <= kLongestLine) item = lines_.read(open_->kind, line, offset(begin));
    if (!item) {
      error(begin, begin + line.size(),
            "this line is not " + std::string(what_it_holds(open_->kind)) + " of " + describe(*open_));
      return;
    }
    open_->span.end = offset(begin + line.size());
    const auto add = [&](auto& value) {
      using T = std::remove_cvref_t<decltype(value)>;
      if constexpr (std::is_same_v<T, Setting>) open_->settings.push_back(std::move(value));
      if constexpr (std::is_same_v<T, Field>) open_->fields.push_back(std::move(value));
      if constexpr (std::is_same_v<T, EnumValue>) open_->values.push_back(std::move(value));
      if constexpr (std::is_same_v<T, Attribute>) open_->attributes.push_back(std::move(value));
    };
    std::visit(add, *item);
  }

  void expect_nothing(std::string_view line, std::size_t from, std::size_t begin) {
    const std::size_t first = line.find_first_not_of(kBlanks, from);
    if (first != std::string_view::npos) {
      error(begin + first, begin + line.size(), "this belongs on a line of its own");
    }
  }

  void report_unclosed() {
    error(open_->name_span.begin, open_->name_span.end, describe(*open_) + " is not closed");
    close();
  }

  void close() {
    file_.blocks.push_back(std::move(*open_));
    open_.reset();
  }

  void error(std::size_t begin, std::size_t end, std::string message) {
    file_.errors.push_back({.message = std::move(message), .span = {offset(begin), offset(end)}});
  }

  static std::uint32_t offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

  std::string text_;
  LineReader lines_;
  std::optional<Block> open_;
  File file_;
};

}  // namespace

const Value* find_argument(const std::vector<Value>& arguments, std::string_view label) {
  const auto found = std::ranges::find(arguments, label, &Value::label);
  return found == arguments.end() ? nullptr : &*found;
}

const Attribute* find_attribute(const std::vector<Attribute>& attributes, std::string_view name) {
  const auto found = std::ranges::find(attributes, name, &Attribute::name);
  return found == attributes.end() ? nullptr : &*found;
}

std::string_view keyword(BlockKind kind) {
  return std::ranges::find(kKinds, kind, &std::pair<std::string_view, BlockKind>::second)->first;
}

File parse_file(std::string_view bytes) { return FileReader(bytes).run(); }

}  // namespace lockstep::prisma

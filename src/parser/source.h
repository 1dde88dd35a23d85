#pragma once
// A file that was read: its path as it is shown to people and its bytes. Owner of the bytes that
// every Span of this file speaks of; it outlives everything made from it.

#include <string>
#include <string_view>
#include <utility>

#include "support/span.h"

namespace lockstep {

class SourceFile {
 public:
  // `path` is what reports print: relative to the project's root, with forward slashes.
  // `bytes` are at most 4 GiB - 1, as spans are 32 bits wide; readers refuse larger files.
  SourceFile(std::string path, std::string bytes) : path_(std::move(path)), bytes_(std::move(bytes)) {}

  [[nodiscard]] const std::string& path() const& { return path_; }
  const std::string& path() const&& = delete;
  [[nodiscard]] std::string_view bytes() const& { return bytes_; }
  std::string_view bytes() const&& = delete;
  [[nodiscard]] std::string_view text(Span span) const& {
    return std::string_view(bytes_).substr(span.begin, span.size());
  }
  std::string_view text(Span) const&& = delete;

 private:
  std::string path_;
  std::string bytes_;
};

}  // namespace lockstep

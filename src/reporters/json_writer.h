#pragma once
// JSON as it is reported: indented, and in ASCII, so that what reorders or hides text on a screen stays an
// escape. Bytes that are no UTF-8 become U+FFFD. Written as it comes, since a report may be large.

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include <rapidjson/prettywriter.h>

#include "reporters/escape.h"

namespace lockstep {

class JsonWriter {
 public:
  explicit JsonWriter(std::ostream& out) : stream_(out), writer_(stream_) { writer_.SetIndent(' ', 2); }

  void open_object() { writer_.StartObject(); }
  void open_object(std::string_view name) {
    key(name);
    writer_.StartObject();
  }
  void close_object() { writer_.EndObject(); }
  void open_array(std::string_view name) {
    key(name);
    writer_.StartArray();
  }
  void close_array() { writer_.EndArray(); }

  void text(std::string_view value) {
    const std::string valid = valid_utf8(value);
    writer_.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }
  void member(std::string_view name, std::string_view value) {
    key(name);
    text(value);
  }
  void null(std::string_view name) {
    key(name);
    writer_.Null();
  }
  void member_or_null(std::string_view name, std::string_view value) {
    value.empty() ? null(name) : member(name, value);
  }
  void number(std::string_view name, std::uint64_t value) {
    key(name);
    writer_.Uint64(value);
  }
  void flag(std::string_view name, bool value) {
    key(name);
    writer_.Bool(value);
  }

 private:
  // What RapidJSON writes to; the names are RapidJSON's.
  // NOLINTBEGIN(readability-identifier-naming)
  class Stream {
   public:
    using Ch = char;
    explicit Stream(std::ostream& out) : out_(*out.rdbuf()) {}
    void Put(char c) {
      // The one control character that JSON allows in a string.
      if (c == '\x7f') {
        out_.sputn("\\u007F", 6);
      } else {
        out_.sputc(c);
      }
    }
    void Flush() {}
    friend void PutUnsafe(Stream& stream, char c) { stream.Put(c); }

   private:
    std::streambuf& out_;
  };
  // NOLINTEND(readability-identifier-naming)

  void key(std::string_view name) { writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }

  Stream stream_;
  rapidjson::PrettyWriter<Stream, rapidjson::UTF8<>, rapidjson::ASCII<>> writer_;
};

}  // namespace lockstep

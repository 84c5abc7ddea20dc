/// Writes JSON text piece by piece. Commas are its business; that keys and values alternate is the caller's.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace cpb::gateway {

class JsonWriter {
 public:
  JsonWriter& BeginObject() { return Open('{'); }
  JsonWriter& EndObject() { return Close('}'); }
  JsonWriter& BeginArray() { return Open('['); }
  JsonWriter& EndArray() { return Close(']'); }
  JsonWriter& Key(std::string_view name) {
    Comma();
    Quote(name);
    text_ += ':';
    fresh_ = true;
    return *this;
  }
  JsonWriter& String(std::string_view value) {
    Comma();
    Quote(value);
    return *this;
  }
  template <std::same_as<bool> Bool>
  JsonWriter& Value(Bool value) {
    Comma();
    text_ += value ? "true" : "false";
    return *this;
  }
  JsonWriter& Value(int value) {
    Comma();
    text_ += std::to_string(value);
    return *this;
  }
  /// A value that is JSON already.
  JsonWriter& Raw(std::string_view json) {
    Comma();
    text_ += json;
    return *this;
  }
  /// Key and text; nothing for an empty text.
  JsonWriter& Field(std::string_view name, std::string_view value) {
    return value.empty() ? *this : Key(name).String(value);
  }

  const std::string& text() const { return text_; }

 private:
  JsonWriter& Open(char bracket) {
    Comma();
    text_ += bracket;
    fresh_ = true;
    return *this;
  }
  JsonWriter& Close(char bracket) {
    text_ += bracket;
    fresh_ = false;
    return *this;
  }
  void Comma() {
    if (!fresh_) text_ += ',';
    fresh_ = false;
  }
  void Quote(std::string_view value) {
    static constexpr char kHex[] = "0123456789abcdef";
    text_ += '"';
    for (const char c : value) {
      const auto byte = static_cast<unsigned char>(c);
      switch (c) {
        case '"':
          text_ += "\\\"";
          break;
        case '\\':
          text_ += "\\\\";
          break;
        case '\n':
          text_ += "\\n";
          break;
        case '\r':
          text_ += "\\r";
          break;
        case '\t':
          text_ += "\\t";
          break;
        case '<':
          text_ += "\\u003c";
          break;  // Harmless even when somebody pastes it into a page.
        default:
          if (byte < 0x20) {
            text_ += "\\u00";
            text_ += kHex[byte >> 4];
            text_ += kHex[byte & 15];
          } else {
            text_ += c;
          }
      }
    }
    text_ += '"';
  }

  std::string text_;
  bool fresh_ = true;  ///< Nothing to separate yet.
};

}  // namespace cpb::gateway

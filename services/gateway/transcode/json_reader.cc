#include "services/gateway/transcode/json_reader.h"

#include <cstdint>
#include <unordered_set>

#include "services/gateway/text/text.h"
#include "services/gateway/transcode/utf8.h"

namespace cpb::gateway {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

/// One pass over a text. Stops at the first error of form; duplicate names are reported and read on.
class Reader {
 public:
  Reader(std::string_view text, Problems& problems) : text_{text}, problems_{problems} {}

  std::optional<JsonValue> ReadDocument() {
    JsonValue value;
    if (!ReadValue(value, "", 0)) return std::nullopt;
    SkipSpace();
    if (at_ != text_.size()) {
      Fail("có nội dung thừa sau giá trị JSON", "there is something after the JSON value");
      return std::nullopt;
    }
    if (!problems_.empty()) return std::nullopt;
    return value;
  }

 private:
  /// Reports an error of form at the current place.
  bool Fail(std::string_view text_vi, std::string_view text_en) {
    std::size_t line = 1;
    std::size_t column = 1;
    for (std::size_t i = 0; i < at_ && i < text_.size(); ++i) {
      column = text_[i] == '\n' ? 1 : column + 1;
      if (text_[i] == '\n') ++line;
    }
    problems_.Add("body", Cat("JSON sai ở dòng ", line, ", cột ", column, ": ", text_vi, "."),
                  Cat("The JSON is wrong at line ", line, ", column ", column, ": ", text_en, "."));
    return false;
  }

  void SkipSpace() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
      ++at_;
    }
  }

  bool Take(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  bool ReadValue(JsonValue& value, const std::string& path, int depth) {
    if (depth > kMaxJsonDepth) return Fail("lồng quá sâu", "nested too deeply");
    SkipSpace();
    if (at_ == text_.size()) return Fail("thiếu giá trị", "a value is missing");
    switch (text_[at_]) {
      case '{':
        return ReadObject(value, path, depth);
      case '[':
        return ReadArray(value, path, depth);
      case '"':
        value.kind = JsonValue::Kind::kString;
        return ReadString(value.text);
      default:
        break;
    }
    if (Take("null")) return true;
    if (Take("true")) {
      value.kind = JsonValue::Kind::kBool;
      value.boolean = true;
      return true;
    }
    if (Take("false")) {
      value.kind = JsonValue::Kind::kBool;
      return true;
    }
    return ReadNumber(value);
  }

  bool ReadNumber(JsonValue& value) {
    const std::size_t start = at_;
    const auto digits = [&] {
      const std::size_t first = at_;
      while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
      return at_ - first;
    };
    Take("-");
    const std::size_t whole = at_;
    const std::size_t count = digits();
    bool good = count > 0 && (count == 1 || text_[whole] != '0');
    if (good && Take(".")) good = digits() > 0;
    if (good && (Take("e") || Take("E"))) {
      if (!Take("+")) Take("-");
      good = digits() > 0;
    }
    if (!good) {
      at_ = start;
      return Fail("giá trị không hợp lệ", "not a valid value");
    }
    value.kind = JsonValue::Kind::kNumber;
    value.text = std::string{text_.substr(start, at_ - start)};
    return true;
  }

  bool ReadHex4(std::uint32_t& code) {
    code = 0;
    for (int i = 0; i < 4; ++i) {
      if (at_ == text_.size()) return false;
      const char c = text_[at_];
      std::uint32_t digit = 0;
      if (IsDigit(c)) {
        digit = static_cast<std::uint32_t>(c - '0');
      } else if (c >= 'a' && c <= 'f') {
        digit = static_cast<std::uint32_t>(c - 'a' + 10);
      } else if (c >= 'A' && c <= 'F') {
        digit = static_cast<std::uint32_t>(c - 'A' + 10);
      } else {
        return false;
      }
      code = code * 16 + digit;
      ++at_;
    }
    return true;
  }

  bool ReadEscapedCodePoint(std::string& out) {
    std::uint32_t code = 0;
    bool good = ReadHex4(code);
    if (good && code >= 0xD800 && code < 0xDC00) {  // The first half of a pair needs the second.
      std::uint32_t second = 0;
      good = Take("\\u") && ReadHex4(second) && second >= 0xDC00 && second < 0xE000;
      code = 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00);
    } else if (code >= 0xDC00 && code < 0xE000) {
      good = false;
    }
    if (!good || code == 0) return Fail("chuỗi thoát \\u không hợp lệ", "a wrong \\u escape");
    AppendUtf8(out, code);
    return true;
  }

  bool ReadString(std::string& out) {
    ++at_;  // The opening quote.
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) < 0x20) {
        return Fail("ký tự điều khiển trong chuỗi", "a control character in a string");
      }
      ++at_;
      if (c == '"') return true;
      if (c != '\\') {
        out.push_back(c);
        continue;
      }
      if (at_ == text_.size()) break;
      const char escape = text_[at_++];
      static constexpr std::string_view kFrom = "\"\\/bfnrt";
      static constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
      if (escape == 'u') {
        if (!ReadEscapedCodePoint(out)) return false;
      } else if (const std::size_t index = kFrom.find(escape); index != std::string_view::npos) {
        out.push_back(kTo[index]);
      } else {
        return Fail("ký tự thoát không hợp lệ", "a wrong escape");
      }
    }
    return Fail("chuỗi chưa được đóng", "a string is not closed");
  }

  bool ReadObject(JsonValue& value, const std::string& path, int depth) {
    value.kind = JsonValue::Kind::kObject;
    ++at_;
    std::unordered_set<std::string> seen;
    SkipSpace();
    if (Take("}")) return true;
    while (true) {
      SkipSpace();
      if (at_ == text_.size() || text_[at_] != '"')
        return Fail("thiếu tên trường", "a field name is missing");
      std::string name;
      if (!ReadString(name)) return false;
      SkipSpace();
      if (!Take(":")) return Fail("thiếu dấu hai chấm", "a colon is missing");
      const std::string member_path = Join(path, Shorten(name));
      if (!seen.insert(name).second) {
        problems_.Add(member_path, "Trường này có mặt hơn một lần.", "This field is there more than once.");
      }
      value.members.emplace_back(std::move(name), JsonValue{});
      if (!ReadValue(value.members.back().second, member_path, depth + 1)) return false;
      SkipSpace();
      if (Take("}")) return true;
      if (!Take(",")) return Fail("thiếu dấu phẩy hoặc dấu '}'", "a comma or '}' is missing");
    }
  }

  bool ReadArray(JsonValue& value, const std::string& path, int depth) {
    value.kind = JsonValue::Kind::kArray;
    ++at_;
    SkipSpace();
    if (Take("]")) return true;
    while (true) {
      value.items.emplace_back();
      if (!ReadValue(value.items.back(), Cat(path, "[", value.items.size() - 1, "]"), depth + 1))
        return false;
      SkipSpace();
      if (Take("]")) return true;
      if (!Take(",")) return Fail("thiếu dấu phẩy hoặc dấu ']'", "a comma or ']' is missing");
    }
  }

  std::string_view text_;
  Problems& problems_;
  std::size_t at_ = 0;
};

}  // namespace

std::string_view KindVi(JsonValue::Kind kind) {
  switch (kind) {
    case JsonValue::Kind::kNull:
      return "null";
    case JsonValue::Kind::kBool:
      return "giá trị đúng/sai";
    case JsonValue::Kind::kNumber:
      return "số";
    case JsonValue::Kind::kString:
      return "chuỗi";
    case JsonValue::Kind::kArray:
      return "danh sách";
    case JsonValue::Kind::kObject:
      return "đối tượng";
  }
  return "";
}

std::string_view KindEn(JsonValue::Kind kind) {
  switch (kind) {
    case JsonValue::Kind::kNull:
      return "null";
    case JsonValue::Kind::kBool:
      return "a boolean";
    case JsonValue::Kind::kNumber:
      return "a number";
    case JsonValue::Kind::kString:
      return "a string";
    case JsonValue::Kind::kArray:
      return "a list";
    case JsonValue::Kind::kObject:
      return "an object";
  }
  return "";
}

std::optional<JsonValue> ReadJson(std::string_view text, Problems& problems) {
  if (const auto offset = FirstInvalidUtf8(text)) {
    problems.Add("body", Cat("Nội dung không phải UTF-8 hợp lệ (byte thứ ", *offset + 1, ")."),
                 Cat("The body is not valid UTF-8 (byte ", *offset + 1, ")."));
    return std::nullopt;
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  return Reader{text, problems}.ReadDocument();
}

}  // namespace cpb::gateway

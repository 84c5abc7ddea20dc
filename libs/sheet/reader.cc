#include "libs/sheet/reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "libs/csv/amount.h"
#include "libs/sheet/collector.h"
#include "libs/sheet/formats.h"
#include "libs/sheet/zip.h"

namespace cpb::sheet {
namespace {

constexpr char kOdsType[] = "application/vnd.oasis.opendocument.spreadsheet";
/// Compound file: .xls, or an .xlsx with a password.
constexpr std::string_view kCompound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// "EncryptedPackage" as the compound file names its parts, in UTF-16.
constexpr std::string_view kEncryptedPart{"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32};
/// Excel keeps 15 digits.
constexpr double kMostDigits = 999'999'999'999'999;
/// 9999-12-31 as Excel counts days from 1899-12-30.
constexpr double kLastDay = 2'958'465;
/// Excel believes in 29 February 1900, so earlier numbers are off by one; no budget is.
constexpr double kFirstDay = 61;

Message FileMessage(std::string text_vi, std::string text_en) {
  return {"", "", std::move(text_vi), std::move(text_en)};
}

Message Encrypted() {
  return FileMessage("Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi lưu lại.",
                     "The file is protected by a password. Remove it and save the file again.");
}

Message Macros() {
  return FileMessage("Tệp có macro. Hãy lưu dạng .xlsx hoặc .ods không có macro.",
                     "The file has macros. Save it as .xlsx or .ods without them.");
}

/// Not a zip archive: what else?
Message ForeignFile(std::string_view bytes) {
  if (bytes.empty()) return FileMessage("Tệp rỗng.", "The file is empty.");
  if (bytes.substr(0, kCompound.size()) == kCompound) {
    if (bytes.find(kEncryptedPart) != bytes.npos) return Encrypted();
    return FileMessage("Tệp ở dạng Excel 97-2003 (.xls). Hãy lưu lại dạng .xlsx.",
                       "The file is of Excel 97-2003 (.xls). Save it as .xlsx.");
  }
  const std::string_view start = bytes.substr(0, 1000);
  const bool text = start.find('\0') == start.npos;
  if (text && start.find('<') == start.find_first_not_of(" \r\n\t\xEF\xBB\xBF")) {
    return FileMessage("Tệp là trang HTML hoặc XML, không phải bảng tính. Hãy lưu lại dạng .xlsx.",
                       "The file is HTML or XML, not a workbook. Save it as .xlsx.");
  }
  if (text) {
    return FileMessage(
        "Tệp là văn bản (CSV?), không phải bảng tính. Hãy lưu dạng .xlsx, hoặc nhập bằng chức năng CSV.",
        "The file is text (CSV?), not a workbook. Save it as .xlsx, or use the import of CSV.");
  }
  return FileMessage("Tệp không phải bảng tính Excel (.xlsx) hay OpenDocument (.ods).",
                     "The file is no workbook of Excel (.xlsx) or OpenDocument (.ods).");
}

std::optional<Message> ToMessage(ZipFault fault, std::string_view bytes) {
  switch (fault) {
    case ZipFault::kNone:
      return std::nullopt;
    case ZipFault::kNotZip:
      return ForeignFile(bytes);
    case ZipFault::kEncrypted:
      return Encrypted();
    case ZipFault::kTooLarge:
      return FileMessage("Nội dung giải nén của tệp quá lớn.",
                         "The unpacked content of the file is too large.");
    case ZipFault::kBroken:
      break;
  }
  return FileMessage("Tệp bị hỏng hoặc tải lên chưa trọn vẹn.",
                     "The file is damaged or was cut off on its way.");
}

/// What an .xlsx or an .ods may not be.
std::optional<Message> CheckParts(const Zip& zip, bool ods) {
  if (ods) {
    const std::string manifest = zip.Read("META-INF/manifest.xml").value_or("");
    if (manifest.find("encryption-data") != manifest.npos) return Encrypted();
    if (zip.HasFolder("Basic/") || zip.HasFolder("Scripts/")) return Macros();
    return std::nullopt;
  }
  if (zip.Has("xl/workbook.bin")) {
    return FileMessage("Tệp ở dạng nhị phân (.xlsb). Hãy lưu lại dạng .xlsx.",
                       "The file is a binary workbook (.xlsb). Save it as .xlsx.");
  }
  const std::string types = zip.Read("[Content_Types].xml").value_or("");
  if (types.find("macroEnabled") != types.npos || types.find("vbaProject") != types.npos ||
      zip.Has("xl/vbaProject.bin") || zip.HasFolder("xl/macrosheets/")) {
    return Macros();
  }
  if (zip.HasFolder("xl/externalLinks/")) {
    return FileMessage(
        "Tệp có liên kết tới tệp khác. Hãy bỏ liên kết (Data > Edit Links) rồi lưu lại.",
        "The file links to other files. Break the links (Data > Edit Links) and save it again.");
  }
  return std::nullopt;
}

std::optional<clock::Date> FromSerial(double number) {
  if (number < kFirstDay || number > kLastDay || number != std::floor(number)) return std::nullopt;
  const std::chrono::sys_days origin{std::chrono::year{1899} / 12 / 30};
  return clock::Date{origin + std::chrono::days{static_cast<int>(number)}};
}

/// dd/mm/yyyy, d/m/yyyy.
std::optional<clock::Date> ParseVietnameseDate(std::string_view text) {
  int parts[3] = {};
  for (int i = 0; i < 3; ++i) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parts[i]);
    const auto size = static_cast<std::size_t>(end - text.data());
    if (error != std::errc{} || size > (i < 2 ? 2U : 4U) || parts[i] < 1 || text.front() == '-')
      return std::nullopt;
    text.remove_prefix(size);
    if (i == 2) break;
    if (text.empty() || text.front() != '/') return std::nullopt;
    text.remove_prefix(1);
  }
  const clock::Date date{std::chrono::year{parts[2]}, std::chrono::month{static_cast<unsigned>(parts[1])},
                         std::chrono::day{static_cast<unsigned>(parts[0])}};
  if (!text.empty() || !date.ok() || parts[2] < clock::kFirstYear) return std::nullopt;
  return date;
}

}  // namespace

const Cell& Row::operator[](std::size_t column) const {
  static const Cell kAbsent;
  return column < cells.size() ? cells[column] : kAbsent;
}

const Table* Book::Find(std::string_view name) const {
  const auto found =
      std::find_if(tables.begin(), tables.end(), [&](const Table& table) { return table.name == name; });
  return found == tables.end() ? nullptr : &*found;
}

Book Read(std::string_view bytes, const std::vector<std::string>& wanted, const Limits& limits) {
  Book book;
  if (bytes.size() > limits.bytes) {
    const std::string most = std::to_string(limits.bytes >> 20);
    const std::string tenths = std::to_string((limits.bytes % (std::size_t{1} << 20)) * 10 >> 20);
    book.messages.push_back(FileMessage("Tệp lớn hơn " + most + "," + tenths + " MiB.",
                                        "The file is larger than " + most + "." + tenths + " MiB."));
    return book;
  }
  const Zip zip{bytes, limits.unpacked};
  if (auto message = ToMessage(zip.fault(), bytes)) {
    book.messages.push_back(*std::move(message));
    return book;
  }
  const bool ods = zip.Read("mimetype").value_or("") == kOdsType;
  if (!ods && !zip.Has("[Content_Types].xml")) {
    book.messages.push_back(ForeignFile(std::string_view{"PK\0", 3}));
    return book;
  }
  if (auto message = CheckParts(zip, ods)) {
    book.messages.push_back(*std::move(message));
    return book;
  }
  Collector collector{wanted, limits, book};
  if (ods) {
    ReadOds(zip, collector, book);
  } else {
    ReadXlsx(zip, collector, book);
  }
  if (!book.ok()) book.tables.clear();
  return book;
}

std::string Address(std::size_t column, std::size_t row) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters + std::to_string(row);
}

std::optional<double> ParseNumber(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<std::size_t> ParseCount(std::string_view text) {
  constexpr std::size_t kMost = 1'500'000;
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || end != text.data() + text.size() || count > kMost) return std::nullopt;
  return count;
}

std::optional<std::string> TextOf(const Cell& cell) {
  if (cell.empty()) return "";
  if (cell.kind == Cell::Kind::kText) return cell.text;
  const auto number = cell.kind == Cell::Kind::kNumber ? NumberOf(cell) : std::nullopt;
  if (!number) return std::nullopt;
  return std::to_string(*number);
}

std::optional<std::int64_t> NumberOf(const Cell& cell) {
  if (cell.kind == Cell::Kind::kNumber) {
    if (cell.number != std::floor(cell.number) || std::fabs(cell.number) > kMostDigits) return std::nullopt;
    return static_cast<std::int64_t>(cell.number);
  }
  if (cell.kind != Cell::Kind::kText) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), number);
  if (error != std::errc{} || end != cell.text.data() + cell.text.size()) return std::nullopt;
  return number;
}

std::optional<clock::Date> DateOf(const Cell& cell) {
  if (cell.kind == Cell::Kind::kNumber) return FromSerial(cell.number);
  if (cell.kind != Cell::Kind::kDate && cell.kind != Cell::Kind::kText) return std::nullopt;
  if (const auto date = clock::ParseDate(cell.text)) return date;
  return cell.kind == Cell::Kind::kText ? ParseVietnameseDate(cell.text) : std::nullopt;
}

std::optional<money::Vnd> AmountOf(const Cell& cell, std::vector<Message>& messages) {
  std::string text;
  if (cell.kind == Cell::Kind::kText) {
    text = cell.text;
  } else if (cell.kind == Cell::Kind::kNumber && cell.number != std::floor(cell.number)) {
    messages.push_back(FileMessage("Số tiền có phần lẻ: chỉ nhận số đồng nguyên.",
                                   "The amount has a fraction: only whole dong are taken."));
    return std::nullopt;
  } else if (cell.kind == Cell::Kind::kNumber &&
             std::fabs(cell.number) <= 2 * static_cast<double>(money::kMaxDong)) {
    text = std::to_string(static_cast<std::int64_t>(cell.number));
  } else if (cell.kind == Cell::Kind::kNumber) {
    text = "99999999999999999999";  // Too much, however much it is.
  } else if (!cell.empty()) {
    text = "?";
  }
  std::vector<refusal::Violation> violations;
  const auto amount = csv::ParseAmount(text, "", violations);
  for (const refusal::Violation& violation : violations) {
    messages.push_back(FileMessage(violation.text_vi, violation.text_en));
  }
  return amount;
}

}  // namespace cpb::sheet

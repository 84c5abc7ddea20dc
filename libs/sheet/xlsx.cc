// The parts of an .xlsx: the package names its workbook, the workbook its sheets, shared strings stand apart.
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "libs/sheet/formats.h"
#include "libs/sheet/xml.h"

namespace cpb::sheet {
namespace {

// An entry of these lists takes more memory than the few bytes that ask for it.
constexpr std::size_t kMaxRelations = 10'000;
constexpr std::size_t kMaxSheets = 1'000;
constexpr std::size_t kMaxStrings = 1'000'000;

struct Relation {
  std::string type;    ///< Last word: "worksheet".
  std::string target;  ///< Full name of the part.
};
using Relations = std::map<std::string, Relation, std::less<>>;

std::string FolderOf(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  return slash == part.npos ? "" : std::string{part.substr(0, slash + 1)};
}

/// Targets are relative to the folder of the part that names them, or begin with a slash.
std::string Resolve(const std::string& folder, std::string_view target) {
  if (!target.empty() && target.front() == '/') return std::string{target.substr(1)};
  std::string base = folder;
  while (target.substr(0, 3) == "../" && !base.empty()) {
    target.remove_prefix(3);
    base = FolderOf(std::string_view{base}.substr(0, base.size() - 1));
  }
  return base.append(target);
}

std::optional<Relations> ReadRelations(const Zip& zip, const std::string& part) {
  const std::string folder = FolderOf(part);
  const std::optional<std::string> xml = zip.Read(folder + "_rels/" + part.substr(folder.size()) + ".rels");
  if (!xml) return std::nullopt;
  Relations relations;
  const auto start = [&](std::string_view name, const Attributes& attributes) {
    if (name == "Relationship" && attributes["TargetMode"] != "External") {
      const std::string_view type = attributes["Type"];
      relations[std::string{attributes["Id"]}] = {std::string{type.substr(type.rfind('/') + 1)},
                                                  Resolve(folder, attributes["Target"])};
    }
    return relations.size() <= kMaxRelations;
  };
  const XmlHandler handler{start, [](std::string_view) { return true; },
                           [](std::string_view) { return true; }};
  if (ParseXml(*xml, handler) != XmlResult::kWhole) return std::nullopt;
  return relations;
}

/// "_x000D_" stands for a character that XML cannot hold.
std::string Unescape(const std::string& text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    unsigned code = 0;
    const char* digits = text.data() + at + 2;
    const bool escape = text.compare(at, 2, "_x") == 0 && at + 7 <= text.size() && text[at + 6] == '_' &&
                        std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4;
    if (escape && code < 0x80) {
      plain += static_cast<char>(code);
      at += 7;
    } else {
      plain += text[at++];
    }
  }
  return plain;
}

/// Text inside <t>, but not inside <rPh> (how to pronounce it).
class TextGatherer {
 public:
  void Start(std::string_view name) {
    if (name == "rPh") ++aside_;
    inside_ = name == "t" && aside_ == 0;
  }
  void End(std::string_view name) {
    if (name == "rPh") --aside_;
    inside_ = false;
  }
  void Text(std::string_view text) {
    if (inside_) text_ += text;
  }
  std::string Take() { return Unescape(std::exchange(text_, {})); }

 private:
  int aside_ = 0;
  bool inside_ = false;
  std::string text_;
};

std::optional<std::vector<std::string>> ReadSharedStrings(const std::string& xml) {
  std::vector<std::string> strings;
  TextGatherer gatherer;
  const XmlHandler handler{[&](std::string_view name, const Attributes&) {
                             gatherer.Start(name);
                             return true;
                           },
                           [&](std::string_view name) {
                             gatherer.End(name);
                             if (name == "si") strings.push_back(gatherer.Take());
                             return strings.size() <= kMaxStrings;
                           },
                           [&](std::string_view text) {
                             gatherer.Text(text);
                             return true;
                           }};
  if (ParseXml(xml, handler) != XmlResult::kWhole) return std::nullopt;
  return strings;
}

/// "AB12" as column 27, row 11; nothing when it is no address.
std::optional<std::pair<std::size_t, std::size_t>> ParseAddress(std::string_view text) {
  std::size_t column = 0;
  while (!text.empty() && text.front() >= 'A' && text.front() <= 'Z' && column < 100'000) {
    column = column * 26 + static_cast<std::size_t>(text.front() - 'A' + 1);
    text.remove_prefix(1);
  }
  const std::optional<std::size_t> row = ParseCount(text);
  if (column == 0 || !row || *row == 0) return std::nullopt;
  return std::pair{column - 1, *row - 1};
}

/// One sheet, cell by cell.
class SheetReader {
 public:
  SheetReader(const std::vector<std::string>& strings, Collector& collector)
      : strings_{strings}, collector_{collector} {}

  /// False when the sheet is damaged; a limit that is passed has its own message.
  bool Run(const std::string& xml) {
    const XmlHandler handler{
        [this](std::string_view name, const Attributes& attributes) { return Start(name, attributes); },
        [this](std::string_view name) { return End(name); },
        [this](std::string_view text) {
          if (in_value_) value_ += text;
          gatherer_.Text(text);
          return true;
        }};
    return ParseXml(xml, handler) != XmlResult::kBroken && !broken_;
  }

 private:
  bool Start(std::string_view name, const Attributes& attributes) {
    if (name == "row") {
      const auto number = ParseCount(attributes["r"]);
      if (attributes.Has("r") && (!number || *number == 0)) return Break();
      row_ = number ? *number - 1 : next_row_;
      next_row_ = row_ + 1;
      next_column_ = 0;
    } else if (name == "c") {
      return StartCell(attributes);
    } else if (name == "f") {
      has_formula_ = true;
    }
    in_value_ = name == "v";
    gatherer_.Start(name);
    return true;
  }

  bool StartCell(const Attributes& attributes) {
    column_ = next_column_;
    if (attributes.Has("r")) {
      const auto address = ParseAddress(attributes["r"]);
      if (!address || address->second != row_) return Break();
      column_ = address->first;
    }
    next_column_ = column_ + 1;
    type_ = attributes["t"];
    has_formula_ = in_value_ = false;
    value_.clear();
    gatherer_.Take();
    return true;
  }

  bool End(std::string_view name) {
    in_value_ = false;
    gatherer_.End(name);
    if (name != "c") return true;
    std::optional<Cell> cell = ToCell();
    if (!cell) return Break();
    return collector_.Put(row_, column_, *std::move(cell));
  }

  std::optional<Cell> ToCell() {
    Cell cell;
    if (has_formula_) {
      cell.kind = Cell::Kind::kFormula;
    } else if (type_ == "inlineStr") {
      cell.kind = Cell::Kind::kText;
      cell.text = gatherer_.Take();
    } else if (value_.empty()) {
      return cell;
    } else if (type_ == "s") {
      const auto index = ParseCount(value_);
      if (!index || *index >= strings_.size()) return std::nullopt;
      cell.kind = Cell::Kind::kText;
      cell.text = strings_[*index];
    } else if (type_ == "str") {
      cell.kind = Cell::Kind::kText;
      cell.text = Unescape(value_);
    } else if (type_ == "d") {
      cell.kind = Cell::Kind::kDate;
      cell.text = value_.substr(0, value_.find('T'));
    } else if (type_ == "e") {
      cell.kind = Cell::Kind::kError;
    } else {
      const auto number = ParseNumber(value_);
      if (!number) return std::nullopt;
      cell.kind = type_ == "b" ? Cell::Kind::kBoolean : Cell::Kind::kNumber;
      cell.number = *number;
    }
    return cell;
  }

  bool Break() {
    broken_ = true;
    return false;
  }

  const std::vector<std::string>& strings_;
  Collector& collector_;
  TextGatherer gatherer_;
  std::size_t row_ = 0, column_ = 0, next_row_ = 0, next_column_ = 0;
  std::string type_, value_;
  bool in_value_ = false, has_formula_ = false, broken_ = false;
};

struct WorkbookPart {
  std::vector<std::pair<std::string, std::string>> sheets;  ///< Name and relation.
  bool epoch_1904 = false;
};

std::optional<WorkbookPart> ReadWorkbookPart(const std::string& xml) {
  WorkbookPart part;
  const auto start = [&](std::string_view name, const Attributes& attributes) {
    if (name == "workbookPr") {
      part.epoch_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
    } else if (name == "sheet") {
      part.sheets.emplace_back(attributes["name"], attributes["id"]);
    }
    return part.sheets.size() <= kMaxSheets;
  };
  const XmlHandler handler{start, [](std::string_view) { return true; },
                           [](std::string_view) { return true; }};
  if (ParseXml(xml, handler) != XmlResult::kWhole) return std::nullopt;
  return part;
}

std::string TargetOf(const Relations& relations, std::string_view type) {
  for (const auto& [id, relation] : relations) {
    if (relation.type == type) return relation.target;
  }
  return {};
}

}  // namespace

void ReadXlsx(const Zip& zip, Collector& collector, Book& book) {
  const auto package = ReadRelations(zip, "");
  const std::string name = package ? TargetOf(*package, "officeDocument") : "";
  const auto xml = zip.Read(name);
  const auto relations = ReadRelations(zip, name);
  const auto workbook = xml && relations ? ReadWorkbookPart(*xml) : std::nullopt;
  if (!workbook) return collector.Broken();
  if (workbook->epoch_1904) {
    book.messages.push_back({"", "", "Tệp dùng hệ ngày 1904. Hãy tắt \"Use 1904 date system\" trong Excel.",
                             "The file uses the 1904 date system. Switch it off in Excel's options."});
    return;
  }
  std::vector<std::string> strings;
  if (const std::string target = TargetOf(*relations, "sharedStrings"); !target.empty()) {
    const auto shared = zip.Read(target);
    auto read = shared ? ReadSharedStrings(*shared) : std::nullopt;
    if (!read) return collector.Broken();
    strings = *std::move(read);
  }
  for (const auto& [sheet, id] : workbook->sheets) {
    if (!collector.Begin(sheet)) continue;
    const auto relation = relations->find(id);
    const auto content = relation == relations->end() ? std::nullopt : zip.Read(relation->second.target);
    if (!content || !SheetReader{strings, collector}.Run(*content)) return collector.Broken();
    if (!book.ok()) return;
  }
}

}  // namespace cpb::sheet

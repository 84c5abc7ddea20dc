// The content of an .ods: tables of rows of cells, with equal neighbours written once and counted.
#include <algorithm>
#include <utility>

#include "libs/sheet/formats.h"
#include "libs/sheet/xml.h"

namespace cpb::sheet {
namespace {

class ContentReader {
 public:
  explicit ContentReader(Collector& collector) : collector_{collector} {}

  /// False when the content is damaged; a limit that is passed has its own message.
  bool Run(const std::string& xml) {
    const XmlHandler handler{
        [this](std::string_view name, const Attributes& attributes) { return Start(name, attributes); },
        [this](std::string_view name) { return End(name); },
        [this](std::string_view text) {
          if (in_paragraph_ && aside_ == 0) cell_.text += text;
          return true;
        }};
    return ParseXml(xml, handler) != XmlResult::kBroken && !broken_;
  }
  bool links_elsewhere() const { return links_elsewhere_; }

 private:
  bool Start(std::string_view name, const Attributes& attributes) {
    if (name == "table-source" || name == "dde-link" || name == "cell-range-source") {
      links_elsewhere_ = true;
      return false;
    }
    if (name == "table" && !in_cell_) {
      wanted_ = collector_.Begin(attributes["name"]);
      row_ = 0;
    }
    if (!wanted_) return true;
    if (in_cell_) return StartInCell(name, attributes);
    if (name == "table-row") {
      column_ = 0;
      cells_.clear();
      const auto repeated = Repeated(attributes, "number-rows-repeated");
      if (!repeated) return Break();
      rows_repeated_ = *repeated;
    } else if (name == "table-cell" || name == "covered-table-cell") {
      in_cell_ = true;
      return StartCell(attributes);
    }
    return true;
  }

  static std::optional<std::size_t> Repeated(const Attributes& attributes, std::string_view name) {
    if (!attributes.Has(name)) return 1;
    const auto count = ParseCount(attributes[name]);
    return count && *count > 0 ? count : std::nullopt;
  }

  bool StartCell(const Attributes& attributes) {
    cell_ = {};
    paragraphs_ = 0;
    const auto repeated = Repeated(attributes, "number-columns-repeated");
    if (!repeated) return Break();
    columns_repeated_ = *repeated;
    const std::string_view type = attributes["value-type"];
    if (attributes.Has("formula")) {
      cell_.kind = Cell::Kind::kFormula;
    } else if (type == "float" || type == "percentage" || type == "currency") {
      const auto number = ParseNumber(attributes["value"]);
      if (!number) return Break();
      cell_.kind = Cell::Kind::kNumber;
      cell_.number = *number;
    } else if (type == "date") {
      const std::string_view date = attributes["date-value"];
      cell_.kind = Cell::Kind::kDate;
      cell_.text = date.substr(0, date.find('T'));
    } else if (type == "boolean" || type == "time") {
      cell_.kind = type == "time" ? Cell::Kind::kError : Cell::Kind::kBoolean;
    } else if (type == "string") {
      cell_.kind = Cell::Kind::kText;
      cell_.text = attributes["string-value"];
      has_text_ = attributes.Has("string-value");
    }
    collects_ = cell_.kind == Cell::Kind::kText && !has_text_;
    has_text_ = false;
    return true;
  }

  /// Only paragraphs of the cell itself are its text: comments and drawings have some too.
  bool StartInCell(std::string_view name, const Attributes& attributes) {
    if (aside_ > 0 || name == "annotation" || name == "frame" || name == "custom-shape") {
      ++aside_;
    } else if (!collects_) {
      return true;
    } else if (name == "p") {
      if (paragraphs_++ > 0) cell_.text += '\n';
      in_paragraph_ = true;
    } else if (name == "s") {
      const auto count = attributes.Has("c") ? ParseCount(attributes["c"]) : 1;
      if (!count || *count > collector_.limits().cell_bytes) return Break();
      cell_.text.append(*count, ' ');
    } else if (name == "tab") {
      cell_.text += '\t';
    } else if (name == "line-break") {
      cell_.text += '\n';
    }
    return true;
  }

  bool End(std::string_view name) {
    if (!wanted_) return true;
    if (aside_ > 0) {
      --aside_;
    } else if (in_cell_ && name == "p") {
      in_paragraph_ = false;
    } else if (in_cell_ && (name == "table-cell" || name == "covered-table-cell")) {
      in_cell_ = false;
      return EndCell();
    } else if (name == "table-row") {
      return EndRow();
    } else if (name == "table" && !in_cell_) {
      wanted_ = false;
    }
    return true;
  }

  bool EndCell() {
    if (cell_.empty()) {
      column_ += columns_repeated_;
      return true;
    }
    // Of what stands beyond the last column one cell is enough to be refused.
    const std::size_t end = std::min(column_ + columns_repeated_, collector_.limits().columns + 1);
    for (std::size_t column = column_; column < end; ++column) cells_.emplace_back(column, cell_);
    column_ += columns_repeated_;
    return true;
  }

  bool EndRow() {
    if (!cells_.empty()) {
      for (std::size_t i = 0; i < rows_repeated_; ++i) {
        for (const auto& [column, cell] : cells_) {
          if (!collector_.Put(row_ + i, column, cell)) return false;
        }
      }
    }
    row_ += rows_repeated_;
    return true;
  }

  bool Break() {
    broken_ = true;
    return false;
  }

  Collector& collector_;
  bool wanted_ = false, in_cell_ = false, in_paragraph_ = false, collects_ = false, has_text_ = false;
  bool broken_ = false, links_elsewhere_ = false;
  int aside_ = 0, paragraphs_ = 0;
  std::size_t row_ = 0, column_ = 0, rows_repeated_ = 1, columns_repeated_ = 1;
  Cell cell_;
  std::vector<std::pair<std::size_t, Cell>> cells_;
};

}  // namespace

void ReadOds(const Zip& zip, Collector& collector, Book& book) {
  const auto content = zip.Read("content.xml");
  ContentReader reader{collector};
  if (!content || !reader.Run(*content)) return collector.Broken();
  if (reader.links_elsewhere()) {
    book.messages.push_back({"", "", "Tệp có liên kết tới tệp khác. Hãy bỏ liên kết rồi lưu lại.",
                             "The file links to other files. Break the links and save it again."});
  }
}

}  // namespace cpb::sheet

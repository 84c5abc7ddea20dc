#include "libs/storage/cells.h"

#include <cppconn/datatype.h>
#include <cppconn/parameter_metadata.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>

#include <charconv>
#include <limits>

#include "absl/strings/str_cat.h"

namespace cpb::storage {
namespace {

struct Column {
  int type = 0;
  bool is_signed = true;
  bool has_fraction = false;  ///< Of seconds.
};

StorageError Unreadable(unsigned index, const std::string& why) {
  return StorageError{absl::InternalError(absl::StrCat("column ", index - 1, " ", why)), 0};
}

Value ReadInteger(const sql::ResultSet& result, const Column& column, unsigned index) {
  if (column.is_signed) return result.getInt64(index);
  const std::uint64_t value = result.getUInt64(index);
  if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    throw Unreadable(index, "is above the range of int64");
  }
  return static_cast<std::int64_t>(value);
}

Value ReadDecimal(const sql::ResultSet& result, unsigned index) {
  // getInt64 would cut a fraction off, getDouble would round: the text is the only exact form.
  const auto value = ParseExactDecimal(std::string{result.getString(index)});
  if (!value) throw Unreadable(index, "is a decimal that is no whole int64");
  return *value;
}

Value ReadTimestamp(const sql::ResultSet& result, const Column& column, unsigned index) {
  std::string text = result.getString(index);
  // The driver leaves a fraction of zero out, so that equal instants would differ as texts.
  if (column.has_fraction && text.find('.') == text.npos) text += ".000000";
  return text;
}

Value ReadCell(const sql::ResultSet& result, const Column& column, unsigned index) {
  if (result.isNull(index)) return std::monostate{};
  switch (column.type) {
    case sql::DataType::TINYINT:
    case sql::DataType::SMALLINT:
    case sql::DataType::MEDIUMINT:
    case sql::DataType::INTEGER:
    case sql::DataType::BIGINT:
    case sql::DataType::YEAR:
      return ReadInteger(result, column, index);
    case sql::DataType::DECIMAL:
    case sql::DataType::NUMERIC:
      return ReadDecimal(result, index);
    case sql::DataType::TIMESTAMP:
      return ReadTimestamp(result, column, index);
    case sql::DataType::CHAR:
    case sql::DataType::VARCHAR:
    case sql::DataType::LONGVARCHAR:
    case sql::DataType::BINARY:
    case sql::DataType::VARBINARY:
    case sql::DataType::LONGVARBINARY:
    case sql::DataType::DATE:
    case sql::DataType::TIME:
    case sql::DataType::ENUM:
    case sql::DataType::SET:
    case sql::DataType::JSON:
      return std::string{result.getString(index)};
    default:
      throw Unreadable(index, absl::StrCat("has a type that is not read (", column.type, ")"));
  }
}

}  // namespace

std::optional<std::int64_t> ParseExactDecimal(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point != text.npos) {
    if (text.substr(point + 1).find_first_not_of('0') != text.npos) return std::nullopt;
    text = text.substr(0, point);
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::vector<Row> ReadRows(sql::ResultSet& result) {
  sql::ResultSetMetaData& meta = *result.getMetaData();  // Owned by the result.
  std::vector<Column> columns(meta.getColumnCount());
  for (unsigned i = 0; i < columns.size(); ++i) {
    columns[i] = Column{meta.getColumnType(i + 1), meta.isSigned(i + 1), meta.getScale(i + 1) > 0};
  }
  std::vector<Row> rows;
  rows.reserve(result.rowsCount());
  while (result.next()) {
    std::vector<Value> cells;
    cells.reserve(columns.size());
    for (unsigned i = 0; i < columns.size(); ++i) cells.push_back(ReadCell(result, columns[i], i + 1));
    rows.emplace_back(std::move(cells));
  }
  return rows;
}

unsigned ParameterCount(sql::PreparedStatement& statement) {
  return static_cast<unsigned>(statement.getParameterMetaData()->getParameterCount());
}

}  // namespace cpb::storage

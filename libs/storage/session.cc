// The parts of Session that are made of Query and Execute.
#include <algorithm>
#include <bit>

#include "absl/strings/str_cat.h"
#include "libs/storage/database.h"

namespace cpb::storage {
namespace {

constexpr std::size_t kMaxRowsPerStatement = 256;

std::string StatementFor(std::string_view prefix, std::size_t rows, std::size_t columns,
                         std::string_view suffix) {
  // Written with std::string: Debian's Abseil has a string_view of its own, so StrCat does not take ours.
  std::string group = "(";
  for (std::size_t i = 0; i < columns; ++i) group += i == 0 ? "?" : ",?";
  group += ")";
  std::string sql{prefix};
  for (std::size_t i = 0; i < rows; ++i) sql.append(i == 0 ? " " : ",").append(group);
  return sql.append(" ").append(suffix);
}

}  // namespace

std::optional<Row> Session::QueryOne(std::string_view sql, std::vector<Value> parameters) {
  std::vector<Row> rows = Query(sql, std::move(parameters));
  if (rows.size() > 1) {
    throw StorageError{absl::InternalError(absl::StrCat("at most one row expected, got ", rows.size())), 0};
  }
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::int64_t Session::ExecuteRows(std::string_view prefix, const std::vector<std::vector<Value>>& rows,
                                  std::string_view suffix) {
  std::int64_t matched = 0;
  for (std::size_t done = 0; done < rows.size();) {
    // Chunks are powers of two, so that any number of rows is served by nine statements, which stay prepared.
    const std::size_t chunk = std::min(std::bit_floor(rows.size() - done), kMaxRowsPerStatement);
    const std::size_t columns = rows[done].size();
    std::vector<Value> parameters;
    parameters.reserve(chunk * columns);
    for (std::size_t i = done; i < done + chunk; ++i) {
      if (rows[i].size() != columns) throw StorageError{absl::InternalError("rows of different lengths"), 0};
      parameters.insert(parameters.end(), rows[i].begin(), rows[i].end());
    }
    matched += Execute(StatementFor(prefix, chunk, columns, suffix), std::move(parameters));
    done += chunk;
  }
  return matched;
}

}  // namespace cpb::storage

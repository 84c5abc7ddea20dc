// The parts of Session that are made of Query and Execute.
#include <algorithm>
#include <array>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "libs/storage/database.h"

namespace cpb::storage {
namespace {

/// Widths of the statements that serve any number of rows: few enough to stay prepared, dense enough that
/// most numbers need one or two of them.
constexpr std::array<std::size_t, 17> kWidths = {1,  2,  3,  4,  5,  6,  7,   8,  12,
                                                 16, 24, 32, 48, 64, 96, 128, 256};

std::size_t WidestWithin(std::size_t rows) {
  return *std::prev(std::upper_bound(kWidths.begin(), kWidths.end(), rows));
}

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

/// Calls `run` with a statement and its parameters for each chunk of `rows`.
template <class Run>
void ForEachChunk(std::string_view prefix, const std::vector<std::vector<Value>>& rows,
                  std::string_view suffix, Run&& run) {
  for (std::size_t done = 0; done < rows.size();) {
    const std::size_t chunk = WidestWithin(rows.size() - done);
    const std::size_t columns = rows[done].size();
    std::vector<Value> parameters;
    parameters.reserve(chunk * columns);
    for (std::size_t i = done; i < done + chunk; ++i) {
      if (rows[i].size() != columns) throw StorageError{absl::InternalError("rows of different lengths"), 0};
      parameters.insert(parameters.end(), rows[i].begin(), rows[i].end());
    }
    run(StatementFor(prefix, chunk, columns, suffix), std::move(parameters));
    done += chunk;
  }
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
  ForEachChunk(prefix, rows, suffix, [&](const std::string& sql, std::vector<Value> parameters) {
    matched += Execute(sql, std::move(parameters));
  });
  return matched;
}

std::vector<Row> Session::QueryRows(std::string_view prefix, const std::vector<std::vector<Value>>& rows,
                                    std::string_view suffix) {
  std::vector<Row> all;
  ForEachChunk(prefix, rows, suffix, [&](const std::string& sql, std::vector<Value> parameters) {
    for (Row& row : Query(sql, std::move(parameters))) all.push_back(std::move(row));
  });
  return all;
}

std::vector<Row> Session::QueryIn(std::string_view before, const std::vector<Value>& keys,
                                  std::string_view after) {
  std::vector<Row> all;
  for (std::size_t done = 0; done < keys.size();) {
    const std::size_t chunk = std::min(keys.size() - done, kWidths.back());
    const std::size_t width = *std::lower_bound(kWidths.begin(), kWidths.end(), chunk);
    std::string sql{before};
    std::vector<Value> parameters;
    parameters.reserve(width);
    for (std::size_t i = 0; i < width; ++i) {
      sql += i == 0 ? " (?" : ",?";
      parameters.push_back(keys[done + std::min(i, chunk - 1)]);
    }
    sql.append(") ").append(after);
    for (Row& row : Query(sql, std::move(parameters))) all.push_back(std::move(row));
    done += chunk;
  }
  return all;
}

}  // namespace cpb::storage

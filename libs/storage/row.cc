// Row: typed cells. A wrong type is a bug of the statement or of the schema, so it throws instead of
// guessing.
#include "absl/strings/str_cat.h"
#include "libs/storage/database.h"

namespace cpb::storage {
namespace {

template <class T>
const T* Get(const std::vector<Value>& cells, std::size_t column, const char* type) {
  if (column >= cells.size()) {
    throw StorageError{absl::InternalError(absl::StrCat("column ", column, " of a row of ", cells.size())),
                       0};
  }
  const T* cell = std::get_if<T>(&cells[column]);
  if (cell == nullptr && !std::holds_alternative<std::monostate>(cells[column])) {
    throw StorageError{absl::InternalError(absl::StrCat("column ", column, " is not ", type)), 0};
  }
  return cell;
}

template <class T>
const T& Must(const T* cell, std::size_t column) {
  if (cell == nullptr)
    throw StorageError{absl::InternalError(absl::StrCat("column ", column, " is NULL")), 0};
  return *cell;
}

template <class T>
std::optional<T> Copy(const T* cell) {
  return cell == nullptr ? std::nullopt : std::optional<T>{*cell};
}

}  // namespace

std::int64_t Row::Int(std::size_t column) const {
  return Must(Get<std::int64_t>(cells_, column, "an integer"), column);
}
const std::string& Row::Text(std::size_t column) const {
  return Must(Get<std::string>(cells_, column, "text"), column);
}
std::optional<std::int64_t> Row::OptionalInt(std::size_t column) const {
  return Copy(Get<std::int64_t>(cells_, column, "an integer"));
}
std::optional<std::string> Row::OptionalText(std::size_t column) const {
  return Copy(Get<std::string>(cells_, column, "text"));
}

}  // namespace cpb::storage

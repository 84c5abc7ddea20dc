/// From the driver's result sets to rows. Internal to libs/storage.
#pragma once

#include <string_view>
#include <vector>

#include "libs/storage/database.h"

namespace sql {
class PreparedStatement;
class ResultSet;
}  // namespace sql

namespace cpb::storage {

/// All rows of `result`. Integers of any width, booleans and exact decimals become int64; text, binary, dates
/// and times become strings (times with a fraction always with six digits). What does not fit, and floating
/// point, throws.
std::vector<Row> ReadRows(sql::ResultSet& result);

/// "-123" and "12.00" as integers; nothing for a fraction or what does not fit.
std::optional<std::int64_t> ParseExactDecimal(std::string_view text);

unsigned ParameterCount(sql::PreparedStatement& statement);

}  // namespace cpb::storage

/// Donors' money in its own currency: amounts in minor units, rates as exact decimals, dong by one stated
/// rounding. Pure; no floating point.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cpb::allocation {

/// Decimal places of a currency's minor unit by ISO 4217: 2 for "DKK", 0 for "JPY". Nothing for dong and for
/// currencies that no donor of the programme's kind uses.
std::optional<int> MinorDigits(std::string_view currency);

/// "3456.78" as millionths of a dong for one unit of the currency: at most 9 digits before the point and 6
/// after it, no sign, no superfluous zeros in front. Nothing for anything else, and for zero.
std::optional<std::int64_t> ParseRate(std::string_view text);

/// `minor` units at `rate_millionths`, rounded half up to whole dong. Nothing outside 1 to kMaxDong.
std::optional<std::int64_t> ToDong(std::int64_t minor, int minor_digits, std::int64_t rate_millionths);

}  // namespace cpb::allocation

#include "services/allocation/domain/exchange.h"

#include <algorithm>
#include <array>

#include "libs/money/money.h"

namespace cpb::allocation {
namespace {

constexpr int kRatePlaces = 6;
constexpr std::size_t kWholeDigits = 9;

struct Currency {
  std::string_view code;
  int digits;
};
// ISO 4217, list one. Donors of environmental programmes; more are a row each.
constexpr std::array kCurrencies = {
    Currency{"AUD", 2}, Currency{"CAD", 2}, Currency{"CHF", 2}, Currency{"CNY", 2}, Currency{"DKK", 2},
    Currency{"EUR", 2}, Currency{"GBP", 2}, Currency{"JPY", 0}, Currency{"KRW", 0}, Currency{"NOK", 2},
    Currency{"NZD", 2}, Currency{"SEK", 2}, Currency{"SGD", 2}, Currency{"USD", 2}};

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<int> MinorDigits(std::string_view currency) {
  for (const Currency& known : kCurrencies) {
    if (known.code == currency) return known.digits;
  }
  return std::nullopt;
}

std::optional<std::int64_t> ParseRate(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view places =
      point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || whole.size() > kWholeDigits || !AllDigits(whole)) return std::nullopt;
  if (whole.size() > 1 && whole.front() == '0') return std::nullopt;
  if (point != std::string_view::npos && places.empty()) return std::nullopt;
  if (places.size() > kRatePlaces || !AllDigits(places)) return std::nullopt;
  std::int64_t millionths = 0;
  for (const char c : whole) millionths = millionths * 10 + (c - '0');
  for (std::size_t i = 0; i < kRatePlaces; ++i) {
    millionths = millionths * 10 + (i < places.size() ? places[i] - '0' : 0);
  }
  if (millionths == 0) return std::nullopt;
  return millionths;
}

std::optional<std::int64_t> ToDong(std::int64_t minor, int minor_digits, std::int64_t rate_millionths) {
  if (minor < 1 || minor > money::kMaxDong) return std::nullopt;
  money::internal::Int128 unit = 1;
  for (int i = 0; i < minor_digits + kRatePlaces; ++i) unit *= 10;
  const auto product = money::internal::Int128{minor} * rate_millionths;
  const auto dong = (product + unit / 2) / unit;
  if (dong < 1 || dong > money::kMaxDong) return std::nullopt;
  return static_cast<std::int64_t>(dong);
}

}  // namespace cpb::allocation

#include "libs/clock/clock.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace cpb::clock {
namespace {

/// Viet Nam has had one offset, without daylight saving, for the whole life of the programme.
constexpr std::chrono::hours kVietNamOffset{7};

class SystemClock : public Clock {
 public:
  Instant Now() const override {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
};

/// Reads exactly `count` digits from the front of `text`, and drops them.
std::optional<int> TakeDigits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool Take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::chrono::microseconds> ParseTimeOfDay(std::string_view text) {
  const auto hour = TakeDigits(text, 2);
  if (!hour || *hour > 23 || !Take(text, ':')) return std::nullopt;
  const auto minute = TakeDigits(text, 2);
  if (!minute || *minute > 59 || !Take(text, ':')) return std::nullopt;
  const auto second = TakeDigits(text, 2);
  if (!second || *second > 59) return std::nullopt;
  int microsecond = 0;
  if (!text.empty()) {
    if (!Take(text, '.')) return std::nullopt;
    const auto fraction = TakeDigits(text, 6);
    if (!fraction || !text.empty()) return std::nullopt;
    microsecond = *fraction;
  }
  return std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second} +
         std::chrono::microseconds{microsecond};
}

}  // namespace

std::unique_ptr<Clock> MakeSystemClock() {
  return std::make_unique<SystemClock>();
}

Date VietNamDate(Instant instant) {
  return Date{std::chrono::floor<std::chrono::days>(instant + kVietNamOffset)};
}

Instant StartOfVietNamDate(Date date) {
  return Instant{std::chrono::sys_days{date}} - kVietNamOffset;
}

std::string FormatDate(Date date) {
  std::array<char, 40> buffer{};
  const int length =
      std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return std::string(buffer.data(), static_cast<std::size_t>(length));
}

std::optional<Date> ParseDate(std::string_view text) {
  const auto year = TakeDigits(text, 4);
  if (!year || *year < kFirstYear || !Take(text, '-')) return std::nullopt;
  const auto month = TakeDigits(text, 2);
  if (!month || !Take(text, '-')) return std::nullopt;
  const auto day = TakeDigits(text, 2);
  if (!day || !text.empty()) return std::nullopt;
  const Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                  std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string FormatInstant(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time{instant - day};
  std::array<char, 40> buffer{};
  const int length =
      std::snprintf(buffer.data(), buffer.size(), " %02d:%02d:%02d.%06d",
                    static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                    static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
  return FormatDate(Date{day}).append(buffer.data(), static_cast<std::size_t>(length));
}

std::optional<Instant> ParseInstant(std::string_view text) {
  constexpr std::size_t kDateLength = 10;
  if (text.size() <= kDateLength || text[kDateLength] != ' ') return std::nullopt;
  const auto date = ParseDate(text.substr(0, kDateLength));
  const auto time = ParseTimeOfDay(text.substr(kDateLength + 1));
  if (!date || !time) return std::nullopt;
  return Instant{std::chrono::sys_days{*date}} + *time;
}

}  // namespace cpb::clock

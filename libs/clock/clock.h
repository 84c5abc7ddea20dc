/// Time is injected, never read from the system by business code. All business dates are days in Viet Nam
/// (UTC+7, no daylight saving).
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cpb::clock {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;
using Date = std::chrono::year_month_day;

/// Says what time it is. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;
};

/// The system's clock.
std::unique_ptr<Clock> MakeSystemClock();

/// The system's clock moved by the number of microseconds in a small file that all programs of a
/// demonstration share; an absent file means no move. Read at every call (a few microseconds), so a
/// SetFileClock by one program is seen by the others' next Now().
std::unique_ptr<Clock> MakeFileClock(std::string path);
/// Moves the clock of that file to `now` (atomically: write beside, then rename); empty means back to the
/// real time. Returns false when the file cannot be written.
bool SetFileClock(const std::string& path, std::optional<Instant> now);

/// A clock that stands still until told; for tests.
class FakeClock : public Clock {
 public:
  explicit FakeClock(Instant now) : now_{now} {}
  Instant Now() const override { return now_; }
  void Set(Instant now) { now_ = now; }

 private:
  Instant now_;
};

/// The day in Viet Nam.
Date VietNamDate(Instant instant);
/// Midnight in Viet Nam at the start of a day.
Instant StartOfVietNamDate(Date date);
/// The first year a MariaDB DATE can hold.
inline constexpr int kFirstYear = 1000;
/// "2019-07-20". ParseDate refuses everything but a valid YYYY-MM-DD from year 1000 on.
std::string FormatDate(Date date);
std::optional<Date> ParseDate(std::string_view text);
/// UTC, for SQL and logs: "2019-07-20 03:04:05.123456".
std::string FormatInstant(Instant instant);
/// Reads the same, or without a fraction; anything else is refused.
std::optional<Instant> ParseInstant(std::string_view text);

}  // namespace cpb::clock

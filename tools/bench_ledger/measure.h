/// A closed loop of clients, and what they saw.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace cpb::bench {

/// One voucher by client `client`; the `number`th of that client. Empty when it was booked, else what went
/// wrong.
using Work = std::function<std::string(int client, int number)>;

struct Result {
  double per_second = 0;
  double p50_ms = 0;
  double p99_ms = 0;
  std::size_t booked = 0;
  std::size_t failed = 0;
  std::string first_failure;
};

/// Runs `in_flight` clients, each with one voucher at a time, for `seconds` after a warm-up of a fifth of it
/// that does not count.
Result Measure(int in_flight, double seconds, const Work& work);

}  // namespace cpb::bench

/// A closed loop of clients, and what they saw.
#pragma once

#include <functional>
#include <map>
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
  std::map<std::string, double> cpu_us;  ///< Processor time of each program a voucher, microseconds.
  std::string first_failure;
};

/// Programs whose processor time is counted, by name. The load generator counts itself as "load".
using Processes = std::map<std::string, int>;
/// "mariadb:17,disbursement:18".
Processes ReadProcesses(const std::string& text);

/// Runs `in_flight` clients, each with one voucher (or one batch of `vouchers`) at a time, for `seconds`
/// after a warm-up of a fifth of it that does not count. Processor time counts from the start of the warm-up,
/// and so do the vouchers that it is divided by.
Result Measure(int in_flight, double seconds, const Work& work, const Processes& processes, int vouchers = 1);

}  // namespace cpb::bench

#include "tools/bench_ledger/measure.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>

namespace cpb::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

double Milliseconds(SteadyClock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

double Percentile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  const auto rank = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
  return sorted[std::min(rank, sorted.size() - 1)];
}

}  // namespace

Result Measure(int in_flight, double seconds, const Work& work) {
  const auto span = std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(seconds));
  const auto start = SteadyClock::now() + span / 5;
  const auto end = start + span;
  std::mutex mutex;
  std::vector<double> latencies;
  Result result;
  std::vector<std::thread> clients;
  for (int client = 0; client < in_flight; ++client) {
    clients.emplace_back([&, client] {
      std::vector<double> own;
      std::size_t failed = 0;
      std::string failure;
      for (int number = 0;; ++number) {
        const auto begin = SteadyClock::now();
        if (begin >= end) break;
        const std::string wrong = work(client, number);
        const auto done = SteadyClock::now();
        if (done < start || done >= end) continue;
        if (wrong.empty()) {
          own.push_back(Milliseconds(done - begin));
        } else {
          ++failed;
          failure = wrong;
        }
      }
      const std::lock_guard lock{mutex};
      latencies.insert(latencies.end(), own.begin(), own.end());
      result.failed += failed;
      if (result.first_failure.empty()) result.first_failure = failure;
    });
  }
  for (std::thread& client : clients) client.join();
  std::sort(latencies.begin(), latencies.end());
  result.booked = latencies.size();
  result.per_second = static_cast<double>(latencies.size()) / seconds;
  result.p50_ms = Percentile(latencies, 0.50);
  result.p99_ms = Percentile(latencies, 0.99);
  return result;
}

}  // namespace cpb::bench

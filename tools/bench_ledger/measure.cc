#include "tools/bench_ledger/measure.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <iterator>
#include <mutex>
#include <sstream>
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

/// Processor time that a process took so far, microseconds; 0 when it is gone.
double CpuMicroseconds(int pid) {
  std::ifstream file{"/proc/" + std::to_string(pid) + "/stat"};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  const std::size_t name_end = text.rfind(')');
  if (name_end == text.npos) return 0;
  std::istringstream fields{text.substr(name_end + 1)};
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0, system = 0;
  fields >> user >> system;
  return (user + system) * 1e6 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::map<std::string, double> CpuOf(const Processes& processes) {
  std::map<std::string, double> cpu;
  for (const auto& [name, pid] : processes) cpu[name] = CpuMicroseconds(pid);
  cpu["load"] = CpuMicroseconds(getpid());
  return cpu;
}

}  // namespace

Processes ReadProcesses(const std::string& text) {
  Processes processes;
  std::istringstream all{text};
  for (std::string one; std::getline(all, one, ',');) {
    const std::size_t colon = one.find(':');
    if (colon != one.npos) processes[one.substr(0, colon)] = std::stoi(one.substr(colon + 1));
  }
  return processes;
}

Result Measure(int in_flight, double seconds, const Work& work, const Processes& processes, int vouchers) {
  const auto span = std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(seconds));
  const auto start = SteadyClock::now() + span / 5;
  const auto end = start + span;
  std::mutex mutex;
  std::vector<double> latencies;
  std::atomic<std::size_t> all_booked{0};
  const auto cpu_before = CpuOf(processes);
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
        if (wrong.empty()) ++all_booked;
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
  for (const auto& [name, us] : CpuOf(processes)) {
    result.cpu_us[name] = (us - cpu_before.at(name)) /
                          static_cast<double>(std::max<std::size_t>(all_booked, 1)) /
                          static_cast<double>(vouchers);
  }
  std::sort(latencies.begin(), latencies.end());
  result.booked = latencies.size() * static_cast<std::size_t>(vouchers);
  result.per_second = static_cast<double>(result.booked) / seconds;
  result.p50_ms = Percentile(latencies, 0.50);
  result.p99_ms = Percentile(latencies, 0.99);
  return result;
}

}  // namespace cpb::bench

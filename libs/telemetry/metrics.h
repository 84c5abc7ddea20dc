/// Prometheus metrics of a program: RPC rate, errors and duration; pool; feed lag; ledger position.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace cpb::telemetry {

class Metrics {
 public:
  virtual ~Metrics() = default;
  /// cpbudget_rpc_requests_total{program,method,code,reason} and
  /// cpbudget_rpc_duration_seconds{program,method}.
  virtual void CountRpc(const std::string& method, const std::string& code, const std::string& reason,
                        double seconds) = 0;
  /// Sets a gauge, for example ("cpbudget_feed_lag", {{"producer","registration"}}, 0). `help` is used the
  /// first time.
  virtual void SetGauge(const std::string& name, const std::string& help,
                        const std::map<std::string, std::string>& labels, double value) = 0;
  /// Adds to a counter.
  virtual void AddCounter(const std::string& name, const std::string& help,
                          const std::map<std::string, std::string>& labels, double amount) = 0;
  /// Called before each scrape, to refresh gauges.
  virtual void BeforeScrape(std::function<void()> refresh) = 0;
};

/// Serves /metrics on `listen` ("127.0.0.1:0" picks a port, see `port`). Empty `listen` counts but serves
/// nothing. Throws std::runtime_error with a sentence for people when the address cannot be served (busy,
/// malformed).
struct Served {
  std::unique_ptr<Metrics> metrics;
  int port = 0;
};
Served ServeMetrics(const std::string& program, const std::string& listen);

}  // namespace cpb::telemetry

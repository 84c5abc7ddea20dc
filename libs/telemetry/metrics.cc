#include "libs/telemetry/metrics.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

#include "prometheus/counter.h"
#include "prometheus/exposer.h"
#include "prometheus/family.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"

namespace cpb::telemetry {
namespace {

/// From half a millisecond (a read) to ten seconds (an import).
const prometheus::Histogram::BucketBoundaries kSeconds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                       0.1,    0.25,  0.5,    1,     2.5,  5,     10};

/// What the exposer asks at each scrape: refreshes the gauges, then collects.
class Refreshed : public prometheus::Collectable {
 public:
  std::vector<prometheus::MetricFamily> Collect() const override {
    std::vector<std::function<void()>> refreshes;
    {
      const std::lock_guard lock{mutex_};
      refreshes = refreshes_;
    }
    for (const auto& refresh : refreshes) refresh();
    return registry_.Collect();
  }
  void Add(std::function<void()> refresh) {
    const std::lock_guard lock{mutex_};
    refreshes_.push_back(std::move(refresh));
  }
  prometheus::Registry& registry() { return registry_; }

 private:
  mutable std::mutex mutex_;
  std::vector<std::function<void()>> refreshes_;
  prometheus::Registry registry_;
};

/// A connection that asks nothing.
void Knock(int port) {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  static_cast<void>(connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address));
  close(descriptor);
}

/// The exposer's web server (civetweb) sees only every two seconds that it should stop, unless somebody
/// calls.
void StopQuickly(std::unique_ptr<prometheus::Exposer> exposer, int port) {
  std::future<void> stopped = std::async(std::launch::async, [&] { exposer.reset(); });
  while (stopped.wait_for(std::chrono::milliseconds{5}) != std::future_status::ready) Knock(port);
}

class PrometheusMetrics : public Metrics {
 public:
  PrometheusMetrics(std::string program, const std::string& listen)
      : program_{std::move(program)}, collectable_{std::make_shared<Refreshed>()} {
    requests_ = &prometheus::BuildCounter()
                     .Name("cpbudget_rpc_requests_total")
                     .Help("RPCs answered, by method, status code and reason of refusal.")
                     .Labels({{"program", program_}})
                     .Register(collectable_->registry());
    durations_ = &prometheus::BuildHistogram()
                      .Name("cpbudget_rpc_duration_seconds")
                      .Help("Time from the start of a handler to its answer.")
                      .Labels({{"program", program_}})
                      .Register(collectable_->registry());
    if (listen.empty()) return;
    try {
      exposer_ = std::make_unique<prometheus::Exposer>(listen);
    } catch (const std::exception&) {
      throw std::runtime_error("cannot serve metrics on " + listen + ": the address is busy or malformed");
    }
    exposer_->RegisterCollectable(collectable_);
    const std::vector<int> ports = exposer_->GetListeningPorts();
    if (!ports.empty()) port_ = ports.front();
  }

  ~PrometheusMetrics() override {
    if (exposer_) StopQuickly(std::move(exposer_), port_);
  }

  void CountRpc(const std::string& method, const std::string& code, const std::string& reason,
                double seconds) override {
    requests_->Add({{"method", method}, {"code", code}, {"reason", reason}}).Increment();
    durations_->Add({{"method", method}}, kSeconds).Observe(seconds);
  }

  void SetGauge(const std::string& name, const std::string& help,
                const std::map<std::string, std::string>& labels, double value) override {
    FamilyOf(gauges_, name, help, prometheus::BuildGauge()).Add(labels).Set(value);
  }

  void AddCounter(const std::string& name, const std::string& help,
                  const std::map<std::string, std::string>& labels, double amount) override {
    FamilyOf(counters_, name, help, prometheus::BuildCounter()).Add(labels).Increment(amount);
  }

  void BeforeScrape(std::function<void()> refresh) override { collectable_->Add(std::move(refresh)); }

  int port() const { return port_; }

 private:
  template <class T>
  using Families = std::map<std::string, prometheus::Family<T>*>;

  template <class T, class Builder>
  prometheus::Family<T>& FamilyOf(Families<T>& families, const std::string& name, const std::string& help,
                                  Builder&& builder) {
    const std::lock_guard lock{mutex_};
    prometheus::Family<T>*& family = families[name];
    if (family == nullptr) {
      family =
          &builder.Name(name).Help(help).Labels({{"program", program_}}).Register(collectable_->registry());
    }
    return *family;
  }

  const std::string program_;
  const std::shared_ptr<Refreshed> collectable_;
  prometheus::Family<prometheus::Counter>* requests_ = nullptr;
  prometheus::Family<prometheus::Histogram>* durations_ = nullptr;
  std::mutex mutex_;
  Families<prometheus::Gauge> gauges_;
  Families<prometheus::Counter> counters_;
  std::unique_ptr<prometheus::Exposer> exposer_;
  int port_ = 0;
};

}  // namespace

Served ServeMetrics(const std::string& program, const std::string& listen) {
  auto metrics = std::make_unique<PrometheusMetrics>(program, listen);
  const int port = metrics->port();
  return {.metrics = std::move(metrics), .port = port};
}

}  // namespace cpb::telemetry

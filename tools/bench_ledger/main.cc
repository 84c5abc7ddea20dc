/// Measures vouchers against running programs; started by tools/bench. Prints one row a measurement, then the
/// ratios to the hand-written minimum of the same run.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/synchronization/mutex.h"
#include "tools/bench_ledger/judgements.h"
#include "tools/bench_ledger/minimum.h"
#include "tools/bench_ledger/vouchers.h"

ABSL_FLAG(std::string, minimum, "", "DSN of a schema that the hand-written minimum may fill");
ABSL_FLAG(std::string, disbursement, "", "gRPC address of the disbursement program");
ABSL_FLAG(std::string, allocation, "", "gRPC address of the allocation program");
ABSL_FLAG(std::string, gateway, "", "HOST:PORT of the gateway's REST surface");
ABSL_FLAG(std::string, session, "", "session token of an accountant of agencies/SCT-68");
ABSL_FLAG(std::string, keys, "", "folder of the programs' keys");
ABSL_FLAG(int, budget_year, 0, "budget year to spend in");
ABSL_FLAG(std::vector<std::string>, in_flight, std::vector<std::string>({"1", "16", "128"}),
          "vouchers at the same time");
ABSL_FLAG(std::vector<std::string>, what, std::vector<std::string>({"minimum", "grpc", "rest", "bulk"}),
          "what to measure; rules: judgements alone");
ABSL_FLAG(std::vector<std::string>, bulk_in_flight, std::vector<std::string>({"1", "4"}),
          "transactions or batches at the same time");
ABSL_FLAG(std::vector<std::string>, growth, {},
          "instead of all else: fill the ledger up to each of these numbers of vouchers and measure there");
ABSL_FLAG(std::string, processes, "", "programs whose processor time is counted, as NAME:PID,…");
ABSL_FLAG(double, seconds, 3, "length of each measurement");

namespace {

using cpb::bench::Result;

constexpr int kLines = 1'000;

std::unique_ptr<cpb::auth::Signer> LoadSigner(const std::string& program) {
  auto signer = cpb::auth::Signer::Load(absl::GetFlag(FLAGS_keys) + "/" + program + ".key", program);
  if (!signer.ok()) throw std::runtime_error{signer.status().ToString()};
  return *std::move(signer);
}

class Table {
 public:
  /// `vouchers`: how many one call books. Bulk has a minimum of its own.
  void Run(const std::string& what, bool spread, int in_flight, const cpb::bench::Work& work,
           int vouchers = 1) {
    const Result result =
        cpb::bench::Measure(in_flight, absl::GetFlag(FLAGS_seconds), work, processes_, vouchers);
    std::map<std::pair<bool, int>, double>& baseline = vouchers == 1 ? minimum_single_ : minimum_bulk_;
    const auto minimum = baseline.find({spread, in_flight});
    const double ratio =
        minimum == baseline.end() || minimum->second == 0 ? 1 : result.per_second / minimum->second;
    if (minimum == baseline.end()) baseline[{spread, in_flight}] = result.per_second;
    std::printf("%-24s %-12s %9d %12.0f %9.2f %9.2f %8.2f %8zu\n", what.c_str(),
                spread ? "1,000 lines" : "one hot line", in_flight, result.per_second, result.p50_ms,
                result.p99_ms, ratio, result.failed);
    if (!result.first_failure.empty()) std::printf("  first failure: %s\n", result.first_failure.c_str());
    double cpu = 0;
    for (const auto& [name, us] : result.cpu_us) cpu += us;
    std::printf("    processor time a voucher: %.0f us", cpu);
    for (const auto& [name, us] : result.cpu_us) {
      if (us >= 1) std::printf(", %s %.0f", name.c_str(), us);
    }
    std::printf("\n");
    std::fflush(stdout);
    results_[{what, spread, in_flight}] = result;
  }

  /// Beside the best that the minimum reached at any number in flight: what the figures are held to.
  void PrintAgainstBest(const std::string& minimum, const std::string& measured) const {
    for (const bool spread : {false, true}) {
      double best = 0;
      for (const auto& [row, result] : results_) {
        if (std::get<0>(row) == minimum && std::get<1>(row) == spread)
          best = std::max(best, result.per_second);
      }
      if (best == 0) continue;
      for (const auto& [row, result] : results_) {
        if (std::get<0>(row) != measured || std::get<1>(row) != spread) continue;
        std::printf("%s, %s, %d in flight: %.2f of the minimum's best (%.0f/s)\n", measured.c_str(),
                    spread ? "1,000 lines" : "one hot line", std::get<2>(row), result.per_second / best,
                    best);
      }
    }
  }

 private:
  std::map<std::tuple<std::string, bool, int>, Result> results_;
  const cpb::bench::Processes processes_ = cpb::bench::ReadProcesses(absl::GetFlag(FLAGS_processes));
  std::map<std::pair<bool, int>, double> minimum_single_,
      minimum_bulk_;  ///< A second, by spread and in flight.
};

bool Wanted(const std::string& name) {
  const std::vector<std::string> what = absl::GetFlag(FLAGS_what);
  return std::find(what.begin(), what.end(), name) != what.end();
}

void RunAll() {
  const auto gateway = LoadSigner("gateway");
  const std::string address = absl::GetFlag(FLAGS_disbursement);
  cpb::bench::OpenLines(address, *LoadSigner("allocation"), absl::GetFlag(FLAGS_budget_year), kLines);
  cpb::bench::Minimum minimum{absl::GetFlag(FLAGS_minimum), kLines, 128};
  cpb::bench::GrpcVouchers grpc{address, *gateway, kLines};
  cpb::bench::RestVouchers rest{absl::GetFlag(FLAGS_gateway), absl::GetFlag(FLAGS_session), kLines};
  std::printf("%-24s %-12s %9s %12s %9s %9s %8s %8s\n", "", "", "in flight", "vouchers/s", "p50 ms", "p99 ms",
              "ratio", "failed");
  Table table;
  for (const bool spread : {false, true}) {
    for (const std::string& text : absl::GetFlag(FLAGS_in_flight)) {
      const int in_flight = std::stoi(text);
      if (Wanted("minimum")) table.Run("hand-written minimum", spread, in_flight, minimum.MakeWork(spread));
      if (Wanted("grpc")) table.Run("gRPC, disbursement", spread, in_flight, grpc.MakeWork(spread));
      if (Wanted("rest")) table.Run("REST, gateway", spread, in_flight, rest.MakeWork(spread));
    }
    if (!Wanted("bulk")) continue;
    for (const std::string& text : absl::GetFlag(FLAGS_bulk_in_flight)) {
      const int in_flight = std::stoi(text);
      table.Run("bulk minimum, 200 each", spread, in_flight, minimum.MakeBulkWork(spread), minimum.kBulk);
      table.Run("gRPC, batch of 1,000", spread, in_flight, grpc.MakeBatchWork(spread), grpc.kBatch);
    }
  }
  std::printf("\n");
  table.PrintAgainstBest("hand-written minimum", "gRPC, disbursement");
  table.PrintAgainstBest("bulk minimum, 200 each", "gRPC, batch of 1,000");
}

/// What a judgement costs another program, kept as a decision and not.
void RunJudgements() {
  const auto disbursement = LoadSigner("disbursement");
  cpb::bench::Judgements judgements{absl::GetFlag(FLAGS_allocation), *disbursement};
  const cpb::bench::Processes processes = cpb::bench::ReadProcesses(absl::GetFlag(FLAGS_processes));
  for (const int in_flight : {1, 8}) {
    for (const bool kept : {false, true}) {
      const Result result =
          cpb::bench::Measure(in_flight, absl::GetFlag(FLAGS_seconds), judgements.MakeWork(kept), processes);
      std::printf("over gRPC, %d in flight, %-8s p50 %7.2f ms   p99 %7.2f ms   %6.0f/s", in_flight,
                  kept ? "kept" : "not kept", result.p50_ms, result.p99_ms, result.per_second);
      for (const char* const name : {"allocation", "mariadb"}) {
        const auto us = result.cpu_us.find(name);
        if (us != result.cpu_us.end()) std::printf(", %s %.0f us", name, us->second);
      }
      std::printf("\n");
      if (!result.first_failure.empty()) std::printf("  first failure: %s\n", result.first_failure.c_str());
    }
  }
}

/// What a voucher costs as the ledger grows: batches fill it, then single vouchers are measured on 1,000
/// lines.
void RunGrowth() {
  const auto gateway = LoadSigner("gateway");
  const std::string address = absl::GetFlag(FLAGS_disbursement);
  cpb::bench::OpenLines(address, *LoadSigner("allocation"), absl::GetFlag(FLAGS_budget_year), kLines);
  cpb::bench::GrpcVouchers grpc{address, *gateway, kLines};
  const cpb::bench::Processes processes = cpb::bench::ReadProcesses(absl::GetFlag(FLAGS_processes));
  std::printf("%12s %16s %16s %12s %12s\n", "vouchers", "batch, us CPU", "single, us CPU", "batch/s",
              "single/s");
  const auto cpu = [](const Result& result) {
    double sum = 0;
    for (const auto& [name, us] : result.cpu_us) sum += us;
    return sum;
  };
  std::size_t booked = 0;
  for (const std::string& text : absl::GetFlag(FLAGS_growth)) {
    const std::size_t wanted = std::stoul(text);
    Result filled;
    while (booked < wanted) {
      filled = cpb::bench::Measure(2, absl::GetFlag(FLAGS_seconds), grpc.MakeBatchWork(true), processes,
                                   grpc.kBatch);
      if (filled.booked == 0) throw std::runtime_error("filling: " + filled.first_failure);
      // The warm-up is a fifth of the time and not counted.
      booked += filled.booked + filled.booked / 5;
    }
    const Result single =
        cpb::bench::Measure(128, absl::GetFlag(FLAGS_seconds), grpc.MakeWork(true), processes);
    booked += single.booked;
    std::printf("%12zu %16.0f %16.0f %12.0f %12.0f\n", booked, cpu(filled), cpu(single), filled.per_second,
                single.per_second);
    std::fflush(stdout);
  }
}

}  // namespace

int main(int argc, char** argv) {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);  // As the programs do.
  absl::ParseCommandLine(argc, argv);
  try {
    if (Wanted("rules")) {
      RunJudgements();
    } else {
      absl::GetFlag(FLAGS_growth).empty() ? RunAll() : RunGrowth();
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_ledger: %s\n", error.what());
    return 1;
  }
}

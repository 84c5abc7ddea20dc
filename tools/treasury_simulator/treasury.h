/// A treasury that misbehaves as real ones do, the same way for the same seed: it refuses, delays, reorders
/// and repeats lines of its statements, leaves the payment's number out of them, and loses answers. It pays
/// every order that it takes exactly once: whoever orders a payment twice is paid twice, and `TimesPaid` says
/// so.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "cpbudget/treasury/v1/treasury.grpc.pb.h"
#include "libs/auth/token.h"
#include "libs/clock/clock.h"
#include "libs/treasury_file/treasury_file.h"

namespace cpb::treasury_simulator {

namespace pb = ::cpbudget::treasury::v1;

/// How often, of 100.
struct Behaviour {
  unsigned refuses = 10;         ///< An order is refused.
  unsigned delays = 30;          ///< A line comes with a later statement.
  unsigned repeats = 20;         ///< A line comes once more with a later statement.
  unsigned leaves_out = 15;      ///< A line names the payee and not the payment.
  unsigned loses_requests = 10;  ///< A call is not heard: nothing happens, UNAVAILABLE.
  unsigned loses_answers = 20;   ///< A call is heard and not answered: it happened, UNAVAILABLE.
};

class Treasury final : public pb::TreasuryService::Service {
 public:
  /// `verifier` knows the key of the disbursement program. `clock` says on which day money is paid.
  Treasury(std::uint64_t seed, const Behaviour& behaviour, bool fixed_layout, const auth::Verifier& verifier,
           const clock::Clock& clock)
      : random_{seed},
        behaviour_{behaviour},
        fixed_layout_{fixed_layout},
        verifier_{verifier},
        clock_{clock} {}

  grpc::Status SubmitBatch(grpc::ServerContext* context, const pb::SubmitBatchRequest* request,
                           pb::SubmitBatchResponse* response) override;
  /// Closes the statement of what is due, then hands out.
  grpc::Status FetchStatements(grpc::ServerContext* context, const pb::FetchStatementsRequest* request,
                               pb::FetchStatementsResponse* response) override;

  /// From now on nothing is lost, delayed or repeated: the next statement holds everything that is left.
  void Behave();
  /// How often each payment was paid; refused ones are absent.
  std::map<std::string, int> TimesPaid() const;

 private:
  struct Line {
    std::vector<std::string> cells;
    bool repeated = false;  ///< A repeat is not repeated again.
  };

  bool Happens(unsigned of_100) { return random_() % 100 < of_100; }
  grpc::Status Take(const pb::SubmitBatchRequest& request, pb::SubmitBatchResponse& response);
  /// Pays or refuses one order.
  void Execute(const std::vector<std::string>& order, const std::string& today);
  void CloseStatement();

  mutable std::mutex mutex_;
  std::mt19937_64 random_;
  Behaviour behaviour_;
  const bool fixed_layout_;
  const auth::Verifier& verifier_;
  const clock::Clock& clock_;
  std::map<std::string, std::string> batches_;  ///< Content by number.
  std::map<std::string, int> times_paid_;
  std::vector<Line> due_;
  std::vector<pb::StatementFile> statements_;
  std::int64_t references_ = 0;
};

}  // namespace cpb::treasury_simulator

/// Races past the limits of 200 budget lines: 64 clients call the real program over gRPC, one copy of it or
/// several, while the test does it harm. Who gets no answer asks again with the same request id, so in the
/// end every request was decided once; `CheckPromises` and `CheckBalances` say whether that is what the books
/// hold. Set CPB_SEED to replay the choices of a run.
#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "cpbudget/disbursement/v1/disbursement.grpc.pb.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "libs/rpc/testing.h"
#include "libs/testing/mariadb.h"

namespace cpb::overspend {

namespace pb = ::cpbudget::disbursement::v1;
namespace types = ::cpbudget::types;

inline constexpr int kLines = 200;
inline constexpr int kClients = 64;
inline constexpr int kRequestsPerClient = 30;
inline constexpr int kAll = kClients * kRequestsPerClient;
/// What each line may spend.
inline constexpr std::int64_t kRoom = 100;

class Race : public ::testing::Test {
 protected:
  /// What a client was promised.
  struct Acknowledged {
    std::string name;
    int line = 0;
    std::int64_t amount_vnd = 0;
  };

  Race();
  ~Race() override;

  /// A copy of the program on the schema that it is to use. Copies are numbered from 0 in this order.
  void AddCopy(const testing::PrivateMariaDb::Schema& schema);
  void Start(int copy);
  void Kill(int copy);
  /// Stops a copy where it stands (SIGSTOP), and lets it go on.
  void Pause(int copy);
  void Resume(int copy);

  /// Posts the allotment that opens the lines; the program makes its schema before it answers.
  void OpenLines();
  /// Starts the clients. Half of them begin at each copy, and go to the other when they get no answer.
  void StartClients();
  /// Returns when `answers` requests were answered or a check failed: waits for the clients to get on, not
  /// for time to pass.
  void WaitForAnswers(int answers) const;
  /// Returns when `calls` calls failed, and each of them will be repeated; or when all requests were
  /// answered.
  void WaitForFailures(int calls) const;
  void WaitForClients();
  int answered() const { return answered_; }
  /// A number below `end`, from the seed of the run.
  int Pick(int end) { return static_cast<int>(random_() % static_cast<std::uint64_t>(end)); }

  /// Everything that was acknowledged is there once, nothing else is, no line is over its limit, the balances
  /// say the same, and equal the journal: asked of each copy in turn.
  void CheckAll();
  /// One line about the run, for people.
  void Say(const std::string& harm) const;

  const std::string& folder() const { return folder_; }
  int copies() const { return static_cast<int>(copies_.size()); }
  int repeats() const { return repeats_; }
  /// How long a client waits for an answer before it asks again; 5 s unless set.
  void SetPatience(absl::Duration patience) { patience_ = patience; }

 private:
  struct Copy {
    testing::PrivateMariaDb::Schema schema;
    pid_t pid = 0;
  };

  std::string address(int copy) const;
  /// Calls until there is an answer: OK or a refusal. Failures are repeated with the same request, each at
  /// the next of `stubs`.
  template <class Service, class Request, class Response>
  absl::StatusOr<Response> Insist(const types::v1::Identity& who,
                                  const std::vector<typename Service::Stub*>& stubs,
                                  grpc::Status (Service::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                        Response*),
                                  const Request& request);
  /// One client: payments and commitments on random lines, each insisted upon.
  void Spend(int client);
  void Note(const absl::Status& status, Acknowledged answer);
  /// name → line and amount of everything that the copy has.
  std::map<std::string, std::pair<std::string, std::int64_t>> ReadAll(int copy);
  void CheckPromises(int copy);
  void CheckBalances(int copy);

  rpc::TestServer peer_{"allocation"};  ///< Rules, keys and tokens.
  std::string folder_;
  std::vector<Copy> copies_;
  std::vector<std::thread> clients_;
  absl::Duration patience_ = absl::Seconds(5);
  std::uint64_t seed_;
  std::mt19937_64 random_;
  std::atomic<int> answered_{0};
  std::atomic<int> repeats_{0};
  mutable std::mutex mutex_;  ///< Guards what follows.
  std::vector<Acknowledged> acknowledged_, refused_;
  std::map<absl::StatusCode, int> failures_;  ///< Calls without an answer: what clients saw of the harm.
};

}  // namespace cpb::overspend

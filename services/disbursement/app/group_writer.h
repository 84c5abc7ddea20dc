/// Commits in groups: while one commit is under way, what arrives waits and shares the next one. Nobody waits
/// for company: an idle writer takes a single voucher at once.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "libs/telemetry/metrics.h"
#include "services/disbursement/app/voucher.h"

namespace cpb::disbursement::app {

class GroupWriter {
 public:
  struct Options {
    int lanes = 2;                          ///< Writer threads; each has a queue of its own.
    std::size_t together_max = 96;          ///< Vouchers in one transaction.
    std::size_t waiting_max = 512;          ///< Vouchers in one queue.
    telemetry::Metrics* metrics = nullptr;  ///< Counts groups and vouchers; may be null.
  };
  /// Sets the outcome of every voucher of a group, no two of which have the same request id. Called from the
  /// writer threads.
  using Decide = std::function<void(const std::vector<Voucher*>&)>;

  GroupWriter(Options options, Decide decide);
  /// Decides what still waits, then ends.
  virtual ~GroupWriter();
  GroupWriter(const GroupWriter&) = delete;
  GroupWriter& operator=(const GroupWriter&) = delete;

  /// Blocks until the voucher is decided and returns its outcome. Vouchers with the same `lane` are decided
  /// in the order of their arrival. LEDGER_BUSY at once when the queue is full; DEADLINE_EXCEEDED when the
  /// call's time is over before its turn comes: nothing was done then.
  virtual absl::Status Submit(const std::string& lane, Voucher& voucher);
  /// The same without blocking: OK means that the voucher will be finished, perhaps already was. A refusal
  /// means that it never will be.
  absl::Status Enqueue(const std::string& lane, Voucher& voucher);
  /// How many wait now.
  std::size_t waiting() const;

 private:
  struct Lane {
    std::mutex mutex;
    std::condition_variable arrived;
    std::deque<Voucher*> waiting;
    bool ending = false;
    std::thread thread;
  };
  void Run(Lane& lane);
  void DecideAndFinish(const std::vector<Voucher*>& group);

  const Options options_;
  const Decide decide_;
  std::vector<std::unique_ptr<Lane>> lanes_;
};

/// Takes the next group from the front of a queue: at most `most`, no two with the same request id (the
/// second waits for the next group, where it finds the outcome of the first).
std::vector<Voucher*> TakeGroup(std::deque<Voucher*>& waiting, std::size_t most);

}  // namespace cpb::disbursement::app

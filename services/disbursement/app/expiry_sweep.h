/// Releases, in a thread of its own, what is left of commitments whose last day is over. Copies of the
/// program may do it at the same time: each commitment is released once.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "libs/rpc/server.h"
#include "services/disbursement/app/app.h"

namespace cpb::disbursement::app {

/// One round: as many as there are on the day of `call`. A commitment that cannot be released is left for the
/// next round. Returns how many were looked at.
absl::StatusOr<int> ReleaseExpired(const App& app, const rpc::Call& call);

class ExpirySweep {
 public:
  ExpirySweep(const App& app, rpc::Server& server);
  /// Waits for a round that is under way.
  ~ExpirySweep();
  ExpirySweep(const ExpirySweep&) = delete;
  ExpirySweep& operator=(const ExpirySweep&) = delete;

 private:
  void Run();

  const App& app_;
  rpc::Server& server_;
  std::mutex mutex_;
  std::condition_variable ending_;
  bool end_ = false;
  std::thread thread_;
};

}  // namespace cpb::disbursement::app

/// The group writer of one copy, as a task of the scheduler instead of a thread: groups form and are decided
/// by the code of the program, when the seed says so.
#pragma once

#include <deque>
#include <set>
#include <string>

#include "services/disbursement/app/group_writer.h"
#include "tests/simulation/scheduler.h"
#include "tests/simulation/simulated_database.h"

namespace cpb::simulation {

class SimulatedWriter final : public disbursement::app::GroupWriter {
 public:
  SimulatedWriter(std::string name, Scheduler& scheduler, SimulatedDatabase& database);

  absl::Status Submit(const std::string& lane, disbursement::app::Voucher& voucher) override;
  /// Ends its task once nothing waits.
  void End() { ending_ = true; }
  /// Of the largest group so far.
  std::size_t largest_group() const { return largest_group_; }

 private:
  void Run();

  const std::string name_;
  Scheduler& scheduler_;
  SimulatedDatabase& database_;
  std::deque<disbursement::app::Voucher*> waiting_;
  std::set<const disbursement::app::Voucher*> undecided_;
  std::size_t largest_group_ = 0;
  bool ending_ = false;
};

}  // namespace cpb::simulation

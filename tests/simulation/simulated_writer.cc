#include "tests/simulation/simulated_writer.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "services/disbursement/app/group.h"

namespace cpb::simulation {

using disbursement::app::Voucher;

SimulatedWriter::SimulatedWriter(std::string name, Scheduler& scheduler, SimulatedDatabase& database)
    : GroupWriter{{.lanes = 0}, nullptr}, name_{std::move(name)}, scheduler_{scheduler}, database_{database} {
  scheduler_.Spawn(name_, [this] { Run(); });
}

absl::Status SimulatedWriter::Submit(const std::string&, Voucher& voucher) {
  waiting_.push_back(&voucher);
  undecided_.insert(&voucher);
  scheduler_.Wait(name_ + " voucher", [this, &voucher] { return !undecided_.contains(&voucher); });
  return std::move(voucher.outcome);
}

void SimulatedWriter::Run() {
  while (true) {
    scheduler_.Wait("idle", [this] { return ending_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const std::vector<Voucher*> group = disbursement::app::TakeGroup(waiting_, 1 + scheduler_.Pick(8));
    largest_group_ = std::max(largest_group_, group.size());
    disbursement::app::DecideTogether(database_, group);
    for (const Voucher* voucher : group) undecided_.erase(voucher);
  }
}

}  // namespace cpb::simulation

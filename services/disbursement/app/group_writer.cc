#include "services/disbursement/app/group_writer.h"

#include <algorithm>
#include <future>
#include <set>
#include <utility>

#include "absl/time/clock.h"
#include "libs/rpc/status.h"
#include "libs/telemetry/log.h"
#include "services/disbursement/domain/reasons.h"

namespace cpb::disbursement::app {

std::vector<Voucher*> TakeGroup(std::deque<Voucher*>& waiting, std::size_t most) {
  std::vector<Voucher*> group;
  std::deque<Voucher*> left;
  std::set<std::pair<std::string, std::string>> ids;
  while (!waiting.empty() && group.size() < most) {
    Voucher* voucher = waiting.front();
    waiting.pop_front();
    const bool is_first = ids.emplace(voucher->key().caller, voucher->key().request_id).second;
    (is_first ? group.push_back(voucher) : left.push_back(voucher));
  }
  waiting.insert(waiting.begin(), left.begin(), left.end());
  return group;
}

GroupWriter::GroupWriter(Options options, Decide decide) : options_{options}, decide_{std::move(decide)} {
  for (int i = 0; i < options_.lanes; ++i) {
    Lane& lane = *lanes_.emplace_back(std::make_unique<Lane>());
    lane.thread = std::thread{[this, &lane] { Run(lane); }};
  }
}

GroupWriter::~GroupWriter() {
  for (const auto& lane : lanes_) {
    {
      const std::lock_guard lock{lane->mutex};
      lane->ending = true;
    }
    lane->arrived.notify_all();
  }
  for (const auto& lane : lanes_) lane->thread.join();
}

absl::Status GroupWriter::Enqueue(const std::string& lane_name, Voucher& voucher) {
  Lane& lane = *lanes_[std::hash<std::string>{}(lane_name) % lanes_.size()];
  {
    const std::lock_guard lock{lane.mutex};
    if (lane.waiting.size() >= options_.waiting_max) {
      return rpc::Refuse(kLedgerBusy, {{"waiting", std::to_string(lane.waiting.size())}});
    }
    lane.waiting.push_back(&voucher);
  }
  lane.arrived.notify_one();
  return absl::OkStatus();
}

absl::Status GroupWriter::Submit(const std::string& lane_name, Voucher& voucher) {
  // Shared: the writer may still be waking us when we are gone.
  const auto finished = std::make_shared<std::promise<void>>();
  voucher.OnFinished([finished] { finished->set_value(); });
  CPB_RETURN_IF_ERROR(Enqueue(lane_name, voucher));
  finished->get_future().wait();
  return voucher.outcome;
}

std::size_t GroupWriter::waiting() const {
  std::size_t waiting = 0;
  for (const auto& lane : lanes_) {
    const std::lock_guard lock{lane->mutex};
    waiting += lane->waiting.size();
  }
  return waiting;
}

void GroupWriter::Run(Lane& lane) {
  while (true) {
    std::vector<Voucher*> group;
    {
      std::unique_lock lock{lane.mutex};
      lane.arrived.wait(lock, [&] { return lane.ending || !lane.waiting.empty(); });
      if (lane.waiting.empty()) return;
      group = TakeGroup(lane.waiting, options_.together_max);
    }
    DecideAndFinish(group);
  }
}

void GroupWriter::DecideAndFinish(const std::vector<Voucher*>& group) {
  const absl::Time now = absl::Now();  // Judges deadlines alone.
  std::vector<Voucher*> in_time;
  for (Voucher* voucher : group) {
    if (voucher->call().deadline > now) {
      in_time.push_back(voucher);
    } else {
      voucher->outcome = absl::DeadlineExceededError("the time of the call was over before its turn came");
    }
  }
  try {
    if (!in_time.empty()) decide_(in_time);
  } catch (const std::exception& error) {
    // A bug; nothing of the group was committed, or the ids say so when they are repeated.
    telemetry::Log(telemetry::Level::kError, "a group failed", {{"error", error.what()}});
    for (Voucher* voucher : in_time) voucher->outcome = absl::InternalError("a group of documents failed");
  }
  if (options_.metrics != nullptr) {
    options_.metrics->AddCounter("cpbudget_ledger_groups_total", "Transactions of the group writers.", {}, 1);
    options_.metrics->AddCounter("cpbudget_ledger_grouped_total", "Documents that the group writers decided.",
                                 {}, static_cast<double>(in_time.size()));
  }
  for (Voucher* voucher : group) voucher->Finish();
}

}  // namespace cpb::disbursement::app

#include "services/audit/app/feeds.h"

#include <algorithm>
#include <future>

#include "services/audit/app/apply_event.h"

namespace cpb::audit {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(3);
// What must be left of the caller's deadline to read and answer.
constexpr absl::Duration kReserve = absl::Milliseconds(300);

}  // namespace

Feeds::Feeds(rpc::Server& server, storage::Database& database, const Labels& labels,
             const std::map<std::string, std::string>& addresses) {
  for (const auto& [producer, address] : addresses) {
    consumers_[producer] = feed::Consumer::Start(
        server, database, producer, address,
        [&labels, name = producer](storage::Session& session, const FeedEvents& events) {
          return ApplyEvents(session, labels, name, events);
        });
  }
}

bool Feeds::CatchUp(const rpc::Call& call, const std::vector<std::string>& producers) {
  const absl::Time deadline = std::min(absl::Now() + kPatience, call.deadline - kReserve);
  // At once, so that a producer that is down does not use up the patience for the others.
  std::vector<std::future<bool>> answers;
  for (const std::string& producer : producers) {
    const auto found = consumers_.find(producer);
    if (found == consumers_.end()) continue;
    answers.push_back(std::async(std::launch::async, [consumer = found->second.get(), deadline] {
      return consumer->CatchUp(deadline);
    }));
  }
  bool all = true;
  for (std::future<bool>& answer : answers) all = answer.get() && all;
  return all;
}

bool Feeds::CatchUp(const rpc::Call& call) {
  std::vector<std::string> all;
  for (const auto& [producer, consumer] : consumers_) all.push_back(producer);
  return CatchUp(call, all);
}

bool Feeds::WaitForMore(const rpc::Call& call, const std::string& producer, std::int64_t position) const {
  const auto found = consumers_.find(producer);
  return found != consumers_.end() && found->second->WaitFor(position + 1, call.deadline - kReserve);
}

std::int64_t Feeds::Position(const std::string& producer) const {
  const auto found = consumers_.find(producer);
  return found == consumers_.end() ? 0 : found->second->position();
}

}  // namespace cpb::audit

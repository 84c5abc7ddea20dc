/// A program that records facts 1 to --facts and their events, one transaction each, and serves its feed:
/// half of the crash test. Started again, it goes on where it was.
#include <thread>

#include "absl/flags/flag.h"
#include "cpbudget/types/v1/finding.pb.h"
#include "libs/feed/feed.h"
#include "libs/program/program.h"
#include "tests/feed/kill_point.h"

ABSL_FLAG(int, facts, 40, "how many facts to record");

namespace cpb::feed_test {
namespace {

absl::StatusOr<std::int64_t> RecordNext(program::Program& program, std::int64_t last) {
  const rpc::Call call = rpc::BackgroundCall(program.server(), absl::Seconds(5));
  return program.database().Write([&](storage::Session& session) -> absl::StatusOr<std::int64_t> {
    const std::int64_t fact = session.QueryOne("SELECT COUNT(*) FROM fact")->Int(0) + 1;
    if (fact > last) return fact;
    session.Execute("INSERT INTO fact (id) VALUES (?)", {fact});
    types::v1::Finding payload;
    payload.set_rule_id("fact " + std::to_string(fact));
    KillPoint("before append");
    feed::Append(session, call,
                 {{.type = "fact.recorded", .resource = std::to_string(fact), .payload = &payload}});
    KillPoint("after append");
    return fact;
  });
}

/// Records in a thread until all is there or the program ends.
class Recorder {
 public:
  explicit Recorder(program::Program& program)
      : program_{program}, thread_{[this](const std::stop_token& stop) { Run(stop); }} {}

 private:
  void Run(const std::stop_token& stop) {
    const std::int64_t last = absl::GetFlag(FLAGS_facts);
    while (!stop.stop_requested()) {
      const absl::StatusOr<std::int64_t> fact = RecordNext(program_, last);
      if (fact.ok() && *fact > last) return;
      if (fact.ok()) KillPoint("after commit");
    }
  }

  program::Program& program_;
  std::jthread thread_;
};

}  // namespace
}  // namespace cpb::feed_test

int main(int argc, char** argv) {
  return cpb::program::Run(argc, argv, {.name = "registration"}, [](cpb::program::Program& program) {
    program.Own(std::make_unique<cpb::feed_test::Recorder>(program));
    return absl::OkStatus();
  });
}

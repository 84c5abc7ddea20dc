/// A program that follows the producer's feed and notes what it applied, in the order in which it did: the
/// other half of the crash test.
#include "cpbudget/types/v1/finding.pb.h"
#include "libs/feed/steps.h"
#include "libs/program/program.h"
#include "tests/feed/kill_point.h"

namespace {

/// Duplicates and wrong order would be recorded, not prevented: the test looks for them.
absl::Status Note(cpb::storage::Session& session, const cpbudget::types::v1::FeedEvent& event) {
  cpbudget::types::v1::Finding payload;
  if (!event.payload().UnpackTo(&payload) || payload.rule_id() != "fact " + event.resource()) {
    return absl::DataLossError("payload is not the fact");
  }
  session.Execute("INSERT INTO applied (position, resource) VALUES (?, ?)",
                  {event.position(), event.resource()});
  cpb::feed_test::KillPoint("mid apply");
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  return cpb::program::Run(argc, argv, {.name = "audit"}, [](cpb::program::Program& program) {
    program.Own(cpb::feed::StartConsumer(program.server(), program.database(), "registration",
                                         program.PeerAddress("registration"), Note,
                                         cpb::feed_test::KillPoint));
    return absl::OkStatus();
  });
}

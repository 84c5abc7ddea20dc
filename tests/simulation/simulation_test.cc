/// Thousands of histories, each decided by its seed, on the ledger's own code and a real MariaDB; and the
/// proof that the simulation sees: it must find each of three bugs that are planted.
///
/// CPB_SEED=n plays one seed (a failing one prints itself); CPB_SEEDS=n sets how many are played.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "cpbudget/allocation/v1/rules.grpc.pb.h"
#include "embedded/disbursement_migrations.h"
#include "grpcpp/create_channel.h"
#include "libs/testing/mariadb.h"
#include "tests/simulation/history.h"

namespace cpb::simulation {
namespace {

namespace rules = ::cpbudget::allocation::v1;

/// Rules that never stand in the way: what they say is not what is tried here.
class Lenient final : public rules::RuleService::Service {
  grpc::Status EvaluateRules(grpc::ServerContext*, const rules::EvaluateRulesRequest* request,
                             rules::EvaluateRulesResponse* response) override {
    for (const rules::RuleSubject& subject : request->subjects()) {
      rules::RuleOutcome& outcome = *response->add_outcomes();
      outcome.set_subject_id(subject.subject_id());
      outcome.set_allowed(true);
    }
    return grpc::Status::OK;
  }
};

std::uint64_t FromEnvironment(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

class SimulationTest : public ::testing::Test {
 protected:
  SimulationTest() : server_{"disbursement"} {
    auto& mariadb = cpb::testing::SharedMariaDb();
    opened_ = mariadb.OpenMigrated(
        std::string("s_") + ::testing::UnitTest::GetInstance()->current_test_info()->name(),
        embedded::disbursement_migrations, 1);
    // Crashes of the server are tried elsewhere; here commits need not reach the disk.
    mariadb.RunAsRoot("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
    server_.AddService(std::make_unique<Lenient>(), "cpbudget.allocation.v1.RuleService");
    server_.Start();
    rules_ = std::make_unique<disbursement::app::Rules>(
        server_.server(), grpc::CreateChannel(server_.address(), grpc::InsecureChannelCredentials()));
    connections_ = std::make_unique<Connections>(storage::ParseDsn(opened_.schema.runtime_dsn).value());
    watcher_ =
        storage::Connection::Open(storage::ParseDsn(opened_.schema.owner_dsn).value(), absl::ZeroDuration());
  }
  ~SimulationTest() override {
    cpb::testing::SharedMariaDb().RunAsRoot("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
  }

  Report Play(std::uint64_t seed, Plant plant = Plant::kNone) {
    return simulation::Play({server_, *rules_, side_threads_, *connections_, *watcher_}, seed, ++runs_,
                            plant);
  }
  /// Plays seeds until one complains.
  Report FirstComplaint(Plant plant, std::uint64_t most) {
    Report report;
    for (std::uint64_t seed = 1; seed <= most; ++seed) {
      report = Play(seed, plant);
      if (report.complaint.empty()) continue;
      std::cout << "found with seed " << seed << ": "
                << report.complaint.substr(0, report.complaint.find('\n')) << "\n";
      break;
    }
    return report;
  }

  rpc::TestServer server_;
  cpb::testing::PrivateMariaDb::Opened opened_;
  std::unique_ptr<disbursement::app::Rules> rules_;
  disbursement::app::SideThreads side_threads_;
  std::unique_ptr<Connections> connections_;
  std::unique_ptr<storage::Connection> watcher_;
  std::uint32_t runs_ = 0;
};

TEST_F(SimulationTest, NothingGoesWrong) {
  const std::uint64_t only = FromEnvironment("CPB_SEED", 0);
  const std::uint64_t first = only == 0 ? 1 : only;
  const std::uint64_t last = only == 0 ? FromEnvironment("CPB_SEEDS", 100) : only;
  const auto start = std::chrono::steady_clock::now();
  Report total;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const Report report = Play(seed);
    ASSERT_EQ(report.complaint, "") << "CPB_SEED=" << seed;
    total.steps += report.steps;
    total.committed += report.committed;
    total.paid += report.paid;
    total.refused += report.refused;
    total.unknown += report.unknown;
    total.by_two += report.by_two;
    total.crashes += report.crashes;
    total.largest_group = std::max(total.largest_group, report.largest_group);
  }
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  std::cout << last - first + 1 << " seeds in " << took.count() << " ms: " << total.steps << " steps, "
            << total.committed << " commits, " << total.crashes << " crashes, " << total.paid
            << " payments paid, " << total.refused << " refused, " << total.unknown
            << " unknown for a while, of these " << total.by_two << " decided by two people, largest group "
            << total.largest_group << "\n";
  // A history in which nothing happens would prove nothing.
  if (only == 0) {
    EXPECT_GT(total.paid, static_cast<int>(last));
    EXPECT_GT(total.unknown, 0);
    EXPECT_GT(total.by_two, 0);
    EXPECT_GT(total.crashes, 0);
    EXPECT_GT(total.largest_group, 1u);
  }
}

TEST_F(SimulationTest, TheSameSeedTellsTheSameHistory) {
  Play(1);  // Opens the accounts of the budget year, which all histories share.
  for (const std::uint64_t seed : {11U, 12U, 13U}) {
    const Report first = Play(seed);
    const Report second = Play(seed);
    EXPECT_EQ(first.steps, second.steps) << seed;
    EXPECT_EQ(first.trace_hash, second.trace_hash) << seed;
    EXPECT_NE(first.trace_hash, Play(seed + 100).trace_hash);
  }
}

TEST_F(SimulationTest, FindsALostGuard) {
  // The database's own guard would refuse what the program lets pass.
  watcher_->Run("ALTER TABLE account DROP CONSTRAINT account_limit");
  EXPECT_NE(FirstComplaint(Plant::kLostGuard, 200).complaint, "");
}

TEST_F(SimulationTest, FindsAForgottenRequestId) {
  EXPECT_NE(FirstComplaint(Plant::kForgottenRequestId, 200).complaint, "");
}

TEST_F(SimulationTest, FindsAnUnknownThatIsBookedAsRefused) {
  const Report report = FirstComplaint(Plant::kUnknownBookedAsRefused, 200);
  EXPECT_NE(report.complaint, "");
}

}  // namespace
}  // namespace cpb::simulation

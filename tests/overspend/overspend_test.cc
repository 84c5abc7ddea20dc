/// Nobody overspends, whoever is killed when: 200 budget lines, 64 clients racing past their limits over gRPC
/// against the real program, one copy of it or two on one schema, while programs and database are killed
/// (SIGKILL) and started again. Afterwards no line is over its limit, everything that was acknowledged is
/// there exactly once, and the balances equal the journal. Set CPB_SEED to replay the choices of a run.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "cpbudget/allocation/v1/rules.grpc.pb.h"
#include "cpbudget/disbursement/v1/disbursement.grpc.pb.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "libs/rpc/testing.h"
#include "libs/testing/mariadb.h"
#include "libs/testing/process.h"

namespace cpb {
namespace {

namespace pb = ::cpbudget::disbursement::v1;
namespace rules = ::cpbudget::allocation::v1;
namespace types = ::cpbudget::types::v1;

constexpr int kLines = 200;
constexpr int kClients = 64;
constexpr int kRequestsPerClient = 30;
constexpr int kKills = 6;
/// Copies of the program that may run at the same time.
constexpr int kCopies = 2;
constexpr std::int64_t kRoom = 100;
constexpr char kAgency[] = "agencies/SCT-68";

/// Every rule allows everything: this test is about the ledger.
class Permissive final : public rules::RuleService::Service {
  grpc::Status EvaluateRules(grpc::ServerContext*, const rules::EvaluateRulesRequest* request,
                             rules::EvaluateRulesResponse* response) override {
    for (int i = 0; i < request->subjects_size(); ++i) response->add_outcomes()->set_allowed(true);
    return grpc::Status::OK;
  }
};

std::string LineId(int line) {
  return "SXSH2020-2019-SCT-68." + std::to_string(1'000 + line);
}

/// What a client was promised.
struct Acknowledged {
  std::string name;
  int line = 0;
  std::int64_t amount_vnd = 0;
};

class OverspendTest : public ::testing::Test {
 protected:
  OverspendTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cpb-overspend-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) std::abort();
    folder_ = pattern;
    peer_.AddService(std::make_unique<Permissive>(), "cpbudget.allocation.v1.RuleService");
    peer_.Start();
    schema_ = database_.CreateSchema("overspend");
    clock::SetFileClock(folder_ + "/clock", *clock::ParseInstant("2019-06-03 03:00:00.000000"));
  }
  ~OverspendTest() override {
    for (int copy = 0; copy < kCopies; ++copy) {
      if (pids_.at(copy_index(copy)) > 0) Kill(copy);
    }
    std::filesystem::remove_all(folder_);
  }

  static std::size_t copy_index(int copy) { return static_cast<std::size_t>(copy); }
  void Start(int copy = 0) {
    pids_.at(copy_index(copy)) = testing::StartProcess(
        {std::string{CPB_BINARY_DIR} + "/bin/disbursement", "--listen=" + address(copy),
         "--database=" + schema_.runtime_dsn, "--owner_database=" + schema_.owner_dsn,
         "--keys=" + peer_.keys(), "--peers=allocation=" + peer_.address(), "--pool_size=16",
         "--waiting_calls=64", "--clock_file=" + folder_ + "/clock", "--log_level=error"},
        folder_ + "/log" + std::to_string(copy));
  }
  void Kill(int copy = 0) {
    kill(pids_.at(copy_index(copy)), SIGKILL);
    testing::WaitForEnd(pids_.at(copy_index(copy)));
    pids_.at(copy_index(copy)) = 0;
  }
  std::string address(int copy = 0) const {
    return "unix:" + folder_ + "/disbursement" + std::to_string(copy) + ".sock";
  }

  /// Calls until there is an answer: OK or a refusal. Failures are repeated with the same request.
  template <class Service, class Request, class Response>
  absl::StatusOr<Response> Insist(const types::Identity& who, typename Service::Stub& stub,
                                  grpc::Status (Service::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                        Response*),
                                  const Request& request) {
    return InsistOnAny<Service>(who, {&stub}, method, request);
  }
  /// The same, each attempt at the next of several copies.
  template <class Service, class Request, class Response>
  absl::StatusOr<Response> InsistOnAny(const types::Identity& who,
                                       const std::vector<typename Service::Stub*>& stubs,
                                       grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                                                             const Request&, Response*),
                                       const Request& request) {
    for (int attempt = 1;; ++attempt) {
      grpc::ClientContext context;
      peer_.Prepare(who, context, absl::Seconds(5));
      Response response;
      typename Service::Stub& stub = *stubs[static_cast<std::size_t>(attempt) % stubs.size()];
      const grpc::Status status = (stub.*method)(&context, request, &response);
      if (status.ok()) return response;
      absl::Status failure = rpc::FromGrpcStatus(status);
      if (!rpc::ReasonOf(failure).empty() && failure.code() != absl::StatusCode::kResourceExhausted)
        return failure;
      if (attempt > 2'000) return failure;
      ++repeats_;
      std::this_thread::sleep_for(
          std::chrono::milliseconds{5 * std::min(attempt, 8)});  // Back-off, not waiting for anything.
    }
  }

  void OpenLines() {
    pb::PostDocumentRequest request;
    request.set_request_id("00000000-0000-4000-8000-000000000001");
    request.set_document_kind("allotment");
    request.set_document("rounds/1");
    request.set_step("issue");
    request.set_effective_date("2019-01-10");
    request.set_actor("users/can-bo-ngan-sach");
    const auto account = [](pb::AccountKind kind, int line) {
      pb::AccountKey key;
      key.set_programme("programmes/SXSH2020");
      key.set_budget_year(2019);
      key.set_source("local");
      key.set_agency(kAgency);
      key.set_kind(kind);
      if (line >= 0) {
        key.set_component_project("componentProjects/SXSH2020-3");
        key.set_budget_line(LineId(line));
      }
      return key;
    };
    const auto move = [&](const pb::AccountKey& from, const pb::AccountKey& to, std::int64_t amount) {
      pb::DocumentLine& moved = *request.add_lines();
      *moved.mutable_from() = from;
      *moved.mutable_to() = to;
      moved.set_amount_vnd(amount);
    };
    move(account(pb::ACCOUNT_KIND_AUTHORITY, -1), account(pb::ACCOUNT_KIND_APPROPRIATION, -1),
         kLines * kRoom);
    for (int line = 0; line < kLines; ++line) {
      move(account(pb::ACCOUNT_KIND_APPROPRIATION, -1), account(pb::ACCOUNT_KIND_AVAILABLE, line), kRoom);
      pb::BudgetLine& opened = *request.add_budget_lines();
      opened.set_id(LineId(line));
      opened.set_agency(kAgency);
      opened.set_province_code("68");
      opened.set_component_project("componentProjects/SXSH2020-3");
      opened.set_programme("programmes/SXSH2020");
      opened.set_budget_year(2019);
    }
    auto stub =
        pb::LedgerService::NewStub(grpc::CreateChannel(address(), grpc::InsecureChannelCredentials()));
    const auto posted = Insist<pb::LedgerService>(rpc::ProgramIdentity("allocation"), *stub,
                                                  &pb::LedgerService::Stub::PostDocument, request);
    ASSERT_TRUE(posted.ok()) << posted.status();
  }

  /// One client: payments and commitments on random lines, each insisted upon.
  void Spend(int client, std::uint64_t seed, int copies) {
    std::mt19937_64 random(seed + static_cast<std::uint64_t>(client));
    std::vector<std::unique_ptr<pb::DisbursementService::Stub>> owned;
    std::vector<pb::DisbursementService::Stub*> stubs;
    for (int copy = 0; copy < copies; ++copy) {
      // Half of the clients begin at each copy; who gets no answer goes to the other with the same request.
      owned.push_back(pb::DisbursementService::NewStub(
          grpc::CreateChannel(address((client + copy) % copies), grpc::InsecureChannelCredentials())));
      stubs.push_back(owned.back().get());
    }
    const auto who =
        rpc::Person("users/ke-toan-" + std::to_string(client), {types::ROLE_ACCOUNTANT}, kAgency, "68");
    for (int n = 0; n < kRequestsPerClient; ++n) {
      const int line = static_cast<int>(random() % kLines);
      const auto amount = static_cast<std::int64_t>(1 + random() % 40);
      std::array<char, 40> id{};
      std::snprintf(id.data(), id.size(), "00000000-0000-4000-8001-%06d%06d", client, n);
      absl::Status status;
      Acknowledged acknowledged{"", line, amount};
      if (random() % 4 == 0) {
        pb::CreateCommitmentRequest request;
        request.set_request_id(id.data());
        request.mutable_commitment()->set_budget_line(LineId(line));
        request.mutable_commitment()->set_source("local");
        request.mutable_commitment()->set_contract_number("1/HĐ");
        request.mutable_commitment()->set_contract_date("2019-05-01");
        request.mutable_commitment()->set_contractor("Công ty");
        request.mutable_commitment()->set_amount_vnd(amount);
        const auto made = InsistOnAny<pb::DisbursementService>(
            who, stubs, &pb::DisbursementService::Stub::CreateCommitment, request);
        status = made.status();
        if (made.ok()) acknowledged.name = made->commitment().name();
      } else {
        pb::CreatePaymentRequest request;
        request.set_request_id(id.data());
        request.mutable_payment()->set_kind(pb::Payment::KIND_PAYMENT);
        request.mutable_payment()->set_budget_line(LineId(line));
        request.mutable_payment()->set_source("local");
        request.mutable_payment()->set_amount_vnd(amount);
        request.mutable_payment()->set_payee("Công ty");
        const auto made = InsistOnAny<pb::DisbursementService>(
            who, stubs, &pb::DisbursementService::Stub::CreatePayment, request);
        status = made.status();
        if (made.ok()) acknowledged.name = made->payment().name();
      }
      ++answered_;
      const std::lock_guard lock{mutex_};
      if (status.ok()) {
        acknowledged_.push_back(std::move(acknowledged));
      } else {
        EXPECT_EQ(rpc::ReasonOf(status), "LEDGER_LIMIT") << status;
        refused_.push_back(std::move(acknowledged));
      }
    }
  }

  /// Waits for the clients to get on, not for time to pass.
  void WaitForAnswers(int answers) {
    while (answered_ < answers && !::testing::Test::HasFailure())
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }

  /// name → line and amount of everything that the program has.
  std::map<std::string, std::pair<std::string, std::int64_t>> ReadAll() {
    auto stub =
        pb::DisbursementService::NewStub(grpc::CreateChannel(address(), grpc::InsecureChannelCredentials()));
    const auto auditor = rpc::Person("users/kiem-toan", {types::ROLE_AUDITOR}, "agencies/KTNN");
    std::map<std::string, std::pair<std::string, std::int64_t>> all;
    pb::ListPaymentsRequest payments;
    payments.set_page_size(1'000);
    do {
      const auto page = Insist<pb::DisbursementService>(
          auditor, *stub, &pb::DisbursementService::Stub::ListPayments, payments);
      if (!page.ok()) ADD_FAILURE() << page.status();
      if (!page.ok()) break;
      for (const auto& payment : page->payments()) {
        EXPECT_TRUE(all.try_emplace(payment.name(), payment.budget_line(), payment.amount_vnd()).second);
      }
      payments.set_page_token(page->next_page_token());
    } while (!payments.page_token().empty());
    pb::ListCommitmentsRequest commitments;
    commitments.set_page_size(1'000);
    do {
      const auto page = Insist<pb::DisbursementService>(
          auditor, *stub, &pb::DisbursementService::Stub::ListCommitments, commitments);
      if (!page.ok()) ADD_FAILURE() << page.status();
      if (!page.ok()) break;
      for (const auto& commitment : page->commitments()) {
        EXPECT_TRUE(
            all.try_emplace(commitment.name(), commitment.budget_line(), commitment.amount_vnd()).second);
      }
      commitments.set_page_token(page->next_page_token());
    } while (!commitments.page_token().empty());
    return all;
  }

  /// Everything that was acknowledged is there once, nothing else is, and no line is over its limit.
  void CheckPromises() {
    const auto all = ReadAll();
    EXPECT_EQ(all.size(), acknowledged_.size());
    std::set<std::string> names;
    for (const Acknowledged& acknowledged : acknowledged_) {
      EXPECT_TRUE(names.insert(acknowledged.name).second) << acknowledged.name << " was promised twice";
      const auto found = all.find(acknowledged.name);
      ASSERT_NE(found, all.end()) << acknowledged.name << " was acknowledged and is gone";
      EXPECT_EQ(found->second.first, LineId(acknowledged.line));
      EXPECT_EQ(found->second.second, acknowledged.amount_vnd);
      spent_[LineId(acknowledged.line)] += acknowledged.amount_vnd;
    }
    for (const auto& [line, sum] : spent_) EXPECT_LE(sum, kRoom) << line;
  }

  /// The balances say the same, and equal the journal.
  void CheckBalances() {
    const auto auditor = rpc::Person("users/kiem-toan", {types::ROLE_AUDITOR}, "agencies/KTNN");
    auto stub =
        pb::LedgerService::NewStub(grpc::CreateChannel(address(), grpc::InsecureChannelCredentials()));
    for (int line = 0; line < kLines; ++line) {
      pb::ListBalancesRequest request;
      request.set_budget_line(LineId(line));
      const auto balances =
          Insist<pb::LedgerService>(auditor, *stub, &pb::LedgerService::Stub::ListBalances, request);
      ASSERT_TRUE(balances.ok()) << balances.status();
      std::int64_t sum = 0;
      for (const auto& balance : balances->balances()) {
        EXPECT_GE(balance.balance_vnd(), 0);
        sum += balance.balance_vnd();
        if (balance.account().kind() == pb::ACCOUNT_KIND_AVAILABLE) {
          EXPECT_EQ(balance.balance_vnd(), kRoom - spent_[LineId(line)]);
        }
      }
      EXPECT_EQ(sum, kRoom);
    }
    const auto verified = Insist<pb::LedgerService>(auditor, *stub, &pb::LedgerService::Stub::VerifyLedger,
                                                    pb::VerifyLedgerRequest{});
    ASSERT_TRUE(verified.ok()) << verified.status();
    EXPECT_TRUE(verified->correct()) << verified->DebugString();
    EXPECT_EQ(verified->entry_count(), static_cast<std::int64_t>(1 + acknowledged_.size()));
  }

  void Race(int copies) {
    const char* given = std::getenv("CPB_SEED");
    const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
    SCOPED_TRACE("CPB_SEED=" + std::to_string(seed));
    std::mt19937_64 random(seed);
    Start();
    OpenLines();  // The schema is there before another copy starts.
    for (int copy = 1; copy < copies; ++copy) Start(copy);

    std::vector<std::thread> clients;
    for (int client = 0; client < kClients; ++client)
      clients.emplace_back([this, client, seed, copies] { Spend(client, seed, copies); });
    constexpr int kAll = kClients * kRequestsPerClient;
    for (int n = 1; n <= kKills; ++n) {
      WaitForAnswers(n * kAll / (kKills + 2) + static_cast<int>(random() % 40));
      const bool database = n % 2 == 0;
      const bool both = random() % 3 == 0;
      const int copy = static_cast<int>(random() % static_cast<unsigned>(copies));
      if (database || both) database_.Kill9();
      if (!database || both) Kill(copy);
      if (database || both) database_.Start();
      if (!database || both) Start(copy);
    }
    for (std::thread& client : clients) client.join();
    EXPECT_EQ(answered_, kAll);
    // It was a race past the limits, and through failures.
    EXPECT_GT(refused_.size(), 100u);
    EXPECT_GT(repeats_, kKills);

    CheckPromises();
    CheckBalances();
    std::cout << copies << (copies == 1 ? " copy, " : " copies, ") << acknowledged_.size()
              << " acknowledged, " << refused_.size() << " refused, " << repeats_ << " calls repeated, "
              << kKills << " kills\n";
  }

  testing::PrivateMariaDb database_;
  rpc::TestServer peer_{"allocation"};  ///< Rules, keys and tokens.
  std::string folder_;
  testing::PrivateMariaDb::Schema schema_;
  std::array<pid_t, kCopies> pids_{};
  std::atomic<int> answered_{0};
  std::atomic<int> repeats_{0};
  std::mutex mutex_;
  std::vector<Acknowledged> acknowledged_, refused_;
  std::map<std::string, std::int64_t> spent_;  ///< By line, as acknowledged.
};

TEST_F(OverspendTest, NoLineIsOverItsLimitWhoeverIsKilled) {
  Race(1);
}

TEST_F(OverspendTest, NorWhenTwoCopiesOfTheProgramRaceOnOneSchema) {
  Race(2);
}

}  // namespace
}  // namespace cpb

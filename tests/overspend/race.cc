#include "tests/overspend/race.h"

#include <signal.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>

#include "cpbudget/allocation/v1/rules.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "libs/testing/process.h"

namespace cpb::overspend {
namespace {

namespace rules = ::cpbudget::allocation::v1;

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

std::uint64_t Seed() {
  const char* given = std::getenv("CPB_SEED");
  return given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
}

types::v1::Identity Auditor() {
  return rpc::Person("users/kiem-toan", {types::v1::ROLE_AUDITOR}, "agencies/KTNN");
}

/// The account of a line, or of the whole unit when `line` is negative.
pb::AccountKey Account(pb::AccountKind kind, int line) {
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
}

pb::PostDocumentRequest Allotment() {
  pb::PostDocumentRequest request;
  request.set_request_id("00000000-0000-4000-8000-000000000001");
  request.set_document_kind("allotment");
  request.set_document("rounds/1");
  request.set_step("issue");
  request.set_effective_date("2019-01-10");
  request.set_actor("users/can-bo-ngan-sach");
  const auto move = [&](const pb::AccountKey& from, const pb::AccountKey& to, std::int64_t amount) {
    pb::DocumentLine& moved = *request.add_lines();
    *moved.mutable_from() = from;
    *moved.mutable_to() = to;
    moved.set_amount_vnd(amount);
  };
  const pb::AccountKey held = Account(pb::ACCOUNT_KIND_APPROPRIATION, -1);
  move(Account(pb::ACCOUNT_KIND_AUTHORITY, -1), held, kLines * kRoom);
  for (int line = 0; line < kLines; ++line) {
    move(held, Account(pb::ACCOUNT_KIND_AVAILABLE, line), kRoom);
    pb::BudgetLine& opened = *request.add_budget_lines();
    opened.set_id(LineId(line));
    opened.set_agency(kAgency);
    opened.set_province_code("68");
    opened.set_component_project("componentProjects/SXSH2020-3");
    opened.set_programme("programmes/SXSH2020");
    opened.set_budget_year(2019);
  }
  return request;
}

pb::CreateCommitmentRequest Commitment(const std::string& request_id, int line, std::int64_t amount) {
  pb::CreateCommitmentRequest request;
  request.set_request_id(request_id);
  request.mutable_commitment()->set_budget_line(LineId(line));
  request.mutable_commitment()->set_source("local");
  request.mutable_commitment()->set_contract_number("1/HĐ");
  request.mutable_commitment()->set_contract_date("2019-05-01");
  request.mutable_commitment()->set_contractor("Công ty");
  request.mutable_commitment()->set_amount_vnd(amount);
  return request;
}

pb::CreatePaymentRequest Payment(const std::string& request_id, int line, std::int64_t amount) {
  pb::CreatePaymentRequest request;
  request.set_request_id(request_id);
  request.mutable_payment()->set_kind(pb::Payment::KIND_PAYMENT);
  request.mutable_payment()->set_budget_line(LineId(line));
  request.mutable_payment()->set_source("local");
  request.mutable_payment()->set_amount_vnd(amount);
  request.mutable_payment()->set_payee("Công ty");
  return request;
}

template <class Service>
std::unique_ptr<typename Service::Stub> Connect(const std::string& address) {
  return Service::NewStub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
}

}  // namespace

Race::Race() : seed_{Seed()}, random_{seed_} {
  std::string pattern = (std::filesystem::temp_directory_path() / "cpb-overspend-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) std::abort();
  folder_ = pattern;
  std::cout << "CPB_SEED=" << seed_ << "\n";
  peer_.AddService(std::make_unique<Permissive>(), "cpbudget.allocation.v1.RuleService");
  peer_.Start();
  clock::SetFileClock(folder_ + "/clock", *clock::ParseInstant("2019-06-03 03:00:00.000000"));
}

Race::~Race() {
  for (std::thread& client : clients_) {
    if (client.joinable()) client.join();
  }
  for (int copy = 0; copy < copies(); ++copy) Kill(copy);
  std::filesystem::remove_all(folder_);
}

std::string Race::address(int copy) const {
  return "unix:" + folder_ + "/disbursement" + std::to_string(copy) + ".sock";
}

void Race::AddCopy(const testing::PrivateMariaDb::Schema& schema) {
  copies_.push_back({schema});
  Start(copies() - 1);
}

void Race::Start(int copy) {
  Copy& started = copies_.at(static_cast<std::size_t>(copy));
  started.pid = testing::StartProcess(
      {std::string{CPB_BINARY_DIR} + "/bin/disbursement", "--listen=" + address(copy),
       "--database=" + started.schema.runtime_dsn, "--owner_database=" + started.schema.owner_dsn,
       "--keys=" + peer_.keys(), "--peers=allocation=" + peer_.address(), "--pool_size=16",
       "--waiting_calls=64", "--clock_file=" + folder_ + "/clock", "--log_level=error"},
      folder_ + "/log" + std::to_string(copy));
}

void Race::Kill(int copy) {
  Copy& killed = copies_.at(static_cast<std::size_t>(copy));
  if (killed.pid == 0) return;
  kill(killed.pid, SIGKILL);
  testing::WaitForEnd(killed.pid);
  killed.pid = 0;
}

void Race::Pause(int copy) {
  kill(copies_.at(static_cast<std::size_t>(copy)).pid, SIGSTOP);
}

void Race::Resume(int copy) {
  kill(copies_.at(static_cast<std::size_t>(copy)).pid, SIGCONT);
}

template <class Service, class Request, class Response>
absl::StatusOr<Response> Race::Insist(const types::v1::Identity& who,
                                      const std::vector<typename Service::Stub*>& stubs,
                                      grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                                                            const Request&, Response*),
                                      const Request& request) {
  constexpr int kMostAttempts = 2'000;
  for (int attempt = 1;; ++attempt) {
    grpc::ClientContext context;
    peer_.Prepare(who, context, patience_);
    Response response;
    typename Service::Stub& stub = *stubs[static_cast<std::size_t>(attempt) % stubs.size()];
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (status.ok()) return response;
    absl::Status failure = rpc::FromGrpcStatus(status);
    const bool refused =
        !rpc::ReasonOf(failure).empty() && failure.code() != absl::StatusCode::kResourceExhausted;
    if (refused || attempt > kMostAttempts) return failure;
    ++repeats_;
    {
      const std::lock_guard lock{mutex_};
      ++failures_[failure.code()];
    }
    std::this_thread::sleep_for(
        std::chrono::milliseconds{5 * std::min(attempt, 8)});  // Back-off, not waiting for anything.
  }
}

void Race::OpenLines() {
  const auto stub = Connect<pb::LedgerService>(address(0));
  const auto posted = Insist<pb::LedgerService>(rpc::ProgramIdentity("allocation"), {stub.get()},
                                                &pb::LedgerService::Stub::PostDocument, Allotment());
  ASSERT_TRUE(posted.ok()) << posted.status();
}

void Race::StartClients() {
  for (int client = 0; client < kClients; ++client) {
    clients_.emplace_back([this, client] { Spend(client); });
  }
}

void Race::Spend(int client) {
  std::mt19937_64 random(seed_ + static_cast<std::uint64_t>(client));
  std::vector<std::unique_ptr<pb::DisbursementService::Stub>> owned;
  std::vector<pb::DisbursementService::Stub*> stubs;
  for (int copy = 0; copy < copies(); ++copy) {
    owned.push_back(Connect<pb::DisbursementService>(address((client + copy) % copies())));
    stubs.push_back(owned.back().get());
  }
  const auto who =
      rpc::Person("users/ke-toan-" + std::to_string(client), {types::v1::ROLE_ACCOUNTANT}, kAgency, "68");
  for (int n = 0; n < kRequestsPerClient; ++n) {
    const int line = static_cast<int>(random() % kLines);
    const auto amount = static_cast<std::int64_t>(1 + random() % 40);
    std::array<char, 40> id{};
    std::snprintf(id.data(), id.size(), "00000000-0000-4000-8001-%06d%06d", client, n);
    if (random() % 4 == 0) {
      const auto made = Insist<pb::DisbursementService>(
          who, stubs, &pb::DisbursementService::Stub::CreateCommitment, Commitment(id.data(), line, amount));
      Note(made.status(), {made.ok() ? made->commitment().name() : "", line, amount});
    } else {
      const auto made = Insist<pb::DisbursementService>(
          who, stubs, &pb::DisbursementService::Stub::CreatePayment, Payment(id.data(), line, amount));
      Note(made.status(), {made.ok() ? made->payment().name() : "", line, amount});
    }
  }
}

void Race::Note(const absl::Status& status, Acknowledged answer) {
  ++answered_;
  const std::lock_guard lock{mutex_};
  if (status.ok()) {
    acknowledged_.push_back(std::move(answer));
  } else {
    EXPECT_EQ(rpc::ReasonOf(status), "LEDGER_LIMIT") << status;
    refused_.push_back(std::move(answer));
  }
}

void Race::WaitForAnswers(int answers) const {
  while (answered_ < answers && !HasFailure()) std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

void Race::WaitForFailures(int calls) const {
  while (repeats_ < calls && answered_ < kAll && !HasFailure()) {
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
}

void Race::WaitForClients() {
  for (std::thread& client : clients_) client.join();
  clients_.clear();
  EXPECT_EQ(answered_, kAll);
  EXPECT_GT(refused_.size(), 100u) << "it was no race past the limits";
}

std::map<std::string, std::pair<std::string, std::int64_t>> Race::ReadAll(int copy) {
  const auto stub = Connect<pb::DisbursementService>(address(copy));
  std::map<std::string, std::pair<std::string, std::int64_t>> all;
  const auto add = [&](const auto& document) {
    EXPECT_TRUE(all.try_emplace(document.name(), document.budget_line(), document.amount_vnd()).second);
  };
  pb::ListPaymentsRequest payments;
  payments.set_page_size(1'000);
  do {
    const auto page = Insist<pb::DisbursementService>(Auditor(), {stub.get()},
                                                      &pb::DisbursementService::Stub::ListPayments, payments);
    if (!page.ok()) ADD_FAILURE() << page.status();
    if (!page.ok()) break;
    for (const auto& payment : page->payments()) add(payment);
    payments.set_page_token(page->next_page_token());
  } while (!payments.page_token().empty());
  pb::ListCommitmentsRequest commitments;
  commitments.set_page_size(1'000);
  do {
    const auto page = Insist<pb::DisbursementService>(
        Auditor(), {stub.get()}, &pb::DisbursementService::Stub::ListCommitments, commitments);
    if (!page.ok()) ADD_FAILURE() << page.status();
    if (!page.ok()) break;
    for (const auto& commitment : page->commitments()) add(commitment);
    commitments.set_page_token(page->next_page_token());
  } while (!commitments.page_token().empty());
  return all;
}

void Race::CheckPromises(int copy) {
  const auto all = ReadAll(copy);
  EXPECT_EQ(all.size(), acknowledged_.size());
  std::set<std::string> names;
  for (const Acknowledged& acknowledged : acknowledged_) {
    EXPECT_TRUE(names.insert(acknowledged.name).second) << acknowledged.name << " was promised twice";
    const auto found = all.find(acknowledged.name);
    ASSERT_NE(found, all.end()) << acknowledged.name << " was acknowledged and is gone";
    EXPECT_EQ(found->second.first, LineId(acknowledged.line));
    EXPECT_EQ(found->second.second, acknowledged.amount_vnd);
  }
}

void Race::CheckBalances(int copy) {
  std::map<int, std::int64_t> spent;
  for (const Acknowledged& acknowledged : acknowledged_) spent[acknowledged.line] += acknowledged.amount_vnd;
  const auto stub = Connect<pb::LedgerService>(address(copy));
  for (int line = 0; line < kLines; ++line) {
    EXPECT_LE(spent[line], kRoom) << LineId(line);
    pb::ListBalancesRequest request;
    request.set_budget_line(LineId(line));
    const auto balances =
        Insist<pb::LedgerService>(Auditor(), {stub.get()}, &pb::LedgerService::Stub::ListBalances, request);
    ASSERT_TRUE(balances.ok()) << balances.status();
    std::int64_t sum = 0;
    for (const auto& balance : balances->balances()) {
      EXPECT_GE(balance.balance_vnd(), 0);
      sum += balance.balance_vnd();
      if (balance.account().kind() == pb::ACCOUNT_KIND_AVAILABLE) {
        EXPECT_EQ(balance.balance_vnd(), kRoom - spent[line]);
      }
    }
    EXPECT_EQ(sum, kRoom);
  }
  const auto verified = Insist<pb::LedgerService>(
      Auditor(), {stub.get()}, &pb::LedgerService::Stub::VerifyLedger, pb::VerifyLedgerRequest{});
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_TRUE(verified->correct()) << verified->DebugString();
  EXPECT_EQ(verified->entry_count(), static_cast<std::int64_t>(1 + acknowledged_.size()));
}

void Race::CheckAll() {
  for (int copy = 0; copy < copies(); ++copy) {
    CheckPromises(copy);
    CheckBalances(copy);
  }
  // Whatever was done to it, the program knew what it could not know, and said so.
  const std::set<absl::StatusCode> honest = {absl::StatusCode::kUnavailable,
                                             absl::StatusCode::kResourceExhausted,
                                             absl::StatusCode::kDeadlineExceeded};
  for (const auto& [code, calls] : failures_) {
    EXPECT_TRUE(honest.contains(code)) << calls << " calls failed with " << absl::StatusCodeToString(code);
  }
}

void Race::Say(const std::string& harm) const {
  std::cout << copies() << (copies() == 1 ? " copy, " : " copies, ") << acknowledged_.size()
            << " acknowledged, " << refused_.size() << " refused, " << repeats_ << " calls repeated (";
  const char* separator = "";
  for (const auto& [code, calls] : failures_) {
    std::cout << separator << calls << " " << absl::StatusCodeToString(code);
    separator = ", ";
  }
  std::cout << "), " << harm << "\n";
}

}  // namespace cpb::overspend

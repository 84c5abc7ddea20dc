#include "tools/bench_ledger/vouchers.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <random>
#include <stdexcept>

#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "grpcpp/create_channel.h"

namespace cpb::bench {

namespace pb = ::cpbudget::disbursement::v1;

namespace {

constexpr char kAgency[] = "agencies/SCT-68";
constexpr std::int64_t kRoom = 1'000'000'000;
/// Calls share a few connections, as the gateway's do.
constexpr int kChannels = 4;

void Prepare(grpc::ClientContext& context, const std::string& token) {
  context.AddMetadata("authorization", "Bearer " + token);
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds{30});
}

std::shared_ptr<grpc::Channel> Connect(const std::string& address, int number) {
  grpc::ChannelArguments arguments;
  arguments.SetInt("cpbudget.bench.channel", number);  // Different arguments: a connection of its own.
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

pb::AccountKey Account(pb::AccountKind kind, int budget_year, int line) {
  pb::AccountKey key;
  key.set_programme("programmes/SXSH2020");
  key.set_budget_year(budget_year);
  key.set_source("local");
  key.set_agency(kAgency);
  key.set_kind(kind);
  if (line >= 0) {
    key.set_component_project("componentProjects/SXSH2020-3");
    key.set_budget_line(LineId(line));
  }
  return key;
}

void Fill(pb::Payment& payment, int line) {
  payment.set_kind(pb::Payment::KIND_PAYMENT);
  payment.set_budget_line(LineId(line));
  payment.set_source("local");
  payment.set_amount_vnd(1);
  payment.set_payee("Công ty Tư vấn");
}

}  // namespace

std::string NewRequestId() {
  thread_local std::mt19937_64 random{std::random_device{}()};
  std::array<char, 40> text{};
  const auto high = random(), low = random();
  std::snprintf(text.data(), text.size(), "%08x-%04x-4%03x-8%03x-%012llx", static_cast<unsigned>(high >> 32U),
                static_cast<unsigned>(high >> 16U) & 0xFFFFU, static_cast<unsigned>(high) & 0xFFFU,
                static_cast<unsigned>(low >> 52U), static_cast<unsigned long long>(low & 0xFFFFFFFFFFFFULL));
  return text.data();
}

std::string LineId(int line) {
  return "BENCH-SCT-68." + std::to_string(10'000 + line);
}

void OpenLines(const std::string& address, const auth::Signer& allocation, int budget_year, int lines) {
  pb::PostDocumentRequest request;
  request.set_request_id(NewRequestId());
  request.set_document_kind("allotment");
  request.set_document("rounds/bench");
  request.set_step("issue");
  request.set_effective_date(std::to_string(budget_year) + "-01-10");
  request.set_actor("users/bench.budget");
  const auto move = [&](const pb::AccountKey& from, const pb::AccountKey& to, std::int64_t amount) {
    pb::DocumentLine& moved = *request.add_lines();
    *moved.mutable_from() = from;
    *moved.mutable_to() = to;
    moved.set_amount_vnd(amount);
  };
  const pb::AccountKey appropriation = Account(pb::ACCOUNT_KIND_APPROPRIATION, budget_year, -1);
  move(Account(pb::ACCOUNT_KIND_AUTHORITY, budget_year, -1), appropriation, kRoom * lines);
  for (int line = 0; line < lines; ++line) {
    move(appropriation, Account(pb::ACCOUNT_KIND_AVAILABLE, budget_year, line), kRoom);
    pb::BudgetLine& opened = *request.add_budget_lines();
    opened.set_id(LineId(line));
    opened.set_title("Đo hiệu năng");
    opened.set_agency(kAgency);
    opened.set_province_code("68");
    opened.set_component_project("componentProjects/SXSH2020-3");
    opened.set_programme("programmes/SXSH2020");
    opened.set_budget_year(budget_year);
    opened.set_illustrative(true);
  }
  grpc::ClientContext context;
  Prepare(context, allocation.ProgramToken());
  pb::PostDocumentResponse response;
  const auto stub = pb::LedgerService::NewStub(Connect(address, -1));
  const grpc::Status status = stub->PostDocument(&context, request, &response);
  if (!status.ok()) throw std::runtime_error{"opening the lines: " + status.error_message()};
}

GrpcVouchers::GrpcVouchers(std::string address, const auth::Signer& gateway, int lines)
    : gateway_{gateway}, lines_{lines} {
  for (int i = 0; i < kChannels; ++i) {
    const auto channel = Connect(address, i);
    stubs_.push_back(pb::DisbursementService::NewStub(channel));
    batch_stubs_.push_back(pb::VoucherService::NewStub(channel));
  }
}

std::string GrpcVouchers::Token() const {
  ::cpbudget::types::v1::Identity identity;
  identity.set_subject("users/bench.accountant");
  identity.set_agency(kAgency);
  identity.set_province_code("68");
  identity.add_roles(::cpbudget::types::v1::ROLE_ACCOUNTANT);
  return gateway_.Sign(identity);
}

Work GrpcVouchers::MakeWork(bool spread) {
  return [this, spread, token = Token()](int client, int number) -> std::string {
    pb::CreatePaymentRequest request;
    request.set_request_id(NewRequestId());
    Fill(*request.mutable_payment(), spread ? (client * 7'919 + number) % lines_ : 0);
    grpc::ClientContext context;
    Prepare(context, token);
    pb::CreatePaymentResponse response;
    const grpc::Status status =
        stubs_[static_cast<std::size_t>(client % kChannels)]->CreatePayment(&context, request, &response);
    return status.ok() ? "" : status.error_message();
  };
}

Work GrpcVouchers::MakeBatchWork(bool spread) {
  return [this, spread, token = Token()](int client, int number) -> std::string {
    pb::BatchCreatePaymentsRequest request;
    request.set_request_id(NewRequestId());
    request.set_all_or_nothing(true);
    for (int i = 0; i < kBatch; ++i) {
      const int line = spread ? (client * 7'919 + number * kBatch + i) % lines_ : 0;
      Fill(*request.add_requests()->mutable_payment(), line);
    }
    grpc::ClientContext context;
    Prepare(context, token);
    pb::BatchCreatePaymentsResponse response;
    const grpc::Status status =
        batch_stubs_[static_cast<std::size_t>(client % kChannels)]->BatchCreatePayments(&context, request,
                                                                                        &response);
    if (!status.ok()) return status.error_message();
    return response.booked_count() == kBatch ? "" : "not all were booked";
  };
}

}  // namespace cpb::bench

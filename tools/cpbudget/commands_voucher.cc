// payment import, commitment adjust, ledger reverse, ledger rebuild.
#include <algorithm>
#include <iostream>

#include "cpbudget/disbursement/v1/commitments.grpc.pb.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "cpbudget/disbursement/v1/vouchers.grpc.pb.h"
#include "libs/ledger/account.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::disbursement::v1;
using Stub = pb::VoucherService::Stub;

constexpr std::size_t kRowsInBatch = 1'000;

// The records of a CSV text with their line ends; a line end inside quotes does not end one.
std::vector<std::string_view> Records(std::string_view csv) {
  std::vector<std::string_view> records;
  bool quoted = false;
  std::size_t start = 0;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    if (csv[i] == '"') quoted = !quoted;
    if (csv[i] != '\n' || quoted) continue;
    records.push_back(csv.substr(start, i + 1 - start));
    start = i + 1;
  }
  if (start < csv.size()) records.push_back(csv.substr(start));
  return records;
}

// The file in texts that each hold the header and some of the rows. Empty lines stand for the rows that other
// texts hold, so that the ledger counts rows as the file does.
std::vector<std::string> Batches(std::string_view csv) {
  const std::vector<std::string_view> records = Records(csv);
  if (records.size() <= kRowsInBatch + 1) return {std::string{csv}};
  std::vector<std::string> batches;
  for (std::size_t first = 1; first < records.size(); first += kRowsInBatch) {
    std::string& batch = batches.emplace_back(records[0]);
    batch.append(first - 1, '\n');
    for (std::size_t i = first; i < std::min(records.size(), first + kRowsInBatch); ++i) batch += records[i];
  }
  return batches;
}

// An id of its own for each batch, the same whenever the import is repeated with the same id.
std::string IdOfBatch(std::string id, std::size_t batch) {
  for (std::size_t at = id.size(); batch > 0 && at > 24; batch /= 16) {
    char& c = id[--at];
    const auto digit = static_cast<std::size_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    c = "0123456789abcdef"[(digit + batch) % 16];
  }
  return id;
}

void PrintRefused(Context& context, const pb::ImportPaymentsResponse& response) {
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  const bool english = context.language == Language::kEnglish;
  TextTable table{{{say({"Dòng", "Row"}), Align::kRight},
                   {say({"Lý do", "Reason"})},
                   {say({"Điều sai", "What is wrong"}), Align::kLeft, 100}}};
  for (const pb::PaymentResult& result : response.results()) {
    if (!result.has_refusal()) continue;
    const pb::RowRefusal& refusal = result.refusal();
    std::string wrong = english ? refusal.text_en() : refusal.text_vi();
    for (const auto& violation : refusal.violations()) {
      const std::string& text =
          english || violation.text_vi().empty() ? violation.text_en() : violation.text_vi();
      wrong += " " + violation.subject() + ": " + text;
    }
    table.Add({std::to_string(result.row()), refusal.reason(), wrong});
  }
  if (response.refused_count() > 0) context.out << table.ToString();
  context.out << say({"Đã ghi: ", "Booked: "}) << response.booked_count()
              << say({", từ chối: ", ", refused: "}) << response.refused_count() << '\n';
}

int ImportPayments(Context& context) {
  std::string csv;
  if (!ReadFile(context.arguments.operands[0], csv)) {
    return PrintUsageError(context, {"Không đọc được tệp.", "The file cannot be read."});
  }
  const std::vector<std::string> batches = Batches(csv);
  pb::ImportPaymentsRequest request;
  request.set_all_or_nothing(context.arguments.Has("--all-or-nothing"));
  request.set_validate_only(context.arguments.Has("--validate-only"));
  if (batches.size() > 1 && request.all_or_nothing()) {
    return PrintUsageError(context,
                           {"--all-or-nothing: tối đa 1.000 dòng.", "--all-or-nothing takes 1,000 rows."});
  }
  const auto stub = pb::VoucherService::NewStub(Channel(context));
  const std::string id = NewRequestId(context);
  pb::ImportPaymentsResponse all;
  for (std::size_t i = 0; i < batches.size(); ++i) {
    request.set_request_id(IdOfBatch(id, i));
    request.set_csv(batches[i]);
    pb::ImportPaymentsResponse response;
    if (absl::Status status = Call(context, *stub, &Stub::ImportPayments, request, response); !status.ok()) {
      PrintRefused(context, all);
      return PrintFailure(context, status);
    }
    all.set_booked_count(all.booked_count() + response.booked_count());
    all.set_refused_count(all.refused_count() + response.refused_count());
    for (pb::PaymentResult& result : *response.mutable_results()) {
      result.set_index(all.results_size());
      all.add_results()->Swap(&result);
    }
    if (batches.size() == 1) continue;
    context.err << context.Say({"phần ", "part "}) << i + 1 << '/' << batches.size()
                << context.Say({": đã ghi ", ": booked "}) << all.booked_count()
                << context.Say({", từ chối ", ", refused "}) << all.refused_count() << '\n';
  }
  if (context.json) {
    PrintJson(context, all);
  } else {
    PrintRefused(context, all);
  }
  return all.refused_count() == 0 ? kDone : kRefused;
}

std::string KindText(int number, Language language) {
  const auto kind = ledger::KindFromNumber(number);
  if (!kind) return std::to_string(number);
  return std::string{language == Language::kEnglish ? ledger::KindTextEn(*kind) : ledger::KindTextVi(*kind)};
}

void PrintBalances(Context& context, const google::protobuf::RepeatedPtrField<pb::Balance>& balances) {
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Đơn vị", "Unit"})},
                   {say({"Dòng ngân sách", "Budget line"})},
                   {say({"Nguồn", "Source"})},
                   {say({"Tài khoản", "Account"})},
                   {say({"Số dư", "Balance"}), Align::kRight}}};
  for (const pb::Balance& balance : balances) {
    const pb::AccountKey& account = balance.account();
    table.Add({ShortName(account.agency()), account.budget_line(), account.source(),
               KindText(account.kind(), context.language), Dong(balance.balance_vnd())});
  }
  context.out << table.ToString();
}

int AdjustCommitment(Context& context) {
  pb::AdjustCommitmentRequest request;
  request.set_name(FullName("commitments", context.arguments.operands[0]));
  std::int64_t amount = 0;
  if (!ReadAmount(context.arguments.Get("--amount"), amount)) {
    return PrintUsageError(context, {"--amount là số tiền bằng đồng.", "--amount is an amount in dong."});
  }
  request.set_amount_vnd(amount);
  request.set_validate_only(context.arguments.Has("--validate-only"));
  request.set_request_id(NewRequestId(context));
  const auto stub = pb::CommitmentService::NewStub(Channel(context));
  pb::AdjustCommitmentResponse response;
  if (absl::Status status =
          Call(context, *stub, &pb::CommitmentService::Stub::AdjustCommitment, request, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  PrintBalances(context, response.balances());
  return kDone;
}

int ReverseEntry(Context& context) {
  pb::ReverseEntryRequest request;
  std::int64_t position = 0;
  if (!ReadAmount(context.arguments.operands[0], position)) {
    return PrintUsageError(context, {"POSITION là một số.", "POSITION is a number."});
  }
  request.set_position(position);
  request.set_reason(context.arguments.Get("--reason"));
  request.set_effective_date(context.arguments.Get("--date"));
  request.set_validate_only(context.arguments.Has("--validate-only"));
  request.set_request_id(NewRequestId(context));
  const auto stub = pb::LedgerService::NewStub(Channel(context));
  pb::ReverseEntryResponse response;
  if (absl::Status status = Call(context, *stub, &pb::LedgerService::Stub::ReverseEntry, request, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  context.out << response.reversal().document() << ": " << response.reversal().reversed_positions_size()
              << context.Say({" bút toán đã đảo\n", " entries were taken back\n"});
  PrintBalances(context, response.balances());
  return kDone;
}

int RebuildBalances(Context& context) {
  pb::RebuildBalancesRequest request;
  request.set_apply(context.arguments.Has("--apply"));
  request.set_reason(context.arguments.Get("--reason"));
  request.set_request_id(NewRequestId(context));
  const auto stub = pb::LedgerService::NewStub(Channel(context));
  pb::RebuildBalancesResponse response;
  if (absl::Status status = Call(context, *stub, &pb::LedgerService::Stub::RebuildBalances, request, response,
                                 absl::Minutes(10));
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) {
    PrintJson(context, response);
    return response.difference_count() == 0 || response.applied() ? kDone : kRefused;
  }
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Tài khoản", "Account"})},
                   {say({"Theo nhật ký", "By the journal"}), Align::kRight},
                   {say({"Đã lưu", "Stored"}), Align::kRight}}};
  for (const pb::BalanceDifference& difference : response.differences()) {
    table.Add({difference.account(), Dong(difference.journal_vnd()), Dong(difference.stored_vnd())});
  }
  if (response.difference_count() > 0) context.out << table.ToString();
  context.out << say({"Vị trí ", "Position "}) << response.position() << ": " << response.account_count()
              << say({" tài khoản, khác biệt ", " accounts, differences "}) << response.difference_count()
              << (response.applied() ? say({", đã sửa\n", ", set right\n"}) : "\n");
  return response.difference_count() == 0 || response.applied() ? kDone : kRefused;
}

}  // namespace

void AddVoucherCommands(std::vector<Command>& commands) {
  commands.push_back({"payment import",
                      {"lập chứng từ chi từ tệp CSV", "prepare payments out of a CSV file"},
                      {{"FILE", {"tệp CSV", "the CSV file"}}},
                      {{"--all-or-nothing", "", {"ghi tất cả hoặc không ghi gì", "book all or nothing"}},
                       {"--validate-only", "", {"chỉ kiểm tra, không ghi", "check without booking"}}},
                      ImportPayments});
  commands.push_back({"commitment adjust",
                      {"điều chỉnh số tiền cam kết chi", "change the amount of a commitment"},
                      {{"COMMITMENT", {"cam kết chi, commitments/…", "the commitment, commitments/…"}}},
                      {{"--amount", "DONG", {"số tiền mới, tổng cộng", "the new amount in all"}, true},
                       {"--validate-only", "", {"chỉ kiểm tra, không ghi", "check without booking"}}},
                      AdjustCommitment});
  commands.push_back({"ledger reverse",
                      {"đảo toàn bộ chứng từ phân bổ", "take a document of the deciding programs back"},
                      {{"POSITION", {"vị trí của một bút toán của nó", "position of one of its entries"}}},
                      {{"--reason", "TEXT", {"lý do", "why"}, true},
                       {"--date",
                        "DATE",
                        {"ngày hiệu lực, mặc định hôm nay", "day on which it takes effect, default today"}},
                       {"--validate-only", "", {"chỉ kiểm tra, không ghi", "check without booking"}}},
                      ReverseEntry});
  commands.push_back(
      {"ledger rebuild",
       {"tính lại số dư từ nhật ký và so sánh", "compute the balances anew from the journal and compare"},
       {},
       {{"--apply", "", {"sửa các số dư sai", "set the balances that differ"}},
        {"--reason", "TEXT", {"lý do, cần khi sửa", "why, needed with --apply"}}},
       RebuildBalances});
}

}  // namespace cpb::cli

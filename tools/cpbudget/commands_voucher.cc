// payment import: payments out of a file, in batches.
#include <algorithm>
#include <iostream>

#include "cpbudget/disbursement/v1/vouchers.grpc.pb.h"
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
  request.set_validate_only(context.arguments.Has("--dry-run"));
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

}  // namespace

void AddVoucherCommands(std::vector<Command>& commands) {
  commands.push_back({"payment import",
                      {"lập chứng từ chi từ tệp CSV", "prepare payments out of a CSV file"},
                      {{"FILE", {"tệp CSV", "the CSV file"}}},
                      {{"--all-or-nothing", "", {"ghi tất cả hoặc không ghi gì", "book all or nothing"}},
                       {"--dry-run", "", {"chỉ kiểm tra, không ghi", "check without booking"}}},
                      ImportPayments});
}

}  // namespace cpb::cli

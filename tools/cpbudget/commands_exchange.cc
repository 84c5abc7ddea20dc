// exchange …: gains and losses of donors' grants between two rates.
#include <iostream>

#include "cpbudget/allocation/v1/exchange.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::allocation::v1;
using Stub = pb::ExchangeService::Stub;

int PrintDifferences(Context& context, const pb::ListExchangeDifferencesResponse& all) {
  if (context.json) return PrintJson(context, all);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Chênh lệch", "Difference"})},
                   {say({"Dự toán", "Appropriation"})},
                   {say({"Chứng từ", "For"})},
                   {say({"Tiền", "Currency"})},
                   {say({"Tỷ giá ghi nhận", "Recorded rate"}), Align::kRight},
                   {say({"Tỷ giá chi", "Paid rate"}), Align::kRight},
                   {say({"Chênh lệch (đồng)", "Difference"}), Align::kRight}}};
  for (const pb::ExchangeDifference& one : all.exchange_differences()) {
    table.Add({ShortName(one.name()), ShortName(one.appropriation()), one.subject(), one.currency(),
               one.recorded_rate(), one.exchange_rate(), Dong(one.difference_vnd())});
  }
  context.out << table.ToString();
  return kDone;
}

int ListDifferences(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year))
    return PrintUsageError(context, {"Năm không hợp lệ.", "That is no year."});
  pb::ListExchangeDifferencesRequest request;
  request.set_budget_year(static_cast<std::int32_t>(year));
  const auto stub = pb::ExchangeService::NewStub(Channel(context));
  pb::ListExchangeDifferencesResponse all;
  if (absl::Status status = ListAll(context, *stub, &Stub::ListExchangeDifferences, request, all);
      !status.ok())
    return PrintFailure(context, status);
  return PrintDifferences(context, all);
}

int RecordDifference(Context& context) {
  const Arguments& given = context.arguments;
  std::int64_t minor = 0;
  if (!ReadNumber(context, "--foreign-minor", 1, 9'000'000'000'000'000, minor))
    return PrintUsageError(context, {"Số tiền không hợp lệ.", "That is no amount."});
  pb::RecordExchangeDifferenceRequest request;
  pb::ExchangeDifference& difference = *request.mutable_exchange_difference();
  difference.set_appropriation(FullName("appropriations", given.operands[0]));
  difference.set_subject(given.Get("--for"));
  difference.set_foreign_amount_minor(minor);
  difference.set_exchange_rate(given.Get("--rate"));
  difference.set_exchange_rate_date(given.Get("--rate-date"));
  difference.set_document(given.Get("--document"));
  request.set_request_id(NewRequestId(context));
  const auto stub = pb::ExchangeService::NewStub(Channel(context));
  pb::RecordExchangeDifferenceResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::RecordExchangeDifference, request, response);
      !status.ok())
    return PrintFailure(context, status);
  pb::ListExchangeDifferencesResponse one;
  *one.add_exchange_differences() = response.exchange_difference();
  return PrintDifferences(context, one);
}

}  // namespace

void AddExchangeCommands(std::vector<Command>& commands) {
  commands.push_back({"exchange list",
                      {"chênh lệch tỷ giá của viện trợ", "gains and losses of grants between two rates"},
                      {},
                      {{"--year", "YEAR", {"năm ngân sách", "budget year"}}},
                      ListDifferences});
  commands.push_back(
      {"exchange record",
       {"ghi tỷ giá khi chi hoặc quyết toán một phần viện trợ (người thứ hai)",
        "record the rate at which part of a grant was paid or settled (a second person)"},
       {{"APPROPRIATION", {"dự toán đã ghi viện trợ", "appropriation that recorded the grant"}}},
       {{"--for", "NAME", {"payments/… hoặc settlements/…", "payments/… or settlements/…"}, true},
        {"--foreign-minor",
         "N",
         {"số tiền theo đơn vị nhỏ (øre, cent)", "amount in minor units (øre, cents)"},
         true},
        {"--rate", "RATE", {"đồng cho một đơn vị tiền", "dong for one unit"}, true},
        {"--rate-date", "DATE", {"ngày của tỷ giá", "day of the rate"}, true},
        {"--document", "NUMBER", {"giấy tờ chứng minh tỷ giá", "paper that proves the rate"}, true}},
       RecordDifference});
}

}  // namespace cpb::cli

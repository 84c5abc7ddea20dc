#include "services/audit/app/usage_query.h"

#include <algorithm>

#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "services/audit/domain/reasons.h"
#include "services/audit/store/event_store.h"

namespace cpb::audit {
namespace {

namespace apb = cpbudget::audit::v1;

GroupBy ToGroupBy(int dimension) {
  switch (dimension) {
    case apb::DIMENSION_PROJECT:
      return GroupBy::kProject;
    case apb::DIMENSION_SOURCE:
      return GroupBy::kSource;
    case apb::DIMENSION_PROVINCE:
      return GroupBy::kProvince;
    case apb::DIMENSION_YEAR:
      return GroupBy::kYear;
    case apb::DIMENSION_AGENCY:
      return GroupBy::kAgency;
    case apb::DIMENSION_PROVINCE_2025:
      return GroupBy::kProvince2025;
    case apb::DIMENSION_BUDGET_LINE:
      return GroupBy::kBudgetLine;
    default:
      return GroupBy::kProgramme;
  }
}

void FillRow(const UsageLine& line, apb::UsageRow& row) {
  row.set_appropriated_vnd(line.stages.appropriated_vnd);
  row.set_allotted_vnd(line.stages.allotted_vnd);
  row.set_available_vnd(line.stages.available_vnd);
  row.set_committed_vnd(line.stages.committed_vnd);
  row.set_in_payment_vnd(line.stages.in_payment_vnd);
  row.set_advanced_vnd(line.stages.advanced_vnd);
  row.set_spent_vnd(line.stages.spent_vnd);
  row.set_refunded_vnd(line.stages.refunded_vnd);
  row.set_lapsed_vnd(line.stages.lapsed_vnd);
  row.set_carried_forward_vnd(line.stages.carried_forward_vnd);
  row.set_enterprise_vnd(line.stages.enterprise_vnd);
  row.set_illustrative(line.illustrative);
}

using Rows = google::protobuf::RepeatedPtrField<apb::UsageRow>;

void FillRows(const UsageTable& table, const std::vector<GroupBy>& dimensions, const Labels& labels,
              const std::map<std::string, std::string>& line_titles, Rows& rows) {
  for (const UsageLine& line : table.rows) {
    apb::UsageRow& row = *rows.Add();
    FillRow(line, row);
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
      const Label label = labels.Of(dimensions[i], line.keys[i], line_titles);
      row.add_keys(line.keys[i]);
      row.add_labels_vi(label.vi);
      row.add_labels_en(label.en);
    }
  }
}

absl::Status Overflow() {
  return absl::DataLossError("usage: a sum leaves the range of 64 bits");
}

}  // namespace

absl::StatusOr<UsageQuery::Picture> UsageQuery::Look(const BalanceFilter& filter, bool with_titles) {
  auto picture = database_.Read([&](storage::Session& session) -> absl::StatusOr<Picture> {
    Picture seen;
    seen.position = filter.position.value_or(JournalHead(session));
    seen.balances = Balances(session, filter);
    if (!filter.position && filter.date.empty()) {
      for (HeldBalance& held : EnterpriseMoney(session, filter.programme, filter.budget_year))
        seen.balances.push_back(std::move(held));
    }
    if (with_titles) {
      for (auto& [line, title] : LineTitles(session))
        seen.line_titles.emplace(std::move(line), std::move(title));
    }
    return seen;
  });
  if (!picture.ok()) return picture;
  for (HeldBalance& held : picture->balances) {
    // A line knows its province; what has no line belongs to the province of its holder.
    if (held.province_code.empty()) held.province_code = labels_.ProvinceOfAgency(held.account.agency);
    held.province_2025 = labels_.ProvinceOf2025(held.province_code);
  }
  return picture;
}

absl::StatusOr<std::int64_t> UsageQuery::WaitFor(const rpc::Call& call, std::int64_t position, bool wait) {
  while (true) {
    // Read before the head: an event that comes in between ends the wait at once.
    const std::int64_t seen = feeds_.Position("disbursement");
    CPB_ASSIGN_OR_RETURN(const std::int64_t head,
                         database_.Read([](storage::Session& session) -> absl::StatusOr<std::int64_t> {
                           return JournalHead(session);
                         }));
    if (head >= position) return head;
    if (!wait || !feeds_.WaitForMore(call, "disbursement", seen)) {
      return rpc::Refuse(kPositionNotReached,
                         {{"position", std::to_string(head)}, {"wanted", std::to_string(position)}});
    }
  }
}

absl::StatusOr<apb::GetUsageResponse> UsageQuery::Get(const rpc::Call& call,
                                                      const apb::GetUsageRequest& request) {
  const std::string& own = call.identity.province_code();
  if (!own.empty() && !request.province_code().empty() && request.province_code() != own) {
    return rpc::Refuse(refusal::kOutsideJurisdiction, {{"resource", "provinces/" + request.province_code()}});
  }
  // The ledger alone: the figures must not wait for a program that only tells which of them are invented.
  feeds_.CatchUp(call, {"disbursement"});
  CPB_RETURN_IF_ERROR(WaitFor(call, request.min_position(), /*wait=*/true).status());
  CPB_RETURN_IF_ERROR(WaitFor(call, request.as_of_position(), /*wait=*/false).status());

  std::vector<GroupBy> dimensions;
  for (const int dimension : request.group_by()) dimensions.push_back(ToGroupBy(dimension));
  BalanceFilter filter;
  if (request.as_of_position() != 0) filter.position = request.as_of_position();
  filter.date = request.as_of_date();
  filter.programme = request.programme();
  filter.budget_year = request.budget_year();
  const bool by_line =
      std::find(dimensions.begin(), dimensions.end(), GroupBy::kBudgetLine) != dimensions.end();
  CPB_ASSIGN_OR_RETURN(Picture picture, Look(filter, by_line));

  const std::string& province = own.empty() ? request.province_code() : own;
  if (!province.empty()) {
    std::erase_if(picture.balances, [&](const HeldBalance& held) { return held.province_code != province; });
  }
  const auto table = Summarise(picture.balances, dimensions);
  if (!table) return Overflow();
  apb::GetUsageResponse response;
  FillRows(*table, dimensions, labels_, picture.line_titles, *response.mutable_rows());
  FillRow(table->total, *response.mutable_total());
  response.set_position(picture.position);
  return response;
}

absl::StatusOr<apb::GetPublicUsageResponse> UsageQuery::GetPublic(const apb::GetPublicUsageRequest& request) {
  // Read before looking: what is seen is at least as new as the key says.
  const std::string key =
      std::to_string(feeds_.Position("disbursement")) + '/' + std::to_string(feeds_.Position("allocation"));
  {
    const std::lock_guard lock{mutex_};
    if (cache_key_ != key) {
      cache_key_ = key;
      cache_.clear();
    }
    if (const auto found = cache_.find(request.budget_year()); found != cache_.end()) return found->second;
  }
  BalanceFilter filter;
  filter.budget_year = request.budget_year();
  CPB_ASSIGN_OR_RETURN(const Picture picture, Look(filter, /*with_titles=*/false));
  apb::GetPublicUsageResponse response;
  const std::pair<GroupBy, Rows*> tables[] = {{GroupBy::kProject, response.mutable_by_project()},
                                              {GroupBy::kSource, response.mutable_by_source()},
                                              {GroupBy::kProvince, response.mutable_by_province()},
                                              {GroupBy::kYear, response.mutable_by_year()}};
  for (const auto& [dimension, rows] : tables) {
    auto table = Summarise(picture.balances, {dimension});
    if (!table) return Overflow();
    // What was never allotted to a project is in the other tables and in the total, not a project of its own.
    if (dimension == GroupBy::kProject) {
      std::erase_if(table->rows, [](const UsageLine& line) { return line.keys.front().empty(); });
    }
    FillRows(*table, {dimension}, labels_, {}, *rows);
    FillRow(table->total, *response.mutable_total());
  }
  response.set_position(picture.position);
  const std::lock_guard lock{mutex_};
  if (cache_key_ == key) cache_[request.budget_year()] = response;
  return response;
}

}  // namespace cpb::audit

#include "services/registration/store/notices.h"

namespace cpb::registration::store {
namespace {

// Few hundred plans a decade: read whole.
constexpr std::string_view kCount =
    "SELECT p.programme, p.budget_year, r.state, COUNT(*) FROM plan p JOIN plan_revision r ON r.plan = "
    "p.name "
    "AND r.revision = p.revision WHERE (? = '' OR p.agency = ?) GROUP BY p.programme, p.budget_year, r.state";
// Backwards along the primary key of the feed.
constexpr std::string_view kNews =
    "SELECT f.type, f.resource, f.actor, f.occurred_at FROM feed f JOIN plan p ON p.name = f.resource "
    "WHERE f.position > ? AND f.type IN (?, ?, ?) AND (? = '' OR p.agency = ?) ORDER BY f.position DESC "
    "LIMIT ?";

}  // namespace

std::vector<WaitingPlans> CountPlans(storage::Session& session, const std::string& agency) {
  std::vector<WaitingPlans> counts;
  for (const storage::Row& row : session.Query(kCount, {agency, agency})) {
    counts.push_back({row.Text(0), static_cast<int>(row.Int(1)), static_cast<v1::Plan::State>(row.Int(2)),
                      static_cast<int>(row.Int(3))});
  }
  return counts;
}

std::vector<PlanNews> ListNews(storage::Session& session, const std::vector<std::string>& types,
                               const std::string& agency, std::int64_t after, int limit) {
  std::vector<PlanNews> news;
  for (const storage::Row& row : session.Query(
           kNews, {after, types.at(0), types.at(1), types.at(2), agency, agency, std::int64_t{limit}})) {
    const auto time = clock::ParseInstant(row.Text(3));
    if (!time) throw storage::StorageError{absl::InternalError("time of an event cannot be read"), 0};
    news.push_back({row.Text(0), row.Text(1), row.Text(2), *time});
  }
  return news;
}

}  // namespace cpb::registration::store

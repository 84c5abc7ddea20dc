#include "services/registration/app/notices.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "libs/feed/feed.h"
#include "libs/people/people.h"
#include "services/registration/store/cycles.h"
#include "services/registration/store/notices.h"

namespace cpb::registration {
namespace {

constexpr int kMostNews = 200;

/// What one part has to do with plans in one state, and by which day of the cycle.
struct Duty {
  types::v1::Role role;
  v1::Plan::State state;
  bool by_submission_deadline;
  const char* vi;
  const char* en;
};
constexpr Duty kDuties[] = {
    {types::v1::ROLE_PROVINCE_OFFICER, v1::Plan::STATE_DRAFT, true, "kế hoạch phải trình",
     "plan(s) to submit"},
    {types::v1::ROLE_PROVINCE_OFFICER, v1::Plan::STATE_RETURNED, false, "kế hoạch bị trả lại phải trình lại",
     "returned plan(s) to submit again"},
    {types::v1::ROLE_APPRAISER, v1::Plan::STATE_SUBMITTED, false, "kế hoạch chờ thẩm định",
     "plan(s) to appraise"},
    {types::v1::ROLE_APPROVER, v1::Plan::STATE_ENDORSED, false, "kế hoạch chờ phê duyệt",
     "plan(s) to approve"},
};

/// What a part wants to hear of.
struct News {
  types::v1::Role role;
  std::vector<std::string> types;
};
const std::vector<News>& WantedNews() {
  static const std::vector<News> kNews{
      {types::v1::ROLE_PROVINCE_OFFICER, {"plan.returned", "plan.endorsed", "plan.approved"}},
      {types::v1::ROLE_APPRAISER, {"plan.submitted", "plan.remark_answered", "plan.approved"}},
      {types::v1::ROLE_APPROVER, {"plan.endorsed", "plan.local_decision_recorded", "plan.returned"}}};
  return kNews;
}

/// Sentences for the types above.
void Say(const std::string& type, const std::string& plan, v1::Notice& notice) {
  const struct {
    const char* type;
    const char* vi;
    const char* en;
  } words[] = {{"plan.submitted", "đã được trình", "was submitted"},
               {"plan.returned", "đã được trả lại", "was returned"},
               {"plan.endorsed", "đã được thẩm định, thông qua", "was endorsed"},
               {"plan.approved", "đã được phê duyệt", "was approved"},
               {"plan.remark_answered", "có câu trả lời cho một nhận xét", "has an answer to a remark"},
               {"plan.local_decision_recorded", "đã có quyết định của tỉnh", "has the province's decision"}};
  for (const auto& word : words) {
    if (type != word.type) continue;
    notice.set_text_vi(absl::StrCat(plan, " ", word.vi, "."));
    notice.set_text_en(absl::StrCat(plan, " ", word.en, "."));
  }
}

/// Officers hear of their own agency's plans, the office and the ministry of all.
std::string AgencyOf(const rpc::Call& call, types::v1::Role role) {
  return role == types::v1::ROLE_PROVINCE_OFFICER ? call.identity.agency() : "";
}

void AddDeadlines(storage::Session& session, const rpc::Call& call, const Duty& duty,
                  v1::ListNoticesResponse& response) {
  for (const store::WaitingPlans& waiting : store::CountPlans(session, AgencyOf(call, duty.role))) {
    if (waiting.state != duty.state) continue;
    const auto cycle = store::FindCycle(session, waiting.programme, waiting.budget_year);
    if (!cycle) continue;
    const std::string& due =
        duty.by_submission_deadline ? cycle->submission_deadline() : cycle->appraisal_deadline();
    // ISO dates are in the order of their texts. What is overdue can no longer be done and is not asked for.
    if (due < clock::FormatDate(call.today)) continue;
    v1::Notice& notice = *response.add_notices();
    notice.set_kind(v1::Notice::KIND_DEADLINE);
    notice.set_resource(cycle->name());
    notice.set_due_date(due);
    notice.set_count(waiting.count);
    notice.set_text_vi(
        absl::StrCat("Đến ", due, ": ", waiting.count, " ", duty.vi, " (", waiting.budget_year, ")."));
    notice.set_text_en(
        absl::StrCat("By ", due, ": ", waiting.count, " ", duty.en, " (", waiting.budget_year, ")."));
  }
}

void AddNews(storage::Session& session, const rpc::Call& call, const News& news, std::int64_t after,
             v1::ListNoticesResponse& response) {
  for (const store::PlanNews& one :
       store::ListNews(session, news.types, AgencyOf(call, news.role), after, kMostNews)) {
    // Nobody is told of their own doing.
    if (people::Same(one.actor, call.signature())) continue;
    v1::Notice& notice = *response.add_notices();
    notice.set_kind(v1::Notice::KIND_DECISION);
    notice.set_resource(one.plan);
    notice.set_event(one.type);
    notice.set_actor(std::string{people::Actor(one.actor)});
    *notice.mutable_time() =
        google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(one.time.time_since_epoch().count());
    Say(one.type, one.plan, notice);
  }
}

}  // namespace

absl::Status NoticeDesk::List(const rpc::Call& call, const v1::ListNoticesRequest& request,
                              v1::ListNoticesResponse& response) const {
  return context_.database->Read([&](storage::Session& session) -> absl::Status {
    response.set_position(feed::Head(session));
    for (const Duty& duty : kDuties) {
      if (call.Has(duty.role)) AddDeadlines(session, call, duty, response);
    }
    std::stable_sort(response.mutable_notices()->begin(), response.mutable_notices()->end(),
                     [](const auto& a, const auto& b) { return a.due_date() < b.due_date(); });
    for (const News& news : WantedNews()) {
      if (call.Has(news.role)) AddNews(session, call, news, request.after_position(), response);
    }
    return absl::OkStatus();
  });
}

}  // namespace cpb::registration

#include "services/registration/store/remarks.h"

#include "google/protobuf/util/time_util.h"
#include "libs/clock/clock.h"

namespace cpb::registration::store {
namespace {

using google::protobuf::util::TimeUtil;
using storage::Value;

// Along the primary key; a plan has few dozen remarks.
constexpr std::string_view kSelect =
    "SELECT number, item_id, revision, remark, author, author_name, remarked_at, answer, answerer, "
    "answerer_name, "
    "answered_at FROM plan_remark WHERE plan = ? AND revision <= ? ORDER BY number";
constexpr std::string_view kInsert =
    "INSERT INTO plan_remark (plan, number, item_id, revision, remark, author, author_name, remarked_at) "
    "VALUES";
constexpr std::string_view kSaveAnswer =
    "UPDATE plan_remark SET answer = ?, answerer = ?, answerer_name = ?, answered_at = ? WHERE plan = ? AND "
    "number = ?";

google::protobuf::Timestamp ToTimestamp(const std::string& text) {
  const auto instant = clock::ParseInstant(text);
  if (!instant) throw storage::StorageError{absl::InternalError("time of a remark cannot be read"), 0};
  return TimeUtil::MicrosecondsToTimestamp(instant->time_since_epoch().count());
}

std::string ToText(const google::protobuf::Timestamp& time) {
  return clock::FormatInstant(
      clock::Instant{std::chrono::microseconds{TimeUtil::TimestampToMicroseconds(time)}});
}

}  // namespace

void LoadRemarks(storage::Session& session, v1::Plan& plan) {
  plan.clear_remarks();
  for (const storage::Row& row : session.Query(kSelect, {plan.name(), std::int64_t{plan.revision()}})) {
    v1::PlanRemark& remark = *plan.add_remarks();
    remark.set_number(static_cast<int>(row.Int(0)));
    remark.set_item_id(row.Text(1));
    remark.set_revision(static_cast<int>(row.Int(2)));
    remark.set_remark(row.Text(3));
    remark.set_author(row.Text(4));
    remark.set_author_name(row.Text(5));
    *remark.mutable_time() = ToTimestamp(row.Text(6));
    remark.set_answer(row.Text(7));
    remark.set_answerer(row.Text(8));
    remark.set_answerer_name(row.Text(9));
    if (const auto answered = row.OptionalText(10)) *remark.mutable_answer_time() = ToTimestamp(*answered);
  }
}

void InsertRemarks(storage::Session& session, const v1::Plan& plan, int count) {
  std::vector<std::vector<Value>> rows;
  for (int i = plan.remarks_size() - count; i < plan.remarks_size(); ++i) {
    const v1::PlanRemark& remark = plan.remarks(i);
    rows.push_back({plan.name(), std::int64_t{remark.number()}, remark.item_id(),
                    std::int64_t{remark.revision()}, remark.remark(), remark.author(), remark.author_name(),
                    ToText(remark.time())});
  }
  session.ExecuteRows(kInsert, rows);
}

void SaveAnswer(storage::Session& session, const v1::Plan& plan, const v1::PlanRemark& remark) {
  session.Execute(kSaveAnswer, {remark.answer(), remark.answerer(), remark.answerer_name(),
                                ToText(remark.answer_time()), plan.name(), std::int64_t{remark.number()}});
}

}  // namespace cpb::registration::store

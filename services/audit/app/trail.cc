#include "services/audit/app/trail.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "cpbudget/allocation/v1/allocation.pb.h"
#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/audit/app/trail_steps.h"
#include "services/audit/store/event_store.h"

namespace cpb::audit {
namespace {

namespace pb = cpbudget::audit::v1;

// Collects the steps of a trail in the order of cause and effect, so that equal times keep it.
class Collector {
 public:
  Collector(storage::Session& session, Subject subject) : session_{session}, subject_{std::move(subject)} {
    for (auto& [name, display_name] : People(session))
      people_.emplace(std::move(name), std::move(display_name));
  }

  void Add(const std::vector<StoredEvent>& events) {
    for (const StoredEvent& stored : events) steps_.push_back(ToStep(stored, people_, subject_));
  }
  void AddResource(const std::string& resource) { Add(EventsOf(session_, resource)); }

  pb::TracePaymentResponse Finish() {
    std::stable_sort(steps_.begin(), steps_.end(), [](const pb::TrailStep& a, const pb::TrailStep& b) {
      return std::pair{a.time().seconds(), a.time().nanos()} <
             std::pair{b.time().seconds(), b.time().nanos()};
    });
    pb::TracePaymentResponse response;
    for (pb::TrailStep& step : steps_) *response.add_steps() = std::move(step);
    return response;
  }

 private:
  storage::Session& session_;
  Subject subject_;
  Names people_;
  std::vector<pb::TrailStep> steps_;
};

template <class Message>
bool Latest(const std::vector<StoredEvent>& events, Message& message) {
  for (auto stored = events.rbegin(); stored != events.rend(); ++stored) {
    if (stored->event.payload().Is<Message>()) return stored->event.payload().UnpackTo(&message);
  }
  return false;
}

// Appropriations that paid a line: those of the holder that the round names.
void AddAppropriations(storage::Session& session, const std::vector<StoredEvent>& round_events,
                       const cpbudget::disbursement::v1::Payment& payment, Collector& collector) {
  cpbudget::allocation::v1::Round round;
  if (!Latest(round_events, round)) return;
  for (const auto& line : round.lines()) {
    if (line.budget_line() != payment.budget_line() || line.source() != payment.source()) continue;
    for (const std::string& name :
         AppropriationsOf(session, round.programme(), round.budget_year(), line.source(), line.holder())) {
      collector.AddResource(name);
    }
    return;
  }
}

// "2019-07-20 03:04:05.123456|disbursement|17"
std::string CursorText(const StoredEvent& stored) {
  return stored.occurred_at + '|' + stored.program + '|' + std::to_string(stored.event.position());
}

bool ParseCursor(const std::string& text, EventCursor& cursor) {
  if (text.empty()) return true;
  const std::vector<std::string> parts = absl::StrSplit(text, '|');
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[2], &cursor.position)) return false;
  cursor.occurred_at = parts[0];
  cursor.program = parts[1];
  return true;
}

}  // namespace

absl::StatusOr<pb::TracePaymentResponse> Trail::Trace(const rpc::Call& call, const std::string& name) {
  return database_.Read([&](storage::Session& session) -> absl::StatusOr<pb::TracePaymentResponse> {
    const std::vector<StoredEvent> own = EventsOf(session, name);
    cpbudget::disbursement::v1::Payment payment;
    if (!Latest(own, payment)) return rpc::Refuse(refusal::kNotFound, {{"resource", name}});
    const LineFacts line = FindLine(session, payment.budget_line()).value_or(LineFacts{});
    if (!call.SeesProvince(line.province_code)) {
      return rpc::Refuse(refusal::kOutsideJurisdiction, {{"resource", name}});
    }
    Collector collector{session, {line.item_id, payment.budget_line(), payment.source()}};
    if (!line.plan.empty()) collector.AddResource(line.plan);
    for (const std::string& document : DocumentsOfLine(session, payment.budget_line(), payment.source())) {
      const std::vector<StoredEvent> events = EventsOf(session, document);
      AddAppropriations(session, events, payment, collector);
      collector.Add(events);
    }
    if (!payment.commitment().empty()) collector.AddResource(payment.commitment());
    collector.Add(own);
    return collector.Finish();
  });
}

absl::StatusOr<pb::ListEventsResponse> Trail::List(const rpc::Call& call,
                                                   const pb::ListEventsRequest& request) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  EventCursor after;
  if (!ParseCursor(page.after, after)) return rpc::Refuse(refusal::kPageTokenInvalid);
  return database_.Read([&](storage::Session& session) -> absl::StatusOr<pb::ListEventsResponse> {
    // One more than asked for says whether a page follows.
    std::vector<StoredEvent> events =
        ListEvents(session, {request.resource(), call.identity.province_code()}, after, page.size + 1);
    const bool more = events.size() > static_cast<std::size_t>(page.size);
    if (more) events.pop_back();
    Names people;
    for (auto& [name, display_name] : People(session))
      people.emplace(std::move(name), std::move(display_name));
    pb::ListEventsResponse response;
    for (const StoredEvent& stored : events) *response.add_events() = ToStep(stored, people, {});
    if (more) response.set_next_page_token(rpc::NextPageToken(call, request, CursorText(events.back())));
    return response;
  });
}

}  // namespace cpb::audit

#include "services/audit/app/trail_steps.h"

#include "cpbudget/allocation/v1/allocation.pb.h"
#include "cpbudget/allocation/v1/enterprise.pb.h"
#include "cpbudget/allocation/v1/exchange.pb.h"
#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "cpbudget/registration/v1/plan.pb.h"
#include "services/audit/domain/trail_text.h"

namespace cpb::audit {
namespace {

using cpbudget::audit::v1::TrailStep;
namespace apb = cpbudget::allocation::v1;
namespace dpb = cpbudget::disbursement::v1;
namespace rpb = cpbudget::registration::v1;

// Sum over state and donors; the enterprises' own money is not the programme's.
std::int64_t SumOf(const google::protobuf::RepeatedPtrField<cpbudget::types::v1::Funding>& fundings) {
  std::int64_t sum = 0;
  for (const auto& funding : fundings) {
    if (funding.source_kind() != cpbudget::types::v1::SOURCE_KIND_ENTERPRISE &&
        funding.source() != "enterprise") {
      sum += funding.amount_vnd();
    }
  }
  return sum;
}

void TellItem(const rpb::PlanItem& item, TrailStep& step, Sentence& text) {
  const std::string& type = step.type();
  if (type == "plan.approved") {
    text += ItemApprovedSentence(item.item_id(), SumOf(item.approved()));
    step.set_amount_vnd(SumOf(item.approved()));
  } else {
    const std::int64_t requested = SumOf(item.requested());
    // Before the first check the service has not filled what the rules leave.
    const bool judged = item.findings_size() > 0 || item.admissible_vnd() > 0;
    text += ItemRequestedSentence(item.item_id(), requested, judged ? item.admissible_vnd() : requested);
    step.set_amount_vnd(requested);
  }
  if (type == "plan.returned" || type == "plan.approved")
    text += NoteSentence("Nhận xét", "Remark", item.remark());
  if (type == "plan.submitted" || type == "plan.approved") *step.mutable_findings() = item.findings();
}

void TellPlan(const rpb::Plan& plan, const Subject& subject, TrailStep& step, Sentence& text) {
  for (const rpb::PlanItem& item : plan.items()) {
    if (item.item_id() == subject.item_id) TellItem(item, step, text);
  }
  if (subject.item_id.empty() && plan.requested_vnd() > 0) {
    step.set_amount_vnd(step.type() == "plan.approved" ? plan.approved_vnd() : plan.requested_vnd());
  }
  if (plan.history_size() > 0)
    text += NoteSentence("Ghi chú", "Note", plan.history(plan.history_size() - 1).note());
}

void TellRound(const apb::Round& round, const Subject& subject, TrailStep& step, Sentence& text) {
  const bool computed = step.type() == "round.computed" || step.type() == "round.lines";
  if (subject.budget_line.empty()) step.set_amount_vnd(round.allotted_vnd());
  for (const apb::RoundLine& line : round.lines()) {
    if (line.budget_line() != subject.budget_line || line.source() != subject.source) continue;
    step.set_amount_vnd(line.allotted_vnd());
    if (!computed) continue;
    text += RoundLineSentence(line.budget_line(), line.requested_vnd(), line.approved_vnd(),
                              line.capped_vnd(), line.allotted_vnd());
    text += {line.envelope_text_vi(), line.envelope_text_en()};
    *step.mutable_findings() = line.findings();
  }
  if (step.type() == "round.revoked") {
    text += NoteSentence("Quyết định số", "Decision", round.revoke_decision_number());
    text += NoteSentence("Lý do", "Reason", round.revoke_reason());
  } else if (!computed) {
    text += NoteSentence("Quyết định số", "Decision", round.decision_number());
  }
  if (step.type() == "round.withdrawn") text += NoteSentence("Lý do", "Reason", round.withdraw_reason());
}

void TellAdjustment(const apb::Adjustment& adjustment, TrailStep& step, Sentence& text) {
  step.set_amount_vnd(adjustment.amount_vnd());
  text += NoteSentence("Lý do", "Reason", adjustment.reason());
  text += NoteSentence("Căn cứ", "Ground", adjustment.ground());
  if (step.type() == "adjustment.posted")
    text += NoteSentence("Quyết định số", "Decision", adjustment.decision_number());
  *step.mutable_findings() = adjustment.findings();
}

void TellPayment(const dpb::Payment& payment, TrailStep& step, Sentence& text) {
  step.set_amount_vnd(payment.amount_vnd());
  const std::string& type = step.type();
  if (type == "payment.prepared") {
    text += NoteSentence("Người nhận", "Payee", payment.payee());
    text += NoteSentence("Nội dung", "For", payment.description());
    *step.mutable_findings() = payment.findings();
  }
  if (type == "payment.paid" || type == "payment.refused" || type == "payment.unknown") {
    text += NoteSentence("Số Kho bạc", "Treasury reference", payment.treasury_reference());
    text += NoteSentence("Ghi chú", "Note", payment.outcome_note());
  }
  if (type == "payment.controlled") text += NoteSentence("Nhận xét", "Remark", payment.control_note());
  if (type == "payment.outcomeProposed")
    text += NoteSentence("Chứng cứ", "Proof", payment.proposal().proof());
  if (type == "payment.paid") text += NoteSentence("Ngày hiệu lực", "Value date", payment.value_date());
  if (type == "payment.moved") text += NoteSentence("Chuyển từ", "Moved from", payment.moved_from());
}

void TellCommitment(const dpb::Commitment& commitment, TrailStep& step, Sentence& text) {
  step.set_amount_vnd(commitment.amount_vnd());
  text += NoteSentence("Hợp đồng", "Contract", commitment.contract_number());
  text += NoteSentence("Nhà thầu", "Contractor", commitment.contractor());
  text += NoteSentence("Chuyển từ", "Moved from", commitment.moved_from());
  *step.mutable_findings() = commitment.findings();
}

void TellAppropriation(const apb::Appropriation& appropriation, TrailStep& step, Sentence& text) {
  if (step.type() == "appropriation.reserve_released" && !appropriation.releases().empty()) {
    const apb::ReserveRelease& release = *appropriation.releases().rbegin();
    step.set_amount_vnd(release.amount_vnd());
    text += NoteSentence("Quyết định số", "Decision", release.decision_number());
    text += NoteSentence("Lý do", "Reason", release.reason());
    return;
  }
  if (step.type() == "appropriation.reserve_cut" && !appropriation.reserve_cuts().empty()) {
    const apb::ReserveCut& cut = *appropriation.reserve_cuts().rbegin();
    step.set_amount_vnd(cut.amount_vnd());
    text += NoteSentence("Quyết định số", "Decision", cut.decision_number());
    text += NoteSentence("Lý do", "Reason", cut.reason());
    return;
  }
  step.set_amount_vnd(appropriation.amount_vnd());
  text += NoteSentence("Quyết định số", "Decision", appropriation.decision_number());
  if (!appropriation.currency().empty())
    text += NoteSentence("Tỷ giá " + appropriation.currency(), "Rate of " + appropriation.currency(),
                         appropriation.exchange_rate() + " (" + appropriation.exchange_rate_date() + ")");
}

void TellHandOver(const apb::HandOver& hand_over, const Subject& subject, TrailStep& step, Sentence& text) {
  step.set_amount_vnd(hand_over.handed_vnd());
  for (const apb::HandOverLine& line : hand_over.lines()) {
    const bool either =
        line.budget_line() == subject.budget_line || line.to_budget_line() == subject.budget_line;
    if (either && line.source() == subject.source) {
      step.set_amount_vnd(line.handed_vnd() + line.handed_committed_vnd() + line.handed_advanced_vnd());
    }
  }
  const std::string units =
      hand_over.from_agency() + " → " + hand_over.to_agency() + " (" + hand_over.successor() + ").";
  text += {units, units};
  text += NoteSentence("Lý do", "Reason", hand_over.reason());
  if (step.type() == "hand_over.posted")
    text += NoteSentence("Quyết định số", "Decision", hand_over.decision_number());
}

void TellExchange(const apb::ExchangeDifference& difference, TrailStep& step, Sentence& text) {
  step.set_amount_vnd(difference.difference_vnd());
  text += NoteSentence("Tỷ giá " + difference.currency(), "Rate of " + difference.currency(),
                       difference.recorded_rate() + " → " + difference.exchange_rate() + " (" +
                           difference.exchange_rate_date() + ")");
  text += NoteSentence("Chứng từ", "Document", difference.subject() + ", " + difference.document());
}

void TellEnterprise(const apb::EnterpriseCommitment& commitment, TrailStep& step, Sentence& text) {
  step.set_amount_vnd(commitment.committed_vnd());
  text += NoteSentence("Văn bản", "Document", commitment.document_number());
}

void TellFramework(const apb::Framework& framework, TrailStep& step, Sentence& text) {
  step.set_amount_vnd(framework.amount_vnd());
  text += NoteSentence("Quyết định số", "Decision", framework.decision_number());
  text += NoteSentence("Thay thế", "Replaces", framework.replaces());
}

// Unpacks the payload and tells it when it is of this type.
template <class Message, class Tell>
bool When(const StoredEvent& stored, Tell&& tell) {
  Message message;
  if (!stored.event.payload().Is<Message>() || !stored.event.payload().UnpackTo(&message)) return false;
  tell(message);
  return true;
}

}  // namespace

TrailStep ToStep(const StoredEvent& stored, const Names& people, const Subject& subject) {
  TrailStep step;
  step.set_type(stored.event.type());
  step.set_resource(stored.event.resource());
  step.set_actor(stored.event.actor());
  *step.mutable_time() = stored.event.occur_time();
  step.set_program(stored.program);
  step.set_position(stored.event.position());
  step.set_trace_id(stored.event.trace_id());
  const auto person = people.find(stored.event.actor());
  Sentence text = StepSentence(step.type(), person == people.end() ? step.actor() : person->second,
                               stored.event.resource());
  if (const std::string& delegator = stored.event.acting_for(); !delegator.empty()) {
    const auto known = people.find(delegator);
    text +=
        NoteSentence("Theo ủy quyền của", "Acting for", known == people.end() ? delegator : known->second);
  }
  When<rpb::Plan>(stored, [&](const rpb::Plan& plan) { TellPlan(plan, subject, step, text); }) ||
      When<apb::Round>(stored, [&](const apb::Round& round) { TellRound(round, subject, step, text); }) ||
      When<apb::Adjustment>(stored, [&](const apb::Adjustment& one) { TellAdjustment(one, step, text); }) ||
      When<apb::Appropriation>(stored,
                               [&](const apb::Appropriation& one) { TellAppropriation(one, step, text); }) ||
      When<apb::HandOver>(stored,
                          [&](const apb::HandOver& one) { TellHandOver(one, subject, step, text); }) ||
      When<apb::ExchangeDifference>(
          stored, [&](const apb::ExchangeDifference& one) { TellExchange(one, step, text); }) ||
      When<apb::EnterpriseCommitment>(
          stored, [&](const apb::EnterpriseCommitment& one) { TellEnterprise(one, step, text); }) ||
      When<apb::Framework>(stored, [&](const apb::Framework& one) { TellFramework(one, step, text); }) ||
      When<dpb::Payment>(stored, [&](const dpb::Payment& payment) { TellPayment(payment, step, text); }) ||
      When<dpb::Commitment>(stored, [&](const dpb::Commitment& one) { TellCommitment(one, step, text); });
  step.set_text_vi(text.vi);
  step.set_text_en(text.en);
  return step;
}

}  // namespace cpb::audit

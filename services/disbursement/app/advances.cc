#include "services/disbursement/app/advances.h"

#include <utility>

#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/payments.h"
#include "services/disbursement/app/posting.h"
#include "services/disbursement/domain/advances.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/domain/treasury.h"

namespace cpb::disbursement::app {
namespace {

using ledger::Kind;

/// Locks a paid payment of the caller's unit.
absl::StatusOr<store::Payment> LockPaid(storage::Session& session, const rpc::Call& call,
                                        const std::string& name) {
  CPB_ASSIGN_OR_RETURN(store::Payment payment, LockPaymentByName(session, name));
  CPB_RETURN_IF_ERROR(CheckOwnAgency(call, payment.message.agency(), name));
  if (const auto refusal = CheckPaymentState(PaymentStep::kUsePaid,
                                             static_cast<PaymentState>(payment.message.state()), name)) {
    return rpc::ToStatus(*refusal);
  }
  return payment;
}

/// Place of an advance in the list of open ones, the oldest first: its day, then its number with leading
/// zeros.
std::string SortKey(const pb::Payment& payment) {
  const std::string number = std::to_string(*NumberOf("payments/", payment.name()));
  return payment.value_date() + "|" + std::string(20 - number.size(), '0') + number;
}

absl::Status Exceeded(const refusal::Reason& reason, const std::string& name, std::int64_t limit,
                      std::int64_t asked) {
  return rpc::ToStatus({&reason,
                        {{"payment", name}, {"limit_vnd", refusal::FormatVnd(limit)}},
                        {{.subject = name,
                          .text_vi = "Còn " + refusal::FormatVnd(limit) + " đồng.",
                          .text_en = refusal::FormatVnd(limit) + " dong left.",
                          .limit_vnd = limit,
                          .actual_vnd = asked,
                          .rule_id = "",
                          .citation = ""}}});
}

}  // namespace

absl::Status ClearAdvance(const App& app, const rpc::Call& call, const pb::ClearAdvanceRequest& request,
                          pb::ClearAdvanceResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_ASSIGN_OR_RETURN(store::Payment payment, LockPaid(session, call, request.name()));
        pb::Payment& message = payment.message;
        if (message.kind() != pb::Payment::KIND_ADVANCE)
          return rpc::Refuse(kNotAnAdvance, {{"payment", message.name()}});
        if (request.amount_vnd() > message.open_advance_vnd()) {
          return Exceeded(kAdvanceExceeded, message.name(), message.open_advance_vnd(), request.amount_vnd());
        }
        CPB_RETURN_IF_ERROR(
            LockOpenYear(session, call, payment.programme, message.budget_year(), ledger::Step::kPayment));
        CPB_ASSIGN_OR_RETURN(
            const Posting posting,
            Posting::Decide(session,
                            {{.kind = "advance",
                              .name = message.name(),
                              .step = "clear",
                              .effective = ledger::EffectiveDate(message.budget_year(), call.today),
                              .movements = {{payment.Account(Kind::kAdvanced), payment.Account(Kind::kSpent),
                                             request.amount_vnd()}}}}));
        message.set_open_advance_vnd(message.open_advance_vnd() - request.amount_vnd());
        message.set_outcome_note(request.acceptance());
        store::UpdatePayment(session, payment);
        response.set_journal_position(posting.Book(session, call, request.request_id(), {},
                                                   {{"payment.cleared", message.name(), &message}}));
        *response.mutable_payment() = std::move(message);
        return absl::OkStatus();
      });
}

absl::Status ListAdvances(const App& app, const rpc::Call& call, const pb::ListAdvancesRequest& request,
                          pb::ListAdvancesResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  CPB_ASSIGN_OR_RETURN(const std::string agency, AgencyToList(call, request.agency()));
  response.set_as_of_date(clock::FormatDate(call.today));
  for (const AgeBand& band : kAgeBands) {
    pb::AdvanceAge& age = *response.add_ages();
    age.set_from_days(band.from_days);
    age.set_to_days(band.to_days);
  }
  return app.database.Read([&](storage::Session& session) -> absl::Status {
    std::string last;
    for (pb::Payment& payment : store::ListOpenAdvances(session, request.budget_year(), agency)) {
      const clock::Date due = AdvanceDueDate(payment.budget_year());
      if (request.overdue_only() && call.today <= due) continue;
      const int age_days = AgeInDays(clock::ParseDate(payment.value_date()).value_or(call.today), call.today);
      pb::AdvanceAge& age = *response.mutable_ages(static_cast<int>(BandOf(age_days)));
      age.set_advances_count(age.advances_count() + 1);
      age.set_open_vnd(age.open_vnd() + payment.open_advance_vnd());
      const std::string key = SortKey(payment);
      if (key <= page.after) continue;
      if (response.advances_size() == page.size) {
        if (response.next_page_token().empty())
          response.set_next_page_token(rpc::NextPageToken(call, request, last));
        continue;
      }
      last = key;
      pb::OpenAdvance& advance = *response.add_advances();
      advance.set_age_days(age_days);
      advance.set_due_date(clock::FormatDate(due));
      advance.set_overdue(call.today > due);
      *advance.mutable_payment() = std::move(payment);
    }
    return absl::OkStatus();
  });
}

absl::Status RefundPayment(const App& app, const rpc::Call& call, const pb::RefundPaymentRequest& request,
                           pb::RefundPaymentResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_ASSIGN_OR_RETURN(store::Payment payment, LockPaid(session, call, request.name()));
        pb::Payment& message = payment.message;
        const bool is_advance = message.kind() == pb::Payment::KIND_ADVANCE;
        const std::int64_t refundable =
            is_advance ? message.open_advance_vnd() : message.amount_vnd() - message.refunded_vnd();
        if (request.amount_vnd() > refundable) {
          return Exceeded(kRefundExceeded, message.name(), refundable, request.amount_vnd());
        }
        const int year = message.budget_year();
        CPB_RETURN_IF_ERROR(LockOpenYear(session, call, payment.programme, year, ledger::Step::kOutcome));
        // Within the year and its adjustment period the money may be spent again; later it belongs to the
        // budget.
        const bool in_time = call.today <= ledger::AdjustmentEnd(year);
        CPB_ASSIGN_OR_RETURN(
            const Posting posting,
            Posting::Decide(session,
                            {{.kind = is_advance ? "advance" : "payment",
                              .name = message.name(),
                              .step = "refund",
                              .effective = in_time ? ledger::EffectiveDate(year, call.today)
                                                   : ledger::AdjustmentEnd(year),
                              .movements = {{payment.Account(is_advance ? Kind::kAdvanced : Kind::kSpent),
                                             payment.Account(in_time ? Kind::kAvailable : Kind::kRefunded),
                                             request.amount_vnd()}}}}));
        message.set_refunded_vnd(message.refunded_vnd() + request.amount_vnd());
        if (is_advance) message.set_open_advance_vnd(message.open_advance_vnd() - request.amount_vnd());
        message.set_outcome_note(request.refund_slip());
        store::UpdatePayment(session, payment);
        response.set_journal_position(posting.Book(session, call, request.request_id(), {},
                                                   {{"payment.refunded", message.name(), &message}}));
        *response.mutable_payment() = std::move(message);
        return absl::OkStatus();
      });
}

}  // namespace cpb::disbursement::app

#include "services/disbursement/app/close_year.h"

#include <utility>

#include "libs/ledger/period.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/posting.h"
#include "services/disbursement/app/reconciliation.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/balances.h"
#include "services/disbursement/store/commitments.h"
#include "services/disbursement/store/lines.h"
#include "services/disbursement/store/payments.h"

namespace cpb::disbursement::app {
namespace {

using ledger::Kind;

/// The wire shows 16 of them.
constexpr std::int64_t kNamedMax = 100;

absl::Status RefuseFor(const refusal::Reason& reason, const std::vector<pb::Payment>& payments,
                       std::int64_t (*amount)(const pb::Payment&)) {
  if (payments.empty()) return absl::OkStatus();
  const bool more = payments.size() > static_cast<std::size_t>(kNamedMax);
  refusal::Refusal refusal{
      &reason, {{"count", (more ? ">" : "") + std::to_string(payments.size() - (more ? 1 : 0))}}, {}};
  for (const pb::Payment& payment : payments) {
    const std::string text = payment.name() + " (" + payment.agency() + ", " + payment.budget_line() +
                             "): " + refusal::FormatVnd(amount(payment));
    refusal.violations.push_back({.subject = payment.name(),
                                  .text_vi = text + " đồng",
                                  .text_en = text + " dong",
                                  .limit_vnd = {},
                                  .actual_vnd = amount(payment),
                                  .rule_id = "",
                                  .citation = ""});
  }
  return rpc::ToStatus(refusal);
}

absl::Status CheckMayClose(storage::Session& session, const rpc::Call& call, const std::string& programme,
                           int year) {
  const auto locked = store::LockYearToClose(session, programme, year);
  if (!locked) {
    return rpc::Refuse(kYearUnknown, {{"programme", programme}, {"budget_year", std::to_string(year)}});
  }
  if (locked->closed_at) return rpc::Refuse(kYearAlreadyClosed, {{"budget_year", std::to_string(year)}});
  if (const auto refusal = ledger::CheckYearMayClose(year, call.today)) return rpc::ToStatus(*refusal);
  // The year is locked against every posting, so plain reads see all there is.
  CPB_RETURN_IF_ERROR(RefuseFor(kPaymentsUndecided, store::Undecided(session, programme, year, kNamedMax + 1),
                                [](const pb::Payment& payment) { return payment.amount_vnd(); }));
  CPB_RETURN_IF_ERROR(RefuseFor(kAdvancesOpen, store::OpenAdvances(session, programme, year, kNamedMax + 1),
                                [](const pb::Payment& payment) { return payment.open_advance_vnd(); }));
  return CheckReconciled(session, programme, year);
}

/// Where money of an account lapses to: the same place.
ledger::Movement Lapse(const pb::Balance& balance) {
  const ledger::AccountKey from = KeyOf(balance.account());
  return {from, ledger::WithKind(from, Kind::kLapsed), balance.balance_vnd()};
}

}  // namespace

absl::Status CloseYear(const App& app, const rpc::Call& call, const pb::CloseYearRequest& request,
                       pb::CloseYearResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        const int year = request.budget_year();
        CPB_RETURN_IF_ERROR(CheckMayClose(session, call, request.programme(), year));
        Document document{.kind = "close",
                          .name = request.programme() + "/years/" + std::to_string(year),
                          .step = "lapse",
                          .effective = ledger::AdjustmentEnd(year),
                          .movements = {}};
        std::int64_t sum = 0;
        for (pb::Balance& balance : store::LapsingAccounts(session, request.programme(), year)) {
          document.movements.push_back(Lapse(balance));
          if (__builtin_add_overflow(sum, balance.balance_vnd(), &sum))
            return absl::InternalError("sum overflows");
          *response.add_lapsed() = std::move(balance);
        }
        response.set_lapsed_vnd(sum);
        CPB_ASSIGN_OR_RETURN(const Posting posting, Posting::Decide(session, {std::move(document)}));
        if (request.validate_only()) return absl::OkStatus();
        store::ReleaseAll(session, request.programme(), year);
        store::CloseYear(session, request.programme(), year, clock::FormatInstant(call.now), call.actor());
        response.set_journal_position(posting.Book(session, call, request.request_id(), {}, {}));
        return absl::OkStatus();
      });
}

}  // namespace cpb::disbursement::app

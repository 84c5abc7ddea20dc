#include "services/allocation/app/exchange_desk.h"

#include "libs/ledger/period.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/documents.h"
#include "services/allocation/app/parts.h"
#include "services/allocation/domain/exchange.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/store/appropriations.h"
#include "services/allocation/store/exchange_differences.h"
#include "services/allocation/store/names.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// What the recorder may say, and what follows from the grant.
ExchangeDifference Recorded(const rpc::Call& call, const ExchangeDifference& given,
                            const pb::Appropriation& grant) {
  ExchangeDifference difference;
  difference.set_appropriation(grant.name());
  difference.set_programme(grant.programme());
  difference.set_budget_year(grant.budget_year());
  difference.set_source(grant.source());
  difference.set_holder(grant.holder());
  difference.set_currency(grant.currency());
  difference.set_subject(given.subject());
  difference.set_foreign_amount_minor(given.foreign_amount_minor());
  difference.set_exchange_rate(given.exchange_rate());
  difference.set_exchange_rate_date(given.exchange_rate_date());
  difference.set_recorded_rate(grant.exchange_rate());
  difference.set_document(given.document());
  difference.set_creator(call.signature());
  difference.set_effective_date(clock::FormatDate(ledger::EffectiveDate(grant.budget_year(), call.today)));
  return difference;
}

/// Both figures, each rounded by itself.
absl::Status Compute(ExchangeDifference& difference) {
  const int digits = MinorDigits(difference.currency()).value();
  const auto recorded =
      ToDong(difference.foreign_amount_minor(), digits, ParseRate(difference.recorded_rate()).value());
  const auto paid =
      ToDong(difference.foreign_amount_minor(), digits, ParseRate(difference.exchange_rate()).value());
  if (!recorded || !paid) return rpc::Refuse(kAmountInvalid, {{"least", "1"}});
  difference.set_recorded_vnd(*recorded);
  difference.set_paid_vnd(*paid);
  difference.set_difference_vnd(*paid - *recorded);
  if (difference.difference_vnd() == 0)
    return rpc::Refuse(kExchangeNoDifference, {{"subject", difference.subject()}});
  return absl::OkStatus();
}

absl::Status CheckGrant(storage::Session& session, const pb::Appropriation& grant,
                        const ExchangeDifference& given, clock::Date today) {
  if (grant.currency().empty() || grant.kind() == pb::Appropriation::KIND_CUT)
    return rpc::Refuse(kNotAForeignGrant, {{"appropriation", grant.name()}});
  if (clock::ParseDate(given.exchange_rate_date()).value() > today) {
    rpc::FieldErrors errors;
    errors.Add("exchange_difference.exchange_rate_date", "Ngày của tỷ giá ở tương lai.",
               "The day of the rate is in the future.");
    return errors.ToStatus();
  }
  const std::int64_t left = grant.foreign_amount_minor() - SumExchanged(session, grant.name());
  if (given.foreign_amount_minor() <= left) return absl::OkStatus();
  return rpc::Refuse(kExchangeAboveGrant, {{"appropriation", grant.name()},
                                           {"left", refusal::FormatVnd(left)},
                                           {"asked", refusal::FormatVnd(given.foreign_amount_minor())},
                                           {"currency", grant.currency()}});
}

}  // namespace

absl::Status ExchangeDesk::Record(const rpc::Call& call, const pb::RecordExchangeDifferenceRequest& request,
                                  pb::RecordExchangeDifferenceResponse& response) {
  const ExchangeDifference& given = request.exchange_difference();
  const auto Prepare = [&](storage::Session& session) -> absl::StatusOr<Intent> {
    LockGrants(session);
    const auto grant = LockBookedAppropriation(session, given.appropriation());
    if (!grant) return rpc::Refuse(refusal::kNotFound, {{"resource", given.appropriation()}});
    CPB_RETURN_IF_ERROR(MayReleaseReserve(call, *grant));
    CPB_RETURN_IF_ERROR(CheckGrant(session, *grant, given, call.today));
    ExchangeDifference difference = Recorded(call, given, *grant);
    CPB_RETURN_IF_ERROR(Compute(difference));
    CPB_RETURN_IF_ERROR(rpc::CheckDelegatedAmount(call, difference.paid_vnd()));
    difference.set_name(
        "exchangeDifferences/" +
        NumberedId(grant->programme(), grant->budget_year(),
                   NextNumber(session, "exchange_difference", grant->programme(), grant->budget_year())));
    if (!InsertExchangeDifference(session, difference, clock::FormatInstant(call.now))) {
      return rpc::Refuse(kExchangeRecorded, {{"subject", given.subject()}, {"appropriation", grant->name()}});
    }
    return Intent{.kind = PostingKind::kExchangeDifference,
                  .document = difference.name(),
                  .request = ExchangeDocument(difference)};
  };
  const auto Answer = [&](storage::Session& session, const Posting& posting) -> absl::Status {
    *response.mutable_exchange_difference() = GetExchangeDifference(session, posting.document);
    return absl::OkStatus();
  };
  return poster_.Run(call, request.request_id(), request, response, Prepare, Answer);
}

absl::Status ExchangeDesk::List(const rpc::Call& call, const pb::ListExchangeDifferencesRequest& request,
                                pb::ListExchangeDifferencesResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  if (!call.identity.province_code().empty()) return absl::OkStatus();
  return database_.Read([&](storage::Session& session) -> absl::Status {
    auto listed = ListExchangeDifferences(session, request.budget_year(), page.after, page.size + 1);
    const bool more = listed.size() > static_cast<std::size_t>(page.size);
    if (more) listed.pop_back();
    for (auto& one : listed) *response.add_exchange_differences() = std::move(one.difference);
    if (more) response.set_next_page_token(rpc::NextPageToken(call, request, listed.back().sort_key));
    return absl::OkStatus();
  });
}

}  // namespace cpb::allocation

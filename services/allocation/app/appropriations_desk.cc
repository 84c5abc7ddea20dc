#include "services/allocation/app/appropriations_desk.h"

#include "libs/ledger/period.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/decision_numbers.h"
#include "services/allocation/app/documents.h"
#include "services/allocation/app/frameworks.h"
#include "services/allocation/domain/exchange.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/store/appropriations.h"
#include "services/allocation/store/names.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// The holder fits the source: the ministry for central and donor money, a province's department for local
/// money.
absl::Status CheckHolder(SourceKind kind, const std::string& holder) {
  rpc::FieldErrors errors;
  const bool department = holder.rfind("agencies/SCT-", 0) == 0 && holder.size() == 15;
  if (kind == SourceKind::kLocal && !department) {
    errors.Add("appropriation.holder",
               "Ngân sách địa phương do Sở Công Thương của tỉnh giữ (agencies/SCT-NN).",
               "Local money is held by the province's own department (agencies/SCT-NN).");
  }
  if (kind != SourceKind::kLocal && holder != "agencies/BCT") {
    errors.Add("appropriation.holder", "Nguồn này do Bộ Công Thương giữ (agencies/BCT).",
               "This source is held by the ministry (agencies/BCT).");
  }
  return errors.ToStatus();
}

absl::Status CheckSource(const Sources& sources, const pb::Appropriation& appropriation) {
  const auto kind = sources.KindOf(appropriation.source());
  if (!kind) {
    rpc::FieldErrors errors;
    errors.Add("appropriation.source", "Không có nguồn '" + appropriation.source() + "'.",
               "There is no source '" + appropriation.source() + "'.");
    return errors.ToStatus();
  }
  if (*kind == SourceKind::kEnterprise)
    return rpc::Refuse(kSourceNotPaidOut, {{"source", appropriation.source()}});
  return CheckHolder(*kind, appropriation.holder());
}

/// A donor's amount in dong at its own rate.
absl::Status Convert(SourceKind kind, clock::Date today, pb::Appropriation& appropriation) {
  if (appropriation.currency().empty()) return absl::OkStatus();
  rpc::FieldErrors errors;
  if (kind != SourceKind::kDonor) {
    errors.Add("appropriation.currency", "Chỉ viện trợ được ghi bằng ngoại tệ.",
               "Only donors' grants are recorded in another currency.");
  }
  if (clock::ParseDate(appropriation.exchange_rate_date()).value() > today) {
    errors.Add("appropriation.exchange_rate_date", "Ngày của tỷ giá ở tương lai.",
               "The day of the rate is in the future.");
  }
  CPB_RETURN_IF_ERROR(errors.ToStatus());
  const auto dong =
      ToDong(appropriation.foreign_amount_minor(), MinorDigits(appropriation.currency()).value(),
             ParseRate(appropriation.exchange_rate()).value());
  if (!dong) return rpc::Refuse(kAmountInvalid, {{"least", "1"}});
  if (appropriation.has_amount_vnd() && appropriation.amount_vnd() != *dong) {
    return rpc::Refuse(kExchangeMismatch, {{"converted", refusal::FormatVnd(*dong)},
                                           {"given", refusal::FormatVnd(appropriation.amount_vnd())}});
  }
  appropriation.set_amount_vnd(*dong);
  return absl::OkStatus();
}

/// At least one dong of it can be allotted at once.
absl::Status CheckReserve(const pb::Appropriation& appropriation) {
  rpc::FieldErrors errors;
  if (appropriation.reserve_vnd() >= appropriation.amount_vnd()) {
    errors.Add("appropriation.reserve_vnd", "Dự phòng phải nhỏ hơn số tiền.",
               "The reserve must be less than the amount.");
  }
  return errors.ToStatus();
}

/// What the recorder may say, and what follows from it; the rest is the service's.
absl::StatusOr<pb::Appropriation> Recorded(const rpc::Call& call, const Sources& sources,
                                           const pb::Appropriation& given) {
  pb::Appropriation appropriation = given;
  CPB_RETURN_IF_ERROR(CheckSource(sources, appropriation));
  const SourceKind kind = sources.KindOf(appropriation.source()).value();
  CPB_RETURN_IF_ERROR(Convert(kind, call.today, appropriation));
  CPB_RETURN_IF_ERROR(CheckReserve(appropriation));
  appropriation.set_level(kind == SourceKind::kLocal ? pb::LEVEL_PROVINCIAL : pb::LEVEL_CENTRAL);
  if (appropriation.kind() == pb::Appropriation::KIND_UNSPECIFIED) {
    appropriation.set_kind(pb::Appropriation::KIND_ORIGINAL);
  }
  appropriation.clear_releases();
  appropriation.clear_reserve_cuts();
  appropriation.set_reserve_held_vnd(appropriation.reserve_vnd());
  appropriation.set_creator(call.signature());
  appropriation.set_posted(false);
  return appropriation;
}

}  // namespace

absl::Status AppropriationsDesk::Create(const rpc::Call& call, const pb::CreateAppropriationRequest& request,
                                        pb::CreateAppropriationResponse& response) {
  const auto chains =
      chains_.InForce(call, cpbudget::registration::v1::ApprovalChain::DOCUMENT_APPROPRIATION);
  const auto Prepare = [&](storage::Session& session) -> absl::StatusOr<Intent> {
    CPB_ASSIGN_OR_RETURN(pb::Appropriation appropriation, Recorded(call, sources_, request.appropriation()));
    if (auto refusal = ledger::CheckPeriod(ledger::Step::kBudget, appropriation.budget_year(), call.today)) {
      return rpc::ToStatus(*refusal);
    }
    LockGrants(session);  // Two at once cannot pass a framework together.
    CPB_RETURN_IF_ERROR(CheckFrameworks(session, appropriation));
    const std::int64_t number =
        NextNumber(session, "appropriation", appropriation.programme(), appropriation.budget_year());
    appropriation.set_name("appropriations/" +
                           NumberedId(appropriation.programme(), appropriation.budget_year(), number));
    CPB_RETURN_IF_ERROR(chains.status());
    CPB_ASSIGN_OR_RETURN(
        const std::string chain_version,
        chains->CheckStep(call, ChainStepKind::kPrepare, {appropriation.source()}, appropriation.name()));
    appropriation.set_chain_version(chain_version);
    const int year = static_cast<int>(clock::ParseDate(appropriation.decision_date()).value().year());
    CPB_RETURN_IF_ERROR(UseDecisionNumber(
        session,
        {appropriation.source() + "|" + appropriation.holder(), year, appropriation.decision_number()},
        {appropriation.name(), appropriation.part_of()}));
    InsertAppropriation(session, appropriation);
    return Intent{.kind = PostingKind::kAppropriation,
                  .document = appropriation.name(),
                  .request = AppropriationDocument(appropriation, call.today)};
  };
  const auto Answer = [&](storage::Session& session, const Posting& posting) -> absl::Status {
    *response.mutable_appropriation() = GetAppropriation(session, posting.document);
    response.set_journal_position(posting.journal_position);
    return absl::OkStatus();
  };
  return poster_.Run(call, request.request_id(), request, response, Prepare, Answer);
}

absl::Status AppropriationsDesk::List(const rpc::Call& call, const pb::ListAppropriationsRequest& request,
                                      pb::ListAppropriationsResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  const std::string& province = call.identity.province_code();
  const std::string holder = province.empty() ? "" : "agencies/SCT-" + province;
  return database_.Read([&](storage::Session& session) -> absl::Status {
    auto listed = ListAppropriations(session, request.budget_year(), holder, page.after, page.size + 1);
    const bool more = listed.size() > static_cast<std::size_t>(page.size);
    if (more) listed.pop_back();
    for (ListedAppropriation& one : listed) *response.add_appropriations() = std::move(one.appropriation);
    if (more) response.set_next_page_token(rpc::NextPageToken(call, request, listed.back().sort_key));
    return absl::OkStatus();
  });
}

}  // namespace cpb::allocation

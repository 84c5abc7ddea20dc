#include "services/allocation/app/adjustments_desk.h"

#include "libs/feed/feed.h"
#include "libs/ledger/period.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/adjustment_check.h"
#include "services/allocation/app/convert.h"
#include "services/allocation/app/decision_numbers.h"
#include "services/allocation/app/documents.h"
#include "services/allocation/app/parts.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/store/names.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// What the proposer may say; the rest is the service's.
Adjustment Proposed(const Adjustment& given, const rpc::Call& call, const rulebook::Rulebook& book) {
  Adjustment adjustment;
  adjustment.set_kind(given.kind());
  adjustment.set_state(Adjustment::STATE_PROPOSED);
  adjustment.set_programme(given.programme());
  adjustment.set_budget_year(given.budget_year());
  adjustment.set_source(given.source());
  if (given.kind() != Adjustment::KIND_SUPPLEMENT) adjustment.set_from_budget_line(given.from_budget_line());
  if (given.kind() != Adjustment::KIND_CUT) {
    adjustment.set_to_budget_line(given.to_budget_line().empty() ? given.from_budget_line()
                                                                 : given.to_budget_line());
  }
  adjustment.set_amount_vnd(given.amount_vnd());
  adjustment.set_reason(given.reason());
  if (given.kind() == Adjustment::KIND_CARRY_OVER) {
    adjustment.set_ground(given.ground());
    adjustment.set_proof(given.proof());
    adjustment.set_proof_sha256(given.proof_sha256());
    adjustment.set_commitment(given.commitment());
  }
  adjustment.set_rulebook_version(book.version);
  adjustment.set_creator(call.signature());
  adjustment.set_etag("1");
  return adjustment;
}

void SetFindings(const std::vector<rulebook::Finding>& findings, const std::string& item_id,
                 Adjustment& adjustment) {
  adjustment.clear_findings();
  for (const rulebook::Finding& finding : findings) *adjustment.add_findings() = ToMessage(finding, item_id);
}

AdjustedLines Columns(const Adjustment& adjustment, const TouchedLines& lines) {
  const bool receives = adjustment.kind() != Adjustment::KIND_CUT;
  return {.agency = lines.to.allotment.agency(),
          .province_code = lines.to.line.province_code(),
          .from_establishment = lines.from.line.establishment(),
          .from_activity = lines.from.line.activity(),
          .to_establishment = receives ? lines.to.line.establishment() : "",
          .to_activity = receives ? lines.to.line.activity() : ""};
}

}  // namespace

absl::Status AdjustmentsDesk::Create(const rpc::Call& call, const pb::CreateAdjustmentRequest& request,
                                     pb::CreateAdjustmentResponse& response) {
  const auto chains = chains_.InForce(call, cpbudget::registration::v1::ApprovalChain::DOCUMENT_ADJUSTMENT);
  return rpc::Once(
      database_, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_RETURN_IF_ERROR(chains.status());
        LockGrants(session);
        CPB_ASSIGN_OR_RETURN(const rulebook::Rulebook* book, rulebooks_.InForce(session, call.today));
        Adjustment adjustment = Proposed(request.adjustment(), call, *book);
        CPB_ASSIGN_OR_RETURN(const TouchedLines lines, FindLines(session, call, adjustment));
        CPB_ASSIGN_OR_RETURN(const auto findings,
                             CheckAdjustment(session, call, *book, sources_, adjustment, lines));
        SetFindings(findings, lines.to.allotment.item_id(), adjustment);
        const std::int64_t number =
            NextNumber(session, "adjustment", adjustment.programme(), adjustment.budget_year());
        adjustment.set_name("adjustments/" +
                            NumberedId(adjustment.programme(), adjustment.budget_year(), number));
        CPB_ASSIGN_OR_RETURN(
            const std::string chain_version,
            chains->CheckStep(call, ChainStepKind::kPrepare, {adjustment.source()}, adjustment.name()));
        adjustment.set_chain_version(chain_version);
        InsertAdjustment(session, adjustment, Columns(adjustment, lines), clock::FormatInstant(call.now));
        feed::Append(
            session, call,
            {{.type = "adjustment.proposed", .resource = adjustment.name(), .payload = &adjustment}});
        *response.mutable_adjustment() = std::move(adjustment);
        return absl::OkStatus();
      });
}

absl::Status AdjustmentsDesk::Approve(const rpc::Call& call, const pb::ApproveAdjustmentRequest& request,
                                      pb::ApproveAdjustmentResponse& response) {
  const auto chains = chains_.InForce(call, cpbudget::registration::v1::ApprovalChain::DOCUMENT_ADJUSTMENT);
  const auto Prepare = [&](storage::Session& session) -> absl::StatusOr<Intent> {
    LockGrants(session);
    auto found = FindAdjustment(session, request.name(), /*lock=*/true);
    if (!found) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
    Adjustment adjustment = *std::move(found);
    if (adjustment.state() != Adjustment::STATE_PROPOSED) {
      return rpc::Refuse(kAdjustmentState, {{"adjustment", adjustment.name()},
                                            {"state", Adjustment::State_Name(adjustment.state())}});
    }
    if (adjustment.etag() != request.etag()) {
      return rpc::Refuse(refusal::kEtagMismatch, {{"resource", adjustment.name()}});
    }
    CPB_RETURN_IF_ERROR(chains.status());
    CPB_ASSIGN_OR_RETURN(
        const std::string chain_version,
        chains->CheckStep(call, ChainStepKind::kApprove, {adjustment.source()}, adjustment.name()));
    CPB_RETURN_IF_ERROR(MayApproveAdjustment(call, adjustment));
    CPB_RETURN_IF_ERROR(rpc::CheckDelegatedAmount(call, adjustment.amount_vnd()));
    CPB_RETURN_IF_ERROR(UseDecisionNumber(session, NumberToday(call, request.decision_number()),
                                          {adjustment.name(), request.part_of()}));
    CPB_ASSIGN_OR_RETURN(const TouchedLines lines, FindLines(session, call, adjustment));
    CPB_ASSIGN_OR_RETURN(const rulebook::Rulebook* book, rulebooks_.InForce(session, call.today));
    CPB_ASSIGN_OR_RETURN(const auto findings,
                         CheckAdjustment(session, call, *book, sources_, adjustment, lines));
    // In January a carry-over still belongs to the year that ends; the rest was checked to lie inside its
    // year.
    const clock::Date effective = ledger::EffectiveDate(adjustment.budget_year(), call.today);
    SetFindings(findings, lines.to.allotment.item_id(), adjustment);
    adjustment.set_rulebook_version(book->version);
    adjustment.set_state(Adjustment::STATE_POSTING);
    adjustment.set_approver(call.signature());
    adjustment.set_chain_version(chain_version);
    adjustment.set_decision_number(request.decision_number());
    adjustment.set_effective_date(clock::FormatDate(effective));
    UpdateAdjustment(session, adjustment, /*new_version=*/false);
    return Intent{.kind = PostingKind::kAdjustment,
                  .document = adjustment.name(),
                  .request = AdjustmentDocument(adjustment, lines.from, lines.to, effective)};
  };
  const auto Answer = [&](storage::Session& session, const Posting& posting) -> absl::Status {
    *response.mutable_adjustment() = FindAdjustment(session, posting.document, /*lock=*/false).value();
    return absl::OkStatus();
  };
  return poster_.Run(call, request.request_id(), request, response, Prepare, Answer);
}

absl::Status AdjustmentsDesk::List(const rpc::Call& call, const pb::ListAdjustmentsRequest& request,
                                   pb::ListAdjustmentsResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  return database_.Read([&](storage::Session& session) -> absl::Status {
    auto listed = ListAdjustments(session, request.budget_year(), call.identity.province_code(), page.after,
                                  page.size + 1);
    const bool more = listed.size() > static_cast<std::size_t>(page.size);
    if (more) listed.pop_back();
    for (ListedAdjustment& one : listed) *response.add_adjustments() = std::move(one.adjustment);
    if (more) response.set_next_page_token(rpc::NextPageToken(call, request, listed.back().sort_key));
    return absl::OkStatus();
  });
}

}  // namespace cpb::allocation

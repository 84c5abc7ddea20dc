#include "services/disbursement/app/papers.h"

#include <utility>

#include "libs/feed/feed.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/payments.h"
#include "services/disbursement/domain/paper_reasons.h"
#include "services/disbursement/store/papers.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::app {
namespace {

constexpr std::size_t kDocumentsMax = 20;

/// A payment of the caller's unit that nobody has signed: what is signed later stands on these papers.
absl::StatusOr<store::Payment> LockUnsigned(storage::Session& session, const rpc::Call& call,
                                            const std::string& name) {
  CPB_ASSIGN_OR_RETURN(store::Payment payment, LockPaymentByName(session, name));
  CPB_RETURN_IF_ERROR(CheckOwnAgency(call, payment.message.agency(), name));
  CPB_RETURN_IF_ERROR(CheckState(PaymentStep::kSign, payment.message));
  return payment;
}

absl::Status CheckMaySeePayment(storage::Session& session, const rpc::Call& call, const std::string& name) {
  const auto id = NumberOf("payments/", name);
  const auto payment = id ? store::FindPayment(session, *id) : std::nullopt;
  if (!payment) return rpc::Refuse(refusal::kNotFound, {{"resource", name}});
  return CheckMaySee(call, payment->message.agency(), name);
}

}  // namespace

absl::Status AttachPaymentDocument(const App& app, const rpc::Call& call,
                                   const pb::AttachPaymentDocumentRequest& request,
                                   pb::AttachPaymentDocumentResponse& response) {
  return rpc::Once(app.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     CPB_RETURN_IF_ERROR(LockUnsigned(session, call, request.name()).status());
                     if (store::DocumentsOf(session, request.name()).size() >= kDocumentsMax) {
                       return rpc::Refuse(kTooManyDocuments, {{"payment", request.name()}});
                     }
                     const std::string hash = store::HashOf(session, request.content());
                     if (!request.content_sha256().empty() && request.content_sha256() != hash) {
                       return rpc::Refuse(kContentDiffers, {{"file_name", request.file_name()}});
                     }
                     pb::PaymentDocument& document = *response.mutable_document();
                     document.set_payment(request.name());
                     document.set_kind(request.kind());
                     document.set_file_name(request.file_name());
                     document.set_size_bytes(static_cast<std::int64_t>(request.content().size()));
                     document.set_content_sha256(hash);
                     document.set_attacher(call.signature());
                     *document.mutable_attach_time() = store::TimestampOf(call.now);
                     store::InsertDocument(session, document, request.content());
                     feed::Append(session, call, {{"payment.documentAttached", request.name(), &document}});
                     return absl::OkStatus();
                   });
}

absl::Status ListPaymentPapers(const App& app, const rpc::Call& call,
                               const pb::ListPaymentPapersRequest& request,
                               pb::ListPaymentPapersResponse& response) {
  return app.database.Read([&](storage::Session& session) -> absl::Status {
    CPB_RETURN_IF_ERROR(CheckMaySeePayment(session, call, request.name()));
    for (pb::PaymentDocument& document : store::DocumentsOf(session, request.name())) {
      *response.add_documents() = std::move(document);
    }
    if (auto contribution = store::ContributionOf(session, request.name())) {
      *response.mutable_contribution() = *std::move(contribution);
    }
    return absl::OkStatus();
  });
}

absl::Status GetPaymentDocument(const App& app, const rpc::Call& call,
                                const pb::GetPaymentDocumentRequest& request,
                                pb::GetPaymentDocumentResponse& response) {
  return app.database.Read([&](storage::Session& session) -> absl::Status {
    auto found = store::FindDocument(session, request.name());
    if (!found) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
    CPB_RETURN_IF_ERROR(CheckMaySeePayment(session, call, found->document().payment()));
    response = *std::move(found);
    return absl::OkStatus();
  });
}

absl::Status RecordContribution(const App& app, const rpc::Call& call,
                                const pb::RecordContributionRequest& request,
                                pb::RecordContributionResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_RETURN_IF_ERROR(LockUnsigned(session, call, request.name()).status());
        pb::Contribution& contribution = *response.mutable_contribution();
        contribution.set_enterprise_spent_vnd(request.enterprise_spent_vnd());
        contribution.set_proof(request.proof());
        contribution.set_recorder(call.signature());
        *contribution.mutable_record_time() = store::TimestampOf(call.now);
        store::InsertContribution(session, request.name(), contribution);
        feed::Append(session, call, {{"payment.contributionRecorded", request.name(), &contribution}});
        return absl::OkStatus();
      });
}

}  // namespace cpb::disbursement::app

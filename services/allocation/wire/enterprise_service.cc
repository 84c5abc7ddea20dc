#include "services/allocation/wire/enterprise_service.h"

#include "cpbudget/allocation/v1/enterprise.grpc.pb.h"
#include "libs/rpc/call.h"
#include "services/allocation/app/enterprise_desk.h"
#include "services/allocation/wire/fields.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

constexpr std::size_t kMaxNumber = 200, kDigestDigits = 64;

absl::Status Check(const pb::RecordEnterpriseCommitmentRequest& request) {
  rpc::FieldErrors errors;
  CheckName("plans/", "plan", request.plan(), errors);
  CheckName("", "item_id", request.item_id(), errors);
  if (!request.has_committed_vnd()) errors.Add("committed_vnd", "Thiếu số tiền.", "The amount is missing.");
  CheckAmount("committed_vnd", request.committed_vnd(), errors);
  CheckText("document_number", request.document_number(), 1, kMaxNumber, errors);
  CheckDate("document_date", request.document_date(), /*may_be_empty=*/false, errors);
  const std::string& digest = request.document_sha256();
  const bool hex =
      digest.size() == kDigestDigits && digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!digest.empty() && !hex) {
    errors.Add("document_sha256", "Mã băm SHA-256 có 64 chữ số hex thường.",
               "A SHA-256 has 64 lower-case hex digits.");
  }
  return errors.ToStatus();
}

absl::Status Check(const pb::ListEnterpriseCommitmentsRequest& request) {
  rpc::FieldErrors errors;
  CheckName("programmes/", "programme", request.programme(), errors);
  CheckYear("budget_year", request.budget_year(), errors);
  CheckOptionalName("establishments/", "establishment", request.establishment(), errors);
  return errors.ToStatus();
}

/// Stateless; thread-safe.
class EnterpriseGrpc final : public pb::EnterpriseService::Service {
 public:
  EnterpriseGrpc(rpc::Server& server, storage::Database& database, const Sources& sources)
      : server_{server}, desk_{database, sources} {}

  grpc::Status RecordEnterpriseCommitment(grpc::ServerContext* context,
                                          const pb::RecordEnterpriseCommitmentRequest* request,
                                          pb::RecordEnterpriseCommitmentResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return desk_.Record(call, *request, *response);
    });
  }
  grpc::Status ListEnterpriseCommitments(grpc::ServerContext* context,
                                         const pb::ListEnterpriseCommitmentsRequest* request,
                                         pb::ListEnterpriseCommitmentsResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return desk_.List(call, *request, *response);
    });
  }

 private:
  rpc::Server& server_;
  EnterpriseDesk desk_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeEnterpriseService(rpc::Server& server, storage::Database& database,
                                                     const Sources& sources) {
  return std::make_unique<EnterpriseGrpc>(server, database, sources);
}

}  // namespace cpb::allocation

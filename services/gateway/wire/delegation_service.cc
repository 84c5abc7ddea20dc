#include "services/gateway/wire/delegation_service.h"

#include <optional>
#include <string>

#include "libs/money/money.h"
#include "libs/rpc/call.h"
#include "libs/rpc/status.h"
#include "services/gateway/app/names.h"
#include "services/gateway/store/user_store.h"
#include "services/gateway/wire/edge.h"

namespace cpb::gateway {
namespace {

constexpr std::size_t kMaxNoteBytes = 500;

void CheckAmount(bool present, std::int64_t amount, const std::string& field, rpc::FieldErrors& errors) {
  if (!present || money::Vnd::FromDong(amount)) return;
  errors.Add(field, "Số tiền ngoài khoảng cho phép.", "The amount is out of bounds.");
}

std::optional<clock::Date> CheckDate(const std::string& date, const std::string& field,
                                     rpc::FieldErrors& errors) {
  const auto parsed = clock::ParseDate(date);
  if (!parsed) errors.Add(field, "Ngày phải có dạng YYYY-MM-DD.", "The date must be YYYY-MM-DD.");
  return parsed;
}

absl::Status CheckFields(const pb::Delegation& delegation, clock::Date today) {
  rpc::FieldErrors errors;
  const std::string id = UserId(delegation.delegate());
  if (delegation.delegate() != "users/" + id || !IsUserId(id)) {
    errors.Add("delegation.delegate", "Phải có dạng users/{tên}.", "Must look like users/{id}.");
  }
  if (!types::v1::Role_IsValid(delegation.role()) || delegation.role() == types::v1::ROLE_UNSPECIFIED) {
    errors.Add("delegation.role", "Không có vai trò này.", "There is no such role.");
  }
  CheckAmount(delegation.has_min_vnd(), delegation.min_vnd(), "delegation.min_vnd", errors);
  CheckAmount(delegation.has_max_vnd(), delegation.max_vnd(), "delegation.max_vnd", errors);
  if (delegation.has_min_vnd() && delegation.has_max_vnd() && delegation.min_vnd() > delegation.max_vnd()) {
    errors.Add("delegation.max_vnd", "Nhỏ hơn mức tối thiểu.", "Less than the least amount.");
  }
  const auto first = CheckDate(delegation.first_date(), "delegation.first_date", errors);
  const auto last = CheckDate(delegation.last_date(), "delegation.last_date", errors);
  if (first && last && (*last < *first || *last < today)) {
    errors.Add("delegation.last_date", "Ngày cuối phải từ ngày đầu và từ hôm nay trở đi.",
               "The last day must not lie before the first or before today.");
  }
  if (delegation.note().size() > kMaxNoteBytes) {
    errors.Add("delegation.note", "Dài quá 500 byte.", "Longer than 500 bytes.");
  }
  return errors.ToStatus();
}

}  // namespace

grpc::Status DelegationServiceGrpc::CreateDelegation(grpc::ServerContext* context,
                                                     const pb::CreateDelegationRequest* request,
                                                     pb::CreateDelegationResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(CheckFields(request->delegation(), call.today));
    return delegations_.Create(call, *request, *response);
  });
}

grpc::Status DelegationServiceGrpc::RevokeDelegation(grpc::ServerContext* context,
                                                     const pb::RevokeDelegationRequest* request,
                                                     pb::RevokeDelegationResponse* response) {
  return rpc::Serve(server_, *context, *request,
                    [&](const rpc::Call& call) { return delegations_.Revoke(call, *request, *response); });
}

grpc::Status DelegationServiceGrpc::ListDelegations(grpc::ServerContext* context,
                                                    const pb::ListDelegationsRequest* request,
                                                    pb::ListDelegationsResponse* response) {
  return rpc::Serve(server_, *context, *request,
                    [&](const rpc::Call& call) { return delegations_.List(call, *request, *response); });
}

grpc::Status DelegationServiceGrpc::ActFor(grpc::ServerContext* context, const pb::ActForRequest* request,
                                           pb::ActForResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) {
    return delegations_.ActFor(call, EdgeMetadata(*context, kSessionKey), *request, *response);
  });
}

}  // namespace cpb::gateway

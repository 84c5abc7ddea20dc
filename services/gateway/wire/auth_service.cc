#include "services/gateway/wire/auth_service.h"

#include <set>
#include <string>
#include <utility>

#include "libs/rpc/call.h"
#include "libs/rpc/status.h"
#include "services/gateway/app/names.h"
#include "services/gateway/store/user_store.h"
#include "services/gateway/wire/edge.h"

namespace cpb::gateway {
namespace {

void CheckName(const std::string& name, const std::string& field, rpc::FieldErrors& errors) {
  if (name.substr(0, 6) != "users/" || !IsUserId(name.substr(6))) {
    errors.Add(field,
               "Phải có dạng users/{tên}, gồm chữ thường, chữ số, dấu chấm và gạch nối, bắt đầu bằng chữ.",
               "Must look like users/{id} of lower-case letters, digits, dots and hyphens, from a letter.");
  }
}

bool IsRoleOfAPerson(int role) {
  return types::v1::Role_IsValid(role) && role != types::v1::ROLE_UNSPECIFIED &&
         role != types::v1::ROLE_PROGRAM;
}

/// Name and role of a grant or its end.
template <class Request>
absl::Status CheckNameAndRole(const Request& request) {
  rpc::FieldErrors errors;
  CheckName(request.name(), "name", errors);
  if (!IsRoleOfAPerson(request.role()))
    errors.Add("role", "Không phải vai trò của một người.", "Not a role of a person.");
  return errors.ToStatus();
}

absl::Status CheckValidity(const pb::SetUserValidityRequest& request) {
  rpc::FieldErrors errors;
  CheckName(request.name(), "name", errors);
  for (const auto& [field, date] :
       {std::pair{"valid_from", &request.valid_from()}, {"valid_to", &request.valid_to()}}) {
    if (!date->empty() && !clock::ParseDate(*date)) {
      errors.Add(field, "Ngày phải có dạng YYYY-MM-DD.", "The date must be YYYY-MM-DD.");
    }
  }
  // ISO dates are in the order of their texts.
  if (!request.valid_from().empty() && !request.valid_to().empty() &&
      request.valid_to() < request.valid_from()) {
    errors.Add("valid_to", "Trước ngày đầu.", "Before the first day.");
  }
  return errors.ToStatus();
}

void CheckRoles(const pb::User& user, rpc::FieldErrors& errors) {
  if (user.roles().empty())
    errors.Add("user.roles", "Cần ít nhất một vai trò.", "At least one role is needed.");
  std::set<int> seen;
  for (int i = 0; i < user.roles_size(); ++i) {
    const int role = user.roles(i);
    const std::string field = "user.roles[" + std::to_string(i) + "]";
    if (!IsRoleOfAPerson(role)) {
      errors.Add(field, "Không phải vai trò của một người.", "Not a role of a person.");
    } else if (!seen.insert(role).second) {
      errors.Add(field, "Vai trò này có mặt hơn một lần.", "This role is there more than once.");
    }
  }
}

absl::Status CheckUser(const pb::User& user) {
  rpc::FieldErrors errors;
  CheckName(user.name(), "user.name", errors);
  if (user.display_name().empty() || user.display_name().size() > 200) {
    errors.Add("user.displayName", "Cần họ tên, tối đa 200 byte.", "A name is needed, at most 200 bytes.");
  }
  if (!IsAgencyName(user.agency())) {
    errors.Add("user.agency", "Phải có dạng agencies/{mã}.", "Must look like agencies/{id}.");
  }
  if (!user.province_code().empty() && !IsProvinceCode(user.province_code())) {
    errors.Add("user.provinceCode", "Phải gồm đúng hai chữ số.", "Must be exactly two digits.");
  }
  constexpr std::string_view kDepartment = "agencies/SCT-";
  if (user.agency().substr(0, kDepartment.size()) == kDepartment &&
      user.agency().substr(kDepartment.size()) != user.province_code()) {
    errors.Add("user.provinceCode", "Người của Sở Công Thương phải mang mã tỉnh của Sở đó.",
               "People of a provincial department carry the code of its province.");
  }
  CheckRoles(user, errors);
  return errors.ToStatus();
}

}  // namespace

grpc::Status AuthServiceGrpc::SignIn(grpc::ServerContext* context, const pb::SignInRequest* request,
                                     pb::SignInResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_ASSIGN_OR_RETURN(*response, sign_in_.Start(call, *request, EdgeMetadata(*context, kAddressKey)));
    return absl::OkStatus();
  });
}

grpc::Status AuthServiceGrpc::SignOut(grpc::ServerContext* context, const pb::SignOutRequest* request,
                                      pb::SignOutResponse*) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    return sign_in_.End(call, EdgeMetadata(*context, kSessionKey));
  });
}

grpc::Status AuthServiceGrpc::GetCaller(grpc::ServerContext* context, const pb::GetCallerRequest* request,
                                        pb::GetCallerResponse* response) {
  return rpc::Serve(server_, *context, *request,
                    [&](const rpc::Call& call) -> absl::Status { return users_.Get(call, *response); });
}

grpc::Status AuthServiceGrpc::CreateUser(grpc::ServerContext* context, const pb::CreateUserRequest* request,
                                         pb::CreateUserResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(CheckUser(request->user()));
    CPB_ASSIGN_OR_RETURN(*response, users_.Create(call, *request));
    return absl::OkStatus();
  });
}

grpc::Status AuthServiceGrpc::DisableUser(grpc::ServerContext* context, const pb::DisableUserRequest* request,
                                          pb::DisableUserResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckName(request->name(), "name", errors);
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    CPB_ASSIGN_OR_RETURN(*response, users_.Disable(call, *request));
    return absl::OkStatus();
  });
}

grpc::Status AuthServiceGrpc::ChangePassword(grpc::ServerContext* context,
                                             const pb::ChangePasswordRequest* request,
                                             pb::ChangePasswordResponse*) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) {
    return rights_.ChangePassword(call, *request, EdgeMetadata(*context, kSessionKey),
                                  EdgeMetadata(*context, kAddressKey));
  });
}

grpc::Status AuthServiceGrpc::ResetPassword(grpc::ServerContext* context,
                                            const pb::ResetPasswordRequest* request,
                                            pb::ResetPasswordResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckName(request->name(), "name", errors);
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return rights_.ResetPassword(call, *request, *response);
  });
}

grpc::Status AuthServiceGrpc::GrantRole(grpc::ServerContext* context, const pb::GrantRoleRequest* request,
                                        pb::GrantRoleResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(CheckNameAndRole(*request));
    return rights_.Grant(call, *request, *response);
  });
}

grpc::Status AuthServiceGrpc::RevokeRole(grpc::ServerContext* context, const pb::RevokeRoleRequest* request,
                                         pb::RevokeRoleResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(CheckNameAndRole(*request));
    return rights_.Revoke(call, *request, *response);
  });
}

grpc::Status AuthServiceGrpc::SetUserValidity(grpc::ServerContext* context,
                                              const pb::SetUserValidityRequest* request,
                                              pb::SetUserValidityResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(CheckValidity(*request));
    return rights_.SetValidity(call, *request, *response);
  });
}

grpc::Status AuthServiceGrpc::ListUsers(grpc::ServerContext* context, const pb::ListUsersRequest* request,
                                        pb::ListUsersResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_ASSIGN_OR_RETURN(*response, users_.List(call, *request));
    return absl::OkStatus();
  });
}

}  // namespace cpb::gateway

// user …: who may sign in, and what they may do. For administrators.
#include "cpbudget/gateway/v1/gateway.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::gateway::v1;
using Stub = pb::AuthService::Stub;

std::string RolesOf(const pb::User& user) {
  std::string roles;
  for (const int role : user.roles()) {
    roles += (roles.empty() ? "" : ", ") +
             cpbudget::types::v1::Role_Name(static_cast<cpbudget::types::v1::Role>(role));
  }
  return roles;
}

void PrintUsers(Context& context, const google::protobuf::RepeatedPtrField<pb::User>& users) {
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Người dùng", "User"})},
                   {say({"Họ tên", "Name"})},
                   {say({"Đơn vị", "Agency"})},
                   {say({"Vai trò", "Roles"})},
                   {say({"Từ", "From"})},
                   {say({"Đến", "To"})},
                   {say({"Tình trạng", "State"})}}};
  for (const pb::User& user : users) {
    table.Add({ShortName(user.name()), user.display_name(), ShortName(user.agency()), RolesOf(user),
               user.valid_from(), user.valid_to(),
               user.disabled()               ? say({"khóa", "disabled"})
               : user.must_change_password() ? say({"phải đổi mật khẩu", "must change password"})
                                             : ""});
  }
  context.out << table.ToString();
}

template <class Response>
int Print(Context& context, const absl::Status& status, const Response& response) {
  if (!status.ok()) return PrintFailure(context, status);
  if (context.json) return PrintJson(context, response);
  google::protobuf::RepeatedPtrField<pb::User> one;
  *one.Add() = response.user();
  PrintUsers(context, one);
  return kDone;
}

int ListUsers(Context& context) {
  const auto stub = pb::AuthService::NewStub(Channel(context));
  pb::ListUsersResponse users;
  if (absl::Status status = ListAll(context, *stub, &Stub::ListUsers, pb::ListUsersRequest{}, users);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, users);
  PrintUsers(context, users.users());
  return kDone;
}

// "approver" as ROLE_APPROVER; false for a word that is none.
bool ReadRole(const std::string& word, cpbudget::types::v1::Role& role) {
  std::string name = "ROLE_" + word;
  for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return cpbudget::types::v1::Role_Parse(name, &role);
}

template <class Request, class Response>
int ChangeRole(Context& context,
               grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
  cpbudget::types::v1::Role role = cpbudget::types::v1::ROLE_UNSPECIFIED;
  if (!ReadRole(context.arguments.operands[1], role)) {
    return PrintUsageError(context, {"Không có vai trò này.", "There is no such role."});
  }
  Request request;
  request.set_request_id(NewRequestId(context));
  request.set_name(FullName("users", context.arguments.operands[0]));
  request.set_role(role);
  const auto stub = pb::AuthService::NewStub(Channel(context));
  Response response;
  const absl::Status status = Call(context, *stub, method, request, response);
  return Print(context, status, response);
}

int GrantRole(Context& context) {
  return ChangeRole<pb::GrantRoleRequest, pb::GrantRoleResponse>(context, &Stub::GrantRole);
}

int RevokeRole(Context& context) {
  return ChangeRole<pb::RevokeRoleRequest, pb::RevokeRoleResponse>(context, &Stub::RevokeRole);
}

int SetValidity(Context& context) {
  pb::SetUserValidityRequest request;
  request.set_request_id(NewRequestId(context));
  request.set_name(FullName("users", context.arguments.operands[0]));
  request.set_valid_from(context.arguments.Get("--from"));
  request.set_valid_to(context.arguments.Get("--until"));
  const auto stub = pb::AuthService::NewStub(Channel(context));
  pb::SetUserValidityResponse response;
  const absl::Status status = Call(context, *stub, &Stub::SetUserValidity, request, response);
  return Print(context, status, response);
}

}  // namespace

void AddUserCommands(std::vector<Command>& commands) {
  const Operand user{"USER", {"mã người dùng", "user id"}};
  const Operand role{"ROLE", {"vai trò, ví dụ approver", "role, for example approver"}};
  commands.push_back({"user list", {"liệt kê người dùng", "list users"}, {}, {}, ListUsers});
  commands.push_back({"user grant", {"giao một vai trò", "give a role"}, {user, role}, {}, GrantRole});
  commands.push_back({"user revoke", {"thu hồi một vai trò", "take a role"}, {user, role}, {}, RevokeRole});
  commands.push_back(
      {"user validity",
       {"đặt thời hạn sử dụng, ví dụ cho một cuộc kiểm toán", "set the days of a user, for an audit say"},
       {user},
       {{"--from", "DATE", {"ngày đầu", "first day"}}, {"--until", "DATE", {"ngày cuối", "last day"}}},
       SetValidity});
}

}  // namespace cpb::cli

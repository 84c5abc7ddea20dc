// delegation …: letting another person use one's power, and acting with one that was received.
#include "cpbudget/gateway/v1/delegation.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::gateway::v1;
using Stub = pb::DelegationService::Stub;

const Operand kDelegation{"DELEGATION", {"ủy quyền, ví dụ 7", "the delegation, for example 7"}};

// Both limits as a person reads them; "-" where there is none.
std::string Amounts(const pb::Delegation& delegation) {
  return (delegation.has_min_vnd() ? Dong(delegation.min_vnd()) : "-") + " … " +
         (delegation.has_max_vnd() ? Dong(delegation.max_vnd()) : "-");
}

void PrintDelegations(Context& context,
                      const google::protobuf::RepeatedPtrField<pb::Delegation>& delegations) {
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Ủy quyền", "Delegation"})},
                   {say({"Người ủy quyền", "Delegator"})},
                   {say({"Người nhận", "Delegate"})},
                   {say({"Vai trò", "Role"})},
                   {say({"Số tiền", "Amounts"}), Align::kRight},
                   {say({"Từ", "From"})},
                   {say({"Đến", "To"})},
                   {say({"Chấm dứt", "Revoked"})}}};
  for (const pb::Delegation& one : delegations) {
    table.Add({ShortName(one.name()), one.delegator_name(), one.delegate_name(),
               cpbudget::types::v1::Role_Name(one.role()), Amounts(one), one.first_date(), one.last_date(),
               one.has_revoke_time() ? LocalTime(one.revoke_time()) : ""});
  }
  context.out << table.ToString();
}

template <class Response>
int Print(Context& context, const Response& response) {
  if (context.json) return PrintJson(context, response);
  google::protobuf::RepeatedPtrField<pb::Delegation> one;
  if (response.has_delegation()) *one.Add() = response.delegation();
  PrintDelegations(context, one);
  return kDone;
}

int CreateDelegation(Context& context) {
  pb::CreateDelegationRequest request;
  request.set_request_id(NewRequestId(context));
  pb::Delegation& delegation = *request.mutable_delegation();
  delegation.set_delegate(FullName("users", context.arguments.Get("--to")));
  std::string name = "ROLE_" + context.arguments.Get("--role");
  for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  cpbudget::types::v1::Role role = cpbudget::types::v1::ROLE_UNSPECIFIED;
  if (!cpbudget::types::v1::Role_Parse(name, &role)) {
    return PrintUsageError(context, {"--role: appraiser, approver, unit_head, treasury_officer.",
                                     "--role is appraiser, approver, unit_head or treasury_officer."});
  }
  delegation.set_role(role);
  std::int64_t amount = 0;
  for (const char* option : {"--min", "--max"}) {
    if (!context.arguments.Has(option)) continue;
    if (!ReadAmount(context.arguments.Get(option), amount)) {
      return PrintUsageError(context,
                             {"--min, --max là số tiền, đồng.", "--min and --max are amounts in dong."});
    }
    option[3] == 'i' ? delegation.set_min_vnd(amount) : delegation.set_max_vnd(amount);
  }
  delegation.set_first_date(context.arguments.Get("--from"));
  delegation.set_last_date(context.arguments.Get("--until"));
  delegation.set_note(context.arguments.Get("--note"));
  const auto stub = pb::DelegationService::NewStub(Channel(context));
  pb::CreateDelegationResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::CreateDelegation, request, response); !status.ok()) {
    return PrintFailure(context, status);
  }
  return Print(context, response);
}

int ListDelegations(Context& context) {
  pb::ListDelegationsRequest request;
  request.set_in_force(context.arguments.Has("--in-force"));
  const auto stub = pb::DelegationService::NewStub(Channel(context));
  pb::ListDelegationsResponse response;
  if (absl::Status status = ListAll(context, *stub, &Stub::ListDelegations, request, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  PrintDelegations(context, response.delegations());
  return kDone;
}

int RevokeDelegation(Context& context) {
  pb::RevokeDelegationRequest request;
  request.set_request_id(NewRequestId(context));
  request.set_name(FullName("delegations", context.arguments.operands[0]));
  const auto stub = pb::DelegationService::NewStub(Channel(context));
  pb::RevokeDelegationResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::RevokeDelegation, request, response); !status.ok()) {
    return PrintFailure(context, status);
  }
  return Print(context, response);
}

int ActFor(Context& context) {
  pb::ActForRequest request;
  if (!context.arguments.operands.empty()) {
    request.set_delegation(FullName("delegations", context.arguments.operands[0]));
  }
  const auto stub = pb::DelegationService::NewStub(Channel(context));
  pb::ActForResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::ActFor, request, response); !status.ok()) {
    return PrintFailure(context, status);
  }
  return Print(context, response);
}

}  // namespace

void AddDelegationCommands(std::vector<Command>& commands) {
  commands.push_back({"delegation create",
                      {"ủy quyền cho người cùng đơn vị", "let a person of your agency use your power"},
                      {},
                      {{"--to", "USER", {"người nhận", "who receives it"}, true},
                       {"--role",
                        "ROLE",
                        {"appraiser, approver, unit_head, treasury_officer",
                         "appraiser, approver, unit_head, treasury_officer"},
                        true},
                       {"--from", "DATE", {"ngày đầu", "first day"}, true},
                       {"--until", "DATE", {"ngày cuối", "last day"}, true},
                       {"--min", "AMOUNT", {"số tiền thấp nhất, đồng", "least amount, dong"}},
                       {"--max", "AMOUNT", {"số tiền cao nhất, đồng", "largest amount, dong"}},
                       {"--note", "TEXT", {"ghi chú", "note"}}},
                      CreateDelegation});
  commands.push_back({"delegation list",
                      {"liệt kê ủy quyền", "list delegations"},
                      {},
                      {{"--in-force", "", {"chỉ ủy quyền còn hiệu lực", "only those in force today"}}},
                      ListDelegations});
  commands.push_back(
      {"delegation revoke", {"chấm dứt ủy quyền", "end a delegation"}, {kDelegation}, {}, RevokeDelegation});
  commands.push_back(
      {"delegation use", {"thực hiện theo ủy quyền", "act under a delegation"}, {kDelegation}, {}, ActFor});
  commands.push_back(
      {"delegation stop", {"thôi thực hiện theo ủy quyền", "act in your own right again"}, {}, {}, ActFor});
}

}  // namespace cpb::cli

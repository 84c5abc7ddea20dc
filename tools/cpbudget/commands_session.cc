// sign-in, sign-out, whoami, completion.
#include <termios.h>
#include <unistd.h>

#include <fstream>
#include <iostream>

#include "cpbudget/gateway/v1/gateway.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"
#include "tools/cpbudget/session.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::gateway::v1;

// Asks on the terminal without showing what is typed; reads a line of standard input where there is no
// terminal.
bool AskPassword(Context& context, std::string& password) {
  const bool terminal = isatty(STDIN_FILENO) != 0;
  termios before{};
  if (terminal) {
    context.err << context.Say({"Mật khẩu: ", "Password: "}) << std::flush;
    if (tcgetattr(STDIN_FILENO, &before) != 0) return false;
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) != 0) return false;
  }
  const bool read = static_cast<bool>(std::getline(std::cin, password));
  if (terminal) {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    context.err << '\n';
  }
  return read;
}

bool ReadPassword(Context& context, std::string& password) {
  const std::string file = context.arguments.Get("--password-file");
  if (file.empty()) return AskPassword(context, password);
  if (!ReadFile(file, password)) return false;
  password = password.substr(0, password.find_first_of("\r\n"));
  return true;
}

void PrintUser(Context& context, const pb::User& user) {
  Facts facts{context.language};
  facts.Add({"Người dùng", "User"}, user.name());
  facts.Add({"Họ tên", "Name"}, user.display_name());
  facts.Add({"Đơn vị", "Agency"}, user.agency());
  facts.Add({"Tỉnh", "Province"}, user.province_code());
  std::string roles;
  for (const int role : user.roles()) {
    roles += (roles.empty() ? "" : ", ") +
             cpbudget::types::v1::Role_Name(static_cast<cpbudget::types::v1::Role>(role));
  }
  facts.Add({"Vai trò", "Roles"}, roles);
  context.out << facts.ToString();
}

int SignIn(Context& context) {
  std::string password;
  if (!ReadPassword(context, password)) {
    return PrintUsageError(context, {"Không đọc được mật khẩu.", "The password cannot be read."});
  }
  const auto stub = pb::AuthService::NewStub(Channel(context));
  pb::SignInRequest request;
  request.set_user_id(ShortName(context.arguments.Get("--user")));
  request.set_password(password);
  pb::SignInResponse response;
  context.token.clear();
  if (absl::Status status = Call(context, *stub, &pb::AuthService::Stub::SignIn, request, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (!SaveSession(SessionFile(), {context.address, response.session_token(), response.user().name()})) {
    context.err << context.Say({"Không ghi được phiên vào ", "The session cannot be written to "})
                << SessionFile() << '\n';
    return kFailed;
  }
  if (context.json) return PrintJson(context, response.user());
  PrintUser(context, response.user());
  return kDone;
}

int SignOut(Context& context) {
  const auto stub = pb::AuthService::NewStub(Channel(context));
  pb::SignOutResponse response;
  const absl::Status status =
      Call(context, *stub, &pb::AuthService::Stub::SignOut, pb::SignOutRequest{}, response);
  // A session that has ended already is as good as signed out.
  const bool ended = status.ok() || status.code() == absl::StatusCode::kUnauthenticated;
  if (!RemoveSession(SessionFile())) {
    context.err << context.Say({"Không xóa được ", "Cannot remove "}) << SessionFile() << '\n';
    return kFailed;
  }
  if (!ended) return PrintFailure(context, status);
  context.out << context.Say({"Đã đăng xuất.\n", "Signed out.\n"});
  return kDone;
}

int WhoAmI(Context& context) {
  const auto stub = pb::AuthService::NewStub(Channel(context));
  pb::GetCallerResponse response;
  if (absl::Status status =
          Call(context, *stub, &pb::AuthService::Stub::GetCaller, pb::GetCallerRequest{}, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response.user());
  PrintUser(context, response.user());
  return kDone;
}

int Completion(Context& context) {
  const std::string script = CompletionScript(*context.commands, context.arguments.operands[0]);
  if (script.empty()) return PrintUsageError(context, {"Chỉ có bash và zsh.", "There are bash and zsh."});
  context.out << script;
  return kDone;
}

}  // namespace

void AddSessionCommands(std::vector<Command>& commands) {
  commands.push_back({"sign-in",
                      {"đăng nhập", "sign in"},
                      {},
                      {{"--user", "USER", {"mã người dùng", "user id"}, true},
                       {"--password-file",
                        "FILE",
                        {"tệp có mật khẩu ở dòng đầu; nếu không, hỏi trên màn hình",
                         "file with the password in its first line; else it is asked for"}}},
                      SignIn});
  commands.push_back({"sign-out", {"đăng xuất", "sign out"}, {}, {}, SignOut});
  commands.push_back({"whoami", {"cho biết đang là ai", "say who is signed in"}, {}, {}, WhoAmI});
  commands.push_back({"completion",
                      {"in kịch bản hoàn tất lệnh cho shell", "print a completion script for the shell"},
                      {{"SHELL", {"bash hoặc zsh", "bash or zsh"}}},
                      {},
                      Completion});
}

}  // namespace cpb::cli

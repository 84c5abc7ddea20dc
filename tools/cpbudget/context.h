/// What a command works with: arguments, language, output, and the gateway.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "libs/rpc/status.h"
#include "tools/cpbudget/command_line.h"
#include "tools/cpbudget/language.h"
#include "tools/cpbudget/text_table.h"

namespace cpb::cli {

/// Exit codes, promised in the README and in --help.
inline constexpr int kDone = 0, kRefused = 1, kUsage = 2, kFailed = 3;

struct Context {
  std::ostream& out;
  std::ostream& err;
  Language language = Language::kVietnamese;
  bool json = false;
  Arguments arguments{};
  const std::vector<Command>* commands = nullptr;
  std::string address{};
  std::string token{};       ///< Of the session; empty when not signed in.
  std::string request_id{};  ///< Set by NewRequestId.
  std::string etag{};        ///< Etag that the request carried, for the hint how to repeat it.
  std::shared_ptr<grpc::Channel> channel{};  ///< Made at the first call.

  std::string_view Say(const Text& text) const { return text.In(language); }
};

/// One channel a run.
std::shared_ptr<grpc::Channel> Channel(Context& context);
/// Token, language and deadline.
void Prepare(const Context& context, grpc::ClientContext& call, absl::Duration timeout = absl::Seconds(30));

/// One unary call.
template <class Stub, class Request, class Response>
absl::Status Call(Context& context, Stub& stub,
                  grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                  const Request& request, Response& response, absl::Duration timeout = absl::Seconds(30)) {
  grpc::ClientContext call;
  Prepare(context, call, timeout);
  return rpc::FromGrpcStatus((stub.*method)(&call, request, &response));
}

/// All pages of a list, as one response.
template <class Stub, class Request, class Response>
absl::Status ListAll(Context& context, Stub& stub,
                     grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                     Request request, Response& all) {
  request.set_page_size(1000);
  do {
    Response page;
    if (absl::Status status = Call(context, stub, method, request, page); !status.ok()) return status;
    request.set_page_token(page.next_page_token());
    page.clear_next_page_token();
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

/// Id of this command's request: --request-id, or a new UUID.
const std::string& NewRequestId(Context& context);

/// Prints why it did not work: the sentence, every violation, what to do next. Returns the exit code.
int PrintFailure(Context& context, const absl::Status& status);
/// Prints that the command was used wrongly. Returns the exit code.
int PrintUsageError(Context& context, const Text& text);
/// Prints a message as JSON. Returns kDone.
int PrintJson(Context& context, const google::protobuf::Message& message);

/// "plans/X" for "X" and for "plans/X".
std::string FullName(std::string_view collection, const std::string& name);
/// Whole numbers of an option; false when it is there and no number within the bounds.
bool ReadNumber(const Context& context, std::string_view option, std::int64_t least, std::int64_t most,
                std::int64_t& value);
/// Amount in dong: digits, with dots or underscores between groups if wanted.
bool ReadAmount(std::string_view text, std::int64_t& amount);
/// Whole file; false when it cannot be read.
bool ReadFile(const std::string& file, std::string& content);

}  // namespace cpb::cli

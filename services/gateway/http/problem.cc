#include "services/gateway/http/problem.h"

#include <utility>

#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "services/gateway/text/json_writer.h"
#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

/// Sentences for what has no reason of ours: failures.
struct Failure {
  std::string_view reason, text_vi, text_en, next_vi, next_en;
};

Failure FailureOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kUnavailable:
      return {"UNAVAILABLE", "Một phần của hệ thống tạm thời không hoạt động.",
              "A part of the system is not available now.",
              "Đợi vài giây rồi gửi lại đúng yêu cầu này, với cùng mã yêu cầu.",
              "Wait a few seconds and send the same request again, with the same request id."};
    case absl::StatusCode::kDeadlineExceeded:
      return {"DEADLINE_EXCEEDED", "Hệ thống không kịp trả lời.", "The system did not answer in time.",
              "Gửi lại đúng yêu cầu này, với cùng mã yêu cầu; việc đã làm sẽ không làm lại.",
              "Send the same request again, with the same request id; what was done is not done twice."};
    case absl::StatusCode::kResourceExhausted:
      return {"TOO_MANY_REQUESTS", "Hệ thống đang bận.", "The system is busy.", "Đợi một giây rồi gửi lại.",
              "Wait a second and send it again."};
    case absl::StatusCode::kUnauthenticated:
      return {"NOT_SIGNED_IN", "Chưa đăng nhập hoặc phiên đã hết hạn.",
              "You are not signed in, or the session has ended.", "Đăng nhập lại.", "Sign in again."};
    case absl::StatusCode::kPermissionDenied:
      return {"PERMISSION_DENIED", "Bạn không có quyền làm việc này.", "You may not do this.",
              "Liên hệ quản trị viên.", "Ask the administrator."};
    case absl::StatusCode::kNotFound:
      return {"NOT_FOUND", "Không tìm thấy.", "Not found.", "Kiểm tra lại tên.", "Check the name."};
    case absl::StatusCode::kUnimplemented:
      return {"UNIMPLEMENTED", "Chức năng này chưa có.", "This is not there yet.", "Cập nhật hệ thống.",
              "Update the system."};
    default:
      return {"INTERNAL", "Hệ thống gặp lỗi.", "The system failed.",
              "Thử lại; nếu vẫn lỗi, báo quản trị viên kèm mã ở dòng 'instance'.",
              "Try again; if it fails again, give the administrator the id in 'instance'."};
  }
}

std::string_view TitleOf(int status, bool english) {
  switch (status) {
    case 400:
      return english ? "The request is wrong" : "Yêu cầu chưa đúng";
    case 401:
      return english ? "Not signed in" : "Chưa đăng nhập";
    case 403:
      return english ? "Not allowed" : "Không có quyền";
    case 404:
      return english ? "Not found" : "Không tìm thấy";
    case 405:
      return english ? "Wrong HTTP method" : "Sai phương thức HTTP";
    case 409:
      return english ? "Conflict" : "Xung đột";
    case 413:
      return english ? "Too large" : "Quá lớn";
    case 415:
      return english ? "Wrong kind of content" : "Sai loại nội dung";
    case 422:
      return english ? "Refused" : "Không được chấp nhận";
    case 429:
      return english ? "Too many requests" : "Quá nhiều yêu cầu";
    case 503:
      return english ? "Not available" : "Tạm thời không hoạt động";
    case 504:
      return english ? "Too slow" : "Quá thời hạn";
    default:
      return english ? "The system failed" : "Lỗi hệ thống";
  }
}

/// "LEDGER_LIMIT" as "ledger-limit".
std::string Kebab(std::string_view reason) {
  std::string kebab = Lower(reason);
  for (char& c : kebab) c = c == '_' ? '-' : c;
  return kebab;
}

void WriteViolation(const refusal::Violation& violation, bool english, JsonWriter& json) {
  json.BeginObject().Field("subject", violation.subject);
  json.Field("text", english ? violation.text_en : violation.text_vi);
  if (violation.limit_vnd) json.Field("limitVnd", std::to_string(*violation.limit_vnd));
  if (violation.actual_vnd) json.Field("actualVnd", std::to_string(*violation.actual_vnd));
  json.Field("rule", violation.rule_id).Field("citation", violation.citation).EndObject();
}

HttpResponse Render(const rpc::Explanation& problem, int status, const ProblemContext& context) {
  const bool english = context.english;
  JsonWriter json;
  json.BeginObject()
      .Field("type", "/problems/" + Kebab(problem.reason))
      .Field("title", TitleOf(status, english));
  json.Key("status").Value(status).Field("detail", english ? problem.text_en : problem.text_vi);
  json.Field("reason", problem.reason).Field("next", english ? problem.next_en : problem.next_vi);
  json.Field("instance", "/requests/" + context.trace_id);
  if (!problem.violations.empty()) {
    json.Key("violationCount").Value(problem.violation_count).Key("violations").BeginArray();
    for (const refusal::Violation& violation : problem.violations) WriteViolation(violation, english, json);
    json.EndArray();
  }
  if (!problem.parameters.empty()) {
    json.Key("parameters").BeginObject();
    for (const auto& [name, value] : problem.parameters) json.Key(name).String(value);
    json.EndObject();
  }
  json.EndObject();
  HttpResponse response;
  response.status = status;
  response.Set("Content-Type", "application/problem+json; charset=utf-8");
  response.Set("Content-Language", english ? "en" : "vi");
  if (status == 429 || status == 503) response.Set("Retry-After", "1");
  if (status == 401) response.Set("WWW-Authenticate", "Bearer");
  response.body = json.text();
  return response;
}

}  // namespace

int HttpStatusOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return 200;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return 400;
    case absl::StatusCode::kUnauthenticated:
      return 401;
    case absl::StatusCode::kPermissionDenied:
      return 403;
    case absl::StatusCode::kNotFound:
      return 404;
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kAborted:
      return 409;
    case absl::StatusCode::kFailedPrecondition:
      return 422;
    case absl::StatusCode::kResourceExhausted:
      return 429;
    case absl::StatusCode::kUnimplemented:
      return 501;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kCancelled:
      return 503;
    case absl::StatusCode::kDeadlineExceeded:
      return 504;
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDataLoss:
      return 500;
    default:
      return 500;  // absl::StatusCode has a member that says not to switch over it without a default.
  }
}

HttpResponse ToProblem(const absl::Status& status, const ProblemContext& context) {
  rpc::Explanation problem = rpc::Explain(status);
  if (problem.reason.empty()) {
    const Failure failure = FailureOf(status.code());
    problem = {};
    problem.reason = failure.reason;
    problem.text_vi = failure.text_vi;
    problem.text_en = failure.text_en;
    problem.next_vi = failure.next_vi;
    problem.next_en = failure.next_en;
  }
  return Render(problem, HttpStatusOf(status.code()), context);
}

HttpResponse ToProblem(const refusal::Reason& reason,
                       std::map<std::string, std::string, std::less<>> parameters,
                       const ProblemContext& context, int http_status) {
  const absl::Status status = rpc::Refuse(reason, std::move(parameters));
  return Render(rpc::Explain(status), http_status != 0 ? http_status : HttpStatusOf(status.code()), context);
}

HttpResponse ToProblem(const Problems& problems, const ProblemContext& context) {
  return ToProblem(rpc::ToStatus({.reason = &refusal::kInvalidRequest,
                                  .parameters = {{"count", std::to_string(problems.list().size())}},
                                  .violations = problems.list()}),
                   context);
}

}  // namespace cpb::gateway

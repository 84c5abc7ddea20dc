#include "libs/rpc/status.h"

#include <algorithm>
#include <utility>

#include "cpbudget/types/v1/refusal.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "libs/refusal/common.h"
#include "libs/text/text.h"

namespace cpb::rpc {
namespace {

constexpr char kDomain[] = "cpbudget";
constexpr char kCountKey[] = "violation_count";
/// Under this name an absl::Status carries its serialised google.rpc.Status.
constexpr char kPayload[] = "type.googleapis.com/google.rpc.Status";
/// gRPC 1.51 replaces the status when details near 8 KB; 4 KiB is the promise, a little less the aim.
constexpr std::size_t kMaxDetails = 4000;
constexpr std::size_t kMaxViolations = 16;
constexpr std::size_t kMaxMessage = 300;
/// When to come back, where nothing better is known.
constexpr int kRetryNanos = 200'000'000;
constexpr std::size_t kMaxSentence = 400;
constexpr std::size_t kMaxNext = 200;
constexpr std::size_t kMaxParameter = 120;
constexpr std::size_t kMaxParameters = 8;

absl::StatusCode ToCode(refusal::Kind kind) {
  switch (kind) {
    case refusal::Kind::kInvalidArgument:
      return absl::StatusCode::kInvalidArgument;
    case refusal::Kind::kFailedPrecondition:
      return absl::StatusCode::kFailedPrecondition;
    case refusal::Kind::kNotFound:
      return absl::StatusCode::kNotFound;
    case refusal::Kind::kAlreadyExists:
      return absl::StatusCode::kAlreadyExists;
    case refusal::Kind::kConflict:
      return absl::StatusCode::kAborted;
    case refusal::Kind::kPermissionDenied:
      return absl::StatusCode::kPermissionDenied;
    case refusal::Kind::kUnauthenticated:
      return absl::StatusCode::kUnauthenticated;
    case refusal::Kind::kResourceExhausted:
      return absl::StatusCode::kResourceExhausted;
  }
  return absl::StatusCode::kInternal;
}

/// At most `limit` bytes, cut between characters and marked as cut.
std::string Cut(std::string_view text, std::size_t limit) {
  constexpr std::string_view kMark = "…";
  if (text.size() <= limit) return std::string{text};
  std::size_t end = limit - kMark.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string{text.substr(0, end)} + std::string{kMark};
}

void AddSentence(std::string_view locale, std::string_view text, std::string_view next,
                 const refusal::Refusal& refusal, google::rpc::Status& status) {
  google::rpc::LocalizedMessage message;
  message.set_locale(std::string{locale});
  message.set_message(Cut(refusal::Render(text, refusal.parameters), kMaxSentence) + "\n" +
                      Cut(refusal::Render(next, refusal.parameters), kMaxNext));
  status.add_details()->PackFrom(message);
}

google::rpc::Status WithoutViolations(const refusal::Refusal& refusal) {
  const refusal::Reason& reason = *refusal.reason;
  google::rpc::Status status;
  status.set_code(static_cast<int>(ToCode(reason.kind)));
  status.set_message(Cut(refusal::Render(reason.text_en, refusal.parameters), kMaxMessage));
  google::rpc::ErrorInfo info;
  info.set_reason(std::string{reason.name});
  info.set_domain(kDomain);
  for (const auto& [key, value] : refusal.parameters) {
    if (info.metadata_size() == kMaxParameters) break;
    (*info.mutable_metadata())[Cut(key, kMaxParameter)] = Cut(value, kMaxParameter);
  }
  if (!refusal.violations.empty())
    (*info.mutable_metadata())[kCountKey] = std::to_string(refusal.violations.size());
  status.add_details()->PackFrom(info);
  AddSentence("vi", reason.text_vi, reason.next_vi, refusal, status);
  AddSentence("en", reason.text_en, reason.next_en, refusal, status);
  if (reason.kind == refusal::Kind::kResourceExhausted) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_nanos(kRetryNanos);
    status.add_details()->PackFrom(retry);
  }
  return status;
}

/// Adds the first `count` violations, each text at most `text_limit` bytes.
void AddViolations(const refusal::Refusal& refusal, std::size_t count, std::size_t text_limit,
                   google::rpc::Status& status) {
  const bool of_input = refusal.reason->kind == refusal::Kind::kInvalidArgument;
  google::rpc::BadRequest bad_request;
  google::rpc::PreconditionFailure failure;
  ::cpbudget::types::v1::ViolationFigures figures;
  bool has_figures = !of_input;
  for (std::size_t i = 0; i < count; ++i) {
    const refusal::Violation& violation = refusal.violations[i];
    auto& figure = *figures.add_figures();
    if (violation.limit_vnd) figure.set_limit_vnd(*violation.limit_vnd);
    if (violation.actual_vnd) figure.set_actual_vnd(*violation.actual_vnd);
    figure.set_citation(Cut(violation.citation, text_limit));
    has_figures = has_figures || figure.ByteSizeLong() > 0;
    if (of_input) {
      auto& entry = *bad_request.add_field_violations();
      entry.set_field(Cut(violation.subject, text_limit));
      entry.set_description(Cut(violation.text_en, text_limit));
      entry.mutable_localized_message()->set_locale("vi");
      entry.mutable_localized_message()->set_message(Cut(violation.text_vi, text_limit));
    } else {
      auto& entry = *failure.add_violations();
      entry.set_type(Cut(violation.rule_id, text_limit));
      entry.set_subject(Cut(violation.subject, text_limit));
      entry.set_description(Cut(violation.text_en, text_limit));
      figure.set_text_vi(Cut(violation.text_vi, text_limit));
    }
  }
  if (of_input) {
    status.add_details()->PackFrom(bad_request);
  } else {
    status.add_details()->PackFrom(failure);
  }
  if (has_figures) status.add_details()->PackFrom(figures);
}

/// All that fits: first shorter texts, then fewer violations.
google::rpc::Status ToWire(const refusal::Refusal& refusal) {
  const google::rpc::Status base = WithoutViolations(refusal);
  std::size_t count = std::min(refusal.violations.size(), kMaxViolations);
  for (const std::size_t text_limit : {std::size_t{600}, std::size_t{160}, std::size_t{90}}) {
    for (; count > 0; --count) {
      google::rpc::Status status = base;
      AddViolations(refusal, count, text_limit, status);
      if (status.ByteSizeLong() <= kMaxDetails) return status;
      if (text_limit != 90) break;
    }
  }
  return base;
}

template <class Detail>
bool Find(const google::rpc::Status& status, Detail* detail) {
  for (const auto& any : status.details()) {
    if (any.Is<Detail>() && any.UnpackTo(detail)) return true;
  }
  return false;
}

bool ReadPayload(const absl::Status& status, google::rpc::Status* details) {
  const auto payload = status.GetPayload(kPayload);
  return payload.has_value() && details->ParseFromString(std::string{*payload});
}

bool IsOurs(const google::rpc::Status& details, google::rpc::ErrorInfo* info) {
  return Find(details, info) && info->domain() == kDomain && !info->reason().empty();
}

absl::Status FromWire(const google::rpc::Status& details) {
  absl::Status status{static_cast<absl::StatusCode>(details.code()), details.message()};
  if (!status.ok()) status.SetPayload(kPayload, absl::Cord{details.SerializeAsString()});
  return status;
}

std::string RetryDetails(const absl::Status& status) {
  google::rpc::Status details;
  details.set_code(static_cast<int>(status.code()));
  details.set_message(Cut(text::ToStd(status.message()), kMaxMessage));
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_nanos(kRetryNanos);
  details.add_details()->PackFrom(retry);
  return details.SerializeAsString();
}

}  // namespace

absl::Status ToStatus(const refusal::Refusal& refusal) {
  if (refusal.reason == nullptr) return absl::InternalError("a refusal without a reason");
  return FromWire(ToWire(refusal));
}

absl::Status Refuse(const refusal::Reason& reason,
                    std::map<std::string, std::string, std::less<>> parameters) {
  return ToStatus({.reason = &reason, .parameters = std::move(parameters), .violations = {}});
}

void FieldErrors::Add(std::string field, std::string text_vi, std::string text_en) {
  refusal::Violation violation;
  violation.subject = std::move(field);
  violation.text_vi = std::move(text_vi);
  violation.text_en = std::move(text_en);
  violations_.push_back(std::move(violation));
}

absl::Status FieldErrors::ToStatus() const {
  if (violations_.empty()) return absl::OkStatus();
  return rpc::ToStatus({.reason = &refusal::kInvalidRequest,
                        .parameters = {{"count", std::to_string(violations_.size())}},
                        .violations = violations_});
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  const auto code = static_cast<grpc::StatusCode>(status.code());
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return grpc::Status::OK;
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss:
      return {code, "internal error; the program's log says more under the trace id"};
    default:
      break;
  }
  const std::string message = Cut(text::ToStd(status.message()), kMaxMessage);
  if (const auto payload = status.GetPayload(kPayload);
      payload.has_value() && payload->size() <= kMaxDetails) {
    return {code, message, std::string{*payload}};
  }
  if (status.code() == absl::StatusCode::kUnavailable) return {code, message, RetryDetails(status)};
  return {code, message};
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  absl::Status result{static_cast<absl::StatusCode>(status.error_code()), status.error_message()};
  if (!result.ok() && !status.error_details().empty()) {
    result.SetPayload(kPayload, absl::Cord{status.error_details()});
  }
  return result;
}

std::string ReasonOf(const absl::Status& status) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  return ReadPayload(status, &details) && IsOurs(details, &info) ? info.reason() : "";
}

std::string SerializeRefusal(const absl::Status& status) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  return ReadPayload(status, &details) && IsOurs(details, &info) ? details.SerializeAsString() : "";
}

absl::Status DeserializeRefusal(const std::string& serialized) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  if (!details.ParseFromString(serialized) || !IsOurs(details, &info) || details.code() == 0) {
    return absl::InternalError("a stored refusal cannot be read");
  }
  return FromWire(details);
}

std::string CodeName(absl::StatusCode code) {
  return absl::StatusCodeToString(code);
}

Explanation Explain(const absl::Status& status) {
  Explanation result;
  result.text_en = std::string{status.message()};
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  if (!ReadPayload(status, &details) || !IsOurs(details, &info)) return result;
  result.reason = info.reason();
  for (const auto& [key, value] : info.metadata()) result.parameters[key] = value;
  for (const auto& any : details.details()) {
    google::rpc::LocalizedMessage sentence;
    if (!any.Is<google::rpc::LocalizedMessage>() || !any.UnpackTo(&sentence)) continue;
    const std::string& text = sentence.message();
    const std::size_t end = std::min(text.find('\n'), text.size());
    const bool vi = sentence.locale() == "vi";
    (vi ? result.text_vi : result.text_en) = text.substr(0, end);
    (vi ? result.next_vi : result.next_en) = end < text.size() ? text.substr(end + 1) : "";
  }
  google::rpc::BadRequest bad_request;
  if (Find(details, &bad_request)) {
    for (const auto& entry : bad_request.field_violations()) {
      refusal::Violation& violation = result.violations.emplace_back();
      violation.subject = entry.field();
      violation.text_en = entry.description();
      violation.text_vi = entry.localized_message().message();
    }
  }
  google::rpc::PreconditionFailure failure;
  if (Find(details, &failure)) {
    for (const auto& entry : failure.violations()) {
      refusal::Violation& violation = result.violations.emplace_back();
      violation.subject = entry.subject();
      violation.rule_id = entry.type();
      violation.text_en = entry.description();
    }
  }
  ::cpbudget::types::v1::ViolationFigures figures;
  Find(details, &figures);
  for (std::size_t i = 0; i < result.violations.size() && static_cast<int>(i) < figures.figures_size(); ++i) {
    const auto& figure = figures.figures(static_cast<int>(i));
    if (!figure.text_vi().empty()) result.violations[i].text_vi = figure.text_vi();
    if (figure.has_limit_vnd()) result.violations[i].limit_vnd = figure.limit_vnd();
    if (figure.has_actual_vnd()) result.violations[i].actual_vnd = figure.actual_vnd();
    result.violations[i].citation = figure.citation();
  }
  result.violation_count = static_cast<int>(result.violations.size());
  if (const auto count = result.parameters.find(kCountKey); count != result.parameters.end()) {
    result.violation_count = std::atoi(count->second.c_str());
    result.parameters.erase(count);
  }
  return result;
}

}  // namespace cpb::rpc

#include "services/projects/wire/project_service.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/clock/clock.h"
#include "libs/rpc/call.h"
#include "libs/rpc/status.h"

namespace cpb::projects {
namespace {

constexpr std::int64_t kMaxMilli = 9'000'000'000'000'000;

void CheckText(const std::string& text, const std::string& field, std::size_t min, std::size_t max,
               rpc::FieldErrors& errors) {
  const auto count = static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  if (count < min) errors.Add(field, "Không được để trống.", "Must not be empty.");
  if (count > max) {
    errors.Add(field, absl::StrCat("Dài quá ", max, " ký tự."),
               absl::StrCat("Longer than ", max, " characters."));
  }
}

absl::Status CheckResult(const v1::Result& result) {
  rpc::FieldErrors errors;
  if (result.indicator().rfind("indicators/", 0) != 0 || result.indicator().size() > 64) {
    errors.Add("result.indicator", "Chỉ tiêu phải có dạng indicators/{mã}.",
               "The indicator must look like indicators/{id}.");
  }
  CheckText(result.value_text(), "result.value_text", 1, 200, errors);
  CheckText(result.reported_by(), "result.reported_by", 1, 200, errors);
  CheckText(result.note(), "result.note", 0, 1000, errors);
  if (result.value_milli() < -kMaxMilli || result.value_milli() > kMaxMilli) {
    errors.Add("result.value_milli", "Giá trị ngoài khoảng cho phép.", "The value is out of bounds.");
  }
  if (!clock::ParseDate(result.report_date())) {
    errors.Add("result.report_date", "Ngày phải có dạng YYYY-MM-DD.", "The date must be YYYY-MM-DD.");
  }
  const std::string& code = result.province_code();
  const bool digits = std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!code.empty() && (code.size() != 2 || !digits)) {
    errors.Add("result.province_code", "Mã tỉnh phải gồm hai chữ số.",
               "The province code must be two digits.");
  }
  return errors.ToStatus();
}

}  // namespace

grpc::Status ProjectServiceGrpc::ListComponentProjects(grpc::ServerContext* context,
                                                       const v1::ListComponentProjectsRequest* request,
                                                       v1::ListComponentProjectsResponse* response) {
  return rpc::Serve(server_, *context, *request,
                    [&](const rpc::Call&) { return desk_.ListComponentProjects(*request, *response); });
}

grpc::Status ProjectServiceGrpc::ListActivities(grpc::ServerContext* context,
                                                const v1::ListActivitiesRequest* request,
                                                v1::ListActivitiesResponse* response) {
  return rpc::Serve(server_, *context, *request,
                    [&](const rpc::Call&) { return desk_.ListActivities(*response); });
}

grpc::Status ProjectServiceGrpc::ListIndicators(grpc::ServerContext* context,
                                                const v1::ListIndicatorsRequest* request,
                                                v1::ListIndicatorsResponse* response) {
  return rpc::Serve(server_, *context, *request,
                    [&](const rpc::Call&) { return desk_.ListIndicators(*response); });
}

grpc::Status ProjectServiceGrpc::ReportResult(grpc::ServerContext* context,
                                              const v1::ReportResultRequest* request,
                                              v1::ReportResultResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(CheckResult(request->result()));
    return desk_.Report(call, *request, *response);
  });
}

grpc::Status ProjectServiceGrpc::ListResults(grpc::ServerContext* context,
                                             const v1::ListResultsRequest* request,
                                             v1::ListResultsResponse* response) {
  return rpc::Serve(server_, *context, *request,
                    [&](const rpc::Call&) { return desk_.ListResults(*request, *response); });
}

}  // namespace cpb::projects

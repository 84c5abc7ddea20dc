#include "services/registration/wire/reference_service.h"

#include "absl/strings/str_cat.h"
#include "libs/rpc/status.h"
#include "services/registration/wire/validate.h"

namespace cpb::registration {

grpc::Status ReferenceServiceGrpc::ListProgrammes(grpc::ServerContext* context,
                                                  const v1::ListProgrammesRequest* request,
                                                  v1::ListProgrammesResponse* response) {
  return rpc::Serve(server_, *context, *request,
                    [&](const rpc::Call&) { return desk_.ListProgrammes(*response); });
}

grpc::Status ReferenceServiceGrpc::ListProvinces(grpc::ServerContext* context,
                                                 const v1::ListProvincesRequest* request,
                                                 v1::ListProvincesResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    const std::string date =
        request->as_of_date().empty() ? clock::FormatDate(call.today) : request->as_of_date();
    rpc::FieldErrors errors;
    if (!clock::ParseDate(date)) {
      errors.Add("as_of_date", "Ngày phải có dạng YYYY-MM-DD.", "The date must be YYYY-MM-DD.");
    }
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return desk_.ListProvinces(date, *response);
  });
}

grpc::Status ReferenceServiceGrpc::ListAgencies(grpc::ServerContext* context,
                                                const v1::ListAgenciesRequest* request,
                                                v1::ListAgenciesResponse* response) {
  return rpc::Serve(server_, *context, *request,
                    [&](const rpc::Call&) { return desk_.ListAgencies(*response); });
}

grpc::Status ReferenceServiceGrpc::ListSources(grpc::ServerContext* context,
                                               const v1::ListSourcesRequest* request,
                                               v1::ListSourcesResponse* response) {
  return rpc::Serve(server_, *context, *request,
                    [&](const rpc::Call&) { return desk_.ListSources(*response); });
}

grpc::Status ReferenceServiceGrpc::ListApprovalChains(grpc::ServerContext* context,
                                                      const v1::ListApprovalChainsRequest* request,
                                                      v1::ListApprovalChainsResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    const auto date = request->as_of_date().empty() ? call.today : clock::ParseDate(request->as_of_date());
    rpc::FieldErrors errors;
    if (!date) errors.Add("as_of_date", "Ngày phải có dạng YYYY-MM-DD.", "The date must be YYYY-MM-DD.");
    if (!v1::ApprovalChain::Document_IsValid(request->document())) {
      errors.Add("document", "Không có loại văn bản này.", "There is no such kind of document.");
    }
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    desk_.ListApprovalChains(*date, request->document(), *response);
    return absl::OkStatus();
  });
}

grpc::Status ReferenceServiceGrpc::CreateEstablishment(grpc::ServerContext* context,
                                                       const v1::CreateEstablishmentRequest* request,
                                                       v1::CreateEstablishmentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    const v1::Establishment& establishment = request->establishment();
    rpc::FieldErrors errors;
    CheckText(establishment.title(), "establishment.title", 1, 300, errors);
    if (!IsTaxCode(establishment.tax_code())) {
      errors.Add("establishment.tax_code",
                 "Mã số thuế phải gồm 10 chữ số, hoặc 10 chữ số, dấu gạch và 3 chữ số.",
                 "The tax code must be 10 digits, or 10 digits, a hyphen and 3 digits.");
    }
    if (!desk_.KnowsProvince(establishment.province_code())) {
      errors.Add("establishment.province_code",
                 absl::StrCat("Không có tỉnh mang mã '", establishment.province_code(), "'."),
                 absl::StrCat("There is no province with the code '", establishment.province_code(), "'."));
    }
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return desk_.CreateEstablishment(call, *request, *response);
  });
}

grpc::Status ReferenceServiceGrpc::ListEstablishments(grpc::ServerContext* context,
                                                      const v1::ListEstablishmentsRequest* request,
                                                      v1::ListEstablishmentsResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    rpc::FieldErrors errors;
    CheckProvinceCode(request->province_code(), "province_code", /*optional=*/true, errors);
    CheckText(request->text(), "text", 0, 200, errors);
    CPB_RETURN_IF_ERROR(errors.ToStatus());
    return desk_.ListEstablishments(call, *request, *response);
  });
}

}  // namespace cpb::registration

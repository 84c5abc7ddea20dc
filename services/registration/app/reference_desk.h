/// Reference lists and the register of establishments.
#pragma once

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "services/registration/app/context.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

class ReferenceDesk {
 public:
  explicit ReferenceDesk(const Context& context) : context_{context} {}

  absl::Status ListProgrammes(v1::ListProgrammesResponse& response) const;
  absl::Status ListProvinces(const std::string& date, v1::ListProvincesResponse& response) const;
  absl::Status ListAgencies(v1::ListAgenciesResponse& response) const;
  absl::Status ListSources(v1::ListSourcesResponse& response) const;
  absl::Status CreateEstablishment(const rpc::Call& call, const v1::CreateEstablishmentRequest& request,
                                   v1::CreateEstablishmentResponse& response) const;
  absl::Status ListEstablishments(const rpc::Call& call, const v1::ListEstablishmentsRequest& request,
                                  v1::ListEstablishmentsResponse& response) const;
  /// Empty on a day without chains.
  void ListApprovalChains(clock::Date day, v1::ApprovalChain::Document document,
                          v1::ListApprovalChainsResponse& response) const;
  /// True for a code that some province has or had.
  bool KnowsProvince(const std::string& code) const;

 private:
  Context context_;
};

}  // namespace cpb::registration

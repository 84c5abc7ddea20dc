/// Registration's approval chains as a test wants them: those of the reference data in short, unless it says
/// otherwise.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <utility>

#include "cpbudget/registration/v1/reference.grpc.pb.h"

namespace cpb::allocation {

class ChainsDouble final : public cpbudget::registration::v1::ReferenceService::Service {
 public:
  using Chain = cpbudget::registration::v1::ApprovalChain;
  using Step = cpbudget::registration::v1::ApprovalStep;

  /// Changes every chain before it is told.
  void Change(std::function<void(Chain&)> change) {
    const std::lock_guard lock{mutex_};
    change_ = std::move(change);
  }
  std::atomic<bool> down{false};

  grpc::Status ListApprovalChains(grpc::ServerContext*,
                                  const cpbudget::registration::v1::ListApprovalChainsRequest* request,
                                  cpbudget::registration::v1::ListApprovalChainsResponse* response) override {
    if (down) return {grpc::StatusCode::UNAVAILABLE, "down"};
    const std::lock_guard lock{mutex_};
    for (const char* source : {"central", "denmark", "local"}) {
      Chain& chain = *response->add_chains();
      chain.set_version(request->as_of_date() < "2017-01-01" ? "law2002" : "law2015");
      chain.set_document(request->document());
      chain.set_source(source);
      Step& prepare = *chain.add_steps();
      prepare.set_kind(Step::KIND_PREPARE);
      prepare.add_roles(cpbudget::types::v1::ROLE_BUDGET_OFFICER);
      if (request->document() == Chain::DOCUMENT_ADJUSTMENT)
        prepare.add_roles(cpbudget::types::v1::ROLE_ACCOUNTANT);
      if (request->document() != Chain::DOCUMENT_APPROPRIATION) {
        Step& approve = *chain.add_steps();
        approve.set_kind(Step::KIND_APPROVE);
        approve.add_roles(cpbudget::types::v1::ROLE_APPROVER);
      }
      if (change_) change_(chain);
    }
    return grpc::Status::OK;
  }

 private:
  std::mutex mutex_;
  std::function<void(Chain&)> change_;
};

}  // namespace cpb::allocation

#include "tools/bench_ledger/judgements.h"

#include <chrono>

#include "grpcpp/create_channel.h"
#include "tools/bench_ledger/vouchers.h"

namespace cpb::bench {

namespace pb = ::cpbudget::allocation::v1;

namespace {

pb::EvaluateRulesRequest Question(bool kept) {
  pb::EvaluateRulesRequest request;
  request.set_step(pb::STEP_COMMITMENT);
  request.set_independent(true);
  pb::RuleSubject& subject = *request.add_subjects();
  subject.set_subject_id("01");
  subject.set_programme("programmes/SXSH2020");
  subject.set_budget_year(2019);
  subject.set_component_project("componentProjects/SXSH2020-3");
  subject.set_activity("activities/ASSESS-DETAILED");
  subject.set_province_code("68");
  subject.set_eligible_cost_vnd(180'000'000);
  subject.set_contract_vnd(180'000'000);
  subject.set_quantity(1);
  subject.set_event_date("2019-06-30");
  auto& asked = *subject.add_asked();
  asked.set_source("central");
  asked.set_amount_vnd(60'000'000);
  if (kept) {
    pb::RecordFor& record = *request.add_record_for();
    record.set_document("requests/" + NewRequestId());
    record.set_actor("users/bench.accountant");
  }
  return request;
}

}  // namespace

Judgements::Judgements(const std::string& address, const auth::Signer& disbursement)
    : disbursement_{disbursement},
      stub_{pb::RuleService::NewStub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()))} {}

Work Judgements::MakeWork(bool kept) {
  return [this, kept, token = disbursement_.ProgramToken()](int, int) -> std::string {
    const pb::EvaluateRulesRequest request = Question(kept);
    grpc::ClientContext context;
    context.AddMetadata("authorization", "Bearer " + token);
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds{30});
    pb::EvaluateRulesResponse response;
    const grpc::Status status = stub_->EvaluateRules(&context, request, &response);
    return status.ok() ? "" : status.error_message();
  };
}

}  // namespace cpb::bench

#include "services/allocation/tests/harness.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "embedded/allocation_migrations.h"
#include "services/allocation/app/plan_feed.h"
#include "services/allocation/store/messages.h"
#include "services/allocation/wire/enterprise_service.h"
#include "services/allocation/wire/exchange_service.h"

namespace cpb::allocation {
namespace {

std::string FileText(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

/// Registration's side needs no more than a feed.
std::map<std::string, std::string, std::less<>> FeedOnly() {
  return {{"0001_feed.sql", FileText(CPB_SOURCE_DIR "/libs/feed/feed.sql")}};
}

clock::Instant TenOClock(const std::string& day) {
  return clock::StartOfVietNamDate(clock::ParseDate(day).value()) + std::chrono::hours{10};
}

std::string NextSchema(const char* prefix) {
  static std::atomic<int> count{0};
  return prefix + std::to_string(++count);
}

void AddEvent(rpb::Plan& plan, const char* action, const char* actor) {
  rpb::PlanEvent& event = *plan.add_history();
  event.set_action(action);
  event.set_actor(actor);
}

void AddFunding(const char* source, std::int64_t amount,
                google::protobuf::RepeatedPtrField<types::v1::Funding>& to) {
  if (amount == 0) return;
  types::v1::Funding& funding = *to.Add();
  funding.set_source(source);
  funding.set_amount_vnd(amount);
}

}  // namespace

rulebook::Names ReferenceNames() {
  std::vector<rulebook::Problem> problems;
  auto names = rulebook::LoadNames(CPB_SOURCE_DIR "/deploy/reference-data", problems);
  for (const auto& problem : problems) ADD_FAILURE() << rulebook::ToText(problem);
  return names.value();
}

std::unique_ptr<Rulebooks> OpenRulebooks(storage::Database& database) {
  rulebook::BookFiles files;
  const auto loaded = rulebook::LoadFolder(CPB_SOURCE_DIR "/deploy/reference-data/rulebook", &files);
  for (const auto& problem : loaded.problems) ADD_FAILURE() << rulebook::ToText(problem);
  return Rulebooks::Open(database, files, ReferenceNames(), clock::Instant{}).value();
}

std::string NewRequestId() {
  static std::atomic<int> count{0};
  char text[37];
  std::snprintf(text, sizeof text, "00000000-0000-4000-8000-%012d", ++count);
  return text;
}

rpb::PlanItem PlainItem(const std::string& id, const std::string& activity, std::int64_t central,
                        std::int64_t local) {
  rpb::PlanItem item;
  item.set_item_id(id);
  item.set_component_project("componentProjects/SXSH2020-1");
  item.set_activity("activities/" + activity);
  item.set_title("Hạng mục " + id);
  item.set_quantity(1);
  item.set_eligible_cost_vnd(central + local);
  for (auto* list : {item.mutable_requested(), item.mutable_approved()}) {
    AddFunding("central", central, *list);
    AddFunding("local", local, *list);
  }
  return item;
}

rpb::PlanItem Assessment(const std::string& id, const std::string& establishment, std::int64_t cost,
                         std::int64_t central) {
  rpb::PlanItem item = PlainItem(id, "ASSESS-DETAILED", central, 0);
  item.set_component_project("componentProjects/SXSH2020-3");
  item.set_establishment("establishments/" + establishment);
  item.set_eligible_cost_vnd(cost);
  AddFunding("enterprise", cost - central, *item.mutable_requested());
  return item;
}

rpb::Plan ApprovedPlan(const std::string& province, std::vector<rpb::PlanItem> items) {
  rpb::Plan plan;
  plan.set_name("plans/SXSH2020-2019-SCT-" + province);
  plan.set_programme("programmes/SXSH2020");
  plan.set_budget_year(2019);
  plan.set_agency("agencies/SCT-" + province);
  plan.set_province_code(province);
  plan.set_state(rpb::Plan::STATE_APPROVED);
  AddEvent(plan, "create", "users/lan");
  AddEvent(plan, "endorse", "users/appraiser");
  AddEvent(plan, "approve", "users/plan-approver");
  for (rpb::PlanItem& item : items) *plan.add_items() = std::move(item);
  return plan;
}

types::v1::Identity BudgetOfficer() {
  return rpc::Person("users/budget", {types::v1::ROLE_BUDGET_OFFICER}, "agencies/BCT");
}
types::v1::Identity Approver() {
  return rpc::Person("users/director", {types::v1::ROLE_APPROVER}, "agencies/BTC");
}
types::v1::Identity Accountant(const std::string& province) {
  return rpc::Person("users/accountant-" + province, {types::v1::ROLE_ACCOUNTANT}, "agencies/SCT-" + province,
                     province);
}

Harness::Harness(const std::string& day)
    : registration_{testing::SharedMariaDb().OpenMigrated(NextSchema("registration"), FeedOnly())},
      allocation_{
          testing::SharedMariaDb().OpenMigrated(NextSchema("allocation"), embedded::allocation_migrations)},
      sources_{Sources::Load(CPB_SOURCE_DIR "/deploy/reference-data").value()},
      provinces_{Provinces::Load(CPB_SOURCE_DIR "/deploy/reference-data").value()},
      server_{std::make_unique<rpc::TestServer>("allocation", TenOClock(day))} {
  auto ledger = std::make_unique<LedgerDouble>(server_->server());
  ledger_ = ledger.get();
  server_->AddService(std::move(ledger), "cpbudget.disbursement.v1.LedgerService");
  auto chains = std::make_unique<ChainsDouble>();
  chains_double_ = chains.get();
  server_->AddService(std::move(chains), "cpbudget.registration.v1.ReferenceService");
  server_->AddService(feed::MakeFeedService(server_->server(), *registration_.database),
                      "cpbudget.types.v1.FeedService");
  ledger_stub_ = cpbudget::disbursement::v1::LedgerService::NewStub(server_->channel());
  reference_stub_ = cpbudget::registration::v1::ReferenceService::NewStub(server_->channel());
  chains_ = std::make_unique<ApprovalChains>(server_->server(), *reference_stub_);
  StartProgram();
  server_->AddService(MakeAllocationService(server_->server(), *rounds_, *appropriations_, *adjustments_,
                                            *allotments_, *hand_overs_),
                      kAllocationServiceName);
  server_->AddService(std::make_unique<RoundWorkbookGrpc>(server_->server(), *rounds_),
                      RoundWorkbookGrpc::kName);
  server_->AddService(MakeRuleService(server_->server(), *rules_, *decisions_), kRuleServiceName);
  server_->AddService(MakeRulebookService(server_->server(), *publishing_), kRulebookServiceName);
  server_->AddService(MakeEnterpriseService(server_->server(), *allocation_.database, sources_),
                      kEnterpriseServiceName);
  server_->AddService(MakeExchangeService(server_->server(), *allocation_.database, *poster_),
                      kExchangeServiceName);
  server_->Start();
  stub_ = pb::AllocationService::NewStub(server_->channel());
  rules_stub_ = pb::RuleService::NewStub(server_->channel());
  rulebooks_stub_ = pb::RulebookService::NewStub(server_->channel());
}

Harness::~Harness() {
  plans_.reset();
  server_->Stop();
}

void Harness::StartProgram() {
  rulebooks_ = OpenRulebooks(*allocation_.database);
  poster_ = std::make_unique<Poster>(server_->server(), *allocation_.database, *ledger_stub_);
  plans_ = feed::Consumer::Start(server_->server(), *allocation_.database, "registration", server_->address(),
                                 &ApplyRegistrationEvent);
  rounds_ =
      std::make_unique<RoundsDesk>(*allocation_.database, *rulebooks_, sources_, *chains_, *plans_, *poster_);
  appropriations_ = std::make_unique<AppropriationsDesk>(*allocation_.database, sources_, *chains_, *poster_);
  adjustments_ =
      std::make_unique<AdjustmentsDesk>(*allocation_.database, *rulebooks_, sources_, *chains_, *poster_);
  allotments_ = std::make_unique<AllotmentsDesk>(server_->server(), *allocation_.database, *rulebooks_,
                                                 sources_, provinces_, *ledger_stub_);
  hand_overs_ = std::make_unique<HandOversDesk>(server_->server(), *allocation_.database, provinces_,
                                                *ledger_stub_, *poster_);
  rules_ = std::make_unique<RulesDesk>(*allocation_.database, *rulebooks_, sources_);
  decisions_ = std::make_unique<DecisionsDesk>(*allocation_.database, *rulebooks_, sources_);
  publishing_ = std::make_unique<PublishingDesk>(*allocation_.database, *rulebooks_);
}

void Harness::RestartProgram() {
  server_->Stop();
  // The desks stay: they hold nothing but references. The poster's memory of what is under way is what a kill
  // loses.
  poster_->~Poster();
  new (poster_.get()) Poster(server_->server(), *allocation_.database, *ledger_stub_);
  server_->Start();
}

void Harness::SetDay(const std::string& day) {
  server_->clock().Set(TenOClock(day));
}

void Harness::Publish(const rpb::Plan& plan) {
  const rpc::Call call = server_->MakeCall(rpc::Person("users/plan-approver", {types::v1::ROLE_APPROVER}));
  const absl::Status status = registration_.database->Write([&](storage::Session& session) -> absl::Status {
    feed::Append(session, call, {{.type = "plan.approved", .resource = plan.name(), .payload = &plan}});
    return absl::OkStatus();
  });
  ASSERT_TRUE(status.ok()) << status;
}

std::vector<std::string> Harness::FeedTypes() {
  return allocation_.database
      ->Read([](storage::Session& session) -> absl::StatusOr<std::vector<std::string>> {
        std::vector<std::string> types;
        for (const auto& row : session.Query("SELECT type FROM feed ORDER BY position"))
          types.push_back(row.Text(0));
        return types;
      })
      .value();
}

std::vector<std::pair<std::string, pb::Round>> Harness::Told() {
  return allocation_.database
      ->Read([](storage::Session& session) -> absl::StatusOr<std::vector<std::pair<std::string, pb::Round>>> {
        std::vector<std::pair<std::string, pb::Round>> told;
        for (const auto& row :
             session.Query("SELECT resource, payload FROM feed WHERE type LIKE 'round.%' ORDER BY position"))
          told.emplace_back(row.Text(0), ReadMessage<pb::Round>(row.Text(1)));
        return told;
      })
      .value();
}

absl::StatusOr<pb::Round> Harness::Compute(const std::vector<std::string>& plans) {
  pb::CreateRoundRequest request;
  request.set_request_id(NewRequestId());
  request.set_programme("programmes/SXSH2020");
  request.set_budget_year(2019);
  for (const std::string& plan : plans) request.add_plans(plan);
  auto response = Call(BudgetOfficer(), &pb::AllocationService::Stub::CreateRound, request);
  if (!response.ok()) return response.status();
  return response->round();
}

absl::StatusOr<pb::Round> Harness::Approve(const pb::Round& round) {
  pb::ApproveRoundRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(round.name());
  request.set_etag(round.etag());
  request.set_decision_number(request.request_id() + "/QĐ");
  auto response = Call(Approver(), &pb::AllocationService::Stub::ApproveRound, request);
  if (!response.ok()) return response.status();
  return response->round();
}

absl::StatusOr<pb::Round> Harness::Issue(const pb::Round& round, const std::string& request_id) {
  pb::IssueRoundRequest request;
  request.set_request_id(request_id);
  request.set_name(round.name());
  request.set_etag(round.etag());
  auto response = Call(BudgetOfficer(), &pb::AllocationService::Stub::IssueRound, request);
  if (!response.ok()) return response.status();
  return response->round();
}

pb::Round Harness::IssueAll() {
  auto round = Compute();
  if (round.ok()) round = Approve(*round);
  if (round.ok()) round = Issue(*round);
  EXPECT_TRUE(round.ok()) << round.status();
  return round.value();
}

absl::StatusOr<pb::Round> Harness::Get(const std::string& name) {
  pb::GetRoundRequest request;
  request.set_name(name);
  auto response = Call(BudgetOfficer(), &pb::AllocationService::Stub::GetRound, request);
  if (!response.ok()) return response.status();
  return response->round();
}

absl::StatusOr<pb::Adjustment> Harness::Propose(const types::v1::Identity& who, pb::Adjustment adjustment) {
  pb::CreateAdjustmentRequest request;
  request.set_request_id(NewRequestId());
  adjustment.set_programme("programmes/SXSH2020");
  adjustment.set_budget_year(2019);
  adjustment.set_reason("vì thực tế");
  *request.mutable_adjustment() = std::move(adjustment);
  auto response = Call(who, &pb::AllocationService::Stub::CreateAdjustment, request);
  if (!response.ok()) return response.status();
  return response->adjustment();
}

absl::StatusOr<pb::Adjustment> Harness::ApproveAdjustment(const pb::Adjustment& adjustment,
                                                          const std::string& request_id) {
  pb::ApproveAdjustmentRequest request;
  request.set_request_id(request_id);
  request.set_name(adjustment.name());
  request.set_etag(adjustment.etag());
  request.set_decision_number(request.request_id() + "/QĐ");
  auto response = Call(Approver(), &pb::AllocationService::Stub::ApproveAdjustment, request);
  if (!response.ok()) return response.status();
  return response->adjustment();
}

std::vector<pb::Allotment> Harness::Allotments(int year) {
  pb::ListAllotmentsRequest request;
  request.set_budget_year(year);
  auto response = Call(BudgetOfficer(), &pb::AllocationService::Stub::ListAllotments, request);
  EXPECT_TRUE(response.ok()) << response.status();
  return {response->allotments().begin(), response->allotments().end()};
}

}  // namespace cpb::allocation

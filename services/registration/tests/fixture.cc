#include "services/registration/tests/fixture.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "absl/strings/str_format.h"
#include "embedded/registration_migrations.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "libs/calendar/load.h"
#include "libs/rpc/file_testing.h"
#include "services/registration/wire/plan_service.h"
#include "services/registration/wire/reference_service.h"
#include "services/registration/wire/workbook_service.h"

namespace cpb::registration {
namespace {

constexpr char kReferenceData[] = CPB_SOURCE_DIR "/deploy/reference-data";
constexpr std::int64_t kCap = 50'000'000;
constexpr std::int64_t kBlockedQuantity = 13;

template <class T>
T OrThrow(absl::StatusOr<T> value) {
  if (!value.ok()) throw std::runtime_error(value.status().ToString());
  return *std::move(value);
}

template <class Response>
absl::StatusOr<v1::Plan> PlanOf(absl::StatusOr<Response> response) {
  if (!response.ok()) return response.status();
  return response->plan();
}

std::string NewSchemaName() {
  static int count = 0;
  return "registration_" + std::to_string(++count);
}

clock::Instant Morning(const char* date) {
  return clock::StartOfVietNamDate(*clock::ParseDate(date)) + std::chrono::hours{8};
}

}  // namespace

RuleStandIn::RuleStandIn() {
  std::string pattern = (std::filesystem::temp_directory_path() / "cpb-rules-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder for a test");
  folder_ = pattern;
  Start();
}

RuleStandIn::~RuleStandIn() {
  Stop();
  std::filesystem::remove_all(folder_);
}

void RuleStandIn::Start() {
  grpc::ServerBuilder builder;
  builder.AddListeningPort("unix:" + folder_ + "/s", grpc::InsecureServerCredentials());
  builder.SetMaxReceiveMessageSize(32 << 20);
  builder.RegisterService(this);
  server_ = builder.BuildAndStart();
}

void RuleStandIn::Stop() {
  if (server_) server_->Shutdown(std::chrono::system_clock::now());
  server_.reset();
}

std::shared_ptr<grpc::Channel> RuleStandIn::Channel() const {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(32 << 20);
  // A restart of the stand-in is seen at once.
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 10);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 10);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 20);
  return grpc::CreateCustomChannel("unix:" + folder_ + "/s", grpc::InsecureChannelCredentials(), arguments);
}

grpc::Status RuleStandIn::EvaluateRules(grpc::ServerContext*,
                                        const ::cpbudget::allocation::v1::EvaluateRulesRequest* request,
                                        ::cpbudget::allocation::v1::EvaluateRulesResponse* response) {
  response->set_rulebook_version("2013-02-10-test");
  for (const auto& subject : request->subjects()) {
    auto* outcome = response->add_outcomes();
    outcome->set_subject_id(subject.subject_id());
    outcome->set_allowed(subject.quantity() != kBlockedQuantity);
    const bool assessment = subject.activity().rfind("activities/ASSESS-", 0) == 0;
    std::int64_t room =
        assessment ? std::min(kCap, subject.eligible_cost_vnd() / 2) : subject.eligible_cost_vnd();
    std::int64_t asked_in_all = 0;
    for (const auto& asked : subject.asked()) {
      auto* left = outcome->add_admissible();
      *left = asked;
      if (asked.source_kind() == types::v1::SOURCE_KIND_ENTERPRISE) continue;
      asked_in_all += asked.amount_vnd();
      left->set_amount_vnd(std::min(room, asked.amount_vnd()));
      room -= left->amount_vnd();
      outcome->set_admissible_vnd(outcome->admissible_vnd() + left->amount_vnd());
    }
    if (!outcome->allowed() || assessment) {
      auto* finding = outcome->add_findings();
      finding->set_rule_id(outcome->allowed() ? "CP-ASSESS" : "TEST-BLOCK");
      finding->set_severity(outcome->allowed() ? types::v1::SEVERITY_CAP : types::v1::SEVERITY_BLOCK);
      finding->set_text_vi("Tối đa 50 % chi phí tư vấn.");
      finding->set_text_en("At most 50 % of the consulting cost.");
      finding->mutable_citation()->set_instrument("221/2012/TTLT-BTC-BCT");
      finding->set_limit_vnd(outcome->admissible_vnd());
      finding->set_actual_vnd(asked_in_all);
    }
  }
  return grpc::Status::OK;
}

grpc::Status RuleStandIn::ListRules(grpc::ServerContext*,
                                    const ::cpbudget::allocation::v1::ListRulesRequest* request,
                                    ::cpbudget::allocation::v1::ListRulesResponse* response) {
  if (request->as_of_date() != "2019-06-30") return {grpc::StatusCode::INVALID_ARGUMENT, "as_of_date"};
  response->set_rulebook_version("2013-02-10-test");
  auto* rule = response->add_rules();
  rule->set_rule_id("CP-ASSESS");
  rule->set_title_vi("Đánh giá: không quá 50 % chi phí");
  rule->add_steps(::cpbudget::allocation::v1::STEP_PLAN_ITEM);
  return grpc::Status::OK;
}

Instance::Instance(storage::Database& database, const RuleStandIn& rules)
    : server_{"registration", Morning("2018-06-01")}, loaded_{OrThrow(LoadReference(kReferenceData))} {
  calendar_ = std::make_unique<calendar::Calendar>(OrThrow(calendar::Load(kReferenceData)));
  const absl::Status saved = database.Write([&](storage::Session& session) -> absl::Status {
    store::SaveReferenceData(session, loaded_.data);
    return absl::OkStatus();
  });
  if (!saved.ok()) throw std::runtime_error(saved.ToString());
  rules_ = std::make_unique<RuleClient>(rules.Channel(), loaded_.catalogue);
  const Context context{.server = &server_.server(),
                        .database = &database,
                        .catalogue = &loaded_.catalogue,
                        .calendar = calendar_.get(),
                        .rules = rules_.get()};
  server_.AddService(std::make_unique<PlanServiceGrpc>(context), PlanServiceGrpc::kName);
  server_.AddService(std::make_unique<ReferenceServiceGrpc>(context), ReferenceServiceGrpc::kName);
  server_.AddService(std::make_unique<PlanWorkbookServiceGrpc>(context), PlanWorkbookServiceGrpc::kName);
  server_.Start();
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(32 << 20);
  const auto channel =
      grpc::CreateCustomChannel(server_.address(), grpc::InsecureChannelCredentials(), arguments);
  plans_ = v1::PlanService::NewStub(channel);
  reference_ = v1::ReferenceService::NewStub(channel);
  workbooks_ = v1::PlanWorkbookService::NewStub(channel);
}

Instance::~Instance() {
  server_.Stop();
}

absl::StatusOr<std::string> Instance::Export(const types::v1::Identity& who,
                                             const v1::ExportPlanWorkbookRequest& request) {
  return rpc::Download(server_, who, *workbooks_, &v1::PlanWorkbookService::Stub::ExportPlanWorkbook,
                       request);
}

void Instance::SetDay(const char* date) {
  server_.clock().Set(Morning(date));
}

RegistrationTest::RegistrationTest()
    : opened_{cpb::testing::SharedMariaDb().OpenMigrated(NewSchemaName(), embedded::registration_migrations)},
      instance_{*opened_.database, rules_} {
  v1::OpenCycleRequest request;
  request.set_request_id(NewId());
  request.set_programme("programmes/SXSH2020");
  request.set_budget_year(2019);
  OrThrow(instance_.Call(Appraiser(), &Stub::OpenCycle, request));
  CreateEstablishment(Lan(), "5800000001", "68");
}

std::string RegistrationTest::NewId() {
  static std::atomic<int> count{0};
  return absl::StrFormat("00000000-0000-4000-8000-%012d", ++count);
}

v1::PlanItem RegistrationTest::Item(const std::string& id, const std::string& project,
                                    const std::string& activity, std::int64_t cost,
                                    std::vector<std::pair<std::string, std::int64_t>> asked) {
  v1::PlanItem item;
  item.set_item_id(id);
  item.set_component_project("componentProjects/SXSH2020-" + project);
  item.set_activity("activities/" + activity);
  item.set_title("Nội dung " + id);
  item.set_quantity(1);
  item.set_eligible_cost_vnd(cost);
  for (const auto& [source, amount] : asked) {
    auto* funding = item.add_requested();
    funding->set_source(source);
    funding->set_amount_vnd(amount);
  }
  return item;
}

v1::Plan RegistrationTest::SamplePlan() {
  v1::Plan plan;
  plan.set_programme("programmes/SXSH2020");
  plan.set_budget_year(2019);
  plan.set_title("Kế hoạch sản xuất sạch hơn năm 2019");
  plan.set_local_decision("2645/QĐ-UBND");
  plan.set_local_decision_date("2015-12-10");
  plan.set_illustrative(true);
  *plan.add_items() =
      Item("01", "1", "WORKSHOP-INTRO", 100'000'000, {{"central", 60'000'000}, {"local", 40'000'000}});
  *plan.add_items() =
      Item("02", "3", "ASSESS-DETAILED", 120'000'000, {{"central", 60'000'000}, {"enterprise", 60'000'000}});
  plan.mutable_items(1)->set_establishment("establishments/5800000001");
  *plan.add_items() =
      Item("03", "1", "LEAFLET", 30'000'000, {{"local", 10'000'000}, {"denmark", 20'000'000}});
  plan.mutable_items(2)->set_quantity(5000);
  return plan;
}

absl::StatusOr<v1::Plan> RegistrationTest::TryCreate(const types::v1::Identity& who, const v1::Plan& plan) {
  v1::CreatePlanRequest request;
  request.set_request_id(NewId());
  *request.mutable_plan() = plan;
  return PlanOf(instance_.Call(who, &Stub::CreatePlan, request));
}

v1::Plan RegistrationTest::Create(const types::v1::Identity& who, const v1::Plan& plan) {
  return OrThrow(TryCreate(who, plan));
}

absl::StatusOr<v1::Plan> RegistrationTest::Update(const types::v1::Identity& who, const v1::Plan& plan) {
  v1::UpdatePlanRequest request;
  request.set_request_id(NewId());
  request.set_name(plan.name());
  *request.mutable_plan() = plan;
  return PlanOf(instance_.Call(who, &Stub::UpdatePlan, request));
}

absl::StatusOr<v1::Plan> RegistrationTest::Submit(const types::v1::Identity& who, const v1::Plan& plan) {
  v1::SubmitPlanRequest request;
  request.set_request_id(NewId());
  request.set_name(plan.name());
  request.set_etag(plan.etag());
  return PlanOf(instance_.Call(who, &Stub::SubmitPlan, request));
}

absl::StatusOr<v1::Plan> RegistrationTest::Return(const types::v1::Identity& who, const v1::Plan& plan,
                                                  const std::string& item, const std::string& remark) {
  v1::ReturnPlanRequest request;
  request.set_request_id(NewId());
  request.set_name(plan.name());
  request.set_etag(plan.etag());
  request.set_note("Đề nghị làm rõ.");
  if (!item.empty()) {
    request.add_remarks()->set_item_id(item);
    request.mutable_remarks(0)->set_remark(remark);
  }
  return PlanOf(instance_.Call(who, &Stub::ReturnPlan, request));
}

absl::StatusOr<v1::Plan> RegistrationTest::Endorse(const types::v1::Identity& who, const v1::Plan& plan) {
  v1::EndorsePlanRequest request;
  request.set_request_id(NewId());
  request.set_name(plan.name());
  request.set_etag(plan.etag());
  return PlanOf(instance_.Call(who, &Stub::EndorsePlan, request));
}

absl::StatusOr<v1::Plan> RegistrationTest::Approve(const types::v1::Identity& who, const v1::Plan& plan,
                                                   std::vector<v1::ItemCut> cuts) {
  v1::ApprovePlanRequest request;
  request.set_request_id(NewId());
  request.set_name(plan.name());
  request.set_etag(plan.etag());
  request.set_decision_number("1788/QĐ-BTC");
  for (v1::ItemCut& cut : cuts) *request.add_cuts() = std::move(cut);
  return PlanOf(instance_.Call(who, &Stub::ApprovePlan, request));
}

absl::StatusOr<v1::Plan> RegistrationTest::RecordLocalDecision(const types::v1::Identity& who,
                                                               const v1::Plan& plan,
                                                               const std::string& number,
                                                               const std::string& date) {
  v1::RecordLocalDecisionRequest request;
  request.set_request_id(NewId());
  request.set_name(plan.name());
  request.set_etag(plan.etag());
  request.set_local_decision(number);
  request.set_local_decision_date(date);
  return PlanOf(instance_.Call(who, &Stub::RecordLocalDecision, request));
}

absl::StatusOr<v1::Plan> RegistrationTest::Get(const types::v1::Identity& who, const std::string& name,
                                               int revision) {
  v1::GetPlanRequest request;
  request.set_name(name);
  request.set_revision(revision);
  return PlanOf(instance_.Call(who, &Stub::GetPlan, request));
}

void RegistrationTest::CreateEstablishment(const types::v1::Identity& who, const std::string& tax_code,
                                           const std::string& province) {
  v1::CreateEstablishmentRequest request;
  request.set_request_id(NewId());
  request.mutable_establishment()->set_title("Công ty " + tax_code);
  request.mutable_establishment()->set_tax_code(tax_code);
  request.mutable_establishment()->set_province_code(province);
  OrThrow(instance_.Call(who, &ReferenceStub::CreateEstablishment, request));
}

std::vector<std::string> RegistrationTest::FeedTypes() {
  return OrThrow(
      opened_.database->Read([](storage::Session& session) -> absl::StatusOr<std::vector<std::string>> {
        std::vector<std::string> types;
        for (const storage::Row& row : session.Query("SELECT type FROM feed ORDER BY position")) {
          types.push_back(row.Text(0));
        }
        return types;
      }));
}

}  // namespace cpb::registration

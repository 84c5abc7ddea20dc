/// What a national round costs where it is stored and booked: computed and stored, approved, issued to the
/// ledger and read back, through gRPC, on a private MariaDB with durable commits. Allocation and the ledger
/// run in this process, so its CPU and its peak memory are those of both and of the caller; MariaDB's are not
/// counted. Each size runs in a process of its own.
///
///   bench_round_service REFERENCE_DATA_FOLDER
#include "services/disbursement/wire/service.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

#include "cpbudget/allocation/v1/allocation.grpc.pb.h"
#include "cpbudget/registration/v1/plan.pb.h"
#include "cpbudget/registration/v1/reference.grpc.pb.h"
#include "embedded/allocation_migrations.h"
#include "embedded/disbursement_migrations.h"
#include "grpcpp/create_channel.h"
#include "libs/feed/feed.h"
#include "libs/rpc/testing.h"
#include "libs/rulebook/loader.h"
#include "libs/rulebook/names.h"
#include "libs/testing/mariadb.h"
#include "services/allocation/app/approval_chains.h"
#include "services/allocation/app/plan_feed.h"
#include "services/allocation/tests/chains_double.h"
#include "services/allocation/wire/services.h"
#include "services/disbursement/app/group.h"
#include "tools/bench_rounds/national_round.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;
namespace dpb = cpbudget::disbursement::v1;
namespace rpb = cpbudget::registration::v1;
using Clock = std::chrono::steady_clock;

constexpr absl::Duration kPatience = absl::Minutes(10);

template <class T>
T Must(absl::StatusOr<T> value) {
  if (!value.ok()) throw std::runtime_error(value.status().ToString());
  return *std::move(value);
}

std::string FileText(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

std::string NextId() {
  static int count = 0;
  char text[37];
  std::snprintf(text, sizeof text, "00000000-0000-4000-8000-%012d", ++count);
  return text;
}

std::string Province(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

rpb::Plan PlanOf(int province, int items_per_cell) {
  rpb::Plan plan;
  plan.set_name("plans/SXSH2020-2019-SCT-" + Province(province));
  plan.set_programme("programmes/SXSH2020");
  plan.set_budget_year(2019);
  plan.set_agency("agencies/SCT-" + Province(province));
  plan.set_province_code(Province(province));
  plan.set_state(rpb::Plan::STATE_APPROVED);
  for (const char* person : {"users/lan", "users/appraiser", "users/plan-approver"})
    plan.add_history()->set_actor(person);
  for (int project = 1; project <= kProjects; ++project) {
    for (int number = 0; number < items_per_cell; ++number) {
      const Item item = MakeItem(province, project, number);
      rpb::PlanItem& planned = *plan.add_items();
      planned.set_item_id(item.item_id);
      planned.set_component_project(item.component_project);
      planned.set_activity(item.activity);
      planned.set_establishment(item.establishment);
      planned.set_title("Hội thảo phổ biến sản xuất sạch hơn cho cơ sở công nghiệp " + item.item_id);
      planned.set_quantity(1);
      planned.set_eligible_cost_vnd(item.eligible_cost_vnd);
      for (auto* list : {planned.mutable_requested(), planned.mutable_approved()}) {
        types::v1::Funding& funding = *list->Add();
        funding.set_source(item.sources[0].source);
        funding.set_amount_vnd(item.sources[0].approved_vnd);
      }
    }
  }
  return plan;
}

/// Allocation and the ledger on one address, over a database of each.
class Programs {
 public:
  explicit Programs(const std::string& reference_data)
      : registration_{testing::SharedMariaDb().OpenMigrated(
            "registration", {{"0001_feed.sql", FileText(reference_data + "/../../libs/feed/feed.sql")}})},
        allocation_{testing::SharedMariaDb().OpenMigrated("allocation", embedded::allocation_migrations)},
        ledger_{testing::SharedMariaDb().OpenMigrated("disbursement", embedded::disbursement_migrations)},
        sources_{Must(Sources::Load(reference_data))},
        provinces_{Must(Provinces::Load(reference_data))},
        server_{"allocation",
                clock::StartOfVietNamDate(clock::ParseDate("2019-01-10").value()) + std::chrono::hours{10}} {
    HostLedger();
    rulebook::BookFiles files;
    std::vector<rulebook::Problem> problems =
        rulebook::LoadFolder(reference_data + "/rulebook", &files).problems;
    auto names = rulebook::LoadNames(reference_data, problems);
    if (!names || !problems.empty()) throw std::runtime_error("no sound rulebook in " + reference_data);
    rulebooks_ = Must(Rulebooks::Open(*allocation_.database, files, *std::move(names), clock::Instant{}));
    HostAllocation();
    server_.Start();
    stub_ = pb::AllocationService::NewStub(server_.channel());
  }
  ~Programs() {
    plans_.reset();
    server_.Stop();
  }

  void Publish(const rpb::Plan& plan) {
    const rpc::Call call = server_.MakeCall(rpc::Person("users/plan-approver", {types::v1::ROLE_APPROVER}));
    const absl::Status status = registration_.database->Write([&](storage::Session& session) -> absl::Status {
      feed::Append(session, call, {{.type = "plan.approved", .resource = plan.name(), .payload = &plan}});
      return absl::OkStatus();
    });
    if (!status.ok()) throw std::runtime_error(status.ToString());
  }
  void CatchUp() {
    if (!plans_->CatchUp(absl::Now() + kPatience)) throw std::runtime_error("plans do not arrive");
  }

  /// One call of the budget officer, or of another person.
  template <class Stub, class Request, class Response>
  Response Call(Stub& stub, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                const Request& request, const types::v1::Identity& who = Officer()) {
    grpc::ClientContext context;
    server_.Prepare(who, context, kPatience);
    Response response;
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (!status.ok()) throw std::runtime_error(rpc::FromGrpcStatus(status).ToString());
    return response;
  }
  pb::AllocationService::Stub& stub() { return *stub_; }
  dpb::LedgerService::Stub& ledger() { return *ledger_stub_; }

  static types::v1::Identity Officer() {
    return rpc::Person("users/budget", {types::v1::ROLE_BUDGET_OFFICER}, "agencies/BCT");
  }

 private:
  void HostLedger() {
    rules_ = std::make_unique<disbursement::app::Rules>(
        server_.server(), grpc::CreateChannel(server_.address(), grpc::InsecureChannelCredentials()));
    writer_ = std::make_unique<disbursement::app::GroupWriter>(
        disbursement::app::GroupWriter::Options{.lanes = 1},
        [this](const std::vector<disbursement::app::Voucher*>& vouchers) {
          disbursement::app::DecideTogether(*ledger_.database, vouchers);
        });
    app_ = std::unique_ptr<disbursement::app::App>(
        new disbursement::app::App{*ledger_.database, *rules_, *writer_, side_threads_});
    server_.AddService(std::make_unique<disbursement::wire::LedgerServiceGrpc>(server_.server(), *app_),
                       "cpbudget.disbursement.v1.LedgerService");
    ledger_stub_ = dpb::LedgerService::NewStub(server_.channel());
  }
  void HostAllocation() {
    storage::Database& database = *allocation_.database;
    server_.AddService(feed::MakeFeedService(server_.server(), *registration_.database),
                       "cpbudget.types.v1.FeedService");
    server_.AddService(std::make_unique<ChainsDouble>(), "cpbudget.registration.v1.ReferenceService");
    reference_stub_ = rpb::ReferenceService::NewStub(server_.channel());
    chains_ = std::make_unique<ApprovalChains>(server_.server(), *reference_stub_);
    poster_ = std::make_unique<Poster>(server_.server(), database, *ledger_stub_);
    plans_ = feed::Consumer::Start(server_.server(), database, "registration", server_.address(),
                                   &ApplyRegistrationEvent);
    rounds_ = std::make_unique<RoundsDesk>(database, *rulebooks_, sources_, *chains_, *plans_, *poster_);
    appropriations_ = std::make_unique<AppropriationsDesk>(database, sources_, *chains_, *poster_);
    adjustments_ = std::make_unique<AdjustmentsDesk>(database, *rulebooks_, sources_, *chains_, *poster_);
    allotments_ = std::make_unique<AllotmentsDesk>(server_.server(), database, *rulebooks_, sources_,
                                                   provinces_, *ledger_stub_);
    hand_overs_ =
        std::make_unique<HandOversDesk>(server_.server(), database, provinces_, *ledger_stub_, *poster_);
    server_.AddService(MakeAllocationService(server_.server(), *rounds_, *appropriations_, *adjustments_,
                                             *allotments_, *hand_overs_),
                       kAllocationServiceName);
  }

  testing::PrivateMariaDb::Opened registration_, allocation_, ledger_;
  Sources sources_;
  Provinces provinces_;
  rpc::TestServer server_;
  disbursement::app::SideThreads side_threads_;
  std::unique_ptr<disbursement::app::Rules> rules_;
  std::unique_ptr<disbursement::app::GroupWriter> writer_;
  std::unique_ptr<disbursement::app::App> app_;
  std::unique_ptr<dpb::LedgerService::Stub> ledger_stub_;
  std::unique_ptr<Rulebooks> rulebooks_;
  std::unique_ptr<rpb::ReferenceService::Stub> reference_stub_;
  std::unique_ptr<ApprovalChains> chains_;
  std::unique_ptr<Poster> poster_;
  std::unique_ptr<feed::Consumer> plans_;
  std::unique_ptr<RoundsDesk> rounds_;
  std::unique_ptr<AppropriationsDesk> appropriations_;
  std::unique_ptr<AdjustmentsDesk> adjustments_;
  std::unique_ptr<AllotmentsDesk> allotments_;
  std::unique_ptr<HandOversDesk> hand_overs_;
  std::unique_ptr<pb::AllocationService::Stub> stub_;
};

/// Prints what the step that begins with its making and ends with Say cost.
class Step {
 public:
  void Say(const char* what) const {
    std::printf("  %-28s %7.2f s  %6.2f s CPU  %5lld MiB peak\n", what,
                std::chrono::duration<double>(Clock::now() - wall_).count(), CpuSeconds() - cpu_,
                static_cast<long long>(PeakMiB()));
    std::fflush(stdout);
  }

 private:
  Clock::time_point wall_ = Clock::now();
  double cpu_ = CpuSeconds();
};

pb::CreateRoundRequest Request(int items_per_cell) {
  pb::CreateRoundRequest request;
  request.set_request_id(NextId());
  request.set_programme("programmes/SXSH2020");
  request.set_budget_year(2019);
  request.set_method(pb::METHOD_PROPORTIONAL);
  for (const Envelope& given : MakeTerms(Method::kProportional, items_per_cell).envelopes) {
    pb::Envelope& envelope = *request.add_envelopes();
    envelope.set_source(given.lines.source);
    envelope.set_component_project(given.lines.component_project);
    envelope.set_province_code(given.lines.province_code);
    envelope.set_amount_vnd(given.amount_vnd);
  }
  return request;
}

/// What the holders need for the round, to the dong.
void Grant(Programs& programs, const std::map<std::pair<std::string, std::string>, std::int64_t>& needed) {
  dpb::PostDocumentRequest grant;
  grant.set_request_id(NextId());
  grant.set_document_kind("appropriation");
  grant.set_document("appropriations/1");
  grant.set_step("create");
  grant.set_effective_date("2019-01-10");
  grant.set_actor("users/budget");
  for (const auto& [place, amount] : needed) {
    dpb::DocumentLine& line = *grant.add_lines();
    line.mutable_from()->set_programme("programmes/SXSH2020");
    line.mutable_from()->set_budget_year(2019);
    line.mutable_from()->set_source(place.first);
    line.mutable_from()->set_agency(place.second);
    *line.mutable_to() = line.from();
    line.mutable_from()->set_kind(dpb::ACCOUNT_KIND_AUTHORITY);
    line.mutable_to()->set_kind(dpb::ACCOUNT_KIND_APPROPRIATION);
    line.set_amount_vnd(amount);
  }
  programs.Call(programs.ledger(), &dpb::LedgerService::Stub::PostDocument, grant,
                rpc::ProgramIdentity("allocation"));
}

using Stub = pb::AllocationService::Stub;

/// Reads every page of the round's lines; sums by source and holder.
std::map<std::pair<std::string, std::string>, std::int64_t> ReadBack(Programs& programs,
                                                                     const pb::Round& round) {
  std::map<std::pair<std::string, std::string>, std::int64_t> sums;
  pb::ListRoundLinesRequest request;
  request.set_round(round.name());
  request.set_page_size(1'000);
  int count = 0;
  do {
    const pb::ListRoundLinesResponse page = programs.Call(programs.stub(), &Stub::ListRoundLines, request);
    for (const pb::RoundLine& line : page.lines())
      sums[{line.source(), line.holder()}] += line.allotted_vnd();
    count += page.lines_size();
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  if (count != round.lines_count()) throw std::runtime_error("lines are missing");
  return sums;
}

void Measure(const std::string& reference_data, int items_per_cell) {
  Programs programs{reference_data};
  for (int province = 1; province <= kProvinces; ++province)
    programs.Publish(PlanOf(province, items_per_cell));
  programs.CatchUp();
  std::printf("%d lines\n", kProvinces * kProjects * items_per_cell);
  const Step nothing;
  nothing.Say("before");

  const Step compute;
  pb::Round round = programs.Call(programs.stub(), &Stub::CreateRound, Request(items_per_cell)).round();
  compute.Say("computed and stored");
  const Step read;
  const auto needed = ReadBack(programs, round);
  read.Say("read in pages");
  Grant(programs, needed);

  const Step approve;
  pb::ApproveRoundRequest approval;
  approval.set_request_id(NextId());
  approval.set_name(round.name());
  approval.set_etag(round.etag());
  approval.set_decision_number("1/QĐ");
  round = programs
              .Call(programs.stub(), &Stub::ApproveRound, approval,
                    rpc::Person("users/director", {types::v1::ROLE_APPROVER}, "agencies/BTC"))
              .round();
  approve.Say("approved");

  const Step issue;
  pb::IssueRoundRequest issuing;
  issuing.set_request_id(NextId());
  issuing.set_name(round.name());
  issuing.set_etag(round.etag());
  round = programs.Call(programs.stub(), &Stub::IssueRound, issuing).round();
  issue.Say("issued");
  if (round.state() != pb::Round::STATE_ISSUED) throw std::runtime_error("the round is not issued");

  const Step verify;
  dpb::VerifyLedgerRequest asked;
  const auto verified = programs.Call(programs.ledger(), &dpb::LedgerService::Stub::VerifyLedger, asked,
                                      rpc::Person("users/auditor", {types::v1::ROLE_AUDITOR}));
  verify.Say("ledger verified");
  if (!verified.correct()) throw std::runtime_error("the ledger is not correct");
}

int MeasureInChild(const std::string& reference_data, int items_per_cell) {
  const pid_t child = fork();
  if (child == 0) {
    try {
      Measure(reference_data, items_per_cell);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
      _exit(1);
    }
    std::exit(0);  // Ends the database as well.
  }
  int status = 1;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0 ? 0 : 1;
}

}  // namespace
}  // namespace cpb::allocation

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: bench_round_service REFERENCE_DATA_FOLDER\n");
    return 2;
  }
  int failed = 0;
  for (const int items_per_cell : {10, 100})
    failed += cpb::allocation::MeasureInChild(argv[1], items_per_cell);
  return failed == 0 ? 0 : 1;
}

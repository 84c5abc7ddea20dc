/// Allocation over real gRPC and a real MariaDB, with a feed of plans and a ledger double behind it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/allocation.grpc.pb.h"
#include "cpbudget/allocation/v1/rulebooks.grpc.pb.h"
#include "cpbudget/allocation/v1/rules.grpc.pb.h"
#include "cpbudget/registration/v1/plan.pb.h"
#include "libs/feed/feed.h"
#include "libs/rpc/testing.h"
#include "libs/rulebook/loader.h"
#include "libs/testing/mariadb.h"
#include "services/allocation/app/resumer.h"
#include "services/allocation/tests/chains_double.h"
#include "services/allocation/tests/ledger_double.h"
#include "services/allocation/wire/services.h"
#include "services/allocation/wire/workbook_service.h"

namespace cpb::allocation {

namespace pb = cpbudget::allocation::v1;
namespace rpb = cpbudget::registration::v1;

/// A fresh UUID for a request.
std::string NewRequestId();

/// An item asking central money of an assessment at an establishment.
rpb::PlanItem Assessment(const std::string& id, const std::string& establishment, std::int64_t cost,
                         std::int64_t central);
/// An item of any activity.
rpb::PlanItem PlainItem(const std::string& id, const std::string& activity, std::int64_t central,
                        std::int64_t local);
/// An approved plan of 2019 with a history of three people.
rpb::Plan ApprovedPlan(const std::string& province, std::vector<rpb::PlanItem> items);

class Harness {
 public:
  /// 10:00 on the day, Viet Nam.
  explicit Harness(const std::string& day = "2019-01-10");
  ~Harness();

  void SetDay(const std::string& day);
  /// As registration would: the event in its feed.
  void Publish(const rpb::Plan& plan);
  /// Forgets everything in memory, as a kill would, and starts anew on the same data.
  void RestartProgram();
  /// One pass of the resumer; true when it finished something.
  bool FinishPending() { return poster_->FinishPending(); }

  LedgerDouble& ledger() { return *ledger_; }
  ChainsDouble& chains() { return *chains_double_; }
  pb::AllocationService::Stub& stub() { return *stub_; }
  pb::RuleService::Stub& rules() { return *rules_stub_; }
  pb::RulebookService::Stub& rulebooks() { return *rulebooks_stub_; }
  rpc::TestServer& server() { return *server_; }
  storage::Database& database() { return *allocation_.database; }
  /// Types of the events that allocation told, in order.
  std::vector<std::string> FeedTypes();
  /// What allocation told of rounds, in order, each with the resource that the event is about.
  std::vector<std::pair<std::string, pb::Round>> Told();

  template <class Request, class Response>
  absl::StatusOr<Response> Call(const types::v1::Identity& who,
                                grpc::Status (pb::AllocationService::Stub::*method)(grpc::ClientContext*,
                                                                                    const Request&,
                                                                                    Response*),
                                const Request& request) {
    return server_->Call(who, *stub_, method, request);
  }

  /// Round of these plans; all that wait when empty.
  absl::StatusOr<pb::Round> Compute(const std::vector<std::string>& plans = {});
  absl::StatusOr<pb::Round> Approve(const pb::Round& round);
  absl::StatusOr<pb::Round> Issue(const pb::Round& round, const std::string& request_id = NewRequestId());
  /// All three; the test ends when one fails.
  pb::Round IssueAll();
  absl::StatusOr<pb::Round> Get(const std::string& round);
  absl::StatusOr<pb::Adjustment> Propose(const types::v1::Identity& who, pb::Adjustment adjustment);
  absl::StatusOr<pb::Adjustment> ApproveAdjustment(const pb::Adjustment& adjustment,
                                                   const std::string& request_id = NewRequestId());
  std::vector<pb::Allotment> Allotments(int year = 0);

 private:
  void StartProgram();

  testing::PrivateMariaDb::Opened registration_;
  testing::PrivateMariaDb::Opened allocation_;
  Sources sources_;
  Provinces provinces_;
  std::unique_ptr<rpc::TestServer> server_;
  LedgerDouble* ledger_ = nullptr;
  ChainsDouble* chains_double_ = nullptr;
  std::unique_ptr<cpbudget::disbursement::v1::LedgerService::Stub> ledger_stub_;
  std::unique_ptr<ApprovalChains::Stub> reference_stub_;
  std::unique_ptr<ApprovalChains> chains_;
  std::unique_ptr<Rulebooks> rulebooks_;
  std::unique_ptr<Poster> poster_;
  std::unique_ptr<feed::Consumer> plans_;
  std::unique_ptr<RoundsDesk> rounds_;
  std::unique_ptr<AppropriationsDesk> appropriations_;
  std::unique_ptr<AdjustmentsDesk> adjustments_;
  std::unique_ptr<AllotmentsDesk> allotments_;
  std::unique_ptr<HandOversDesk> hand_overs_;
  std::unique_ptr<RulesDesk> rules_;
  std::unique_ptr<DecisionsDesk> decisions_;
  std::unique_ptr<PublishingDesk> publishing_;
  std::unique_ptr<pb::AllocationService::Stub> stub_;
  std::unique_ptr<pb::RuleService::Stub> rules_stub_;
  std::unique_ptr<pb::RulebookService::Stub> rulebooks_stub_;
};

/// Ids of the reference data.
rulebook::Names ReferenceNames();
/// A second copy of what the program keeps in memory of the rulebooks, as another process would have it.
std::unique_ptr<Rulebooks> OpenRulebooks(storage::Database& database);

types::v1::Identity BudgetOfficer();
types::v1::Identity Approver();
types::v1::Identity Accountant(const std::string& province);

}  // namespace cpb::allocation

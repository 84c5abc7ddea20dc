/// The audit program in one process with a producer whose feed is real: own schema, own feed tables, events
/// appended in transactions, read over gRPC.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "cpbudget/allocation/v1/allocation.pb.h"
#include "cpbudget/audit/v1/audit.grpc.pb.h"
#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "cpbudget/gateway/v1/gateway.pb.h"
#include "cpbudget/registration/v1/plan.pb.h"
#include "embedded/audit_migrations.h"
#include "grpcpp/create_channel.h"
#include "libs/clock/clock.h"
#include "libs/feed/feed.h"
#include "libs/rpc/testing.h"
#include "libs/testing/mariadb.h"
#include "services/audit/app/feeds.h"
#include "services/audit/tests/naive_ledger.h"
#include "services/audit/wire/audit_service.h"
#include "services/audit/wire/workbook_service.h"

namespace cpb::audit {

namespace pb = cpbudget::audit::v1;
using Roles = cpbudget::types::v1::Role;

inline constexpr char kProgramme[] = "programmes/SXSH2020";
inline constexpr char kLineId[] = "SXSH2020-2019-SCT-68.03";

class AuditTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    database_server_ = new testing::PrivateMariaDb;
    database_server_->Start();
  }
  static void TearDownTestSuite() {
    delete database_server_;
    database_server_ = nullptr;
  }

  void SetUp() override {
    std::ifstream in{std::string{CPB_SOURCE_DIR} + "/libs/feed/feed.sql"};
    std::ostringstream feed_tables;
    feed_tables << in.rdbuf();
    producer_ = database_server_->OpenMigrated("producer", {{"0001_feed.sql", feed_tables.str()}});
    own_ = database_server_->OpenMigrated("cpb_audit", embedded::audit_migrations);
    auto loaded = Labels::Load(std::string{CPB_SOURCE_DIR} + "/deploy/reference-data");
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    labels_ = std::make_unique<Labels>(*std::move(loaded));

    source_feed_ = nullptr;
    auto feed = feed::MakeFeedService(server_.server(), *producer_.database);
    source_feed_ = feed.get();
    server_.AddService(std::move(feed), "cpbudget.types.v1.FeedService");
    auto ledger = std::make_unique<NaiveLedger>(server_.server());
    ledger_ = ledger.get();
    server_.AddService(std::move(ledger), "cpbudget.disbursement.v1.LedgerService");
    feeds_ = std::make_unique<Feeds>(server_.server(), *own_.database, *labels_,
                                     std::map<std::string, std::string>{{"disbursement", server_.address()}});
    ledger_stub_ = dpb::LedgerService::NewStub(
        grpc::CreateChannel(server_.address(), grpc::InsecureChannelCredentials()));
    server_.AddService(
        std::make_unique<AuditGrpc>(server_.server(), *own_.database, *feeds_, *labels_, *ledger_stub_),
        "cpbudget.audit.v1.AuditService");
    server_.AddService(
        std::make_unique<UsageWorkbookGrpc>(server_.server(), *own_.database, *feeds_, *labels_),
        UsageWorkbookGrpc::kName);
    server_.Start();
    stub_ = pb::AuditService::NewStub(server_.channel());
  }
  void TearDown() override {
    source_feed_->Drain();
    feeds_.reset();
    server_.Stop();
  }

  /// Tells one fact in the producer's feed, as a program would.
  void Tell(const std::string& type, const std::string& resource, const google::protobuf::Message& payload,
            const std::string& actor = "users/lan") {
    const rpc::Call call = server_.MakeCall(rpc::Person(actor, {cpbudget::types::v1::ROLE_ACCOUNTANT}));
    const absl::Status status = producer_.database->Write([&](storage::Session& session) -> absl::Status {
      feed::Append(session, call, {{type, resource, &payload}});
      return absl::OkStatus();
    });
    ASSERT_TRUE(status.ok()) << status;
    // Each fact a minute after the one before.
    server_.clock().Set(server_.clock().Now() + std::chrono::minutes{1});
  }

  static dpb::AccountKey Key(Kind kind, const std::string& line = "", const std::string& source = "central") {
    dpb::AccountKey key;
    key.set_programme(kProgramme);
    key.set_budget_year(2019);
    key.set_source(source);
    key.set_agency(line.empty() ? "agencies/BCT" : "agencies/SCT-68");
    if (!line.empty()) key.set_component_project("componentProjects/SXSH2020-3");
    key.set_budget_line(line);
    key.set_kind(static_cast<dpb::AccountKind>(kind));
    return key;
  }

  /// Books one movement in the naive ledger and tells it.
  void Book(const std::string& date, const std::string& document_kind, const dpb::AccountKey& from,
            const dpb::AccountKey& to, std::int64_t amount) {
    dpb::Entry entry;
    entry.set_position(++journal_position_);
    entry.set_document_kind(document_kind);
    entry.set_document("documents/" + std::to_string(journal_position_));
    entry.set_step("book");
    entry.set_effective_date(date);
    entry.mutable_record_time()->set_seconds(1546300800);
    entry.set_actor("users/lan");
    dpb::Posting& posting = *entry.add_postings();
    *posting.mutable_from() = from;
    *posting.mutable_to() = to;
    posting.set_amount_vnd(amount);
    ledger_->Add(entry);
    Tell("journal.posted", "entries/" + std::to_string(journal_position_), entry);
  }

  /// A line of Lâm Đồng with 1,000 allotted on 15 March, of which 300 are spent on 20 July.
  void PlaySmallYear() {
    dpb::BudgetLine line;
    line.set_id(kLineId);
    line.set_title("Đánh giá sản xuất sạch hơn");
    line.set_agency("agencies/SCT-68");
    line.set_province_code("68");
    line.set_plan("plans/SXSH2020-2019-SCT-68");
    line.set_item_id("03");
    Tell("line.opened", "budgetLines/" + line.id(), line);
    Book("2019-01-10", "appropriation", Key(Kind::kAuthority), Key(Kind::kAppropriation), 5000);
    Book("2019-03-15", "allotment", Key(Kind::kAppropriation), Key(Kind::kAvailable, kLineId), 1000);
    Book("2019-07-20", "payment", Key(Kind::kAvailable, kLineId), Key(Kind::kInPayment, kLineId), 300);
    Book("2019-07-20", "payment", Key(Kind::kInPayment, kLineId), Key(Kind::kSpent, kLineId), 300);
  }

  template <class Request, class Response>
  absl::StatusOr<Response> Ask(const cpbudget::types::v1::Identity& identity,
                               grpc::Status (pb::AuditService::Stub::*method)(grpc::ClientContext*,
                                                                              const Request&, Response*),
                               const Request& request) {
    return server_.Call(identity, *stub_, method, request);
  }
  static cpbudget::types::v1::Identity Auditor(const std::string& province = "") {
    return rpc::Person("users/auditor", {cpbudget::types::v1::ROLE_AUDITOR}, "agencies/KTNN", province);
  }
  static cpbudget::types::v1::Identity Appraiser() {
    return rpc::Person("users/appraiser", {cpbudget::types::v1::ROLE_APPRAISER}, "agencies/VP-SXSH");
  }

  static inline testing::PrivateMariaDb* database_server_ = nullptr;
  rpc::TestServer server_{"audit"};
  testing::PrivateMariaDb::Opened producer_, own_;
  std::unique_ptr<Labels> labels_;
  feed::FeedServer* source_feed_ = nullptr;
  NaiveLedger* ledger_ = nullptr;
  std::unique_ptr<dpb::LedgerService::Stub> ledger_stub_;
  std::unique_ptr<Feeds> feeds_;
  std::unique_ptr<pb::AuditService::Stub> stub_;
  std::int64_t journal_position_ = 0;
};

}  // namespace cpb::audit

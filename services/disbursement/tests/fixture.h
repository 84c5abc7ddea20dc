/// The disbursement services over real gRPC on a real MariaDB, with a small double of allocation's rules.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/rules.grpc.pb.h"
#include "cpbudget/disbursement/v1/disbursement.grpc.pb.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "cpbudget/disbursement/v1/reconciliation.grpc.pb.h"
#include "cpbudget/disbursement/v1/treasury_link.grpc.pb.h"
#include "libs/rpc/testing.h"
#include "libs/testing/mariadb.h"
#include "services/disbursement/app/app.h"

namespace cpb::disbursement::testing {

namespace pb = ::cpbudget::disbursement::v1;
namespace rules = ::cpbudget::allocation::v1;
using ::cpbudget::types::v1::Identity;

inline constexpr char kProgramme[] = "programmes/SXSH2020";
inline constexpr char kProject[] = "componentProjects/SXSH2020-3";

/// Advances up to half of the contract, all of its advances together; a warning for commitments of 200
/// million.
class RuleDouble final : public rules::RuleService::Service {
 public:
  grpc::Status EvaluateRules(grpc::ServerContext* context, const rules::EvaluateRulesRequest* request,
                             rules::EvaluateRulesResponse* response) override;
  /// Runs once, while the next question is being answered.
  std::function<void()> meanwhile;
  std::atomic<int> asked{0};
  std::atomic<bool> down{false};
  /// The payment step is refused.
  std::atomic<bool> block_payments{false};
  /// Above 0: the payment step has a rule that support stays under this share of what was really spent,
  /// judged by the engine itself.
  std::atomic<int> payment_share_basis_points{0};
  /// The last question.
  rules::EvaluateRulesRequest last() const;
  /// Documents whose judgement was to be kept, `requests/{id}`, in the order of the questions.
  std::vector<std::string> kept() const;

 private:
  mutable std::mutex mutex_;
  rules::EvaluateRulesRequest last_;
  std::vector<std::string> kept_;
};

/// A fresh UUID each time.
std::string NewId();

class DisbursementTest : public ::testing::Test {
 protected:
  DisbursementTest();

  static pb::AccountKey Account(pb::AccountKind kind, const std::string& item,
                                const std::string& province = "68", int year = 2019,
                                const std::string& source = "central");
  static pb::AccountKey Holder(pb::AccountKind kind, int year = 2019, const std::string& source = "central");
  static std::string LineId(const std::string& item, const std::string& province = "68");
  static pb::BudgetLine Line(const std::string& item, const std::string& province = "68", int year = 2019);
  static pb::PostDocumentRequest Document(const std::string& kind,
                                          const std::string& effective = "2019-01-10");
  static void AddMove(pb::PostDocumentRequest& request, const pb::AccountKey& from, const pb::AccountKey& to,
                      std::int64_t amount);
  /// Appropriates and allots `amount` to a line, which it opens.
  void Allot(const std::string& item, std::int64_t amount, const std::string& province = "68",
             int year = 2019);

  absl::StatusOr<pb::PostDocumentResponse> Post(const pb::PostDocumentRequest& request);
  pb::CreatePaymentRequest PaymentRequest(const std::string& item, std::int64_t amount,
                                          const std::string& commitment = "", bool advance = false);
  pb::CreateCommitmentRequest CommitmentRequest(const std::string& item, std::int64_t amount,
                                                std::int64_t contract_value = 0);
  /// Prepares; fails the test when refused.
  pb::Payment Prepare(const std::string& item, std::int64_t amount, const std::string& commitment = "",
                      bool advance = false);
  /// The chief accountant's signature.
  absl::StatusOr<pb::SignPaymentResponse> Sign(const Identity& who, const std::string& name);
  /// The head's signature.
  absl::StatusOr<pb::ApprovePaymentResponse> Approve(const Identity& who, const std::string& name);
  /// The treasury's control accepts, every check confirmed.
  absl::StatusOr<pb::ControlPaymentResponse> Accept(const std::string& name, std::int64_t irregular_vnd = 0);
  /// Prepares and signs twice.
  pb::Payment Send(const std::string& item, std::int64_t amount, const std::string& commitment = "",
                   bool advance = false);
  /// Prepares, signs, and has it controlled and paid.
  pb::Payment Pay(const std::string& item, std::int64_t amount, const std::string& commitment = "",
                  bool advance = false);
  absl::StatusOr<pb::RecordOutcomeResponse> Record(const std::string& name, pb::Outcome outcome);
  absl::StatusOr<pb::ImportStatementResponse> Import(const std::string& csv, bool validate_only = false);
  absl::StatusOr<pb::ListReconciliationResponse> Reconciliation(const Identity& who, int year = 2019);
  /// Imports a statement of everything that was paid and stands in none.
  void ImportMissing(int year = 2019);
  std::int64_t Balance(pb::AccountKind kind, const std::string& item, const std::string& province = "68",
                       int year = 2019, const std::string& as_of_date = "", std::int64_t as_of_position = 0);
  pb::VerifyLedgerResponse Verify();
  void MoveClock(const std::string& date);

  /// A call of the disbursement service.
  template <class Request, class Response>
  absl::StatusOr<Response> Do(const Identity& who,
                              grpc::Status (pb::DisbursementService::Stub::*method)(grpc::ClientContext*,
                                                                                    const Request&,
                                                                                    Response*),
                              const Request& request) {
    return server_.Call(who, *disbursement_, method, request);
  }

  const Identity accountant_, chief_, head_, treasury_, second_treasury_, allocation_, auditor_, appraiser_,
      approver_;
  cpb::testing::PrivateMariaDb::Opened opened_;
  rpc::TestServer server_;
  RuleDouble* rule_double_ = nullptr;
  std::unique_ptr<app::Rules> rules_;
  /// Runs in the writer before it decides a group of that size.
  std::function<void(std::size_t)> before_group_;
  std::unique_ptr<app::GroupWriter> writer_;
  app::SideThreads side_threads_;
  std::unique_ptr<app::App> app_;
  std::unique_ptr<pb::DisbursementService::Stub> disbursement_;
  std::unique_ptr<pb::LedgerService::Stub> ledger_;
  std::unique_ptr<pb::ReconciliationService::Stub> reconciliation_;
  std::unique_ptr<pb::TreasuryLinkService::Stub> link_;
};

/// "LEDGER_LIMIT", "" for OK, the status itself for failures.
std::string ReasonOf(const absl::Status& status);
template <class T>
std::string ReasonOf(const absl::StatusOr<T>& result) {
  return ReasonOf(result.status());
}
#define EXPECT_REFUSED(result, reason) EXPECT_EQ(::cpb::disbursement::testing::ReasonOf(result), reason)

}  // namespace cpb::disbursement::testing

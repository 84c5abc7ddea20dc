/// Stands in for the ledger of the disbursement program, over real gRPC: keeps each request id's outcome for
/// ever, as the ledger does, and fails on command in the ways a network and a killed program fail.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "libs/ledger/moves.h"
#include "libs/ledger/reasons.h"
#include "libs/refusal/common.h"
#include "libs/rpc/call.h"
#include "libs/rpc/status.h"

namespace cpb::allocation {

class LedgerDouble final : public cpbudget::disbursement::v1::LedgerService::Service {
 public:
  enum class Behaviour {
    kAccept,
    kRefuseLimit,       ///< LEDGER_LIMIT, remembered for the id.
    kGone,              ///< UNAVAILABLE, nothing booked.
    kBookThenVanish,    ///< Books, then the answer is lost.
    kRefuseThenVanish,  ///< Refuses for ever, and the answer is lost.
  };

  explicit LedgerDouble(rpc::Server& server) : server_{server} {}

  grpc::Status PostDocument(grpc::ServerContext* context,
                            const cpbudget::disbursement::v1::PostDocumentRequest* request,
                            cpbudget::disbursement::v1::PostDocumentResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      const std::lock_guard lock{mutex_};
      ++calls_;
      // The real rule of the ledger on which moves may be asked of it, and when.
      if (const auto refused = ledger::CheckBudgetMoves(
              MovementsOf(*request), clock::ParseDate(request->effective_date()).value(), call.today)) {
        return rpc::ToStatus(*refused);
      }
      if (behaviour_ == Behaviour::kGone) return absl::UnavailableError("gone");
      const auto known = outcomes_.find(request->request_id());
      if (known != outcomes_.end() && known->second.bytes != request->SerializeAsString()) {
        return rpc::Refuse(refusal::kRequestIdReused, {{"request_id", request->request_id()}});
      }
      if (known == outcomes_.end() && left_-- == 0) behaviour_ = then_;
      if (behaviour_ == Behaviour::kGone) return absl::UnavailableError("gone");
      if (known == outcomes_.end()) Decide(*request);
      if (behaviour_ == Behaviour::kBookThenVanish || behaviour_ == Behaviour::kRefuseThenVanish) {
        return absl::UnavailableError("the answer is lost");
      }
      const Outcome& outcome = outcomes_.at(request->request_id());
      if (outcome.position == 0) return Limit();
      response->set_position(outcome.position);
      return absl::OkStatus();
    });
  }

  /// What SetBalance said, a page of one: callers must page.
  grpc::Status ListBalances(grpc::ServerContext* context,
                            const cpbudget::disbursement::v1::ListBalancesRequest* request,
                            cpbudget::disbursement::v1::ListBalancesResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call&) -> absl::Status {
      const std::lock_guard lock{mutex_};
      if (behaviour_ == Behaviour::kGone) return absl::UnavailableError("gone");
      std::size_t next = request->page_token().empty() ? 0 : std::stoul(request->page_token());
      const auto Asked = [&](const cpbudget::disbursement::v1::AccountKey& account) {
        return account.agency() == request->agency() &&
               (request->budget_year() == 0 || account.budget_year() == request->budget_year());
      };
      while (next < balances_.size() && !Asked(balances_[next].account())) ++next;
      if (next < balances_.size()) *response->add_balances() = balances_[next];
      response->set_position(77);
      if (next + 1 < balances_.size()) response->set_next_page_token(std::to_string(next + 1));
      return absl::OkStatus();
    });
  }

  /// A balance of a line of a province's department.
  void SetBalance(const std::string& province, const std::string& budget_line,
                  cpbudget::disbursement::v1::AccountKind kind, std::int64_t dong, int year = 2019) {
    cpbudget::disbursement::v1::Balance balance;
    balance.mutable_account()->set_budget_year(year);
    balance.mutable_account()->set_source("central");
    balance.mutable_account()->set_agency("agencies/SCT-" + province);
    balance.mutable_account()->set_budget_line(budget_line);
    balance.mutable_account()->set_kind(kind);
    balance.set_balance_vnd(dong);
    const std::lock_guard lock{mutex_};
    balances_.push_back(balance);
  }

  /// What a holder has not allotted.
  void SetUnallotted(const std::string& programme, const std::string& source, const std::string& holder,
                     std::int64_t dong, int year) {
    cpbudget::disbursement::v1::Balance balance;
    balance.mutable_account()->set_programme(programme);
    balance.mutable_account()->set_budget_year(year);
    balance.mutable_account()->set_source(source);
    balance.mutable_account()->set_agency(holder);
    balance.mutable_account()->set_kind(cpbudget::disbursement::v1::ACCOUNT_KIND_APPROPRIATION);
    balance.set_balance_vnd(dong);
    const std::lock_guard lock{mutex_};
    balances_.push_back(balance);
  }

  void Set(Behaviour behaviour) {
    const std::lock_guard lock{mutex_};
    behaviour_ = behaviour;
    left_ = -1;
  }
  /// Behaves otherwise once so many more documents are decided.
  void SetAfter(int documents, Behaviour then) {
    const std::lock_guard lock{mutex_};
    left_ = documents;
    then_ = then;
  }
  std::vector<cpbudget::disbursement::v1::PostDocumentRequest> booked() {
    const std::lock_guard lock{mutex_};
    return booked_;
  }
  int calls() {
    const std::lock_guard lock{mutex_};
    return calls_;
  }

  static std::vector<ledger::Movement> MovementsOf(
      const cpbudget::disbursement::v1::PostDocumentRequest& request) {
    std::vector<ledger::Movement> movements;
    for (const auto& line : request.lines())
      movements.push_back({KeyOf(line.from()), KeyOf(line.to()), line.amount_vnd()});
    return movements;
  }

 private:
  struct Outcome {
    std::string bytes;
    std::int64_t position = 0;  ///< 0 is a refusal.
  };

  static ledger::AccountKey KeyOf(const cpbudget::disbursement::v1::AccountKey& key) {
    return {key.programme(),
            key.budget_year(),
            key.source(),
            key.agency(),
            key.component_project(),
            key.budget_line(),
            ledger::KindFromNumber(key.kind()).value()};
  }
  static absl::Status Limit() {
    refusal::Refusal refusal{&ledger::kLedgerLimit, {{"count", "1"}}, {}};
    refusal.violations.push_back({.subject = "central agencies/BCT APPROPRIATION",
                                  .text_vi = "Thiếu 20 đồng.",
                                  .text_en = "20 dong short.",
                                  .limit_vnd = 100,
                                  .actual_vnd = 120,
                                  .rule_id = "",
                                  .citation = ""});
    return rpc::ToStatus(refusal);
  }

  void Decide(const cpbudget::disbursement::v1::PostDocumentRequest& request) {
    const bool refuse = behaviour_ == Behaviour::kRefuseLimit || behaviour_ == Behaviour::kRefuseThenVanish;
    if (!refuse) booked_.push_back(request);
    outcomes_[request.request_id()] = {.bytes = request.SerializeAsString(),
                                       .position = refuse ? 0 : ++position_};
  }

  rpc::Server& server_;
  std::mutex mutex_;
  Behaviour behaviour_ = Behaviour::kAccept;
  Behaviour then_ = Behaviour::kAccept;
  int left_ = -1;  ///< Documents until then_; below 0 never.
  std::map<std::string, Outcome> outcomes_;
  std::vector<cpbudget::disbursement::v1::Balance> balances_;
  std::vector<cpbudget::disbursement::v1::PostDocumentRequest> booked_;
  std::int64_t position_ = 0;
  int calls_ = 0;
};

}  // namespace cpb::allocation

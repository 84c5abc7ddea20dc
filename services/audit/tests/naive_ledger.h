/// A ledger of the contract in memory, for the tests of the audit program: books nothing itself, but answers
/// balances and verification from the entries it is told of, by summing them every time.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <vector>

#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "libs/rpc/call.h"
#include "libs/rpc/server.h"
#include "services/audit/store/convert.h"

namespace cpb::audit {

class NaiveLedger final : public dpb::LedgerService::Service {
 public:
  explicit NaiveLedger(rpc::Server& server) : server_{server} {}

  void Add(const dpb::Entry& entry) {
    const std::lock_guard lock{mutex_};
    entries_.push_back(entry);
  }
  /// From now on every answer is wrong by so much on the last account.
  void set_error_vnd(std::int64_t error) { error_vnd_ = error; }

  grpc::Status ListBalances(grpc::ServerContext* context, const dpb::ListBalancesRequest* request,
                            dpb::ListBalancesResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call&) -> absl::Status {
      std::map<Account, std::pair<dpb::AccountKey, std::int64_t>> balances;
      const std::lock_guard lock{mutex_};
      for (const dpb::Entry& entry : entries_) {
        if (request->as_of_position() != 0 && entry.position() > request->as_of_position()) continue;
        for (const dpb::Posting& posting : entry.postings()) {
          if (request->budget_year() != 0 && posting.to().budget_year() != request->budget_year()) continue;
          balances.try_emplace(ToAccount(posting.from()), posting.from(), 0).first->second.second -=
              posting.amount_vnd();
          balances.try_emplace(ToAccount(posting.to()), posting.to(), 0).first->second.second +=
              posting.amount_vnd();
        }
      }
      if (!balances.empty()) balances.rbegin()->second.second += error_vnd_;
      // Small pages, so that the caller must turn some.
      const std::size_t size = std::max<std::size_t>(2, balances.size() / 4);
      const std::size_t start = request->page_token().empty() ? 0 : std::stoul(request->page_token());
      std::size_t index = 0;
      for (const auto& [account, balance] : balances) {
        if (index >= start && index < start + size) {
          dpb::Balance& one = *response->add_balances();
          *one.mutable_account() = balance.first;
          one.set_balance_vnd(balance.second);
        }
        ++index;
      }
      if (start + size < balances.size()) response->set_next_page_token(std::to_string(start + size));
      response->set_position(request->as_of_position());
      return absl::OkStatus();
    });
  }

  grpc::Status VerifyLedger(grpc::ServerContext* context, const dpb::VerifyLedgerRequest* request,
                            dpb::VerifyLedgerResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call&) -> absl::Status {
      const std::lock_guard lock{mutex_};
      response->set_correct(true);
      response->set_position(entries_.empty() ? 0 : entries_.back().position());
      response->set_entry_count(static_cast<std::int64_t>(entries_.size()));
      return absl::OkStatus();
    });
  }

 private:
  rpc::Server& server_;
  std::mutex mutex_;
  std::vector<dpb::Entry> entries_;
  std::int64_t error_vnd_ = 0;
};

}  // namespace cpb::audit

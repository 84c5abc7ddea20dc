#include "services/audit/app/verify_books.h"

#include <set>

#include "libs/rpc/status.h"
#include "services/audit/app/account_names.h"
#include "services/audit/app/ledger_balances.h"
#include "services/audit/store/journal_store.h"

namespace cpb::audit {
namespace {

namespace pb = cpbudget::audit::v1;
namespace dpb = cpbudget::disbursement::v1;

constexpr int kMostDifferences = 100;

// What the read model holds at one moment.
struct OwnBooks {
  std::int64_t position = 0;
  std::int64_t entry_count = 0;
  std::map<Account, std::int64_t> balances;
};

absl::StatusOr<OwnBooks> ReadOwnBooks(storage::Database& database) {
  return database.Read([](storage::Session& session) -> absl::StatusOr<OwnBooks> {
    OwnBooks books;
    books.position = JournalHead(session);
    books.entry_count = EntryCount(session);
    for (const HeldBalance& held : Balances(session, {})) books.balances[held.account] = held.balance_vnd;
    // The kept balances must also be what the kept postings add up to.
    BalanceFilter from_postings;
    from_postings.position = books.position;
    std::map<Account, std::int64_t> summed;
    for (const HeldBalance& held : Balances(session, from_postings)) summed[held.account] = held.balance_vnd;
    for (const auto& [account, balance] : books.balances) {
      if (balance != summed[account])
        return absl::DataLossError("the read model disagrees with its own postings");
    }
    return books;
  });
}

void Tell(pb::VerifyBooksResponse& response, const std::string& difference) {
  response.set_correct(false);
  if (response.differences_size() < kMostDifferences) response.add_differences(difference);
}

void Compare(const std::map<Account, std::int64_t>& own, const std::map<Account, std::int64_t>& ledger,
             pb::VerifyBooksResponse& response) {
  std::set<Account> accounts;
  for (const auto& [account, balance] : own) accounts.insert(account);
  for (const auto& [account, balance] : ledger) accounts.insert(account);
  response.set_account_count(static_cast<std::int64_t>(accounts.size()));
  const auto held = [](const std::map<Account, std::int64_t>& balances, const Account& account) {
    const auto found = balances.find(account);
    return found == balances.end() ? 0 : found->second;
  };
  const AccountNames names{{accounts.begin(), accounts.end()}};
  for (const Account& account : accounts) {
    if (held(own, account) == held(ledger, account)) continue;
    Tell(response, names.Of(account) + ": read model " + std::to_string(held(own, account)) + ", ledger " +
                       std::to_string(held(ledger, account)));
  }
}

}  // namespace

absl::StatusOr<pb::VerifyBooksResponse> VerifyBooks(rpc::Server& server, const rpc::Call& call,
                                                    storage::Database& database, Feeds& feeds,
                                                    dpb::LedgerService::StubInterface& ledger) {
  dpb::VerifyLedgerResponse verified;
  {
    grpc::ClientContext context;
    rpc::PassOnAsProgram(server, call, context);
    const grpc::Status status = ledger.VerifyLedger(&context, {}, &verified);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
  }
  // Afterwards, so that the read model holds at least what was verified.
  feeds.CatchUp(call, {"disbursement"});
  CPB_ASSIGN_OR_RETURN(const OwnBooks own, ReadOwnBooks(database));
  CPB_ASSIGN_OR_RETURN(const auto balances, LedgerBalances(server, call, ledger, own.position, 0));

  pb::VerifyBooksResponse response;
  response.set_correct(verified.correct());
  response.set_position(own.position);
  response.set_entry_count(own.entry_count);
  for (const std::string& difference : verified.differences()) Tell(response, difference);
  if (own.position < verified.position()) {
    Tell(response, "the read model stands at position " + std::to_string(own.position) + ", the ledger at " +
                       std::to_string(verified.position()));
  }
  if (own.position == verified.position() && own.entry_count != verified.entry_count()) {
    Tell(response, "the read model holds " + std::to_string(own.entry_count) + " entries, the ledger " +
                       std::to_string(verified.entry_count()));
  }
  Compare(own.balances, balances, response);
  return response;
}

}  // namespace cpb::audit

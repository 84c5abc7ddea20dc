#include "services/audit/app/ledger_balances.h"

#include "libs/rpc/status.h"
#include "services/audit/store/convert.h"

namespace cpb::audit {

absl::StatusOr<std::map<Account, std::int64_t>> LedgerBalances(rpc::Server& server, const rpc::Call& call,
                                                               dpb::LedgerService::StubInterface& ledger,
                                                               std::int64_t position, int budget_year) {
  std::map<Account, std::int64_t> balances;
  // The ledger reads position 0 as "now"; before the first entry every account is empty.
  if (position == 0) return balances;
  dpb::ListBalancesRequest request;
  request.set_as_of_position(position);
  request.set_budget_year(budget_year);
  request.set_page_size(1000);
  do {
    grpc::ClientContext context;
    rpc::PassOnAsProgram(server, call, context);
    dpb::ListBalancesResponse page;
    const grpc::Status status = ledger.ListBalances(&context, request, &page);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    for (const dpb::Balance& balance : page.balances())
      balances[ToAccount(balance.account())] = balance.balance_vnd();
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return balances;
}

}  // namespace cpb::audit

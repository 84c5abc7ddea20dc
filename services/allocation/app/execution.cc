#include "services/allocation/app/execution.h"

#include <algorithm>

#include "libs/rpc/status.h"

namespace cpb::allocation {
namespace {

namespace dpb = cpbudget::disbursement::v1;

void Add(const dpb::Balance& balance, Execution& execution) {
  const dpb::AccountKey& account = balance.account();
  if (account.kind() == dpb::ACCOUNT_KIND_APPROPRIATION) {
    if (!account.budget_line().empty()) return;  // Set aside for a round that is being issued.
    execution.unallotted[{account.programme(), account.source(), account.agency(), account.budget_year()}] +=
        balance.balance_vnd();
  }
  if (account.budget_line().empty()) return;
  LineExecution& line = execution.lines[{account.budget_line(), account.source(), account.budget_year()}];
  switch (account.kind()) {
    case dpb::ACCOUNT_KIND_AVAILABLE:
      line.available_vnd += balance.balance_vnd();
      return;
    case dpb::ACCOUNT_KIND_COMMITTED:
      line.committed_vnd += balance.balance_vnd();
      return;
    case dpb::ACCOUNT_KIND_IN_PAYMENT:
      line.in_payment_vnd += balance.balance_vnd();
      [[fallthrough]];
    case dpb::ACCOUNT_KIND_ADVANCED:
      line.advanced_vnd += balance.balance_vnd();
      return;
    case dpb::ACCOUNT_KIND_SPENT:
      line.spent_vnd += balance.balance_vnd();
      return;
    case dpb::ACCOUNT_KIND_REFUNDED:
      line.refunded_vnd += balance.balance_vnd();
      return;
    case dpb::ACCOUNT_KIND_LAPSED:
      line.lapsed_vnd += balance.balance_vnd();
      return;
    default:
      return;
  }
}

}  // namespace

absl::StatusOr<Execution> ReadExecution(rpc::Server& server, dpb::LedgerService::StubInterface& ledger,
                                        const rpc::Call& call, int budget_year,
                                        const std::set<std::string>& agencies) {
  Execution execution;
  bool first = true;
  for (const std::string& agency : agencies) {
    dpb::ListBalancesRequest request;
    request.set_budget_year(budget_year);
    request.set_agency(agency);
    request.set_page_size(1000);
    do {
      grpc::ClientContext context;
      rpc::PassOnAsProgram(server, call, context);
      dpb::ListBalancesResponse response;
      CPB_RETURN_IF_ERROR(rpc::FromGrpcStatus(ledger.ListBalances(&context, request, &response)));
      for (const dpb::Balance& balance : response.balances()) Add(balance, execution);
      execution.position = first ? response.position() : std::min(execution.position, response.position());
      first = false;
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
  }
  return execution;
}

}  // namespace cpb::allocation

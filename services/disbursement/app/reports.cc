#include "services/disbursement/app/reports.h"

#include <algorithm>
#include <utility>

#include "libs/feed/feed.h"
#include "libs/rpc/requests.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/store/balances.h"
#include "services/disbursement/store/journal.h"
#include "services/disbursement/store/verification.h"

namespace cpb::disbursement::app {

absl::Status ListBalances(const App& app, const rpc::Call& call, const pb::ListBalancesRequest& request,
                          pb::ListBalancesResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  CPB_ASSIGN_OR_RETURN(const std::string agency, AgencyToList(call, request.agency()));
  return app.database.Read([&](storage::Session& session) -> absl::Status {
    const std::int64_t head = store::JournalHead(session);
    response.set_position(request.as_of_position() == 0 ? head : std::min(head, request.as_of_position()));
    std::vector<pb::Balance> balances = store::ListBalances(session, request, agency, page);
    const bool more = balances.size() > static_cast<std::size_t>(page.size);
    if (more) balances.pop_back();
    for (pb::Balance& balance : balances) *response.add_balances() = std::move(balance);
    if (more) {
      const pb::AccountKey& last = response.balances(page.size - 1).account();
      response.set_next_page_token(rpc::NextPageToken(call, request, ledger::CanonicalText(KeyOf(last))));
    }
    return absl::OkStatus();
  });
}

absl::Status ListEntries(const App& app, const pb::ListEntriesRequest& request,
                         pb::ListEntriesResponse& response) {
  const std::int64_t limit = request.page_size() == 0 ? 100 : request.page_size();
  return app.database.Read([&](storage::Session& session) -> absl::Status {
    response.set_head_position(store::JournalHead(session));
    for (pb::Entry& entry : store::ReadEntries(
             session, {request.after_position(), request.until_position(), request.document()}, limit)) {
      *response.add_entries() = std::move(entry);
    }
    return absl::OkStatus();
  });
}

absl::Status VerifyLedger(const App& app, const pb::VerifyLedgerRequest& request,
                          pb::VerifyLedgerResponse& response) {
  return app.database.Read([&](storage::Session& session) -> absl::Status {
    response =
        request.at_position() == 0 ? store::Verify(session) : store::VerifyAt(session, request.at_position());
    return absl::OkStatus();
  });
}

absl::Status RebuildBalances(const App& app, const rpc::Call& call, const pb::RebuildBalancesRequest& request,
                             pb::RebuildBalancesResponse& response) {
  if (!request.apply()) {
    return app.database.Read([&](storage::Session& session) -> absl::Status {
      response = store::Rebuild(session, /*apply=*/false);
      return absl::OkStatus();
    });
  }
  return rpc::Once(app.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     response = store::Rebuild(session, /*apply=*/true);
                     response.set_reason(request.reason());
                     if (response.applied()) {
                       feed::Append(session, call, {{"ledger.rebuilt", "ledger", &response}});
                     }
                     return absl::OkStatus();
                   });
}

}  // namespace cpb::disbursement::app

/// Decisions made with the rules, read and computed again; rulebooks compared. Nothing here changes anything.
#pragma once

#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/rules.pb.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/allocation/app/rulebooks.h"
#include "services/allocation/app/sources.h"

namespace cpb::allocation {

class DecisionsDesk {
 public:
  DecisionsDesk(storage::Database& database, Rulebooks& rulebooks, const Sources& sources)
      : database_{database}, rulebooks_{rulebooks}, sources_{sources} {}

  absl::Status ListRulebooks(const rpc::Call& call,
                             cpbudget::allocation::v1::ListRulebooksResponse& response);
  absl::Status List(const rpc::Call& call, const cpbudget::allocation::v1::ListDecisionsRequest& request,
                    cpbudget::allocation::v1::ListDecisionsResponse& response);
  absl::Status Replay(const rpc::Call& call, const cpbudget::allocation::v1::ReplayDecisionRequest& request,
                      cpbudget::allocation::v1::ReplayDecisionResponse& response);
  absl::Status Compare(const rpc::Call& call,
                       const cpbudget::allocation::v1::CompareRulebooksRequest& request,
                       cpbudget::allocation::v1::CompareRulebooksResponse& response);

 private:
  /// One side of a comparison, and the book of a draft as long as it is needed.
  struct Side {
    std::unique_ptr<rulebook::Rulebook> owned;
    const rulebook::Rulebook* book;
    std::optional<clock::Date> as_of;
  };
  absl::StatusOr<Side> SideOf(storage::Session& session, const rpc::Call& call,
                              const cpbudget::allocation::v1::RulebookView& view);

  storage::Database& database_;
  Rulebooks& rulebooks_;
  const Sources& sources_;
};

}  // namespace cpb::allocation

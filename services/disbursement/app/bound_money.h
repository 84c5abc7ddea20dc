/// Commitments and advances that move with the money of their line, within the document of a deciding
/// program: released before its lines, bound again after them. The old rows keep their history and hold
/// nothing more; the new ones name them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/feed/feed.h"
#include "libs/ledger/decide.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/commitments.h"
#include "services/disbursement/store/payments.h"

namespace cpb::disbursement::app {

class BoundMoves {
 public:
  /// Locks what moves. NOT_FOUND, COMMITMENT_OF_ANOTHER_LINE, BOUND_MONEY_CHANGED when it holds other sums
  /// than the request says. The years are locked.
  static absl::StatusOr<BoundMoves> Lock(storage::Session& session, const pb::PostDocumentRequest& request);

  /// `movements` with the releases before them and the bindings after them.
  std::vector<ledger::Movement> Around(std::vector<ledger::Movement> movements) const;
  /// Ends the old rows and makes the new ones on lines that exist. The events point into this object.
  std::vector<feed::Event> Move(storage::Session& session, const rpc::Call& call, const std::string& actor);

 private:
  /// One commitment that moves, in whole or in part.
  struct Contract {
    store::Commitment old;
    ledger::AccountKey to;
    std::int64_t amount_vnd = 0;
    store::Commitment moved = {};
  };
  /// One open advance that moves whole.
  struct Advance {
    store::Payment old;
    ledger::AccountKey to;
    store::Payment moved = {};
  };

  absl::Status LockNamed(storage::Session& session, const pb::BoundMoney& bound);
  absl::Status LockAll(storage::Session& session, const pb::BoundMoney& bound);
  void MoveContract(storage::Session& session, const rpc::Call& call, const std::string& actor,
                    Contract& contract);
  void MoveAdvance(storage::Session& session, Advance& advance);

  std::vector<Contract> contracts_;
  std::vector<Advance> advances_;
};

}  // namespace cpb::disbursement::app

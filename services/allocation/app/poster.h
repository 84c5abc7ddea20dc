/// The step that crosses into the ledger: record the intent with the very bytes to send, call, record the
/// outcome. After a crash anywhere in between, the same bytes are sent again under the same id, and the
/// ledger answers with its first outcome; so nothing is booked twice and nothing is lost.
///
/// A refusal is decided for ever at the ledger. The next attempt is another request of a person and gets
/// another id there.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "libs/rpc/call.h"
#include "libs/rpc/server.h"
#include "libs/storage/database.h"
#include "services/allocation/store/postings.h"

namespace cpb::allocation {

/// What is to be booked.
struct Intent {
  PostingKind kind = PostingKind::kRound;
  std::string document;
  cpbudget::disbursement::v1::PostDocumentRequest request;  ///< Without request id and actor.
};

/// Thread-safe.
class Poster {
 public:
  Poster(rpc::Server& server, storage::Database& database,
         cpbudget::disbursement::v1::LedgerService::StubInterface& ledger);

  /// Checks and records the intent, in one transaction.
  using Prepare = std::function<absl::StatusOr<Intent>(storage::Session&)>;
  /// Fills the response after the ledger booked the document.
  using Answer = std::function<absl::Status(storage::Session&, const Posting&)>;

  /// Handles one request of a person. Repeats, also after a crash, get the first outcome; while the ledger
  /// does not answer, UNAVAILABLE: the document stays on its way, and the same request may be sent again.
  absl::Status Run(const rpc::Call& call, const std::string& request_id,
                   const google::protobuf::Message& request, google::protobuf::Message& response,
                   const Prepare& prepare, const Answer& answer);

  /// Sends what is pending and not under way in this process. Called every second and at start. True when
  /// something was finished, which other documents may follow.
  bool FinishPending();

 private:
  absl::StatusOr<Posting> FindOrPrepare(const rpc::Call& call, const std::string& request_id,
                                        const std::string& fingerprint, const Prepare& prepare);
  /// Sends and records, one at a time per document; a second caller waits for the first.
  absl::Status Drive(const rpc::Call& call, const Posting& posting);
  /// The parts that follow the money set aside for a round, one after the other until it is issued.
  absl::Status DriveParts(const rpc::Call& call, const std::string& document);
  bool Claim(const std::string& ledger_request_id, absl::Time deadline);
  void Release(const std::string& ledger_request_id);
  absl::Status Send(const rpc::Call& call, const Posting& posting);
  absl::Status Record(const rpc::Call& call, const Posting& posting, const absl::Status& answer,
                      std::int64_t journal_position);

  rpc::Server& server_;
  storage::Database& database_;
  cpbudget::disbursement::v1::LedgerService::StubInterface& ledger_;
  std::mutex mutex_;
  std::condition_variable released_;
  std::set<std::string> under_way_;  ///< Guarded by mutex_.
};

}  // namespace cpb::allocation

/// One document of the hot paths while it is decided together with others: what it needs locked, how it is
/// judged on the locked rows, and what is written when it is accepted. The steps are those of a unit of work,
/// cut where the group reads or writes for all of its documents at once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "libs/rpc/request_batch.h"
#include "services/disbursement/app/posting.h"
#include "services/disbursement/store/commitments.h"
#include "services/disbursement/store/lines.h"
#include "services/disbursement/store/payments.h"

namespace cpb::disbursement::app {

/// What a group has locked besides accounts.
struct Rows {
  std::map<std::string, std::vector<store::Line>> lines;      ///< By id, every year of each.
  std::map<std::int64_t, store::Commitment> commitments;      ///< By id, as left by what was decided so far.
  std::map<std::int64_t, std::int64_t> earlier_advances_vnd;  ///< By commitment, likewise.
  std::map<std::int64_t, store::Slices> slices_left;          ///< By first commitment, likewise.
};

/// What the accepted documents of a group insert.
struct Inserts {
  std::vector<store::Payment*> payments;
  std::vector<store::NewCommitment> commitments;
};

class Voucher {
 public:
  /// `call` and `response` outlive the voucher. A key without a fingerprint belongs to a batch that decides
  /// for it: then it is not looked up and not remembered.
  Voucher(const rpc::Call& call, rpc::RequestKey key, google::protobuf::Message& response)
      : call_{call}, key_{std::move(key)}, response_{response} {}
  virtual ~Voucher() = default;
  Voucher(const Voucher&) = delete;
  Voucher& operator=(const Voucher&) = delete;

  /// What is to be locked.
  struct Wants {
    std::string budget_line;
    std::int64_t commitment = 0;    ///< 0: none.
    bool earlier_advances = false;  ///< Of that commitment.
    bool slices = false;            ///< Of that commitment.
  };
  virtual Wants wants() const = 0;
  /// The accounts that it will touch or name; none when it is going to be refused anyway.
  virtual std::vector<ledger::AccountKey> Accounts(const Rows& rows) const = 0;
  /// Judges it. A refusal leaves `rows` and `posting` as they were; else exactly one document was added. May
  /// be called again from the start.
  virtual absl::Status Decide(Rows& rows, Posting& posting) = 0;
  /// Accepted: what is inserted for it.
  virtual void AddTo(Inserts& inserts) = 0;
  /// Its name and its event, once it is inserted.
  virtual feed::Event event() const = 0;
  /// Fills the response.
  virtual void Answer(std::int64_t journal_position) = 0;

  const rpc::Call& call() const { return call_; }
  const rpc::RequestKey& key() const { return key_; }
  bool has_own_id() const { return !key_.fingerprint.empty(); }
  google::protobuf::Message& response() { return response_; }

  /// The outcome, while it is being found and after `Finish`.
  absl::Status outcome;
  /// What is to happen when the outcome is there.
  void OnFinished(std::function<void()> finished) { finished_ = std::move(finished); }
  /// The voucher may be gone when this returns.
  void Finish() { std::exchange(finished_, nullptr)(); }

 private:
  const rpc::Call& call_;
  const rpc::RequestKey key_;
  google::protobuf::Message& response_;
  std::function<void()> finished_;
};

}  // namespace cpb::disbursement::app

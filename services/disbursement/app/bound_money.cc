#include "services/disbursement/app/bound_money.h"

#include <utility>

#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::app {
namespace {

using ledger::AccountKey;
using ledger::Kind;

absl::Status Changed(const std::string& subject, const std::string& bound, std::int64_t actual_vnd,
                     std::int64_t asked_vnd) {
  return rpc::Refuse(kBoundMoneyChanged, {{"subject", subject},
                                          {"bound", bound},
                                          {"actual_vnd", refusal::FormatVnd(actual_vnd)},
                                          {"asked_vnd", refusal::FormatVnd(asked_vnd)}});
}

/// The moved row stands on the receiving line.
template <class Row>
void Place(const AccountKey& to, Row& row) {
  row.message.clear_name();
  row.message.set_budget_line(to.budget_line);
  row.message.set_budget_year(to.budget_year);
  row.message.set_agency(to.agency);
  row.component_project = to.component_project;
}

}  // namespace

absl::StatusOr<BoundMoves> BoundMoves::Lock(storage::Session& session,
                                            const pb::PostDocumentRequest& request) {
  BoundMoves moves;
  for (const pb::BoundMoney& bound : request.bound()) {
    CPB_RETURN_IF_ERROR(bound.commitment().empty() ? moves.LockAll(session, bound)
                                                   : moves.LockNamed(session, bound));
  }
  return moves;
}

absl::Status BoundMoves::LockNamed(storage::Session& session, const pb::BoundMoney& bound) {
  const auto id = NumberOf("commitments/", bound.commitment());
  auto found = id ? store::LockCommitment(session, *id) : std::nullopt;
  if (!found) return rpc::Refuse(refusal::kNotFound, {{"resource", bound.commitment()}});
  const pb::Commitment& message = found->message;
  if (found->Account(Kind::kAvailable) != KeyOf(bound.from())) {
    return rpc::Refuse(kCommitmentOfAnotherLine, {{"commitment", message.name()},
                                                  {"budget_line", message.budget_line()},
                                                  {"source", message.source()}});
  }
  if (bound.committed_vnd() > message.remaining_vnd())
    return Changed(bound.from().budget_line(), message.name(), message.remaining_vnd(),
                   bound.committed_vnd());
  contracts_.push_back({*std::move(found), KeyOf(bound.to()), bound.committed_vnd()});
  return absl::OkStatus();
}

absl::Status BoundMoves::LockAll(storage::Session& session, const pb::BoundMoney& bound) {
  const AccountKey from = KeyOf(bound.from());
  std::int64_t committed = 0, advanced = 0;
  // Payments before commitments, as a payment that is given back locks them.
  for (store::Payment& advance : store::LockOpenAdvances(session, from)) {
    advanced += advance.message.open_advance_vnd();
    advances_.push_back({std::move(advance), KeyOf(bound.to())});
  }
  for (store::Commitment& commitment : store::LockOpenCommitments(session, from)) {
    const std::int64_t remaining = commitment.message.remaining_vnd();
    committed += remaining;
    contracts_.push_back({std::move(commitment), KeyOf(bound.to()), remaining});
  }
  if (committed != bound.committed_vnd())
    return Changed(from.budget_line, "cam kết/commitments", committed, bound.committed_vnd());
  if (advanced != bound.advanced_vnd())
    return Changed(from.budget_line, "tạm ứng/advances", advanced, bound.advanced_vnd());
  return absl::OkStatus();
}

std::vector<ledger::Movement> BoundMoves::Around(std::vector<ledger::Movement> movements) const {
  std::vector<ledger::Movement> around, bind;
  const auto Add = [&](const AccountKey& held, const AccountKey& to, std::int64_t amount) {
    around.push_back({held, ledger::WithKind(held, Kind::kAvailable), amount});
    bind.push_back({to, ledger::WithKind(to, held.kind), amount});
  };
  for (const Contract& one : contracts_) Add(one.old.Account(Kind::kCommitted), one.to, one.amount_vnd);
  for (const Advance& one : advances_)
    Add(one.old.Account(Kind::kAdvanced), one.to, one.old.message.open_advance_vnd());
  around.insert(around.end(), movements.begin(), movements.end());
  around.insert(around.end(), bind.begin(), bind.end());
  return around;
}

void BoundMoves::MoveContract(storage::Session& session, const rpc::Call& call, const std::string& actor,
                              Contract& contract) {
  pb::Commitment& old = contract.old.message;
  contract.moved = contract.old;
  Place(contract.to, contract.moved);
  pb::Commitment& moved = contract.moved.message;
  moved.set_amount_vnd(contract.amount_vnd);
  moved.set_remaining_vnd(contract.amount_vnd);
  moved.set_moved_from(old.name());
  moved.set_creator(actor);
  const std::string& first = old.continues().empty() ? old.name() : old.continues();
  const std::int64_t first_id = NumberOf("commitments/", first).value();
  if (old.agency() == moved.agency()) {
    // The contract stays the unit's: what is bound anew continues it.
    if (!store::SlicesLeft(session, first_id).empty()) moved.set_continues(first);
  } else {
    // The successor continues the contract from here, within the slices that are left.
    moved.clear_continues();
    for (const auto& [year, left] : store::SlicesLeft(session, first_id)) {
      if (year < moved.budget_year() || left < 1) continue;
      pb::CommitmentSlice& slice = *moved.add_slices();
      slice.set_budget_year(year);
      slice.set_amount_vnd(left);
    }
  }
  store::InsertCommitments(session, {{&contract.moved, clock::FormatInstant(call.now)}});
  old.set_remaining_vnd(old.remaining_vnd() - contract.amount_vnd);
  store::SetRemaining(session, old.name(), old.remaining_vnd());
}

void BoundMoves::MoveAdvance(storage::Session& session, Advance& advance) {
  pb::Payment& old = advance.old.message;
  advance.moved = advance.old;
  Place(advance.to, advance.moved);
  pb::Payment& moved = advance.moved.message;
  moved.set_amount_vnd(old.open_advance_vnd());
  moved.set_moved_from(old.name());
  // The treasury knows the old one; nothing of it may be matched twice.
  moved.clear_treasury_reference();
  moved.clear_refunded_vnd();
  moved.clear_irregular_vnd();
  moved.clear_deducted_vnd();
  moved.clear_commitment();
  for (const Contract& contract : contracts_) {
    if (contract.old.message.name() == old.commitment()) moved.set_commitment(contract.moved.message.name());
  }
  store::InsertPayments(session, {&advance.moved});
  store::UpdatePayment(session, advance.moved);
  old.set_open_advance_vnd(0);
  store::UpdatePayment(session, advance.old);
}

std::vector<feed::Event> BoundMoves::Move(storage::Session& session, const rpc::Call& call,
                                          const std::string& actor) {
  std::vector<feed::Event> events;
  for (Contract& one : contracts_) {
    MoveContract(session, call, actor, one);
    for (const pb::Commitment* commitment : {&one.old.message, &one.moved.message})
      events.push_back({"commitment.moved", commitment->name(), commitment});
  }
  for (Advance& one : advances_) {
    MoveAdvance(session, one);
    for (const pb::Payment* payment : {&one.old.message, &one.moved.message})
      events.push_back({"payment.moved", payment->name(), payment});
  }
  return events;
}

}  // namespace cpb::disbursement::app

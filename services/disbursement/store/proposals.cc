#include "services/disbursement/store/proposals.h"

#include <string_view>

#include "libs/clock/clock.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::store {
namespace {

using storage::Value;

// By index one_open.
constexpr std::string_view kOpen =
    "SELECT outcome, treasury_reference, value_date, proof, proposer, proposed_at FROM outcome_proposal "
    "WHERE open_for = ?";
constexpr std::string_view kInsert =
    "INSERT INTO outcome_proposal (payment, outcome, treasury_reference, value_date, proof, proposer, "
    "proposed_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kDecide =
    "UPDATE outcome_proposal SET decision = ?, decider = ?, decided_at = ?, note = ? WHERE open_for = ?";

std::int64_t IdOf(const std::string& payment) {
  return NumberOf("payments/", payment).value();
}

}  // namespace

void ReadOpenProposal(storage::Session& session, pb::Payment& payment) {
  const auto row = session.QueryOne(kOpen, {IdOf(payment.name())});
  if (!row) return;
  pb::OutcomeProposal& proposal = *payment.mutable_proposal();
  proposal.set_outcome(static_cast<pb::Outcome>(row->Int(0)));
  proposal.set_treasury_reference(row->Text(1));
  proposal.set_value_date(row->OptionalText(2).value_or(""));
  proposal.set_proof(row->Text(3));
  proposal.set_proposer(row->Text(4));
  *proposal.mutable_propose_time() = TimestampOf(row->Text(5));
}

void InsertProposal(storage::Session& session, const std::string& payment,
                    const pb::OutcomeProposal& proposal) {
  session.Execute(kInsert, {IdOf(payment), std::int64_t{proposal.outcome()}, proposal.treasury_reference(),
                            proposal.value_date().empty() ? Value{} : Value{proposal.value_date()},
                            proposal.proof(), proposal.proposer(), SqlTimeOf(proposal.propose_time())});
}

void DecideProposal(storage::Session& session, const rpc::Call& call, const std::string& payment,
                    ProposalDecision decision, const std::string& note) {
  session.Execute(kDecide, {static_cast<std::int64_t>(decision), call.signature(),
                            clock::FormatInstant(call.now), note, IdOf(payment)});
}

}  // namespace cpb::disbursement::store

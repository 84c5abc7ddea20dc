#include "tests/simulation/ledger_check.h"

#include <set>
#include <utility>

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "cpbudget/disbursement/v1/ledger.pb.h"

namespace cpb::simulation {
namespace {

namespace pb = ::cpbudget::disbursement::v1;

std::string Placeholders(std::size_t count) {
  std::string text = "?";
  for (std::size_t i = 1; i < count; ++i) text += ", ?";
  return text;
}

bool MayBeNegative(std::int64_t kind) {
  return kind == pb::ACCOUNT_KIND_AUTHORITY || kind == pb::ACCOUNT_KIND_IN_TRANSIT ||
         kind == pb::ACCOUNT_KIND_BROUGHT_FORWARD;
}

}  // namespace

LedgerCheck::LedgerCheck(storage::Connection& connection, std::vector<std::string> lines)
    : connection_{connection}, lines_{std::move(lines)}, list_{Placeholders(lines_.size())} {
  for (const std::string& line : lines_) parameters_.emplace_back(line);
  head_ = connection_.Query("SELECT position FROM feed_head", {}).at(0).Int(0);
}

LedgerCheck::Payments LedgerCheck::ReadPayments() {
  Payments payments;
  const std::string sql =
      "SELECT id, budget_line, state, amount_vnd FROM payment WHERE budget_line IN (" + list_ + ")";
  for (const storage::Row& row : connection_.Query(sql, parameters_)) {
    payments.state["payments/" + std::to_string(row.Int(0))] = static_cast<int>(row.Int(2));
    payments.sums[{row.Text(1), static_cast<int>(row.Int(2))}] += row.Int(3);
  }
  return payments;
}

std::string LedgerCheck::CheckBalances(const Payments& payments) {
  const std::string sql =
      "SELECT a.budget_line, a.kind, a.balance_vnd, "
      "COALESCE((SELECT SUM(amount_vnd) FROM posting WHERE to_account = a.id), 0) - "
      "COALESCE((SELECT SUM(amount_vnd) FROM posting WHERE from_account = a.id), 0) "
      "FROM account a WHERE a.budget_line IN (" +
      list_ + ")";
  std::map<std::pair<std::string, std::int64_t>, std::int64_t> balances;
  for (const storage::Row& row : connection_.Query(sql, parameters_)) {
    const std::string name = row.Text(0) + " kind " + std::to_string(row.Int(1));
    if (row.Int(2) != row.Int(3)) {
      return "the balance of " + name + " is " + std::to_string(row.Int(2)) + ", its journal says " +
             std::to_string(row.Int(3));
    }
    if (row.Int(3) < 0 && !MayBeNegative(row.Int(1)))
      return name + " is overspent: " + std::to_string(row.Int(3));
    balances[{row.Text(0), row.Int(1)}] = row.Int(2);
  }
  const auto sum = [&](const std::string& line, std::initializer_list<int> states) {
    std::int64_t total = 0;
    for (const int state : states) {
      const auto found = payments.sums.find({line, state});
      if (found != payments.sums.end()) total += found->second;
    }
    return total;
  };
  for (const std::string& line : lines_) {
    const std::int64_t reserved =
        sum(line, {pb::Payment::STATE_PREPARED, pb::Payment::STATE_SIGNED, pb::Payment::STATE_SENT,
                   pb::Payment::STATE_ACCEPTED, pb::Payment::STATE_UNKNOWN});
    if (balances[{line, pb::ACCOUNT_KIND_IN_PAYMENT}] != reserved) {
      return line + " holds " + std::to_string(balances[{line, pb::ACCOUNT_KIND_IN_PAYMENT}]) +
             " in payment, its open payments say " + std::to_string(reserved);
    }
    const std::int64_t paid = sum(line, {pb::Payment::STATE_PAID});
    if (balances[{line, pb::ACCOUNT_KIND_SPENT}] != paid) {
      return line + " has spent " + std::to_string(balances[{line, pb::ACCOUNT_KIND_SPENT}]) +
             ", its paid payments say " + std::to_string(paid);
    }
  }
  return "";
}

/// Positions appear in order and without gaps: a reader that follows the head passes nothing by.
std::string LedgerCheck::CheckFeed() {
  std::int64_t expected = head_ + 1;
  for (const storage::Row& row : connection_.Query(
           "SELECT position FROM feed WHERE position > ? ORDER BY position", {storage::Value{head_}})) {
    if (row.Int(0) != expected) return "the feed has no position " + std::to_string(expected);
    ++expected;
  }
  const std::int64_t head = connection_.Query("SELECT position FROM feed_head", {}).at(0).Int(0);
  if (head != expected - 1) {
    return "the head of the feed is " + std::to_string(head) + ", its last event " +
           std::to_string(expected - 1);
  }
  head_ = head;
  return "";
}

std::string LedgerCheck::Complaint(const Treasury& treasury) {
  const Payments payments = ReadPayments();
  if (std::string wrong = CheckBalances(payments); !wrong.empty()) return wrong;
  if (std::string wrong = CheckFeed(); !wrong.empty()) return wrong;
  std::set<std::string> bills;
  for (const auto& [payment, decision] : treasury.book()) {
    const auto state = payments.state.find(payment);
    if (state == payments.state.end()) return "the treasury knows " + payment + ", the ledger does not";
    if (!decision.paid) continue;
    if (!bills.insert(decision.order.bill).second)
      return "the bill " + decision.order.bill + " was paid twice";
    if (state->second == pb::Payment::STATE_REFUSED || state->second == pb::Payment::STATE_CANCELLED) {
      return payment + " was paid by the treasury and is given back in the ledger";
    }
  }
  return "";
}

std::string LedgerCheck::ComplaintAtEnd(const Treasury& treasury) {
  if (std::string wrong = Complaint(treasury); !wrong.empty()) return wrong;
  const Payments payments = ReadPayments();
  std::map<std::string, std::int64_t> paid;
  for (const auto& [payment, decision] : treasury.book()) {
    if (decision.paid) paid[decision.order.line] += decision.order.amount_vnd;
  }
  for (const auto& [name, state] : payments.state) {
    if (state == pb::Payment::STATE_SENT || state == pb::Payment::STATE_ACCEPTED ||
        state == pb::Payment::STATE_UNKNOWN) {
      return name + " was never decided";
    }
  }
  for (const std::string& line : lines_) {
    const auto sum = payments.sums.find({line, pb::Payment::STATE_PAID});
    const std::int64_t in_ledger = sum == payments.sums.end() ? 0 : sum->second;
    if (in_ledger != paid[line]) {
      return line + ": the treasury paid " + std::to_string(paid[line]) + ", the ledger says " +
             std::to_string(in_ledger);
    }
  }
  return "";
}

}  // namespace cpb::simulation

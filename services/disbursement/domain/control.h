/// What the treasury checks before money leaves (kiểm soát chi), and when it may pay first and check after.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/clock/clock.h"
#include "libs/refusal/refusal.h"

namespace cpb::disbursement {

/// What the control has to know of a payment.
struct ControlFacts {
  int budget_year = 0;
  clock::Date on;  ///< Day of sending or of the control.
  bool has_contract = false;
  bool is_advance = false;
};

/// One check. `held_by_system`: the ledger or the signatures hold it already; the others are confirmed by the
/// officer.
struct ControlCheck {
  std::string_view id;
  std::string_view text_vi;
  std::string_view text_en;
  std::string_view citation;
  bool held_by_system = false;
};

/// The conditions of the budget law of that year, and those of the kind of payment.
std::vector<ControlCheck> ChecklistFor(const ControlFacts& payment);

/// CONTROL_INCOMPLETE with each check that neither the system holds nor `confirmed` names.
std::optional<refusal::Refusal> CheckConfirmed(const std::string& payment,
                                               const std::vector<ControlCheck>& checklist,
                                               const std::vector<std::string>& confirmed);

/// Circular 62/2020/TT-BTC, art. 4, from 6 August 2020: every payment of a contract with several, but the
/// last, is paid within a working day and controlled within the next. `contract_left_vnd`: bound by the
/// contract and not paid, after this payment.
bool MayPayFirst(const ControlFacts& payment, std::int64_t contract_left_vnd);

}  // namespace cpb::disbursement

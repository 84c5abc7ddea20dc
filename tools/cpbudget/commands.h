/// The commands, grouped as their words are. Each file adds its own.
#pragma once

#include <vector>

#include "tools/cpbudget/command_line.h"

namespace cpb::cli {

void AddSessionCommands(std::vector<Command>& commands);
void AddUserCommands(std::vector<Command>& commands);
void AddDelegationCommands(std::vector<Command>& commands);
void AddPlanCommands(std::vector<Command>& commands);
void AddBudgetCommands(std::vector<Command>& commands);
void AddReferenceCommands(std::vector<Command>& commands);
void AddAdjustmentCommands(std::vector<Command>& commands);
/// A decision that has several parts.
inline const Option kPartOf{"--part-of",
                            "DOCUMENT",
                            {"văn bản đầu tiên của cùng quyết định, ví dụ rounds/…",
                             "first document under the same decision, for example rounds/…"}};

void AddAllotmentCommands(std::vector<Command>& commands);
void AddEnterpriseCommands(std::vector<Command>& commands);
void AddExchangeCommands(std::vector<Command>& commands);
void AddHandOverCommands(std::vector<Command>& commands);
void AddRoundCommands(std::vector<Command>& commands);
void AddPaymentCommands(std::vector<Command>& commands);
void AddVoucherCommands(std::vector<Command>& commands);
void AddPaymentStepCommands(std::vector<Command>& commands);
void AddPaymentPaperCommands(std::vector<Command>& commands);
void AddTreasuryCommands(std::vector<Command>& commands);
void AddAuditCommands(std::vector<Command>& commands);
void AddRuleCommands(std::vector<Command>& commands);
void AddRulebookCommands(std::vector<Command>& commands);

/// All of them, in the order of the help.
const std::vector<Command>& Commands();

}  // namespace cpb::cli

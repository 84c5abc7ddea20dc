#include "tools/cpbudget/commands.h"

namespace cpb::cli {

const std::vector<Command>& Commands() {
  static const std::vector<Command> kCommands = [] {
    std::vector<Command> commands;
    AddSessionCommands(commands);
    AddUserCommands(commands);
    AddDelegationCommands(commands);
    AddPlanCommands(commands);
    AddBudgetCommands(commands);
    AddReferenceCommands(commands);
    AddRoundCommands(commands);
    AddAdjustmentCommands(commands);
    AddAllotmentCommands(commands);
    AddEnterpriseCommands(commands);
    AddExchangeCommands(commands);
    AddHandOverCommands(commands);
    AddPaymentCommands(commands);
    AddVoucherCommands(commands);
    AddPaymentStepCommands(commands);
    AddPaymentPaperCommands(commands);
    AddTreasuryCommands(commands);
    AddAuditCommands(commands);
    AddRuleCommands(commands);
    AddRulebookCommands(commands);
    return commands;
  }();
  return kCommands;
}

}  // namespace cpb::cli

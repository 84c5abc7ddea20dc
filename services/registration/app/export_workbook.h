/// A plan as a workbook that can be filled offline and brought back.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "libs/rpc/call.h"
#include "services/registration/app/context.h"
#include "services/registration/app/read_plans.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

class ExportWorkbook {
 public:
  explicit ExportWorkbook(const Context& context) : context_{context}, plans_{context} {}

  /// The bytes of the .xlsx.
  absl::StatusOr<std::string> Run(const rpc::Call& call, const v1::ExportPlanWorkbookRequest& request) const;

 private:
  Context context_;
  PlanReader plans_;
};

}  // namespace cpb::registration

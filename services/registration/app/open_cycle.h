/// Planning cycles: opened once, with the deadlines that the calendar data hold for the budget year.
#pragma once

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "libs/rpc/status.h"
#include "services/registration/app/context.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

class CycleDesk {
 public:
  explicit CycleDesk(const Context& context) : context_{context} {}

  absl::Status Open(const rpc::Call& call, const v1::OpenCycleRequest& request, rpc::FieldErrors errors,
                    v1::OpenCycleResponse& response) const;
  absl::Status List(v1::ListCyclesResponse& response) const;

 private:
  Context context_;
};

}  // namespace cpb::registration

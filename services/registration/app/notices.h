/// What waits for a person: deadlines of the part that the person plays, and what others did with the plans
/// concerned. Made from cycles, plans and the feed alone; nothing is stored for it.
#pragma once

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "services/registration/app/context.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

class NoticeDesk {
 public:
  explicit NoticeDesk(const Context& context) : context_{context} {}

  absl::Status List(const rpc::Call& call, const v1::ListNoticesRequest& request,
                    v1::ListNoticesResponse& response) const;

 private:
  Context context_;
};

}  // namespace cpb::registration

/// Reasons that the wrapper of every handler gives.
#pragma once

#include "libs/refusal/refusal.h"

namespace cpb::rpc {

inline constexpr refusal::Reason kDeadlineMissing{"DEADLINE_MISSING",
                                                  refusal::Kind::kInvalidArgument,
                                                  "Lời gọi {method} không có thời hạn.",
                                                  "The call of {method} has no deadline.",
                                                  "Đặt thời hạn cho lời gọi rồi gửi lại.",
                                                  "Set a deadline on the call and send it again."};

}  // namespace cpb::rpc

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
inline constexpr refusal::Reason kDelegationNotInForce{
    "DELEGATION_NOT_IN_FORCE",
    refusal::Kind::kFailedPrecondition,
    "Ủy quyền {delegation} không có hiệu lực vào hôm nay.",
    "The delegation {delegation} is not in force today.",
    "Thôi thực hiện theo ủy quyền, hoặc đề nghị ủy quyền mới.",
    "Act in your own right again, or ask for a new delegation."};
inline constexpr refusal::Reason kDelegationAmount{
    "DELEGATION_AMOUNT",
    refusal::Kind::kFailedPrecondition,
    "Văn bản {amount} đồng nằm ngoài mức được ủy quyền {limit} đồng ({delegation}).",
    "A document of {amount} dong is outside the delegated limit of {limit} dong ({delegation}).",
    "Người ủy quyền tự thực hiện bước này.",
    "Whoever delegated takes this step in person."};

}  // namespace cpb::rpc

/// Reasons for which this program says no, beside those of libs/refusal/common.h.
#pragma once

#include "libs/refusal/refusal.h"

namespace cpb::audit {

inline constexpr refusal::Reason kPositionNotReached{
    "POSITION_NOT_REACHED",
    refusal::Kind::kFailedPrecondition,
    "Số liệu mới có đến vị trí {position} của sổ nhật ký, chưa đến vị trí {wanted}.",
    "The figures reach position {position} of the journal, not yet {wanted}.",
    "Thử lại sau giây lát hoặc chọn vị trí nhỏ hơn.",
    "Try again in a moment, or ask for an earlier position."};

inline constexpr refusal::Reason kWholeNationOnly{
    "WHOLE_NATION_ONLY",
    refusal::Kind::kPermissionDenied,
    "Toàn bộ sổ nhật ký chỉ dành cho người có phạm vi cả nước; phạm vi của bạn là tỉnh {province}.",
    "The whole journal is for people whose mandate is the whole nation; yours is province {province}.",
    "Dùng bảng sử dụng kinh phí của địa phương, hoặc đề nghị mở rộng phạm vi.",
    "Use the fund usage of the province, or ask for a wider mandate."};

}  // namespace cpb::audit

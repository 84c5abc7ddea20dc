/// Why an approval chain says no. Names are stable for ever.
#pragma once

#include "libs/refusal/refusal.h"

namespace cpb::allocation {

inline constexpr refusal::Reason kNotInChain{
    "NOT_IN_CHAIN",
    refusal::Kind::kPermissionDenied,
    "Theo quy trình phê duyệt '{chain}', bạn không thực hiện bước này của {document} đối với nguồn "
    "'{source}'.",
    "By the approval chain '{chain}' you do not take this step of {document} for source '{source}'.",
    "Xem quy trình phê duyệt theo nguồn vốn; đề nghị người có thẩm quyền thực hiện.",
    "Look at the approval chains of the sources of funds; ask whoever they name."};

}  // namespace cpb::allocation

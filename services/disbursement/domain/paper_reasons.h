/// Why a paper is not attached to a payment.
#pragma once

#include "libs/refusal/refusal.h"

namespace cpb::disbursement {

inline constexpr refusal::Reason kTooManyDocuments{"TOO_MANY_DOCUMENTS",
                                                   refusal::Kind::kFailedPrecondition,
                                                   "{payment} đã có 20 tài liệu.",
                                                   "{payment} has 20 documents already.",
                                                   "Gộp các tài liệu vào một tệp.",
                                                   "Put documents together into one file."};
inline constexpr refusal::Reason kContentDiffers{"CONTENT_DIFFERS",
                                                 refusal::Kind::kFailedPrecondition,
                                                 "Nội dung của {file_name} khác mã băm kèm theo.",
                                                 "The content of {file_name} is not what its hash says.",
                                                 "Gửi lại tệp.",
                                                 "Send the file again."};

}  // namespace cpb::disbursement

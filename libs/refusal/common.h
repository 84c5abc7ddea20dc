/// Reasons that several programs share.
#pragma once

#include "libs/refusal/refusal.h"

namespace cpb::refusal {

inline constexpr Reason kInvalidRequest{"INVALID_REQUEST",
                                        Kind::kInvalidArgument,
                                        "Yêu cầu có {count} chỗ chưa đúng.",
                                        "The request has {count} thing(s) that are wrong.",
                                        "Sửa các trường được nêu rồi gửi lại.",
                                        "Correct the fields that are named and send it again."};
inline constexpr Reason kRequestIdReused{"REQUEST_ID_REUSED",
                                         Kind::kAlreadyExists,
                                         "Mã yêu cầu {request_id} đã dùng cho một nội dung khác.",
                                         "Request id {request_id} was used before with other content.",
                                         "Tạo mã yêu cầu mới cho nội dung mới.",
                                         "Make a new request id for new content."};
inline constexpr Reason kEtagMismatch{"ETAG_MISMATCH",
                                      Kind::kConflict,
                                      "{resource} đã được người khác thay đổi.",
                                      "{resource} was changed by somebody else in the meantime.",
                                      "Đọc lại bản mới nhất rồi thực hiện lại.",
                                      "Read the latest version, then do it again."};
inline constexpr Reason kNotFound{
    "NOT_FOUND",         Kind::kNotFound,  "Không tìm thấy {resource}.", "{resource} was not found.",
    "Kiểm tra lại tên.", "Check the name."};
inline constexpr Reason kSamePerson{
    "SAME_PERSON",
    Kind::kFailedPrecondition,
    "{person} đã tham gia bước '{earlier_step}' của {resource} nên không được thực hiện bước này.",
    "{person} took part in step '{earlier_step}' of {resource} and may not take this step.",
    "Nhờ một người khác có thẩm quyền thực hiện.",
    "Ask another authorised person to do it."};
inline constexpr Reason kOutsideJurisdiction{"OUTSIDE_JURISDICTION",
                                             Kind::kPermissionDenied,
                                             "{resource} không thuộc đơn vị hoặc địa phương của bạn.",
                                             "{resource} does not belong to your agency or province.",
                                             "Liên hệ đơn vị quản lý.",
                                             "Contact the agency in charge."};
inline constexpr Reason kRoleMissing{"ROLE_MISSING",
                                     Kind::kPermissionDenied,
                                     "Tài khoản không có quyền thực hiện {method}.",
                                     "Your account has no right to call {method}.",
                                     "Liên hệ quản trị viên nếu bạn cần quyền này.",
                                     "Ask the administrator if you need this right."};
inline constexpr Reason kNotSignedIn{"NOT_SIGNED_IN",
                                     Kind::kUnauthenticated,
                                     "Chưa đăng nhập hoặc phiên đã hết hạn.",
                                     "You are not signed in, or the session has ended.",
                                     "Đăng nhập lại.",
                                     "Sign in again."};
inline constexpr Reason kPageTokenInvalid{"PAGE_TOKEN_INVALID",
                                          Kind::kInvalidArgument,
                                          "Mã trang không thuộc truy vấn này.",
                                          "The page token belongs to another query.",
                                          "Bắt đầu lại từ trang đầu.",
                                          "Start again from the first page."};

}  // namespace cpb::refusal

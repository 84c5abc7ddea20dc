/// Reasons for which the edge itself says no, before any program is asked.
#pragma once

#include "libs/refusal/refusal.h"

namespace cpb::gateway {

inline constexpr refusal::Reason kRouteUnknown{"ROUTE_UNKNOWN",
                                               refusal::Kind::kNotFound,
                                               "Không có địa chỉ {path}.",
                                               "There is nothing at {path}.",
                                               "Xem /openapi.json để biết các địa chỉ.",
                                               "See /openapi.json for what there is."};
inline constexpr refusal::Reason kMethodNotAllowed{"METHOD_NOT_ALLOWED",
                                                   refusal::Kind::kInvalidArgument,
                                                   "Địa chỉ này không nhận {verb}.",
                                                   "This address does not take {verb}.",
                                                   "Dùng một trong: {allowed}.",
                                                   "Use one of {allowed}."};
inline constexpr refusal::Reason kBodyTooLarge{"BODY_TOO_LARGE",
                                               refusal::Kind::kInvalidArgument,
                                               "Nội dung lớn hơn {limit} byte.",
                                               "The body is larger than {limit} bytes.",
                                               "Chia nhỏ nội dung rồi gửi lại.",
                                               "Split it and send it again."};
inline constexpr refusal::Reason kMediaType{"UNSUPPORTED_MEDIA_TYPE",
                                            refusal::Kind::kInvalidArgument,
                                            "Nội dung phải là application/json (UTF-8).",
                                            "The body must be application/json (UTF-8).",
                                            "Gửi với Content-Type: application/json.",
                                            "Send it with Content-Type: application/json."};
inline constexpr refusal::Reason kCrossOrigin{
    "CROSS_ORIGIN",
    refusal::Kind::kPermissionDenied,
    "Yêu cầu đến từ một trang khác nên không được dùng phiên của trình duyệt.",
    "The request comes from another site and may not use the browser's session.",
    "Mở trang của hệ thống rồi thao tác lại.",
    "Open the system's own page and try again."};
inline constexpr refusal::Reason kTooManyRequests{"TOO_MANY_REQUESTS",
                                                  refusal::Kind::kResourceExhausted,
                                                  "Quá nhiều yêu cầu trong thời gian ngắn.",
                                                  "Too many requests in a short time.",
                                                  "Đợi một giây rồi gửi lại.",
                                                  "Wait a second and send it again."};
inline constexpr refusal::Reason kPasswordChangeRequired{
    "PASSWORD_CHANGE_REQUIRED",
    refusal::Kind::kPermissionDenied,
    "Mật khẩu do quản trị viên cấp phải được đổi trước.",
    "The password that an administrator gave must be changed first.",
    "Đổi mật khẩu rồi thực hiện lại.",
    "Change the password, then do it again."};
inline constexpr refusal::Reason kMalformedRequest{"MALFORMED_REQUEST",
                                                   refusal::Kind::kInvalidArgument,
                                                   "Yêu cầu HTTP sai định dạng.",
                                                   "The HTTP request is malformed.",
                                                   "Kiểm tra phần mềm gửi yêu cầu.",
                                                   "Check the program that sends it."};
inline constexpr refusal::Reason kOverloaded{"OVERLOADED",
                                             refusal::Kind::kResourceExhausted,
                                             "Hệ thống đang quá tải.",
                                             "The system is overloaded.",
                                             "Đợi vài giây rồi gửi lại.",
                                             "Wait a few seconds and send it again."};

}  // namespace cpb::gateway

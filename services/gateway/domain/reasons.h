/// Reasons for which the gateway's own services refuse.
#pragma once

#include "libs/refusal/refusal.h"

namespace cpb::gateway {

/// Says the same for an unknown user, a disabled one and a wrong password.
inline constexpr refusal::Reason kSignInFailed{
    "SIGN_IN_FAILED",
    refusal::Kind::kUnauthenticated,
    "Tên người dùng hoặc mật khẩu không đúng.",
    "The user id or the password is wrong.",
    "Kiểm tra rồi nhập lại; quên mật khẩu thì liên hệ quản trị viên.",
    "Check both and try again; ask the administrator if you forgot the password."};
inline constexpr refusal::Reason kSignInLocked{
    "SIGN_IN_LOCKED",
    refusal::Kind::kResourceExhausted,
    "Đăng nhập sai quá nhiều lần; tạm khoá đến {until} (giờ Việt Nam).",
    "Too many failed sign-ins; locked until {until} (time of Viet Nam).",
    "Đợi hết thời gian khoá rồi đăng nhập lại.",
    "Wait until then and sign in again."};
inline constexpr refusal::Reason kUserExists{"USER_EXISTS",
                                             refusal::Kind::kAlreadyExists,
                                             "Đã có người dùng {user}.",
                                             "User {user} exists already.",
                                             "Chọn tên người dùng khác.",
                                             "Choose another user id."};
inline constexpr refusal::Reason kPasswordWeak{
    "PASSWORD_WEAK",
    refusal::Kind::kInvalidArgument,
    "Mật khẩu chưa đủ mạnh.",
    "The password is too weak.",
    "Dùng ít nhất 12 ký tự, trong đó có ít nhất 5 ký tự khác nhau, không chứa tên người dùng.",
    "Use at least 12 characters, at least 5 different ones, without the user id."};
inline constexpr refusal::Reason kRolesConflict{"ROLES_CONFLICT",
                                                refusal::Kind::kFailedPrecondition,
                                                "Các vai trò {roles} không được giao cho cùng một người.",
                                                "The roles {roles} may not be held by one person.",
                                                "Giao quản trị hoặc kiểm toán cho một tài khoản riêng.",
                                                "Give administration or audit to an account of its own."};
inline constexpr refusal::Reason kLastAdministrator{"LAST_ADMINISTRATOR",
                                                    refusal::Kind::kFailedPrecondition,
                                                    "{user} là quản trị viên cuối cùng còn hoạt động.",
                                                    "{user} is the last administrator who may sign in.",
                                                    "Tạo một quản trị viên khác trước.",
                                                    "Create another administrator first."};
inline constexpr refusal::Reason kPasswordUnchanged{"PASSWORD_UNCHANGED",
                                                    refusal::Kind::kInvalidArgument,
                                                    "Mật khẩu mới trùng với mật khẩu cũ.",
                                                    "The new password is the old one.",
                                                    "Chọn mật khẩu khác.",
                                                    "Choose another password."};
inline constexpr refusal::Reason kLastRole{"LAST_ROLE",
                                           refusal::Kind::kFailedPrecondition,
                                           "{role} là vai trò duy nhất của {user}.",
                                           "{role} is the only role of {user}.",
                                           "Giao vai trò khác trước, hoặc khóa người dùng.",
                                           "Give another role first, or disable the user."};
inline constexpr refusal::Reason kRoleNotDelegable{
    "ROLE_NOT_DELEGABLE",
    refusal::Kind::kFailedPrecondition,
    "Không ủy quyền được vai trò {role}.",
    "The role {role} cannot be delegated.",
    "Chỉ ủy quyền thẩm định, phê duyệt, ký, và kiểm soát của Kho bạc.",
    "Delegate appraising, approving, signing, or the treasury's control."};
inline constexpr refusal::Reason kRoleNotHeld{
    "ROLE_NOT_HELD",
    refusal::Kind::kFailedPrecondition,
    "Bạn không giữ vai trò {role}, hoặc đang thực hiện theo ủy quyền của người khác.",
    "You do not hold the role {role}, or you act under somebody else's delegation.",
    "Người giữ vai trò đó tự ủy quyền.",
    "Whoever holds the role delegates it in person."};
inline constexpr refusal::Reason kDelegateUnfit{
    "DELEGATE_UNFIT",
    refusal::Kind::kFailedPrecondition,
    "{user} không nhận ủy quyền này được.",
    "{user} cannot receive this delegation.",
    "Chọn một người khác đang làm việc trong cùng đơn vị, không phải quản trị viên hay kiểm toán viên.",
    "Choose another person of your own agency who may sign in and is neither administrator nor auditor."};
inline constexpr refusal::Reason kClockFixed{
    "CLOCK_FIXED",
    refusal::Kind::kFailedPrecondition,
    "Đồng hồ của hệ thống này không thể dời.",
    "The clock of this system cannot be moved.",
    "Chỉ bản minh hoạ chạy với --clock_file mới dời được đồng hồ.",
    "Only a demonstration that runs with --clock_file has a clock to move."};

}  // namespace cpb::gateway

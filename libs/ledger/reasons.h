/// Why the ledger says no.
#pragma once

#include "libs/refusal/refusal.h"

namespace cpb::ledger {

inline constexpr refusal::Reason kLedgerLimit{
    "LEDGER_LIMIT",
    refusal::Kind::kFailedPrecondition,
    "Không đủ nguồn ở {count} tài khoản; không khoản nào được ghi sổ.",
    "Not enough money in {count} account(s); nothing was booked.",
    "Giảm số tiền xuống trong phạm vi còn lại của từng tài khoản được nêu.",
    "Lower the amount to the room left in each account that is named."};
inline constexpr refusal::Reason kLedgerOverflow{
    "LEDGER_OVERFLOW",
    refusal::Kind::kInvalidArgument,
    "Số dư của {account} sẽ vượt giới hạn hệ thống.",
    "The balance of {account} would leave the range of the system.",
    "Kiểm tra lại số tiền.",
    "Check the amounts."};
inline constexpr refusal::Reason kMoveNotAllowed{
    "MOVE_NOT_ALLOWED",
    refusal::Kind::kInvalidArgument,
    "Chứng từ có {count} dòng chuyển tiền không hợp lệ.",
    "The document has {count} line(s) that move money in a way that is not allowed.",
    "Kiểm tra tài khoản và số tiền của các dòng được nêu.",
    "Check the accounts and amounts of the lines that are named."};
inline constexpr refusal::Reason kPeriodClosed{
    "PERIOD_CLOSED",
    refusal::Kind::kFailedPrecondition,
    "Ngày {date} nằm ngoài thời hạn {from} – {until} của nghiệp vụ này trong năm ngân sách {budget_year}.",
    "{date} lies outside {from} – {until}, the period of this step in budget year {budget_year}.",
    "Kiểm tra ngày hiệu lực và năm ngân sách; kinh phí hết hạn chỉ được dùng sau khi chuyển nguồn.",
    "Check the date and the budget year; expired money can be used only after a carry-over."};
inline constexpr refusal::Reason kPeriodOpen{
    "PERIOD_OPEN",
    refusal::Kind::kFailedPrecondition,
    "Năm ngân sách {budget_year} còn trong thời gian chỉnh lý quyết toán đến hết {until}.",
    "Budget year {budget_year} is still open until the end of {until}.",
    "Thực hiện từ {from}.",
    "Do it from {from} on."};

}  // namespace cpb::ledger

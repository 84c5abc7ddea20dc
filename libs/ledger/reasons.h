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

inline constexpr refusal::Reason kEntryNotReversible{
    "ENTRY_NOT_REVERSIBLE",
    refusal::Kind::kFailedPrecondition,
    "Bút toán {position} không thể đảo: nó đã là bút toán đảo, hoặc thuộc chứng từ chi của đơn vị.",
    "Entry {position} cannot be taken back: it takes another back itself, or belongs to a unit's own "
    "document.",
    "Dùng bước hủy, giải tỏa hoặc nộp trả của chính chứng từ đó; hoặc ghi chứng từ mới.",
    "Cancel, release or refund the document itself, or book a new one."};
inline constexpr refusal::Reason kReservationExpired{"RESERVATION_EXPIRED",
                                                     refusal::Kind::kFailedPrecondition,
                                                     "Khoản giữ chỗ đã hết hạn ngày {date}.",
                                                     "The reservation expired on {date}.",
                                                     "Lập khoản mới.",
                                                     "Make a new one."};
inline constexpr refusal::Reason kAdjustmentChangesNothing{"ADJUSTMENT_CHANGES_NOTHING",
                                                           refusal::Kind::kFailedPrecondition,
                                                           "Số tiền đã là {amount_vnd} đồng.",
                                                           "The amount is {amount_vnd} dong already.",
                                                           "Nhập số tiền khác.",
                                                           "Enter another amount."};
inline constexpr refusal::Reason kBelowWhatIsGone{
    "BELOW_WHAT_IS_GONE",
    refusal::Kind::kFailedPrecondition,
    "Đã chi hoặc giải tỏa {gone_vnd} đồng, không thể giảm xuống {amount_vnd} đồng.",
    "{gone_vnd} dong were drawn or released already, so it cannot fall to {amount_vnd} dong.",
    "Nhập số tiền không thấp hơn phần đã chi.",
    "Enter an amount that is not below what was drawn."};

}  // namespace cpb::ledger

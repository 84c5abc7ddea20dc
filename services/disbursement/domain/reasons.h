/// Why disbursement says no. Reasons of the ledger itself (LEDGER_LIMIT, PERIOD_CLOSED …) stand in
/// libs/ledger/reasons.h.
#pragma once

#include "libs/refusal/refusal.h"

namespace cpb::disbursement {

using refusal::Kind;
using refusal::Reason;

inline constexpr Reason kLineNotFound{
    "LINE_NOT_FOUND",
    Kind::kNotFound,
    "Không có dòng dự toán {budget_line} trong năm ngân sách {budget_year}.",
    "There is no budget line {budget_line} in budget year {budget_year}.",
    "Kiểm tra mã dòng; dòng chỉ có sau khi kinh phí được phân bổ.",
    "Check the id; a line exists once money was allotted to it."};
inline constexpr Reason kLineOfAnotherAgency{"LINE_OF_ANOTHER_AGENCY",
                                             Kind::kPermissionDenied,
                                             "{resource} thuộc {agency}, không phải đơn vị của bạn.",
                                             "{resource} belongs to {agency}, not to your unit.",
                                             "Liên hệ đơn vị được giao dự toán.",
                                             "Ask the unit that holds the budget."};
inline constexpr Reason kLineChanged{
    "LINE_CHANGED",
    Kind::kFailedPrecondition,
    "Dòng dự toán {budget_line} đã được mở với đơn vị, dự án hoặc chương trình khác.",
    "Budget line {budget_line} was opened with another unit, project or programme.",
    "Dùng mã dòng mới.",
    "Use a new id."};
inline constexpr Reason kRuleBlocks{"RULE_BLOCKS",
                                    Kind::kFailedPrecondition,
                                    "Quy định không cho phép: {count} quy tắc chặn.",
                                    "The rules do not allow it: {count} rule(s) block.",
                                    "Điều chỉnh theo các quy tắc được nêu.",
                                    "Change it according to the rules that are named."};
inline constexpr Reason kAdvanceNeedsCommitment{
    "ADVANCE_NEEDS_COMMITMENT",
    Kind::kFailedPrecondition,
    "Tạm ứng phải gắn với một cam kết chi có hợp đồng.",
    "An advance must draw on a commitment with its contract.",
    "Lập cam kết chi trước, rồi tạm ứng theo cam kết đó.",
    "Make the commitment first, then take the advance out of it."};
inline constexpr Reason kCommitmentOfAnotherLine{
    "COMMITMENT_OF_ANOTHER_LINE",
    Kind::kFailedPrecondition,
    "{commitment} thuộc dòng {budget_line}, nguồn {source}.",
    "{commitment} belongs to line {budget_line}, source {source}.",
    "Chọn cam kết của đúng dòng và nguồn.",
    "Choose a commitment of the same line and source."};
inline constexpr Reason kCommitmentExceedsContract{
    "COMMITMENT_EXCEEDS_CONTRACT",
    Kind::kFailedPrecondition,
    "Số cam kết {amount_vnd} đồng vượt giá trị hợp đồng {contract_value_vnd} đồng.",
    "{amount_vnd} dong would be bound for a contract of {contract_value_vnd} dong.",
    "Kiểm tra giá trị hợp đồng.",
    "Check the value of the contract."};
inline constexpr Reason kNothingToRelease{"NOTHING_TO_RELEASE",
                                          Kind::kFailedPrecondition,
                                          "{commitment} không còn số dư để hủy.",
                                          "Nothing is left of {commitment} to release.",
                                          "Không cần làm gì thêm.",
                                          "Nothing needs to be done."};
inline constexpr Reason kPaymentState{
    "PAYMENT_STATE",
    Kind::kFailedPrecondition,
    "{payment} đang ở trạng thái '{state_vi}' nên không thực hiện được bước này.",
    "{payment} is {state_en}, so this step cannot be taken.",
    "Xem trạng thái hiện tại của chứng từ.",
    "Look at the present state of the payment."};
inline constexpr Reason kOutcomeNeedsStatement{
    "OUTCOME_NEEDS_STATEMENT",
    Kind::kFailedPrecondition,
    "Kết quả của {payment} chưa rõ; chỉ sổ phụ của Kho bạc mới xác định được.",
    "The outcome of {payment} is unknown; only a statement of the treasury decides it.",
    "Nhập sổ phụ có dòng của chứng từ này. Không lập lại chứng từ thanh toán.",
    "Import the statement that lists this payment. Do not pay again."};
inline constexpr Reason kNotAnAdvance{
    "NOT_AN_ADVANCE",           Kind::kFailedPrecondition, "{payment} không phải là tạm ứng.",
    "{payment} is no advance.", "Chọn một khoản tạm ứng.", "Choose an advance."};
inline constexpr Reason kAdvanceExceeded{"ADVANCE_EXCEEDED",
                                         Kind::kFailedPrecondition,
                                         "Tạm ứng {payment} chỉ còn {limit_vnd} đồng chưa thanh toán.",
                                         "Only {limit_vnd} dong of advance {payment} are still open.",
                                         "Giảm số tiền.",
                                         "Lower the amount."};
inline constexpr Reason kRefundExceeded{"REFUND_EXCEEDED",
                                        Kind::kFailedPrecondition,
                                        "Chỉ còn {limit_vnd} đồng của {payment} có thể hoàn trả.",
                                        "Only {limit_vnd} dong of {payment} can be paid back.",
                                        "Giảm số tiền.",
                                        "Lower the amount."};
inline constexpr Reason kYearClosed{"PERIOD_CLOSED",
                                    Kind::kFailedPrecondition,
                                    "Năm ngân sách {budget_year} đã khóa sổ ngày {date}.",
                                    "Budget year {budget_year} was closed on {date}.",
                                    "Không ghi sổ thêm vào năm đã khóa.",
                                    "Nothing more can be booked in a closed year."};
inline constexpr Reason kYearAlreadyClosed{"YEAR_ALREADY_CLOSED",
                                           Kind::kFailedPrecondition,
                                           "Năm ngân sách {budget_year} đã khóa sổ trước đó.",
                                           "Budget year {budget_year} was closed before.",
                                           "Không cần làm gì thêm.",
                                           "Nothing needs to be done."};
inline constexpr Reason kYearUnknown{"YEAR_UNKNOWN",
                                     Kind::kNotFound,
                                     "{programme} chưa có số liệu năm ngân sách {budget_year}.",
                                     "{programme} has no money in budget year {budget_year}.",
                                     "Kiểm tra chương trình và năm.",
                                     "Check the programme and the year."};
inline constexpr Reason kYearNotClosed{"YEAR_NOT_CLOSED",
                                       Kind::kFailedPrecondition,
                                       "Năm ngân sách {budget_year} chưa khóa sổ.",
                                       "Budget year {budget_year} is not closed yet.",
                                       "Quyết toán sau khi Kho bạc khóa sổ năm.",
                                       "Compile the settlement after the treasury has closed the year."};
inline constexpr Reason kPaymentsUndecided{"PAYMENTS_UNDECIDED",
                                           Kind::kFailedPrecondition,
                                           "Còn {count} chứng từ thanh toán chưa có kết quả.",
                                           "{count} payment(s) are still undecided.",
                                           "Hủy chứng từ chưa gửi, nhập sổ phụ cho chứng từ đã gửi.",
                                           "Cancel what was not sent, import the statement for what was."};
inline constexpr Reason kAdvancesOpen{"ADVANCES_OPEN",
                                      Kind::kFailedPrecondition,
                                      "Còn {count} khoản tạm ứng chưa thanh toán hết.",
                                      "{count} advance(s) are still open.",
                                      "Thanh toán hoặc hoàn trả các khoản tạm ứng được nêu.",
                                      "Clear or refund the advances that are named."};
inline constexpr Reason kSettlementExists{"SETTLEMENT_EXISTS",         Kind::kAlreadyExists,
                                          "{settlement} đã được lập.", "{settlement} exists already.",
                                          "Mở quyết toán đã có.",      "Open the one that exists."};
inline constexpr Reason kSettlementState{
    "SETTLEMENT_STATE",
    Kind::kFailedPrecondition,
    "{settlement} đang ở trạng thái '{state_vi}' nên không thực hiện được bước này.",
    "{settlement} is {state_en}, so this step cannot be taken.",
    "Xem trạng thái hiện tại của quyết toán.",
    "Look at the present state of the settlement."};
inline constexpr Reason kLedgerBusy{"LEDGER_BUSY",
                                    Kind::kResourceExhausted,
                                    "Sổ kế toán đang có {waiting} chứng từ chờ ghi.",
                                    "{waiting} documents are waiting for the ledger already.",
                                    "Gửi lại cùng mã yêu cầu sau giây lát.",
                                    "Send it again with the same request id in a moment."};

inline constexpr Reason kEntryReversed{"ENTRY_REVERSED",
                                       Kind::kFailedPrecondition,
                                       "Bút toán {position} đã được đảo bởi bút toán {by_position}.",
                                       "Entry {position} was taken back by entry {by_position} already.",
                                       "Không cần làm gì thêm.",
                                       "Nothing needs to be done."};

inline constexpr Reason kSliceExceeded{"SLICE_EXCEEDED",
                                       Kind::kFailedPrecondition,
                                       "Phần của hợp đồng trong năm {budget_year} còn {limit_vnd} đồng.",
                                       "{limit_vnd} dong are left of the contract's slice of {budget_year}.",
                                       "Giảm số tiền, hoặc lập cam kết theo đúng năm.",
                                       "Lower the amount, or commit it in the year that it belongs to."};
inline constexpr Reason kNotTheSameContract{
    "NOT_THE_SAME_CONTRACT",
    Kind::kFailedPrecondition,
    "{commitment} là hợp đồng khác, hoặc không phải cam kết đầu tiên của hợp đồng nhiều năm.",
    "{commitment} is of another contract, line or source, or not the first of a contract over several years.",
    "Chọn cam kết đầu tiên của hợp đồng.",
    "Name the first commitment of the contract."};

}  // namespace cpb::disbursement

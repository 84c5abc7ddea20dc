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
inline constexpr Reason kBoundMoneyChanged{
    "BOUND_MONEY_CHANGED",
    Kind::kFailedPrecondition,
    "{subject}: {bound} nay giữ {actual_vnd} đồng, không phải {asked_vnd} đồng.",
    "{subject}: {bound} now hold {actual_vnd} dong, not {asked_vnd}.",
    "Lập lại đề nghị theo số hiện tại.",
    "Propose it again with the present figure."};
inline constexpr Reason kPaymentState{
    "PAYMENT_STATE",
    Kind::kFailedPrecondition,
    "{payment} đang ở trạng thái '{state_vi}' nên không thực hiện được bước này.",
    "{payment} is {state_en}, so this step cannot be taken.",
    "Xem trạng thái hiện tại của chứng từ.",
    "Look at the present state of the payment."};
inline constexpr Reason kSignatureMissing{"SIGNATURE_MISSING",
                                          Kind::kFailedPrecondition,
                                          "Kế toán trưởng chưa ký {payment}.",
                                          "The chief accountant has not signed {payment}.",
                                          "Kế toán trưởng ký trước, thủ trưởng đơn vị ký sau.",
                                          "The chief accountant signs first, then the head of the unit."};
inline constexpr Reason kControlMissing{
    "CONTROL_MISSING",
    Kind::kFailedPrecondition,
    "Kho bạc chưa kiểm soát {payment}.",
    "The treasury has not controlled {payment}.",
    "Kiểm soát chi trước; chỉ khoản được thanh toán trước, kiểm soát sau mới ghi nhận ngay.",
    "Control it first; only what may be paid first and controlled after is recorded at once."};
inline constexpr Reason kControlIncomplete{"CONTROL_INCOMPLETE",
                                           Kind::kFailedPrecondition,
                                           "Còn {count} nội dung kiểm soát của {payment} chưa được xác nhận.",
                                           "{count} check(s) of {payment} were not confirmed.",
                                           "Xác nhận từng nội dung được nêu, hoặc từ chối kèm lý do.",
                                           "Confirm each check that is named, or refuse with the reason."};
inline constexpr Reason kIrregularNotCut{
    "IRREGULAR_NOT_CUT",
    Kind::kFailedPrecondition,
    "{commitment} còn {limit_vnd} đồng sai quy định phải giảm trừ; chứng từ này giảm trừ {actual_vnd} đồng.",
    "{limit_vnd} dong of {commitment} were found irregular and are still to be cut; this payment cuts "
    "{actual_vnd} dong.",
    "Hủy chứng từ và lập lại với số giảm trừ đúng bằng số còn phải giảm trừ.",
    "Cancel it and prepare it again, cutting exactly what is still to be cut."};
inline constexpr Reason kPaymentNotPaidYet{"PAYMENT_NOT_PAID_YET",
                                           Kind::kFailedPrecondition,
                                           "{payment} chưa được thanh toán nên chưa có số sai quy định.",
                                           "{payment} is not paid yet, so nothing of it is irregular.",
                                           "Từ chối kèm lý do thay vì ghi số sai quy định.",
                                           "Refuse it with the reason instead."};
inline constexpr Reason kIrregularExceeded{"IRREGULAR_EXCEEDED",
                                           Kind::kFailedPrecondition,
                                           "{payment} chỉ có {limit_vnd} đồng.",
                                           "{payment} is {limit_vnd} dong only.",
                                           "Giảm số sai quy định.",
                                           "Lower the irregular amount."};
inline constexpr Reason kOutcomeNeedsStatement{
    "OUTCOME_NEEDS_STATEMENT",
    Kind::kFailedPrecondition,
    "Kết quả của {payment} chưa rõ; chỉ sổ phụ của Kho bạc, hoặc hai người kèm chứng cứ, mới xác định được.",
    "The outcome of {payment} is unknown; only a statement of the treasury, or two people with proof, decide "
    "it.",
    "Nhập sổ phụ có dòng của chứng từ này, hoặc đề nghị kết quả kèm chứng cứ. Không lập lại chứng từ thanh "
    "toán.",
    "Import the statement that lists this payment, or propose the outcome with proof. Do not pay again."};
inline constexpr Reason kOutcomeNotUnknown{"OUTCOME_NOT_UNKNOWN",
                                           Kind::kFailedPrecondition,
                                           "Kết quả của {payment} không phải chưa rõ: {state_vi}.",
                                           "The outcome of {payment} is not unknown: it is {state_en}.",
                                           "Xem trạng thái hiện tại của chứng từ.",
                                           "Look at the present state of the payment."};
inline constexpr Reason kNothingProposed{"NOTHING_PROPOSED",
                                         Kind::kFailedPrecondition,
                                         "Chưa có ai đề nghị kết quả của {payment}.",
                                         "Nobody has proposed an outcome of {payment}.",
                                         "Một người đề nghị kèm chứng cứ, người khác xác nhận.",
                                         "One person proposes it with proof, another confirms it."};
inline constexpr Reason kValueDateImpossible{
    "VALUE_DATE_IMPOSSIBLE",
    Kind::kFailedPrecondition,
    "Kho bạc không thể chi {payment} vào ngày {value_date}.",
    "The treasury cannot have paid {payment} on {value_date}.",
    "Ngày giá trị phải từ ngày lập chứng từ đến hôm nay.",
    "The value date lies between the day it was prepared and today."};
inline constexpr Reason kProposalOpen{"PROPOSAL_OPEN",
                                      Kind::kFailedPrecondition,
                                      "{payment} đang có đề nghị của {proposer} chờ xác nhận.",
                                      "A proposal of {proposer} about {payment} waits for confirmation.",
                                      "Xác nhận hoặc bác đề nghị đó trước.",
                                      "Confirm or reject that one first."};
inline constexpr Reason kNothingToOrder{"NOTHING_TO_ORDER",
                                        Kind::kFailedPrecondition,
                                        "Không có chứng từ nào chờ chuyển lệnh chi.",
                                        "No payment waits to be ordered.",
                                        "Kiểm soát chi trước; chứng từ đã vào lệnh chi không được lập lại.",
                                        "Control payments first; what was ordered is never ordered again."};
inline constexpr Reason kAlreadyOrdered{
    "ALREADY_ORDERED",
    Kind::kFailedPrecondition,
    "{payment} đã vào lệnh chi gửi Kho bạc.",
    "{payment} was ordered from the treasury.",
    "Chờ sổ phụ; nếu chưa rõ kết quả thì ghi nhận là chưa rõ.",
    "Wait for the statement; if the outcome is not known, record it as unknown."};
inline constexpr Reason kStatementTotals{
    "STATEMENT_TOTALS",
    Kind::kFailedPrecondition,
    "Sổ phụ có {lines} dòng, đã chi {paid_vnd} đồng; bên gửi báo {expected_lines} dòng, {expected_paid_vnd} "
    "đồng.",
    "The statement has {lines} lines and {paid_vnd} dong paid; its sender says {expected_lines} lines and "
    "{expected_paid_vnd} dong.",
    "Lấy lại tệp từ Kho bạc; có thể thiếu hoặc thừa dòng.",
    "Get the file from the treasury again; lines may be missing or added."};
inline constexpr Reason kStatementTooLarge{"STATEMENT_TOO_LARGE",
                                           Kind::kInvalidArgument,
                                           "Tổng số tiền của sổ phụ vượt giới hạn.",
                                           "The sum of the statement passes the limit.",
                                           "Chia tệp.",
                                           "Split the file."};
inline constexpr Reason kLineMatched{"LINE_MATCHED",
                                     Kind::kFailedPrecondition,
                                     "{line} đã khớp với {payment}.",
                                     "{line} is matched to {payment}.",
                                     "Không cần làm gì thêm.",
                                     "Nothing needs to be done."};
inline constexpr Reason kNothingToMatch{"NOTHING_TO_MATCH",
                                        Kind::kFailedPrecondition,
                                        "{line} không có chứng từ được gợi ý.",
                                        "No payment is proposed for {line}.",
                                        "Nêu chứng từ cần khớp.",
                                        "Name the payment."};
inline constexpr Reason kMatchImpossible{"MATCH_IMPOSSIBLE",
                                         Kind::kFailedPrecondition,
                                         "{line} không thể là của {payment}: {why}.",
                                         "{line} cannot be about {payment}: {why}.",
                                         "Chọn chứng từ khác, hoặc giải trình chênh lệch.",
                                         "Choose another payment, or explain the difference."};
inline constexpr Reason kNoDifference{"NO_DIFFERENCE",
                                      Kind::kFailedPrecondition,
                                      "Hai bên đã khớp về {subject}.",
                                      "Both sides agree about {subject}.",
                                      "Không cần giải trình.",
                                      "Nothing needs to be explained."};
inline constexpr Reason kReconciliationOpen{
    "RECONCILIATION_OPEN",
    Kind::kFailedPrecondition,
    "Còn {count} chênh lệch với Kho bạc chưa được giải trình.",
    "{count} difference(s) with the treasury are not explained.",
    "Nhập sổ phụ, khớp dòng, hoặc giải trình từng chênh lệch được nêu.",
    "Import the statement, match the lines, or explain each difference that is named."};
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

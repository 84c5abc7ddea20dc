/// Why allocation says no. Names are stable for ever.
#pragma once

#include "libs/refusal/refusal.h"

namespace cpb::allocation {

using refusal::Kind;
using refusal::Reason;

inline constexpr Reason kAmountInvalid{"AMOUNT_INVALID",
                                       Kind::kInvalidArgument,
                                       "Số tiền phải từ {least} đến 9.000.000.000.000.000 đồng.",
                                       "The amount must be from {least} to 9,000,000,000,000,000 dong.",
                                       "Sửa số tiền rồi gửi lại.",
                                       "Correct the amount and send it again."};
inline constexpr Reason kSourceNotPaidOut{"SOURCE_NOT_PAID_OUT",
                                          Kind::kFailedPrecondition,
                                          "Nguồn '{source}' không do sổ cái chi trả.",
                                          "Source '{source}' is not paid out by the ledger.",
                                          "Ghi phần vốn này trong kế hoạch, không giao dự toán.",
                                          "Record this money in the plan; it needs no appropriation."};
inline constexpr Reason kExchangeMismatch{
    "EXCHANGE_MISMATCH",
    Kind::kInvalidArgument,
    "Theo tỷ giá đã nêu, khoản này là {converted} đồng, không phải {given} đồng.",
    "At the rate that is given this is {converted} dong, not {given}.",
    "Sửa tỷ giá hoặc số tiền, hoặc để trống số tiền đồng.",
    "Correct the rate or the amount, or leave the dong amount out."};
inline constexpr Reason kNotAForeignGrant{"NOT_A_FOREIGN_GRANT",
                                          Kind::kFailedPrecondition,
                                          "{appropriation} không phải khoản viện trợ ghi bằng ngoại tệ.",
                                          "{appropriation} is no grant in another currency.",
                                          "Nêu dự toán đã ghi khoản viện trợ bằng ngoại tệ.",
                                          "Name the appropriation that recorded the grant in its currency."};
inline constexpr Reason kExchangeAboveGrant{
    "EXCHANGE_ABOVE_GRANT",
    Kind::kFailedPrecondition,
    "{appropriation} còn {left} đơn vị nhỏ {currency} chưa ghi chênh lệch; đề nghị {asked}.",
    "{left} minor units {currency} of {appropriation} are left; asked {asked}.",
    "Giảm số ngoại tệ trong phạm vi còn lại.",
    "Lower the amount to what is left."};
inline constexpr Reason kExchangeRecorded{
    "EXCHANGE_RECORDED",
    Kind::kFailedPrecondition,
    "Chênh lệch tỷ giá của {subject} theo {appropriation} đã được ghi.",
    "The exchange difference of {subject} under {appropriation} was recorded already.",
    "Xem danh sách chênh lệch tỷ giá.",
    "See the list of exchange differences."};
inline constexpr Reason kExchangeNoDifference{"EXCHANGE_NO_DIFFERENCE",
                                              Kind::kFailedPrecondition,
                                              "Theo hai tỷ giá, {subject} không có chênh lệch.",
                                              "At both rates {subject} makes no difference.",
                                              "Không cần ghi.",
                                              "Nothing needs to be recorded."};
inline constexpr Reason kFrameworkExceeded{
    "FRAMEWORK_EXCEEDED",
    Kind::kFailedPrecondition,
    "Vượt {count} khung ngân sách.",
    "{count} framework(s) would be exceeded.",
    "Giảm số tiền trong phạm vi còn lại của từng khung, hoặc ghi nhận khung mới thay thế.",
    "Lower the amount to the room left under each framework, or record a framework that replaces it."};
inline constexpr Reason kFrameworkExists{"FRAMEWORK_EXISTS",
                                         Kind::kFailedPrecondition,
                                         "Phạm vi và các năm này đã có {framework}.",
                                         "{framework} has the same scope and years already.",
                                         "Nêu khung cũ mà khung mới thay thế.",
                                         "Name the framework that the new one replaces."};
inline constexpr Reason kFrameworkNotReplaceable{
    "FRAMEWORK_NOT_REPLACEABLE",
    Kind::kFailedPrecondition,
    "{framework} không còn hiệu lực, hoặc có phạm vi khác, nên không thể được thay thế.",
    "{framework} binds no more or has another scope, so it cannot be replaced.",
    "Nêu khung đang có hiệu lực cùng phạm vi và các năm.",
    "Name the framework in force with the same scope and years."};
inline constexpr Reason kFrameworkBelowAppropriated{
    "FRAMEWORK_BELOW_APPROPRIATED",
    Kind::kFailedPrecondition,
    "Khung {amount} đồng thấp hơn dự toán đã giao {used} đồng.",
    "The framework of {amount} dong is lower than the {used} dong appropriated already.",
    "Nâng khung, hoặc cắt giảm dự toán trước.",
    "Raise the framework, or cut appropriations before."};
inline constexpr Reason kReserveExceeded{
    "RESERVE_EXCEEDED",
    Kind::kFailedPrecondition,
    "Dự phòng của {appropriation} còn {held} đồng; không thể giải phóng {asked} đồng.",
    "The reserve of {appropriation} holds {held} dong; {asked} cannot be released.",
    "Giảm số tiền trong phạm vi dự phòng còn lại.",
    "Lower the amount to what is still held."};
inline constexpr Reason kReleaseUnderWay{
    "RELEASE_UNDER_WAY",
    Kind::kFailedPrecondition,
    "Một lần giải phóng dự phòng khác của {appropriation} đang được ghi sổ.",
    "Another release of the reserve of {appropriation} is on its way to the ledger.",
    "Thử lại sau ít giây.",
    "Try again in a few seconds."};
inline constexpr Reason kDecisionNumberUsed{
    "DECISION_NUMBER_USED",
    Kind::kFailedPrecondition,
    "Quyết định số {number} năm {year} đã được ghi cho {document}; số quyết định là duy nhất trong năm của "
    "cơ quan ban hành "
    "(30/2020/NĐ-CP, Điều 15, chưa đối chiếu).",
    "Decision {number} of {year} was recorded for {document} already; a number is unique within the year of "
    "its authority "
    "(30/2020/NĐ-CP, art. 15, not verified).",
    "Kiểm tra số quyết định; nếu đây là một phần khác của cùng quyết định, nêu {document} (part_of).",
    "Check the number; if this is another part of the same decision, name {document} (part_of)."};
inline constexpr Reason kDecisionPartUnknown{
    "DECISION_PART_UNKNOWN",
    Kind::kFailedPrecondition,
    "{part_of} không được ghi theo quyết định số {number}.",
    "{part_of} was not recorded under decision {number}.",
    "Nêu văn bản đầu tiên của chính quyết định này, hoặc để trống.",
    "Name the first document of this very decision, or leave it empty."};
inline constexpr Reason kRoundEmpty{"ROUND_EMPTY",
                                    Kind::kFailedPrecondition,
                                    "Không có khoản nào để phân bổ cho năm ngân sách {budget_year}.",
                                    "There is nothing to allot for budget year {budget_year}.",
                                    "Kiểm tra các kế hoạch đã được phê duyệt.",
                                    "Check which plans are approved."};
inline constexpr Reason kRoundTooLarge{"ROUND_TOO_LARGE",
                                       Kind::kFailedPrecondition,
                                       "Đợt phân bổ có {count} dòng, vượt quá khả năng xử lý một lần.",
                                       "The round has {count} lines, more than can be handled at once.",
                                       "Đọc từng trang, hoặc chia kế hoạch thành nhiều đợt.",
                                       "Read it in pages, or spread the plans over several rounds."};
inline constexpr Reason kLineChanged{
    "LINE_CHANGED",
    Kind::kFailedPrecondition,
    "Dòng dự toán {budget_line} đã được giao trước đây cho dự án thành phần khác.",
    "Budget line {budget_line} was issued before for another component project.",
    "Đưa nội dung này vào kế hoạch dưới mã mới.",
    "Put the item into a plan under another id."};
inline constexpr Reason kRevocationTooLarge{
    "REVOCATION_TOO_LARGE",
    Kind::kFailedPrecondition,
    "Đợt phân bổ đã giao có {count} dòng; chỉ thu hồi cả đợt được đến 10.000 dòng.",
    "The issued round has {count} lines; up to 10,000 can be taken back whole.",
    "Cắt giảm từng dòng cần thu hồi.",
    "Cut the lines that are to be taken back."};
inline constexpr Reason kRoundState{"ROUND_STATE",
                                    Kind::kFailedPrecondition,
                                    "{round} đang ở trạng thái {state} nên không thực hiện được bước này.",
                                    "{round} is in state {state}, which does not allow this step.",
                                    "Đọc lại đợt phân bổ.",
                                    "Read the round again."};
inline constexpr Reason kRoundAdjusted{
    "ROUND_ADJUSTED",
    Kind::kFailedPrecondition,
    "{count} dòng của {round} đã được điều chỉnh sau khi giao nên không thể thu hồi cả đợt.",
    "{count} line(s) of {round} were adjusted after it was issued, so it cannot be taken back whole.",
    "Cắt giảm từng dòng bằng quyết định điều chỉnh.",
    "Cut the lines one by one."};
inline constexpr Reason kUnitNotDissolved{
    "UNIT_NOT_DISSOLVED",
    Kind::kFailedPrecondition,
    "{agency} không phải là sở của một tỉnh đã giải thể tính đến ngày {date}, hoặc chính sở này tiếp tục "
    "hoạt động.",
    "{agency} is no department of a province dissolved by {date}, or goes on itself.",
    "Kiểm tra danh mục đơn vị hành chính.",
    "Check the list of provinces."};
inline constexpr Reason kHandOverEmpty{
    "HAND_OVER_EMPTY",
    Kind::kFailedPrecondition,
    "{agency} không còn dự toán của năm {budget_year} để bàn giao.",
    "{agency} has nothing of {budget_year} left to hand over.",
    "Nếu còn khoản đang qua Kho bạc, chờ kết quả rồi lập lại.",
    "If something is still on its way through the treasury, wait for its outcome and propose again."};
inline constexpr Reason kHandOverState{
    "HAND_OVER_STATE",
    Kind::kFailedPrecondition,
    "{hand_over} đang ở trạng thái {state} nên không thực hiện được bước này.",
    "{hand_over} is in state {state}, which does not allow this step.",
    "Đọc lại quyết định bàn giao.",
    "Read the hand-over again."};
inline constexpr Reason kVirementCircle{
    "VIREMENT_CIRCLE",
    Kind::kFailedPrecondition,
    "Trong năm, tiền đã đi từ {to} tới {from} ({way}); điều chỉnh này sẽ khép thành vòng.",
    "Within the year money already went from {to} to {from} ({way}); this virement would close a circle.",
    "Dùng cắt giảm và bổ sung theo quyết định riêng.",
    "Use a cut and a supplement, each by its own decision."};
inline constexpr Reason kEnvelopeBelowIssued{
    "ENVELOPE_BELOW_ISSUED",
    Kind::kFailedPrecondition,
    "Có {count} hạn mức thấp hơn số đã giao trong năm.",
    "{count} envelope(s) are lower than what was given in the year already.",
    "Nâng hạn mức, hoặc cắt giảm dự toán đã giao trước.",
    "Raise the envelope, or cut what was given before."};
inline constexpr Reason kGuaranteesAboveEnvelope{
    "GUARANTEES_ABOVE_ENVELOPE",
    Kind::kFailedPrecondition,
    "Có {count} hạn mức không đủ cho các mức tối thiểu được bảo đảm.",
    "{count} envelope(s) cannot hold the guaranteed minimums.",
    "Giảm mức tối thiểu hoặc nâng hạn mức.",
    "Lower the guaranteed minimums or raise the envelope."};
inline constexpr Reason kPlanNotApproved{"PLAN_NOT_APPROVED",
                                         Kind::kFailedPrecondition,
                                         "{plan} chưa được phê duyệt cho năm ngân sách {budget_year}.",
                                         "{plan} is not approved for budget year {budget_year}.",
                                         "Chờ kế hoạch được phê duyệt.",
                                         "Wait until the plan is approved."};
inline constexpr Reason kPlanAlreadyAllotted{"PLAN_ALREADY_ALLOTTED",
                                             Kind::kFailedPrecondition,
                                             "{plan} đã nằm trong {round}.",
                                             "{plan} is already in {round}.",
                                             "Bỏ kế hoạch này khỏi đợt mới, hoặc đề nghị bổ sung.",
                                             "Leave it out of the new round, or propose a supplement."};
inline constexpr Reason kRuleBlocks{"RULE_BLOCKS",
                                    Kind::kFailedPrecondition,
                                    "Có {count} quy định không cho phép.",
                                    "{count} rule(s) do not allow this.",
                                    "Sửa theo các quy định được nêu.",
                                    "Change it according to the rules that are named."};
inline constexpr Reason kLineNotAllotted{
    "LINE_NOT_ALLOTTED",
    Kind::kFailedPrecondition,
    "Dòng ngân sách {budget_line} chưa được giao nguồn '{source}' của năm {budget_year}.",
    "Budget line {budget_line} was not allotted from source '{source}' for {budget_year}.",
    "Kiểm tra dòng ngân sách, nguồn và năm.",
    "Check budget line, source and year."};
inline constexpr Reason kProofInvalid{
    "PROOF_INVALID",
    Kind::kFailedPrecondition,
    "Căn cứ chứng minh '{proof}' không phải một khoản bổ sung đã ghi sổ cho dòng {budget_line}, nguồn "
    "'{source}'.",
    "Proof '{proof}' is not a booked supplement to line {budget_line} from source '{source}'.",
    "Nêu quyết định bổ sung dự toán của chính dòng này.",
    "Name the supplement of this very line."};
inline constexpr Reason kCarryOverAboveSupplement{
    "CARRY_OVER_ABOVE_SUPPLEMENT",
    Kind::kFailedPrecondition,
    "Chuyển nguồn theo {proof} tối đa còn {room} đồng; đề nghị {asked} đồng.",
    "Under {proof} at most {room} dong may still be carried over; asked {asked}.",
    "Giảm số tiền chuyển nguồn.",
    "Lower the amount."};
inline constexpr Reason kCutAboveAllotment{
    "CUT_ABOVE_ALLOTMENT",
    Kind::kFailedPrecondition,
    "Dòng {budget_line} hiện được giao {revised} đồng; không thể cắt giảm {asked} đồng.",
    "Line {budget_line} has {revised} dong allotted now; {asked} cannot be cut.",
    "Giảm số cắt trong phạm vi dự toán hiện có.",
    "Lower the cut to what is allotted now."};
inline constexpr Reason kAdjustmentState{
    "ADJUSTMENT_STATE",
    Kind::kFailedPrecondition,
    "{adjustment} đang ở trạng thái {state} nên không thực hiện được bước này.",
    "{adjustment} is in state {state}, which does not allow this step.",
    "Đọc lại điều chỉnh.",
    "Read the adjustment again."};

}  // namespace cpb::allocation

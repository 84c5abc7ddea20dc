/// Every "no" of this service, beside those of libs/refusal/common.h. Names are stable for ever.
#pragma once

#include "libs/refusal/common.h"

namespace cpb::registration {

using refusal::Kind;
using refusal::Reason;

inline constexpr Reason kCycleExists{"CYCLE_EXISTS",
                                     Kind::kAlreadyExists,
                                     "Kỳ kế hoạch {cycle} đã được mở.",
                                     "The cycle {cycle} is open already.",
                                     "Dùng kỳ kế hoạch đã có.",
                                     "Use the cycle that exists."};
inline constexpr Reason kCalendarMissing{"CALENDAR_MISSING",
                                         Kind::kFailedPrecondition,
                                         "Lịch ngân sách không có thời hạn {code} cho năm {year}.",
                                         "The budget calendar has no {code} for the year {year}.",
                                         "Bổ sung dữ liệu lịch ngân sách.",
                                         "Complete the calendar data."};
inline constexpr Reason kCycleClosed{
    "CYCLE_CLOSED",
    Kind::kFailedPrecondition,
    "Năm {year} không nhận kế hoạch mới: kỳ kế hoạch chưa mở hoặc đã hết hạn ({deadline}).",
    "No new plans for {year}: the cycle is not open, or its deadline has passed ({deadline}).",
    "Liên hệ Văn phòng Sản xuất sạch hơn.",
    "Ask the office of the strategy."};
inline constexpr Reason kPlanExists{"PLAN_EXISTS",
                                    Kind::kAlreadyExists,
                                    "Đơn vị đã có kế hoạch {plan}.",
                                    "The agency has a plan already: {plan}.",
                                    "Sửa kế hoạch đã có.",
                                    "Change the plan that exists."};
inline constexpr Reason kPlanNotFound{"PLAN_NOT_FOUND",
                                      Kind::kNotFound,
                                      "Không tìm thấy {plan}.",
                                      "{plan} was not found.",
                                      "Kiểm tra tên kế hoạch và số lần sửa đổi.",
                                      "Check the name of the plan and the revision."};
inline constexpr Reason kPlanOfAnotherProvince{"PLAN_OF_ANOTHER_PROVINCE",
                                               Kind::kPermissionDenied,
                                               "{plan} không thuộc đơn vị hoặc địa phương của bạn.",
                                               "{plan} belongs to another agency or province.",
                                               "Chọn kế hoạch của đơn vị bạn.",
                                               "Choose a plan of your own agency."};
inline constexpr Reason kPlanState{
    "PLAN_STATE",
    Kind::kFailedPrecondition,
    "{plan} đang ở trạng thái '{state}' nên không thực hiện được bước '{step}'.",
    "{plan} is '{state}', so the step '{step}' does not fit.",
    "Xem trạng thái và lịch sử của kế hoạch.",
    "Look at the state and the history of the plan."};
inline constexpr Reason kPlanLate{
    "PLAN_LATE",
    Kind::kFailedPrecondition,
    "Đã quá hạn: {plan} phải gửi chậm nhất ngày {deadline}, hôm nay là {today}.",
    "Too late: {plan} had to be submitted by {deadline}, and today is {today}.",
    "Liên hệ Văn phòng Sản xuất sạch hơn.",
    "Ask the office of the strategy."};
inline constexpr Reason kPlanEmpty{"PLAN_EMPTY",
                                   Kind::kFailedPrecondition,
                                   "{plan} chưa có nội dung nào.",
                                   "{plan} has no items.",
                                   "Thêm ít nhất một nội dung rồi gửi lại.",
                                   "Add at least one item, then submit."};
inline constexpr Reason kRuleBlocks{"RULE_BLOCKS",
                                    Kind::kFailedPrecondition,
                                    "Quy định không cho phép {count} nội dung của {plan}.",
                                    "The rules block {count} item(s) of {plan}.",
                                    "Sửa các nội dung được nêu.",
                                    "Change the items that are named."};
inline constexpr Reason kCutUnknownItem{"CUT_UNKNOWN_ITEM",
                                        Kind::kFailedPrecondition,
                                        "{plan} không có nội dung {items}.",
                                        "{plan} has no item {items}.",
                                        "Kiểm tra mã nội dung.",
                                        "Check the item ids."};
inline constexpr Reason kCutAboveRequest{
    "CUT_ABOVE_REQUEST",
    Kind::kFailedPrecondition,
    "Mức duyệt vượt mức đề nghị ở {count} nội dung của {plan}.",
    "The amount to approve is above what was requested in {count} item(s) of {plan}.",
    "Duyệt không quá mức đề nghị.",
    "Approve no more than was requested."};
inline constexpr Reason kWorkbookUnreadable{"WORKBOOK_UNREADABLE",
                                            Kind::kInvalidArgument,
                                            "Không đọc được tệp bảng tính.",
                                            "The workbook cannot be read.",
                                            "Sửa tệp như đã nêu, hoặc tải mẫu mới từ kế hoạch.",
                                            "Mend the file as told, or take a new one from the plan."};
inline constexpr Reason kWorkbookForeign{
    "WORKBOOK_FOREIGN",
    Kind::kInvalidArgument,
    "Tệp không phải bảng tính của hệ thống này, hoặc trang ẩn nhận dạng đã bị sửa.",
    "The file is no workbook of this system, or its hidden sheet was changed.",
    "Tải bảng tính từ kế hoạch rồi chép nội dung vào đó.",
    "Take the workbook from the plan, and copy your rows into it."};
inline constexpr Reason kWorkbookVersion{
    "WORKBOOK_VERSION",
    Kind::kInvalidArgument,
    "Bảng tính theo mẫu phiên bản {found}; hệ thống dùng phiên bản {wanted}.",
    "The workbook is of form {found}; the system uses form {wanted}.",
    "Tải bảng tính mới rồi chép nội dung vào đó.",
    "Take a new workbook, and copy your rows into it."};
inline constexpr Reason kWorkbookOfAnotherPlan{"WORKBOOK_OF_ANOTHER_PLAN",
                                               Kind::kInvalidArgument,
                                               "Bảng tính là của {found}, không phải của {plan}.",
                                               "The workbook belongs to {found}, not to {plan}.",
                                               "Chọn đúng tệp của đơn vị và năm ngân sách này.",
                                               "Choose the file of this unit and budget year."};
inline constexpr Reason kChainMissing{"CHAIN_MISSING",
                                      Kind::kFailedPrecondition,
                                      "Không có quy trình phê duyệt cho {plan} ({chain}).",
                                      "There is no approval chain for {plan} ({chain}).",
                                      "Bổ sung dữ liệu quy trình phê duyệt.",
                                      "Complete the data of the approval chains."};
inline constexpr Reason kNotInChain{
    "NOT_IN_CHAIN",
    Kind::kPermissionDenied,
    "Theo quy trình phê duyệt '{chain}', đơn vị của bạn không thực hiện bước này đối với {plan}.",
    "By the approval chain '{chain}' your agency does not take this step of {plan}.",
    "Xem quy trình phê duyệt theo nguồn vốn.",
    "Look at the approval chains of the sources of funds."};
inline constexpr Reason kRegistersOnly{
    "REGISTERS_ONLY",
    Kind::kFailedPrecondition,
    "{plan} chỉ có nguồn vốn mà đơn vị của bạn ghi nhận (quy trình '{chain}'): không trả lại được.",
    "{plan} has only money that your agency registers (chain '{chain}'): it cannot be sent back.",
    "Nếu có sai sót, đề nghị Văn phòng Sản xuất sạch hơn trả lại.",
    "Where something is wrong, ask the office of the strategy to return it."};
inline constexpr Reason kLocalDecisionMissing{
    "LOCAL_DECISION_MISSING",
    Kind::kFailedPrecondition,
    "{plan} có kinh phí địa phương nhưng chưa có số và ngày quyết định của tỉnh.",
    "{plan} has lines of the local budget, but number and date of the province's own decision are missing.",
    "Đơn vị lập kế hoạch ghi quyết định của tỉnh, rồi thực hiện lại.",
    "The agency that prepared the plan records the province's decision; then do it again."};
inline constexpr Reason kCutNotInPower{
    "CUT_NOT_IN_POWER",
    Kind::kFailedPrecondition,
    "Mức cắt giảm chạm vào kinh phí chỉ được ghi nhận ở {count} nội dung của {plan} (quy trình '{chain}').",
    "The cut reaches money that is merely registered in {count} item(s) of {plan} (chain '{chain}').",
    "Chỉ cắt giảm phần vốn thuộc thẩm quyền phê duyệt.",
    "Cut only the money that is yours to approve."};
inline constexpr Reason kRemarkAnswered{"REMARK_ANSWERED",
                                        Kind::kFailedPrecondition,
                                        "Nhận xét {number} của {plan} đã được trả lời.",
                                        "Remark {number} of {plan} is answered already.",
                                        "Xem câu trả lời trong kế hoạch.",
                                        "Look at the answer in the plan."};
inline constexpr Reason kEstablishmentExists{"ESTABLISHMENT_EXISTS",
                                             Kind::kAlreadyExists,
                                             "Mã số thuế {tax_code} đã được đăng ký.",
                                             "The tax code {tax_code} is registered already.",
                                             "Dùng cơ sở đã có.",
                                             "Use the establishment that exists."};

}  // namespace cpb::registration

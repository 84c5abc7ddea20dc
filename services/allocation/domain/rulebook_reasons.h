/// Why a version of the rulebook is not published. Names are stable for ever.
#pragma once

#include "libs/refusal/refusal.h"

namespace cpb::allocation {

inline constexpr refusal::Reason kRulebookRefused{
    "RULEBOOK_REFUSED",
    refusal::Kind::kFailedPrecondition,
    "Bộ quy định có {count} lỗi nên bị từ chối toàn bộ.",
    "The rulebook has {count} fault(s) and is refused whole.",
    "Sửa các chỗ được nêu (tệp:dòng, quy định) rồi gửi lại.",
    "Correct what is named (file:line, rule) and send it again."};
inline constexpr refusal::Reason kRulebookUnchanged{
    "RULEBOOK_UNCHANGED",
    refusal::Kind::kFailedPrecondition,
    "Dự thảo không thay đổi quy định nào.",
    "The draft changes no rule.",
    "Nêu quy định cần thêm, sửa, bỏ hoặc cho áp dụng.",
    "Name the rule to be added, changed, removed or switched on."};
inline constexpr refusal::Reason kRulebookKnown{
    "RULEBOOK_KNOWN",
    refusal::Kind::kAlreadyExists,
    "Phiên bản {version} đã được ban hành trước đó.",
    "Version {version} was published before.",
    "Ghi ngày lập mới (published_date) để ban hành lại nội dung cũ.",
    "Give the book another published_date to publish an earlier text again."};
inline constexpr refusal::Reason kRulebookBaseMoved{
    "RULEBOOK_BASE_MOVED",
    refusal::Kind::kConflict,
    "Dự thảo dựa trên phiên bản {base}, nhưng phiên bản được duyệt sau cùng là {last}.",
    "The draft is based on version {base}, but the last version approved is {last}.",
    "Lập dự thảo mới trên phiên bản sau cùng.",
    "Draft anew on the last version."};
inline constexpr refusal::Reason kEffectiveDateInvalid{
    "EFFECTIVE_DATE_INVALID",
    refusal::Kind::kFailedPrecondition,
    "Ngày có hiệu lực {effective_date} quá sớm; sớm nhất là {earliest}.",
    "The effective date {effective_date} is too early; the earliest is {earliest}.",
    "Chọn ngày không trước hôm nay, không trước ngày lập bộ quy định và không trước phiên bản được duyệt sau "
    "cùng.",
    "Choose a day not before today, the book's own date, or the last version approved."};
inline constexpr refusal::Reason kRulebookDraftState{
    "RULEBOOK_DRAFT_STATE",
    refusal::Kind::kFailedPrecondition,
    "{draft} đang ở trạng thái {state} nên không thực hiện được bước này.",
    "{draft} is in state {state}, which does not allow this step.",
    "Đọc lại dự thảo.",
    "Read the draft again."};

}  // namespace cpb::allocation

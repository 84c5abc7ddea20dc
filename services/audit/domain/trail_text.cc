#include "services/audit/domain/trail_text.h"

#include "libs/refusal/refusal.h"

namespace cpb::audit {
namespace {

struct Wording {
  std::string_view type, vi, en;
};

// {person} and {resource} are replaced.
constexpr Wording kWordings[] = {
    {"cycle.opened", "{person} mở kỳ lập kế hoạch {resource}.",
     "{person} opened the planning cycle {resource}."},
    {"establishment.created", "{person} ghi nhận cơ sở {resource}.",
     "{person} registered the establishment {resource}."},
    {"plan.created", "{person} lập kế hoạch {resource}.", "{person} drew up the plan {resource}."},
    {"plan.updated", "{person} sửa kế hoạch {resource}.", "{person} revised the plan {resource}."},
    {"plan.submitted", "{person} trình kế hoạch {resource}.", "{person} submitted the plan {resource}."},
    {"plan.returned", "{person} trả lại kế hoạch {resource}.", "{person} returned the plan {resource}."},
    {"plan.endorsed", "{person} thẩm định, thông qua kế hoạch {resource}.",
     "{person} appraised and endorsed the plan {resource}."},
    {"plan.remark_answered", "{person} trả lời một nhận xét về kế hoạch {resource}.",
     "{person} answered a remark on the plan {resource}."},
    {"plan.local_decision_recorded", "{person} ghi quyết định của tỉnh cho kế hoạch {resource}.",
     "{person} recorded the province's decision on the plan {resource}."},
    {"plan.approved", "{person} phê duyệt kế hoạch {resource}.", "{person} approved the plan {resource}."},
    {"appropriation.created", "{person} ghi dự toán được giao {resource}.",
     "{person} recorded the appropriation {resource}."},
    {"appropriation.reserve_released", "{person} giải phóng dự phòng của {resource}.",
     "{person} released part of the reserve of {resource}."},
    {"appropriation.reserve_cut", "{person} cắt giảm dự phòng của {resource} trước khi giải phóng.",
     "{person} cut the reserve of {resource} before it was released."},
    {"exchange_difference.posted", "{person} ghi chênh lệch tỷ giá {resource}.",
     "{person} recorded the exchange difference {resource}."},
    {"framework.created", "{person} ghi nhận khung ngân sách {resource}.",
     "{person} recorded the framework {resource}."},
    {"enterprise_commitment.recorded", "{person} ghi nhận cam kết vốn của doanh nghiệp {resource}.",
     "{person} recorded the enterprise's own money {resource}."},
    {"round.computed", "{person} tính đợt phân bổ {resource}.",
     "{person} computed the allocation round {resource}."},
    {"round.lines", "{person} tính các dòng {resource} của đợt phân bổ.",
     "{person} computed the lines {resource} of the allocation round."},
    {"round.approved", "{person} phê duyệt đợt phân bổ {resource}.",
     "{person} approved the allocation round {resource}."},
    {"round.issued", "{person} giao dự toán theo đợt {resource}.",
     "{person} issued the round {resource} to the ledger."},
    {"round.withdrawn", "{person} rút đợt phân bổ {resource}; các kế hoạch của đợt lại chờ phân bổ.",
     "{person} withdrew the round {resource}; its plans wait again."},
    {"round.revoked",
     "{person} thu hồi cả đợt {resource} đã giao; dự toán trở về nguồn, các kế hoạch lại chờ phân bổ.",
     "{person} took back the issued round {resource}; the money returned, its plans wait again."},
    {"hand_over.proposed", "{person} đề nghị bàn giao dự toán {resource}.",
     "{person} proposed the hand-over {resource}."},
    {"hand_over.posted", "{person} phê duyệt bàn giao dự toán {resource}, đã ghi sổ.",
     "{person} approved the hand-over {resource}, now booked."},
    {"adjustment.proposed", "{person} đề nghị điều chỉnh {resource}.",
     "{person} proposed the adjustment {resource}."},
    {"adjustment.posted", "{person} phê duyệt điều chỉnh {resource}, đã ghi sổ.",
     "{person} approved the adjustment {resource}, now booked."},
    {"rulebook.drafted", "{person} soạn dự thảo bộ quy định {resource}.",
     "{person} drafted a version of the rulebook, {resource}."},
    {"rulebook.approved", "{person} phê duyệt dự thảo bộ quy định {resource}.",
     "{person} approved a version of the rulebook, {resource}."},
    {"rulebook.withdrawn", "{person} rút dự thảo bộ quy định {resource}.",
     "{person} withdrew the draft of the rulebook {resource}."},
    {"line.opened", "{person} mở dòng ngân sách {resource}.", "{person} opened the budget line {resource}."},
    {"commitment.created", "{person} lập cam kết chi {resource}.",
     "{person} made the commitment {resource}."},
    {"commitment.released", "{person} giải tỏa phần còn lại của cam kết {resource}.",
     "{person} released what was left of the commitment {resource}."},
    {"commitment.adjusted", "{person} điều chỉnh số tiền của cam kết {resource}.",
     "{person} changed the amount of the commitment {resource}."},
    {"commitment.expired", "Cam kết {resource} hết hạn; phần còn lại được giải tỏa.",
     "The commitment {resource} expired; what was left of it was released."},
    {"commitment.moved", "{person} chuyển cam kết {resource} cùng kinh phí của dòng.",
     "{person} moved the commitment {resource} with the money of its line."},
    {"payment.moved", "{person} chuyển phần tạm ứng chưa thanh toán của {resource} cùng kinh phí của dòng.",
     "{person} moved what is open of the advance {resource} with the money of its line."},
    {"document.reversed", "{person} đảo toàn bộ bút toán của {resource}.",
     "{person} took every entry of {resource} back."},
    {"ledger.rebuilt", "{person} lập lại số dư từ nhật ký.", "{person} set balances anew from the journal."},
    {"payment.prepared", "{person} lập chứng từ {resource}.", "{person} prepared the voucher {resource}."},
    {"payment.signed", "{person} (kế toán trưởng) ký {resource}.",
     "{person}, the chief accountant, signed {resource}."},
    {"payment.controlled", "{person} kiểm soát chi {resource} và chấp nhận.",
     "{person} controlled {resource} for the treasury and accepted it."},
    {"payment.outcomeProposed", "{person} đề nghị kết quả của {resource} kèm chứng cứ.",
     "{person} proposed with proof what became of {resource}."},
    {"payment.outcomeConfirmed", "{person} xác nhận đề nghị về kết quả của {resource}.",
     "{person} confirmed the proposal about {resource}."},
    {"payment.outcomeRejected", "{person} bác đề nghị về kết quả của {resource}; tiền vẫn được giữ.",
     "{person} rejected the proposal about {resource}; the money stays reserved."},
    {"payment.sent", "{person} ký {resource} và gửi Kho bạc.",
     "{person} signed {resource} and sent it to the treasury."},
    {"payment.unknown", "{person} ghi: Kho bạc chưa cho biết kết quả của {resource}; tiền vẫn được giữ.",
     "{person} recorded that the treasury's answer to {resource} is not known; the money stays reserved."},
    {"payment.paid", "{person} xác nhận {resource} đã chi.", "{person} confirmed {resource} as paid."},
    {"payment.refused", "{person} ghi: Kho bạc từ chối {resource}; tiền được trả lại.",
     "{person} recorded that the treasury refused {resource}; the money returned."},
    {"payment.cancelled", "{person} rút {resource} trước khi gửi Kho bạc.",
     "{person} withdrew {resource} before it was sent."},
    {"payment.cleared", "{person} thanh toán tạm ứng {resource}.",
     "{person} cleared part of the advance {resource}."},
    {"payment.refunded", "{person} nộp trả một phần của {resource}.",
     "{person} paid back part of {resource}."},
    {"settlement.compiled", "{person} lập quyết toán {resource}.",
     "{person} compiled the settlement {resource}."},
    {"settlement.reviewed", "{person} xét duyệt quyết toán {resource}.",
     "{person} reviewed the settlement {resource}."},
    {"payment.documentAttached", "{person} đính kèm tài liệu vào {resource}.",
     "{person} attached a document to {resource}."},
    {"payment.contributionRecorded", "{person} ghi nhận phần doanh nghiệp đã chi cho {resource}.",
     "{person} recorded what the enterprise has spent for {resource}."},
    {"batch.created", "{person} lập và ký lệnh chi {resource} gửi Kho bạc.",
     "{person} made the signed batch {resource} for the treasury."},
    {"settlement.appraised", "{person} thẩm định quyết toán {resource}.",
     "{person} appraised the settlement {resource}."},
    {"statementLine.matched", "{person} xác nhận dòng sổ phụ {resource} là của một chứng từ.",
     "{person} matched the statement line {resource} to a payment."},
    {"difference.explained", "{person} giải trình chênh lệch về {resource}.",
     "{person} explained why {resource} stands on one side only."},
    {"settlement.approved", "{person} phê duyệt quyết toán {resource}.",
     "{person} approved the settlement {resource}."},
    {"journal.posted", "{person} làm phát sinh bút toán {resource}.",
     "{person} caused the journal entry {resource}."},
    {"result.reported", "{person} báo cáo kết quả {resource}.", "{person} reported the result {resource}."},
    {"user.created", "{person} tạo người dùng {resource}.", "{person} created the user {resource}."},
    {"user.role_granted", "{person} giao vai trò cho {resource}.", "{person} gave {resource} a role."},
    {"user.role_revoked", "{person} thu hồi vai trò của {resource}.",
     "{person} took a role from {resource}."},
    {"user.validity_set", "{person} đặt thời hạn sử dụng của {resource}.",
     "{person} set the days on which {resource} may sign in."},
    {"user.password_reset", "{person} cấp lại mật khẩu cho {resource}.",
     "{person} reset the password of {resource}."},
    {"user.password_changed", "{person} đổi mật khẩu.", "{person} changed the own password."},
    {"user.disabled", "{person} khóa người dùng {resource}.", "{person} disabled the user {resource}."},
    {"delegation.created", "{person} ủy quyền {resource}.", "{person} delegated a power, {resource}."},
    {"delegation.revoked", "{person} chấm dứt ủy quyền {resource}.",
     "{person} ended the delegation {resource}."},
    {"session.started", "{person} đăng nhập.", "{person} signed in."},
    {"session.ended", "{person} đăng xuất.", "{person} signed out."},
    {"audit.queried", "{person} tra cứu số liệu.", "{person} asked the audit program."},
};

std::string Dong(std::int64_t amount) {
  return refusal::FormatVnd(amount);
}

}  // namespace

Sentence& Sentence::operator+=(const Sentence& other) {
  if (!other.vi.empty()) vi += (vi.empty() ? "" : " ") + other.vi;
  if (!other.en.empty()) en += (en.empty() ? "" : " ") + other.en;
  return *this;
}

Sentence StepSentence(std::string_view type, std::string_view person, std::string_view resource) {
  std::map<std::string, std::string, std::less<>> parameters{
      {"person", std::string{person}}, {"resource", std::string{resource}}, {"type", std::string{type}}};
  for (const Wording& wording : kWordings) {
    if (wording.type == type)
      return {refusal::Render(wording.vi, parameters), refusal::Render(wording.en, parameters)};
  }
  return {refusal::Render("{person}: {type}, {resource}.", parameters),
          refusal::Render("{person}: {type}, {resource}.", parameters)};
}

Sentence ItemRequestedSentence(std::string_view item, std::int64_t requested_vnd,
                               std::int64_t admissible_vnd) {
  const std::string id{item};
  Sentence sentence{"Mục " + id + " đề nghị " + Dong(requested_vnd) + " đồng",
                    "Item " + id + " asks for " + Dong(requested_vnd) + " dong"};
  if (admissible_vnd < requested_vnd) {
    sentence.vi += "; theo quy định còn " + Dong(admissible_vnd) + " đồng";
    sentence.en += "; the rules leave " + Dong(admissible_vnd) + " dong";
  }
  sentence.vi += '.';
  sentence.en += '.';
  return sentence;
}

Sentence ItemApprovedSentence(std::string_view item, std::int64_t approved_vnd) {
  const std::string id{item};
  return {"Mục " + id + " được duyệt " + Dong(approved_vnd) + " đồng.",
          "Item " + id + " was approved at " + Dong(approved_vnd) + " dong."};
}

Sentence RoundLineSentence(std::string_view line, std::int64_t requested_vnd, std::int64_t approved_vnd,
                           std::int64_t capped_vnd, std::int64_t allotted_vnd) {
  const std::string id{line};
  return {"Dòng " + id + ": đề nghị " + Dong(requested_vnd) + ", được duyệt " + Dong(approved_vnd) +
              ", theo quy định " + Dong(capped_vnd) + ", giao " + Dong(allotted_vnd) + " đồng.",
          "Line " + id + ": asked " + Dong(requested_vnd) + ", approved " + Dong(approved_vnd) +
              ", left by the rules " + Dong(capped_vnd) + ", allotted " + Dong(allotted_vnd) + " dong."};
}

Sentence NoteSentence(std::string_view label_vi, std::string_view label_en, std::string_view note) {
  if (note.empty()) return {};
  return {std::string{label_vi} + ": " + std::string{note}, std::string{label_en} + ": " + std::string{note}};
}

}  // namespace cpb::audit

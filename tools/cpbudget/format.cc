#include "tools/cpbudget/format.h"

#include <algorithm>
#include <chrono>

#include "libs/clock/clock.h"
#include "libs/refusal/refusal.h"

namespace cpb::cli {
namespace {

struct Word {
  std::string_view suffix;
  Text text;
};

constexpr Word kWords[] = {{"DRAFT", {"đang lập", "draft"}},
                           {"SUBMITTED", {"đã trình", "submitted"}},
                           {"RETURNED", {"bị trả lại", "returned"}},
                           {"ENDORSED", {"đã thẩm định", "endorsed"}},
                           {"APPROVED", {"đã duyệt", "approved"}},
                           {"DRAFTED", {"đã soạn", "drafted"}},
                           {"COMPUTED", {"đã tính", "computed"}},
                           {"ISSUING", {"đang giao", "issuing"}},
                           {"ISSUED", {"đã giao", "issued"}},
                           {"WITHDRAWN", {"đã rút lại", "withdrawn"}},
                           {"REVOKING", {"đang thu hồi", "being revoked"}},
                           {"REVOKED", {"đã thu hồi", "revoked"}},
                           {"ORIGINAL", {"đầu năm", "original"}},
                           {"VIREMENT", {"điều chỉnh", "virement"}},
                           {"SUPPLEMENT", {"bổ sung", "supplement"}},
                           {"CUT", {"cắt giảm", "cut"}},
                           {"OVER", {"chuyển nguồn", "carry-over"}},
                           {"PROPOSED", {"đã đề nghị", "proposed"}},
                           {"POSTING", {"đang ghi sổ", "being booked"}},
                           {"POSTED", {"đã ghi sổ", "booked"}},
                           {"PREPARED", {"đã lập", "prepared"}},
                           {"SENT", {"đã gửi", "sent"}},
                           {"SIGNED", {"kế toán trưởng đã ký", "signed once"}},
                           {"ACCEPTED", {"Kho bạc chấp nhận", "accepted"}},
                           {"UNKNOWN", {"chưa rõ", "unknown"}},
                           {"PAID", {"đã chi", "paid"}},
                           {"REFUSED", {"bị từ chối", "refused"}},
                           {"CANCELLED", {"đã rút", "cancelled"}},
                           {"PAYMENT", {"thanh toán", "payment"}},
                           {"ADVANCE", {"tạm ứng", "advance"}},
                           {"INFO", {"thông tin", "info"}},
                           {"WARN", {"cảnh báo", "warning"}},
                           {"CAP", {"giảm mức", "cap"}},
                           {"BLOCK", {"chặn", "block"}}};

}  // namespace

std::string Dong(std::int64_t amount) {
  return refusal::FormatVnd(amount);
}

std::string LocalTime(const google::protobuf::Timestamp& time) {
  // Viet Nam is UTC+7 all year round.
  const clock::Instant local{std::chrono::seconds{time.seconds()} + std::chrono::hours{7}};
  return clock::FormatInstant(local).substr(0, 19);
}

std::string StateWord(std::string_view enum_name, Language language) {
  const std::size_t underscore = enum_name.rfind('_');
  const std::string_view suffix =
      underscore == std::string_view::npos ? enum_name : enum_name.substr(underscore + 1);
  for (const Word& word : kWords) {
    if (word.suffix == suffix) return std::string{word.text.In(language)};
  }
  return std::string{enum_name};
}

std::string ShortName(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return std::string{slash == std::string_view::npos ? name : name.substr(slash + 1)};
}

void Facts::Add(const Text& label, std::string value) {
  if (!value.empty()) lines_.emplace_back(std::string{label.In(language_)}, Printable(value));
}

std::string Facts::ToString() const {
  std::size_t width = 0;
  for (const auto& [label, value] : lines_) width = std::max(width, DisplayWidth(label));
  std::string text;
  for (const auto& [label, value] : lines_) {
    text += label + ':' + std::string(width - DisplayWidth(label) + 1, ' ') + value + '\n';
  }
  return text;
}

std::string FindingLines(const google::protobuf::RepeatedPtrField<cpbudget::types::v1::Finding>& findings,
                         Language language) {
  std::string text;
  for (const auto& finding : findings) {
    text += "  - " + (finding.item_id().empty() ? "" : finding.item_id() + " ") + "[" +
            StateWord(cpbudget::types::v1::Severity_Name(finding.severity()), language) + "] " +
            Printable(language == Language::kEnglish ? finding.text_en() : finding.text_vi());
    const auto& citation = finding.citation();
    if (!citation.instrument().empty()) {
      text +=
          " (" +
          Printable(citation.instrument() + (citation.article().empty() ? "" : ", " + citation.article())) +
          ")";
    }
    text += '\n';
  }
  return text;
}

}  // namespace cpb::cli

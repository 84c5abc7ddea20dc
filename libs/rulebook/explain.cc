#include "libs/rulebook/explain.h"

#include <array>

#include "libs/refusal/refusal.h"

namespace cpb::rulebook {
namespace {

std::string Share(std::int64_t basis_points, const char* point, const char* sign) {
  std::string text = std::to_string(basis_points / 100);
  if (const std::int64_t rest = basis_points % 100; rest != 0) {
    text += point;
    text += static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) text += static_cast<char>('0' + rest % 10);
  }
  return text + sign;
}

std::string Cited(const Citation& citation, const char* before_article) {
  return citation.article.empty() ? citation.instrument
                                  : citation.instrument + before_article + citation.article;
}

}  // namespace

std::string DongVi(std::int64_t dong) {
  return refusal::FormatVnd(dong) + " đồng";
}

std::string DongEn(std::int64_t dong) {
  std::string text = refusal::FormatVnd(dong);
  for (char& c : text) {
    if (c == '.') c = ',';
  }
  return text + " dong";
}

std::string ShareVi(std::int64_t basis_points) {
  return Share(basis_points, ",", " %");
}
std::string ShareEn(std::int64_t basis_points) {
  return Share(basis_points, ".", "%");
}

std::string DateVi(clock::Date date) {
  const std::string iso = clock::FormatDate(date);
  return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

std::string DateEn(clock::Date date) {
  static constexpr std::array kMonths = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
  return std::to_string(static_cast<unsigned>(date.day())) + " " +
         kMonths[static_cast<unsigned>(date.month()) - 1] + " " +
         std::to_string(static_cast<int>(date.year()));
}

std::string Join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string ExplainVi(const Rule& rule, const Verdict& verdict, Severity severity, clock::Date day) {
  std::string text = rule.title_vi + ". " + verdict.why_vi;
  if (severity == Severity::kCap && verdict.room_vnd) {
    text += " Được chấp nhận tối đa " + DongVi(*verdict.room_vnd) + ".";
  }
  text += " Căn cứ: " + Cited(rule.citation, ", Điều ") + ".";
  if (IsSwitchedOn(rule, day)) {
    const SwitchedOn& on = *rule.switched_on;
    text += " Chưa đối chiếu được văn bản; " + on.authority + " cho áp dụng từ ngày " + DateVi(on.from) +
            " theo quyết định số " + on.decision_number + ".";
  } else if (!rule.citation.verified && !verdict.kept) {
    text += severity == Severity::kWarn ? " Chưa đối chiếu được văn bản nên chỉ cảnh báo."
                                        : " Chưa đối chiếu được văn bản.";
  }
  return text;
}

std::string ExplainEn(const Rule& rule, const Verdict& verdict, Severity severity, clock::Date day) {
  std::string text = rule.title_en + ". " + verdict.why_en;
  if (severity == Severity::kCap && verdict.room_vnd) {
    text += " Accepted up to " + DongEn(*verdict.room_vnd) + ".";
  }
  text += " Source: " + Cited(rule.citation, ", Article ") + ".";
  if (IsSwitchedOn(rule, day)) {
    const SwitchedOn& on = *rule.switched_on;
    text += " The text was not seen; " + on.authority + " switched the rule on from " + DateEn(on.from) +
            " by decision " + on.decision_number + ".";
  } else if (!rule.citation.verified && !verdict.kept) {
    text += severity == Severity::kWarn ? " The text was not seen, so this only warns."
                                        : " The text was not seen.";
  }
  return text;
}

}  // namespace cpb::rulebook

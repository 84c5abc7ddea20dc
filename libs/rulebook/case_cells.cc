#include "libs/rulebook/case_cells.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "libs/csv/amount.h"

namespace cpb::rulebook {
namespace {

constexpr std::array<std::pair<std::string_view, Step>, 7> kSteps = {{{"plan_item", Step::kPlanItem},
                                                                      {"allotment", Step::kAllotment},
                                                                      {"commitment", Step::kCommitment},
                                                                      {"advance", Step::kAdvance},
                                                                      {"payment", Step::kPayment},
                                                                      {"adjustment", Step::kAdjustment},
                                                                      {"year_end", Step::kYearEnd}}};

constexpr std::size_t kMaxId = 80;

std::string_view Trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool IsIdText(std::string_view id) {
  return !id.empty() && id.size() <= kMaxId && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

}  // namespace

std::vector<std::string> SplitCell(std::string_view cell, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= cell.size();) {
    const std::size_t end = std::min(cell.find(separator, begin), cell.size());
    const std::string_view part = Trim(cell.substr(begin, end - begin));
    if (!part.empty()) parts.emplace_back(part);
    begin = end + 1;
  }
  return parts;
}

void CaseCells::Complain(std::string_view column, const std::string& vi, const std::string& en) {
  violations_.push_back({.subject = row_.Subject(column),
                         .text_vi = vi,
                         .text_en = en,
                         .limit_vnd = {},
                         .actual_vnd = {},
                         .rule_id = "",
                         .citation = ""});
}

std::optional<clock::Date> CaseCells::DateOf(std::string_view column, std::string_view text) {
  const auto date = clock::ParseDate(Trim(text));
  if (!date || static_cast<int>(date->year()) < 2000 || static_cast<int>(date->year()) > 2100) {
    Complain(column, "\"" + std::string{text} + "\" không phải ngày (YYYY-MM-DD, năm 2000 đến 2100).",
             "\"" + std::string{text} + "\" is no date (YYYY-MM-DD, years 2000 to 2100).");
    return std::nullopt;
  }
  return date;
}

std::int64_t CaseCells::AmountOf(std::string_view column, std::string_view text) {
  const auto amount = csv::ParseAmount(Trim(text), row_.Subject(column), violations_);
  return amount ? amount->dong() : 0;
}

int CaseCells::NumberOf(std::string_view column, std::string_view text, int least, int most, int otherwise) {
  const std::string_view digits = Trim(text);
  if (digits.empty()) return otherwise;
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value < least || value > most) {
    const std::string range = std::to_string(least) + "–" + std::to_string(most);
    Complain(column, "\"" + std::string{text} + "\" không phải số nguyên trong khoảng " + range + ".",
             "\"" + std::string{text} + "\" is no whole number within " + range + ".");
    return otherwise;
  }
  return value;
}

std::vector<std::string> CaseCells::SourcesOf(std::string_view column) {
  std::vector<std::string> sources = SplitCell(Text(column), '+');
  if (sources.empty()) Complain(column, "Thiếu nguồn.", "The source is missing.");
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (!names_.sources.contains(sources[i])) {
      Complain(column, "Không có nguồn \"" + sources[i] + "\".", "Unknown source \"" + sources[i] + "\".");
    }
    const auto here = sources.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(sources.begin(), here, sources[i]) != here) {
      Complain(column, "Nguồn \"" + sources[i] + "\" xuất hiện hai lần.",
               "Source \"" + sources[i] + "\" appears twice.");
    }
  }
  return sources;
}

std::vector<std::int64_t> CaseCells::AmountsOf(std::string_view column) {
  std::vector<std::int64_t> amounts;
  const std::vector<std::string> parts = SplitCell(Text(column), '+');
  if (parts.empty()) AmountOf(column, "");
  for (const std::string& part : parts) amounts.push_back(AmountOf(column, part));
  return amounts;
}

Step CaseCells::StepOf(std::string_view column) {
  std::string word{Trim(Text(column))};
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '-' || c == ' ') c = '_';
  }
  if (word.starts_with("step_")) word.erase(0, 5);
  std::string known;
  for (const auto& [name, step] : kSteps) {
    if (name == word) return step;
    known += (known.empty() ? "" : ", ") + std::string{name};
  }
  Complain(column, "Không có bước \"" + std::string{Trim(Text(column))} + "\"; các bước: " + known + ".",
           "Unknown step \"" + std::string{Trim(Text(column))} + "\"; the steps are " + known + ".");
  return Step::kPlanItem;
}

std::string CaseCells::ProvinceOf(std::string_view column, clock::Date day) {
  const std::string text = IdOf(Text(column), "provinces/");
  if (text.empty() || names_.IsProvinceOn(text, day)) return text;
  if (std::string code = names_.ProvinceNamed(text, day); !code.empty()) return code;
  std::string when_vi, when_en;
  for (const auto& [code, validity] : names_.provinces) {
    if (code != text && validity.title_vi != text && validity.title_en != text) continue;
    const std::string from = validity.from ? clock::FormatDate(*validity.from) : "…";
    const std::string to = validity.to ? clock::FormatDate(*validity.to) : "…";
    when_vi += " " + code + " là " + validity.title_vi + " từ " + from + " đến " + to + ".";
    when_en += " " + code + " is " + validity.title_en + " from " + from + " to " + to + ".";
  }
  Complain(column, "Ngày đó không có tỉnh mang mã hoặc tên \"" + text + "\"." + when_vi,
           "No province has the code or name \"" + text + "\" on that day." + when_en);
  return text;
}

std::string CaseCells::IdOf(std::string_view text, std::string_view collection) {
  const std::string_view trimmed = Trim(text);
  return std::string{trimmed.starts_with(collection) ? trimmed.substr(collection.size()) : trimmed};
}

std::string CaseCells::NameOf(std::string_view column, std::string_view text, std::string_view collection,
                              bool known) {
  const std::string id = IdOf(text, collection);
  if (!IsIdText(id) || !known) {
    Complain(column, "Không có \"" + std::string{collection} + id + "\".",
             "Unknown name \"" + std::string{collection} + id + "\".");
  }
  return std::string{collection} + id;
}

}  // namespace cpb::rulebook

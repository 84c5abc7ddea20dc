#include "services/allocation/domain/terms.h"

#include <algorithm>

#include "libs/money/money.h"

namespace cpb::allocation {
namespace {

void Append(std::string& text, const std::string& word, const std::string& value) {
  if (value.empty()) return;
  if (!text.empty()) text += ", ";
  text += word + value;
}

bool Open(const std::string& wanted, const std::string& value) {
  return wanted.empty() || wanted == value;
}

}  // namespace

bool Selects(const Selector& selector, const LineFacts& line) {
  return Open(selector.source, line.source) && Open(selector.holder, line.holder) &&
         Open(selector.component_project, line.component_project) &&
         Open(selector.province_code, line.province_code) && Open(selector.activity, line.activity) &&
         Open(selector.budget_line, line.budget_line);
}

std::string SelectorVi(const Selector& selector) {
  std::string text;
  Append(text, "nguồn ", selector.source);
  Append(text, "đơn vị ", selector.holder);
  Append(text, "dự án ", selector.component_project);
  Append(text, "tỉnh ", selector.province_code);
  Append(text, "hoạt động ", selector.activity);
  Append(text, "dòng ", selector.budget_line);
  return text.empty() ? "toàn bộ" : text;
}

std::string SelectorEn(const Selector& selector) {
  std::string text;
  Append(text, "source ", selector.source);
  Append(text, "holder ", selector.holder);
  Append(text, "project ", selector.component_project);
  Append(text, "province ", selector.province_code);
  Append(text, "activity ", selector.activity);
  Append(text, "line ", selector.budget_line);
  return text.empty() ? "everything" : text;
}

int RankOf(const Terms& terms, const LineFacts& line) {
  int rank = 0;
  for (const Priority& priority : terms.priorities) {
    if (Selects(priority.lines, line) && (rank == 0 || priority.rank < rank)) rank = priority.rank;
  }
  return rank;
}

std::int64_t MinimumOf(const Terms& terms, const LineFacts& line, std::int64_t demand_vnd) {
  std::int64_t minimum = 0;
  for (const Guarantee& guarantee : terms.guarantees) {
    if (!Selects(guarantee.lines, line)) continue;
    const auto share = money::BasisPoints::FromValue(guarantee.basis_points).value();
    const std::int64_t of_demand =
        money::ShareRoundedDown(money::Vnd::FromDong(demand_vnd).value(), share).dong();
    minimum = std::max({minimum, guarantee.minimum_vnd, of_demand});
  }
  return std::min(minimum, demand_vnd);
}

}  // namespace cpb::allocation

#include "services/allocation/app/round_workbook.h"

#include <chrono>
#include <vector>

#include "libs/sheet/workbook.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;
using sheet::Kind;

std::string ShortName(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

const char* StateOf(pb::Round::State state) {
  switch (state) {
    case pb::Round::STATE_COMPUTED:
      return "đã tính / computed";
    case pb::Round::STATE_APPROVED:
      return "đã duyệt / approved";
    case pb::Round::STATE_ISSUING:
      return "đang ghi sổ / being issued";
    case pb::Round::STATE_ISSUED:
      return "đã giao / issued";
    case pb::Round::STATE_WITHDRAWN:
      return "đã rút / withdrawn";
    default:
      return "";
  }
}

}  // namespace

std::string RoundWorkbook(const pb::Round& round, clock::Instant now) {
  sheet::Sheet lines;
  lines.name = "Phân bổ";
  lines.preface = {"Phân bổ dự toán năm " + std::to_string(round.budget_year()) + " / Allotments of the year",
                   ShortName(round.programme()) + "; " + round.name() + "; " + StateOf(round.state()) +
                       (round.decision_number().empty() ? "" : "; " + round.decision_number()) +
                       "; bộ quy định / rulebook " + round.rulebook_version() + "; đồng / VND"};
  const auto text = [](const char* title, double width) {
    return sheet::Column{title, Kind::kText, width, false, "", ""};
  };
  const auto amount = [](const char* title) {
    return sheet::Column{title, Kind::kAmount, 18, false, "", ""};
  };
  lines.columns = {text("Dòng dự toán\nBudget line", 28),
                   text("Đơn vị\nAgency", 14),
                   text("Tỉnh\nProvince", 8),
                   text("Đề án\nComponent project", 16),
                   text("Hoạt động\nActivity", 22),
                   text("Nội dung\nTitle", 40),
                   text("Cơ sở\nEstablishment", 16),
                   text("Nguồn\nSource", 12),
                   text("Đơn vị giữ dự toán\nHolder", 14),
                   amount("Đề nghị\nRequested"),
                   amount("Được duyệt\nApproved"),
                   amount("Theo quy định còn\nLeft by the rules"),
                   amount("Phân bổ\nAllotted"),
                   text("Giải trình", 60),
                   text("Explanation", 60)};
  for (const pb::RoundLine& line : round.lines()) {
    lines.rows.push_back({line.budget_line(), ShortName(line.agency()), line.province_code(),
                          ShortName(line.component_project()), ShortName(line.activity()), line.title(),
                          ShortName(line.establishment()), line.source(), ShortName(line.holder()),
                          line.requested_vnd(), line.approved_vnd(), line.capped_vnd(), line.allotted_vnd(),
                          line.explanation_vi(), line.explanation_en()});
  }
  sheet::Workbook workbook;
  workbook.title = lines.preface[0];
  workbook.created = std::chrono::floor<std::chrono::seconds>(now);
  workbook.sheets = {std::move(lines)};
  return sheet::Write(workbook);
}

}  // namespace cpb::allocation

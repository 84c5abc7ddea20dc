#include "services/disbursement/app/payments_workbook.h"

#include <chrono>
#include <vector>

#include "libs/clock/clock.h"
#include "libs/sheet/workbook.h"
#include "services/disbursement/app/payments.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::app {
namespace {

using sheet::Kind;

std::string ShortName(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

const char* KindOf(pb::Payment::Kind kind) {
  return kind == pb::Payment::KIND_ADVANCE ? "tạm ứng / advance" : "thanh toán / payment";
}

std::string StateOf(pb::Payment::State state) {
  switch (state) {
    case pb::Payment::STATE_PREPARED:
      return "đã lập / prepared";
    case pb::Payment::STATE_SENT:
      return "đã gửi kho bạc / sent";
    case pb::Payment::STATE_UNKNOWN:
      return "chưa rõ kết quả / unknown";
    case pb::Payment::STATE_PAID:
      return "đã chi / paid";
    case pb::Payment::STATE_REFUSED:
      return "kho bạc từ chối / refused";
    case pb::Payment::STATE_CANCELLED:
      return "đã hủy / cancelled";
    case pb::Payment::STATE_SIGNED:
      return "kế toán trưởng đã ký / signed by the chief accountant";
    case pb::Payment::STATE_ACCEPTED:
      return "kho bạc chấp nhận / accepted by the treasury";
    default:
      return pb::Payment::State_Name(state);
  }
}

std::vector<sheet::Column> Columns() {
  const auto text = [](const char* title, double width) {
    return sheet::Column{title, Kind::kText, width, false, "", ""};
  };
  const auto amount = [](const char* title) {
    return sheet::Column{title, Kind::kAmount, 18, false, "", ""};
  };
  const auto date = [](const char* title) { return sheet::Column{title, Kind::kDate, 12, false, "", ""}; };
  return {text("Số chứng từ\nPayment", 12),
          text("Loại\nKind", 20),
          text("Trạng thái\nState", 24),
          {"Năm ngân sách\nBudget year", Kind::kText, 10, false, "", ""},
          text("Dòng dự toán\nBudget line", 28),
          text("Đơn vị\nAgency", 14),
          text("Nguồn\nSource", 12),
          text("Đơn vị hưởng\nPayee", 30),
          text("Nội dung\nDescription", 40),
          amount("Số tiền\nAmount"),
          amount("Tạm ứng chưa thu hồi\nOpen advance"),
          amount("Đã nộp trả\nRefunded"),
          date("Ngày lập\nPrepared on"),
          date("Ngày chi\nValue date"),
          text("Số kho bạc\nTreasury reference", 18),
          text("Ghi chú\nNote", 40)};
}

std::vector<sheet::Value> ToRow(const pb::Payment& payment) {
  const auto paid = clock::ParseDate(payment.value_date());
  return {ShortName(payment.name()),
          KindOf(payment.kind()),
          StateOf(payment.state()),
          std::to_string(payment.budget_year()),
          payment.budget_line(),
          ShortName(payment.agency()),
          payment.source(),
          payment.payee(),
          payment.description(),
          payment.amount_vnd(),
          payment.open_advance_vnd(),
          payment.refunded_vnd(),
          clock::VietNamDate(store::InstantOf(payment.create_time())),
          paid ? sheet::Value{*paid} : sheet::Value{},
          payment.treasury_reference(),
          payment.outcome_note()};
}

}  // namespace

pb::ListPaymentsRequest ListRequestOf(const pb::ExportPaymentsRequest& request) {
  pb::ListPaymentsRequest list;
  list.set_budget_year(request.budget_year());
  list.set_state(request.state());
  list.set_budget_line(request.budget_line());
  return list;
}

absl::StatusOr<std::string> PaymentsWorkbook(const App& app, const rpc::Call& call,
                                             const pb::ExportPaymentsRequest& request) {
  sheet::Sheet list;
  list.name = "Chứng từ";
  list.preface = {"Danh sách thanh toán, tạm ứng / Payments and advances", "Đồng / VND"};
  list.columns = Columns();
  pb::ListPaymentsRequest ask = ListRequestOf(request);
  ask.set_page_size(1000);
  pb::ListPaymentsResponse page;
  do {
    ask.set_page_token(page.next_page_token());
    page.Clear();
    CPB_RETURN_IF_ERROR(ListPayments(app, call, ask, page));
    for (const pb::Payment& payment : page.payments()) list.rows.push_back(ToRow(payment));
  } while (!page.next_page_token().empty() && list.rows.size() < kMostPaymentsInWorkbook);
  if (!page.next_page_token().empty()) {
    list.preface[1] +=
        "; chỉ gồm " + std::to_string(list.rows.size()) + " chứng từ mới nhất / the newest alone";
  }
  sheet::Workbook workbook;
  workbook.title = list.preface[0];
  workbook.created = std::chrono::floor<std::chrono::seconds>(call.now);
  workbook.sheets = {std::move(list)};
  return sheet::Write(workbook);
}

}  // namespace cpb::disbursement::app

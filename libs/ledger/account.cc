#include "libs/ledger/account.h"

#include <utility>

namespace cpb::ledger {
namespace {

struct KindRow {
  Kind kind;
  std::string_view name, text_vi, text_en;
  bool guarded;
};

constexpr std::array<KindRow, kAllKinds.size()> kRows{{
    {Kind::kAuthority, "AUTHORITY", "cơ quan giao dự toán", "granting authority", false},
    {Kind::kAppropriation, "APPROPRIATION", "dự toán được giao chưa phân bổ", "appropriation", true},
    {Kind::kInTransit, "IN_TRANSIT", "đang chuyển giữa các đơn vị", "in transit", false},
    {Kind::kAvailable, "AVAILABLE", "khả dụng", "available", true},
    {Kind::kCommitted, "COMMITTED", "đã cam kết chi", "committed", true},
    {Kind::kAdvanced, "ADVANCED", "tạm ứng chưa thanh toán", "advanced", true},
    {Kind::kInPayment, "IN_PAYMENT", "đang thanh toán", "in payment", true},
    {Kind::kSpent, "SPENT", "đã chi", "spent", true},
    {Kind::kRefunded, "REFUNDED", "đã hoàn trả ngân sách", "refunded", true},
    {Kind::kLapsed, "LAPSED", "bị hủy dự toán", "lapsed", true},
    {Kind::kCarriedForward, "CARRIED_FORWARD", "chuyển nguồn sang năm sau", "carried forward", true},
    {Kind::kBroughtForward, "BROUGHT_FORWARD", "nguồn năm trước chuyển sang", "brought forward", false},
}};

const KindRow& RowOf(Kind kind) {
  return kRows[static_cast<std::size_t>(kind) - 1];
}

}  // namespace

std::optional<Kind> KindFromNumber(int number) {
  if (number < 1 || number > static_cast<int>(kAllKinds.size())) return std::nullopt;
  return static_cast<Kind>(number);
}

std::string_view KindName(Kind kind) {
  return RowOf(kind).name;
}
std::string_view KindTextVi(Kind kind) {
  return RowOf(kind).text_vi;
}
std::string_view KindTextEn(Kind kind) {
  return RowOf(kind).text_en;
}
bool IsGuarded(Kind kind) {
  return RowOf(kind).guarded;
}

Shard ShardOf(const AccountKey& key) {
  return {key.budget_year, key.agency};
}

std::string CanonicalText(const AccountKey& key) {
  std::string text = key.programme;
  text += '|';
  text += std::to_string(key.budget_year);
  for (const std::string* field : {&key.source, &key.agency, &key.component_project, &key.budget_line}) {
    text += '|';
    text += *field;
  }
  text += '|';
  text += KindName(key.kind);
  return text;
}

AccountKey WithKind(AccountKey key, Kind kind) {
  key.kind = kind;
  return key;
}

AccountKey InTransitOf(const AccountKey& key) {
  return {key.programme, key.budget_year, key.source, key.agency, "", "", Kind::kInTransit};
}

}  // namespace cpb::ledger

/// What an account is: one place that money can be, told apart by programme, budget year, source of funds,
/// unit, component project, budget line and kind. The kinds follow money through its life:
///
///   appropriation → available → committed → in payment → spent (or advanced → spent)
///
/// and from there refunded, lapsed, carried forward. Pure: standard library only.
#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace cpb::ledger {

/// Numbers are those of cpbudget.disbursement.v1.AccountKind and of the column `account.kind`: never reuse
/// one.
enum class Kind : int {
  kAuthority = 1,
  kAppropriation = 2,
  kInTransit = 3,
  kAvailable = 4,
  kCommitted = 5,
  kAdvanced = 6,
  kInPayment = 7,
  kSpent = 8,
  kRefunded = 9,
  kLapsed = 10,
  kCarriedForward = 11,
  kBroughtForward = 12,
};
inline constexpr std::array kAllKinds{Kind::kAuthority, Kind::kAppropriation,  Kind::kInTransit,
                                      Kind::kAvailable, Kind::kCommitted,      Kind::kAdvanced,
                                      Kind::kInPayment, Kind::kSpent,          Kind::kRefunded,
                                      Kind::kLapsed,    Kind::kCarriedForward, Kind::kBroughtForward};

/// Nothing for a number that no kind has.
std::optional<Kind> KindFromNumber(int number);
/// "AVAILABLE".
std::string_view KindName(Kind kind);
/// "khả dụng" / "available", for sentences.
std::string_view KindTextVi(Kind kind);
std::string_view KindTextEn(Kind kind);
/// True for kinds that may never fall below zero. The others are counter-accounts: what is granted, on the
/// way between two units, or brought in from the year before stands there as a negative balance.
bool IsGuarded(Kind kind);

/// Two accounts with equal fields are the same account.
struct AccountKey {
  std::string programme;  ///< "programmes/SXSH2020"
  int budget_year = 0;
  std::string source;             ///< "central"
  std::string agency;             ///< "agencies/SCT-68"
  std::string component_project;  ///< "componentProjects/SXSH2020-3"; empty for appropriations.
  std::string budget_line;        ///< "SXSH2020-2019-SCT-68.03"; empty for appropriations.
  Kind kind = Kind::kAvailable;

  friend auto operator<=>(const AccountKey&, const AccountKey&) = default;
};

/// What one writer decides about. No entry spans two shards.
struct Shard {
  int budget_year = 0;
  std::string agency;

  friend auto operator<=>(const Shard&, const Shard&) = default;
};
Shard ShardOf(const AccountKey& key);

/// Stable text of a key, the same for ever: "programmes/SXSH2020|2019|central|agencies/SCT-68|…|…|AVAILABLE".
/// Fields never hold "|", because resource ids may not.
std::string CanonicalText(const AccountKey& key);
/// The same place at another stage.
AccountKey WithKind(AccountKey key, Kind kind);
/// The in-transit account of the shard and source of `key`.
AccountKey InTransitOf(const AccountKey& key);

}  // namespace cpb::ledger

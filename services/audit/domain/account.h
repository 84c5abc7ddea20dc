/// What an account of the ledger is about, as the read model keeps it. The numbers of `Kind` are those of
/// cpbudget.disbursement.v1.AccountKind; store/ asserts that they agree.
#pragma once

#include <compare>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace cpb::audit {

/// Stage that the money has reached.
enum class Kind : int {
  kUnspecified = 0,
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
  kEnterprise = 100,  ///< Enterprises' own money: of no account of the ledger.
};

/// Name of a kind for files and sentences: "in_payment".
constexpr std::string_view KindName(Kind kind) {
  constexpr std::string_view kNames[] = {"unspecified",    "authority", "appropriation", "in_transit",
                                         "available",      "committed", "advanced",      "in_payment",
                                         "spent",          "refunded",  "lapsed",        "carried_forward",
                                         "brought_forward"};
  const auto number = static_cast<unsigned>(kind);
  return number < std::size(kNames) ? kNames[number] : "unknown";
}

/// Two accounts with equal fields are the same account.
struct Account {
  std::string programme;    ///< "programmes/SXSH2020"
  int budget_year = 0;      ///< 2019
  std::string source;       ///< "central"
  std::string agency;       ///< "agencies/SCT-68"
  std::string project;      ///< "componentProjects/SXSH2020-3"; empty for appropriations.
  std::string budget_line;  ///< "SXSH2020-2019-SCT-68.03"; empty for appropriations.
  Kind kind = Kind::kUnspecified;

  friend auto operator<=>(const Account&, const Account&) = default;
};

/// One movement of money as it was booked.
struct Posting {
  std::int64_t position = 0;
  std::string effective_date;  ///< "2019-07-20"
  Account from;                ///< Gives.
  Account to;                  ///< Receives.
  std::int64_t amount_vnd = 0;
};

/// One entry of the journal with its postings.
struct JournalEntry {
  std::int64_t position = 0;
  std::string effective_date;  ///< "2019-07-20"
  std::string record_time;     ///< UTC, "2019-07-20 03:04:05.123456"
  std::string document_kind;   ///< "payment"
  std::string document;        ///< "payments/…"
  std::string step;            ///< "confirm"
  std::string actor;           ///< "users/…"
  std::int64_t reverses_position = 0;
  std::vector<Posting> postings;
};

}  // namespace cpb::audit

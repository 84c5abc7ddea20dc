#include "services/audit/app/account_names.h"

#include <algorithm>
#include <set>

namespace cpb::audit {
namespace {

// Beancount knows five roots. Money in hand is an asset, money gone for good an expense, and what only
// balances the grants, or left the year, is equity.
std::string_view Root(Kind kind) {
  switch (kind) {
    case Kind::kAuthority:
      return "Equity:Authority";
    case Kind::kAppropriation:
      return "Assets:Appropriation";
    case Kind::kInTransit:
      return "Assets:In-Transit";
    case Kind::kAvailable:
      return "Assets:Available";
    case Kind::kCommitted:
      return "Assets:Committed";
    case Kind::kAdvanced:
      return "Assets:Advanced";
    case Kind::kInPayment:
      return "Assets:In-Payment";
    case Kind::kSpent:
      return "Expenses:Spent";
    case Kind::kRefunded:
      return "Equity:Refunded";
    case Kind::kLapsed:
      return "Equity:Lapsed";
    case Kind::kCarriedForward:
      return "Equity:Carried-Forward";
    case Kind::kBroughtForward:
      return "Equity:Brought-Forward";
    case Kind::kEnterprise:
    case Kind::kUnspecified:
      break;
  }
  return "Equity:Unknown";
}

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// "agencies/SCT-68" is "SCT-68".
std::string_view LastSegment(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

std::string PlainName(const Account& account) {
  std::string name{Root(account.kind)};
  name += ':' + NameComponent(LastSegment(account.programme));
  name += ':' + std::to_string(account.budget_year);
  name += ':' + NameComponent(account.source);
  name += ':' + NameComponent(LastSegment(account.agency));
  // A balance of beancount counts the accounts below it, so no account may be the parent of another: the
  // account without a line gets a leaf too.
  if (account.project.empty() && account.budget_line.empty()) return name + ":Unallotted";
  name += ':' + NameComponent(LastSegment(account.project));
  return name + ':' + NameComponent(account.budget_line);
}

}  // namespace

std::string NameComponent(std::string_view text) {
  std::string component;
  for (const char c : text) component += IsLetter(c) || IsDigit(c) ? c : '-';
  if (component.empty()) return "None";
  if (component.front() >= 'a' && component.front() <= 'z') {
    component.front() = static_cast<char>(component.front() - 'a' + 'A');
  }
  if (component.front() == '-') component.insert(component.begin(), 'X');
  return component;
}

AccountNames::AccountNames(std::vector<Account> accounts) {
  std::sort(accounts.begin(), accounts.end());
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  std::set<std::string> taken;
  for (const Account& account : accounts) {
    const std::string plain = PlainName(account);
    std::string name = plain;
    for (int number = 2; !taken.insert(name).second; ++number) name = plain + "-" + std::to_string(number);
    names_.emplace(account, name);
  }
}

}  // namespace cpb::audit

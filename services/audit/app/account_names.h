/// Names of accounts that hledger and beancount both accept, one name for one account:
/// "Assets:Available:SXSH2020:2019:Central:SCT-68:SXSH2020-3:SXSH2020-2019-SCT-68-03". Both tools get the
/// same names, so their balances can be laid side by side.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/audit/domain/account.h"

namespace cpb::audit {

/// One component of a name: ASCII letters, digits and hyphens, first a capital letter or a digit. Anything
/// else becomes a hyphen.
std::string NameComponent(std::string_view text);

/// Gives every account a name of its own. Two accounts whose names would be equal after cleaning are told
/// apart by a number.
class AccountNames {
 public:
  /// The accounts to name; the result does not depend on their order.
  explicit AccountNames(std::vector<Account> accounts);
  /// Name of an account of the list; throws std::out_of_range for another.
  const std::string& Of(const Account& account) const { return names_.at(account); }
  /// All of them, by account.
  const std::map<Account, std::string>& all() const { return names_; }

 private:
  std::map<Account, std::string> names_;
};

}  // namespace cpb::audit

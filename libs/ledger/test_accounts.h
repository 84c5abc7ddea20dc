/// Accounts for the ledger's tests.
#pragma once

#include <string>

#include "libs/ledger/account.h"

namespace cpb::ledger::testing {

inline AccountKey Holder(Kind kind, const std::string& agency = "agencies/BCT", int year = 2019) {
  return {"programmes/SXSH2020", year, "central", agency, "", "", kind};
}
inline AccountKey Line(Kind kind, const std::string& province = "68", const std::string& item = "01",
                       int year = 2019) {
  return {"programmes/SXSH2020",
          year,
          "central",
          "agencies/SCT-" + province,
          "componentProjects/SXSH2020-3",
          "SXSH2020-2019-SCT-" + province + "." + item,
          kind};
}

}  // namespace cpb::ledger::testing

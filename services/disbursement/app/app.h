/// What the use cases share.
#pragma once

#include "libs/storage/database.h"
#include "services/disbursement/app/rules.h"

namespace cpb::disbursement::app {

struct App {
  storage::Database& database;
  const Rules& rules;
};

}  // namespace cpb::disbursement::app

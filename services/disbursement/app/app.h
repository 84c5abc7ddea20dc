/// What the use cases share.
#pragma once

#include "libs/storage/database.h"
#include "services/disbursement/app/group_writer.h"
#include "services/disbursement/app/rules.h"

namespace cpb::disbursement::app {

struct App {
  storage::Database& database;
  const Rules& rules;
  GroupWriter& writer;  ///< Of new payments and commitments; everything else is a unit of work of its own.
};

}  // namespace cpb::disbursement::app

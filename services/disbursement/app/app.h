/// What the use cases share.
#pragma once

#include "libs/storage/database.h"
#include "services/disbursement/app/group_writer.h"
#include "services/disbursement/app/rules.h"
#include "services/disbursement/app/side_threads.h"

namespace cpb::disbursement::app {

struct App {
  storage::Database& database;
  const Rules& rules;
  GroupWriter& writer;  ///< Of new payments and commitments; everything else is a unit of work of its own.
  SideThreads& side_threads;  ///< For what has to wait in a method whose handlers may not.
};

}  // namespace cpb::disbursement::app

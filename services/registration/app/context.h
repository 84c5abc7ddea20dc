/// What every use case of this service works with. Made once in main.cc.
#pragma once

#include "libs/calendar/calendar.h"
#include "libs/rpc/server.h"
#include "libs/storage/database.h"
#include "services/registration/app/rule_client.h"
#include "services/registration/domain/catalogue.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

struct Context {
  rpc::Server* server = nullptr;
  storage::Database* database = nullptr;
  const Catalogue* catalogue = nullptr;
  const calendar::Calendar* calendar = nullptr;
  const RuleClient* rules = nullptr;
};

}  // namespace cpb::registration

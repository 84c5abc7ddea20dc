/// The gRPC services of allocation: one method checks its fields and hands over to its use case.
#pragma once

#include <memory>

#include "cpbudget/allocation/v1/allocation.grpc.pb.h"
#include "cpbudget/allocation/v1/rulebooks.grpc.pb.h"
#include "cpbudget/allocation/v1/rules.grpc.pb.h"
#include "libs/rpc/server.h"
#include "services/allocation/app/adjustments_desk.h"
#include "services/allocation/app/allotments_desk.h"
#include "services/allocation/app/appropriations_desk.h"
#include "services/allocation/app/decisions_desk.h"
#include "services/allocation/app/hand_overs_desk.h"
#include "services/allocation/app/publishing_desk.h"
#include "services/allocation/app/rounds_desk.h"
#include "services/allocation/app/rules_desk.h"

namespace cpb::allocation {

inline constexpr char kAllocationServiceName[] = "cpbudget.allocation.v1.AllocationService";
inline constexpr char kRuleServiceName[] = "cpbudget.allocation.v1.RuleService";
inline constexpr char kRulebookServiceName[] = "cpbudget.allocation.v1.RulebookService";

std::unique_ptr<grpc::Service> MakeAllocationService(rpc::Server& server, RoundsDesk& rounds,
                                                     AppropriationsDesk& appropriations,
                                                     AdjustmentsDesk& adjustments, AllotmentsDesk& allotments,
                                                     HandOversDesk& hand_overs);
std::unique_ptr<grpc::Service> MakeRuleService(rpc::Server& server, RulesDesk& rules,
                                               DecisionsDesk& decisions);
std::unique_ptr<grpc::Service> MakeRulebookService(rpc::Server& server, PublishingDesk& desk);

}  // namespace cpb::allocation

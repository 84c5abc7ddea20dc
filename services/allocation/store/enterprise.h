/// Enterprises' own money, bound by documents.
#pragma once

#include <map>
#include <string>

#include "cpbudget/allocation/v1/enterprise.pb.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

using cpbudget::allocation::v1::EnterpriseCommitment;

/// Numbers it and stores it beside the earlier ones of its item, of which it takes the place. Call it with
/// the gate of grants locked.
void InsertEnterpriseCommitment(storage::Session& session, EnterpriseCommitment& commitment);
/// Those in force of one plan, by item.
std::map<std::string, EnterpriseCommitment> EnterpriseCommitmentsOf(storage::Session& session,
                                                                    const std::string& plan);

}  // namespace cpb::allocation

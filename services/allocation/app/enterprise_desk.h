/// Enterprises' own money beside state support: recorded with its document, compared, never paid out here.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/enterprise.pb.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/allocation/app/sources.h"

namespace cpb::allocation {

class EnterpriseDesk {
 public:
  EnterpriseDesk(storage::Database& database, const Sources& sources)
      : database_{database}, sources_{sources} {}

  absl::Status Record(const rpc::Call& call,
                      const cpbudget::allocation::v1::RecordEnterpriseCommitmentRequest& request,
                      cpbudget::allocation::v1::RecordEnterpriseCommitmentResponse& response);
  absl::Status List(const rpc::Call& call,
                    const cpbudget::allocation::v1::ListEnterpriseCommitmentsRequest& request,
                    cpbudget::allocation::v1::ListEnterpriseCommitmentsResponse& response);

 private:
  storage::Database& database_;
  const Sources& sources_;
};

}  // namespace cpb::allocation

/// Field checks of the audit service's requests: everything that is wrong at once, in both languages.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/audit/v1/audit.pb.h"
#include "services/audit/app/labels.h"

namespace cpb::audit {

absl::Status Check(const cpbudget::audit::v1::GetUsageRequest& request, const Labels& labels);
absl::Status Check(const cpbudget::audit::v1::GetPublicUsageRequest& request);
absl::Status Check(const cpbudget::audit::v1::TracePaymentRequest& request);
absl::Status Check(const cpbudget::audit::v1::ListEventsRequest& request);
absl::Status Check(const cpbudget::audit::v1::ExportJournalRequest& request);

}  // namespace cpb::audit

/// Every "no" of this service, beside those of libs/refusal/common.h. Names are stable for ever.
#pragma once

#include "libs/refusal/common.h"

namespace cpb::projects {

inline constexpr refusal::Reason kIndicatorUnknown{"INDICATOR_UNKNOWN",
                                                   refusal::Kind::kFailedPrecondition,
                                                   "Không có chỉ tiêu {indicator}.",
                                                   "There is no indicator {indicator}.",
                                                   "Chọn chỉ tiêu trong danh mục.",
                                                   "Choose one of the indicators."};
inline constexpr refusal::Reason kReportDateInFuture{
    "REPORT_DATE_IN_FUTURE",
    refusal::Kind::kFailedPrecondition,
    "Ngày báo cáo {report_date} sau ngày hôm nay ({today}).",
    "The report date {report_date} lies after today ({today}).",
    "Sửa ngày báo cáo.",
    "Correct the report date."};

}  // namespace cpb::projects

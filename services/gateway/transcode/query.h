/// Query parameters: "budget_year=2019&groupBy=DIMENSION_PROJECT&plan.title=x".
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "google/protobuf/message.h"
#include "services/gateway/transcode/problems.h"

namespace cpb::gateway {

/// Fills fields of `message` from a raw query string. Names in `taken` (proto field paths) are given by the
/// path of the request and may not be given again. Unknown names, broken escapes, and single fields given
/// twice are reported.
void BindQuery(std::string_view query, const std::set<std::string>& taken, google::protobuf::Message& message,
               Problems& problems);

}  // namespace cpb::gateway

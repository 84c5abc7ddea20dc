/// Instants between SQL text ("2019-07-20 03:04:05.123456", UTC) and protobuf's Timestamp.
#pragma once

#include <string>
#include <string_view>

#include "google/protobuf/timestamp.pb.h"
#include "libs/clock/clock.h"

namespace cpb::disbursement::store {

google::protobuf::Timestamp TimestampOf(clock::Instant instant);
/// The text comes out of a DATETIME(6) column.
google::protobuf::Timestamp TimestampOf(std::string_view sql_text);
clock::Instant InstantOf(const google::protobuf::Timestamp& timestamp);
std::string SqlTimeOf(const google::protobuf::Timestamp& timestamp);

}  // namespace cpb::disbursement::store

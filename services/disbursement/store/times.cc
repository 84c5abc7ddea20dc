#include "services/disbursement/store/times.h"

#include "absl/status/status.h"
#include "libs/storage/database.h"

namespace cpb::disbursement::store {

google::protobuf::Timestamp TimestampOf(clock::Instant instant) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds.time_since_epoch().count());
  timestamp.set_nanos(static_cast<std::int32_t>(std::chrono::nanoseconds(instant - seconds).count()));
  return timestamp;
}

google::protobuf::Timestamp TimestampOf(std::string_view sql_text) {
  const auto instant = clock::ParseInstant(sql_text);
  if (!instant) throw storage::StorageError{absl::InternalError("unreadable time in a row"), 0};
  return TimestampOf(*instant);
}

clock::Instant InstantOf(const google::protobuf::Timestamp& timestamp) {
  return clock::Instant{std::chrono::seconds{timestamp.seconds()} +
                        std::chrono::microseconds{timestamp.nanos() / 1'000}};
}

std::string SqlTimeOf(const google::protobuf::Timestamp& timestamp) {
  return clock::FormatInstant(InstantOf(timestamp));
}

}  // namespace cpb::disbursement::store

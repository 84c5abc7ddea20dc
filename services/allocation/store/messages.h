/// Messages in and out of BLOB columns.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message_lite.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

/// The message of a column. What cannot be read was not written by this program: a failure, not an answer.
template <class Message>
Message ReadMessage(const std::string& bytes) {
  Message message;
  if (!message.ParseFromString(bytes))
    throw storage::StorageError(absl::InternalError("a stored message is unreadable"), 0);
  return message;
}

}  // namespace cpb::allocation

/// What an error number of MariaDB means for the unit of work and for its caller. Internal to libs/storage.
#pragma once

#include <string>

#include "libs/storage/database.h"

namespace cpb::storage {

inline constexpr int kDuplicateKey = 1062;

/// Deadlock, lock wait time-out, record changed: the unit of work may be run again from its start.
bool IsRetriable(int mysql_errno);
/// The connection cannot be trusted after this: the network, a killed session, a server that stops, or the
/// driver itself (number 0).
bool BreaksConnection(int mysql_errno);

/// The status for `mysql_errno`. Of `server_text` only the name of a key or constraint is taken over.
StorageError ToStorageError(int mysql_errno, const std::string& server_text);

}  // namespace cpb::storage

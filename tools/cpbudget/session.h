/// The session that `cpbudget sign-in` leaves behind: gateway, token and user, in a file that only its owner
/// can read.
#pragma once

#include <string>

namespace cpb::cli {

struct Session {
  std::string address, token, user;
};

/// ~/.config/cpbudget/session, or $XDG_CONFIG_HOME/cpbudget/session.
std::string SessionFile();
/// Empty when there is none. A file that others may read is not used: `error` says so.
Session LoadSession(const std::string& file, std::string& error);
/// Writes beside, mode 0600, then renames; makes the folder with mode 0700. False when that fails.
bool SaveSession(const std::string& file, const Session& session);
/// False when a file is there and cannot be removed.
bool RemoveSession(const std::string& file);

}  // namespace cpb::cli

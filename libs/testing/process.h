/// Child processes of tests: they die with their parent, and their output goes to a file.
#pragma once

#include <signal.h>
#include <sys/types.h>

#include <string>
#include <vector>

namespace cpb::testing {

/// Starts `command` (a program found in PATH or by its path, then its arguments) with its output appended to
/// `log_file`. It is killed when the calling thread ends. Throws std::runtime_error when it cannot fork; a
/// program that cannot be executed ends with status 127.
pid_t StartProcess(const std::vector<std::string>& command, const std::string& log_file);

/// True when the child has ended; it is reaped then, so ask no more after that.
bool HasEnded(pid_t pid);

/// Waits until it ends. Returns its exit status, or 128 plus the number of the signal that killed it.
int WaitForEnd(pid_t pid);

}  // namespace cpb::testing

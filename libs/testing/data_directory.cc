#include "libs/testing/data_directory.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "libs/testing/process.h"

namespace cpb::testing {
namespace {

namespace fs = std::filesystem;

const std::string kPrefix = "cpb-mariadb-";
/// Small redo log: a test writes little, and the directory is copied for every test program.
const std::string kLogSize = "--innodb-log-file-size=8M";

std::string MakeFolder(const std::string& pattern) {
  std::string name = pattern + "XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"cannot make the folder " + name};
  return name;
}

/// Removes folders whose test program is gone: a killed one cannot do it itself.
void RemoveLeftovers(const fs::path& temporary) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator{temporary, ignored}) {
    const std::string name = entry.path().filename().string();
    if (name.rfind(kPrefix, 0) != 0) continue;
    const pid_t owner = std::atoi(name.c_str() + kPrefix.size());
    if (owner > 0 && ::kill(owner, 0) != 0 && errno == ESRCH) fs::remove_all(entry.path(), ignored);
  }
}

/// The directory that all others are copied from. Several test programs may need it at once: each makes its
/// own, and the first to finish names it.
fs::path Template() {
  fs::path finished = fs::path{CPB_TEMPLATE_FOLDER} / "mariadb-template";
  if (fs::exists(finished)) return finished;
  const std::string unfinished = MakeFolder(finished.string() + "-");
  std::vector<std::string> command{"mariadb-install-db",
                                   "--no-defaults",
                                   "--datadir=" + unfinished + "/data",
                                   "--auth-root-authentication-method=normal",
                                   "--skip-test-db",
                                   "--skip-name-resolve",
                                   kLogSize};
  if (::geteuid() == 0) command.push_back("--user=root");
  if (WaitForEnd(StartProcess(command, unfinished + "/log")) != 0) {
    throw std::runtime_error{"mariadb-install-db failed; see " + unfinished + "/log"};
  }
  std::error_code lost_race;
  fs::rename(unfinished, finished, lost_race);
  if (lost_race) fs::remove_all(unfinished);
  return finished;
}

}  // namespace

std::string MakeDataDirectory() {
  const fs::path temporary = fs::temp_directory_path();
  RemoveLeftovers(temporary);
  const fs::path from = Template() / "data";
  std::string folder = MakeFolder((temporary / (kPrefix + std::to_string(::getpid()) + "-")).string());
  fs::copy(from, fs::path{folder} / "data", fs::copy_options::recursive);
  return folder;
}

std::vector<std::string> ServerCommand(const std::string& data_directory) {
  std::vector<std::string> command{"mariadbd", "--no-defaults", "--datadir=" + data_directory, kLogSize};
  // Without it MariaDB refuses to run as root; an ordinary user simply runs it.
  if (::geteuid() == 0) command.push_back("--user=root");
  return command;
}

}  // namespace cpb::testing

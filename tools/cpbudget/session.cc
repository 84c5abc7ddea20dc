#include "tools/cpbudget/session.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace cpb::cli {
namespace {

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool WriteAll(int descriptor, const std::string& text) {
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t count = write(descriptor, text.data() + written, text.size() - written);
    if (count <= 0) return false;
    written += static_cast<std::size_t>(count);
  }
  return fsync(descriptor) == 0;
}

}  // namespace

std::string SessionFile() {
  const std::string config = Environment("XDG_CONFIG_HOME");
  return (config.empty() ? Environment("HOME") + "/.config" : config) + "/cpbudget/session";
}

Session LoadSession(const std::string& file, std::string& error) {
  struct stat about {};
  if (stat(file.c_str(), &about) != 0) return {};
  if ((about.st_mode & 077) != 0) {
    error = file + ": mode 0600?";
    return {};
  }
  Session session;
  std::ifstream in{file};
  for (std::string line; std::getline(in, line);) {
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos) continue;
    const std::string key = line.substr(0, equals);
    if (key == "address") session.address = line.substr(equals + 1);
    if (key == "token") session.token = line.substr(equals + 1);
    if (key == "user") session.user = line.substr(equals + 1);
  }
  return session;
}

bool SaveSession(const std::string& file, const Session& session) {
  const std::filesystem::path path{file};
  std::error_code code;
  std::filesystem::create_directories(path.parent_path(), code);
  chmod(path.parent_path().c_str(), 0700);
  const std::string beside = file + ".new." + std::to_string(getpid());
  const int descriptor = open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return false;
  const bool written = WriteAll(descriptor, "address=" + session.address + "\ntoken=" + session.token +
                                                "\nuser=" + session.user + '\n');
  const bool closed = close(descriptor) == 0;
  if (written && closed && rename(beside.c_str(), file.c_str()) == 0) return true;
  unlink(beside.c_str());
  return false;
}

bool RemoveSession(const std::string& file) {
  std::error_code code;
  std::filesystem::remove(file, code);
  return !code;
}

}  // namespace cpb::cli

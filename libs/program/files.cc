#include "libs/program/files.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "libs/text/text.h"

namespace cpb::program {
namespace {

constexpr std::string_view kUnix = "unix:";

absl::Status Wrong(const std::string& sentence) {
  return absl::FailedPreconditionError(sentence);
}

/// True when some process accepts connections at this socket.
bool SomebodyListens(const sockaddr_un& address) {
  const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return true;  // Not known; leave it alone.
  const int result = connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const bool refused = result != 0 && (errno == ECONNREFUSED || errno == ENOENT);
  close(descriptor);
  return !refused;
}

}  // namespace

absl::Status PrepareAddress(const std::string& address) {
  if (address.compare(0, kUnix.size(), kUnix) != 0) return absl::OkStatus();
  std::string path = address.substr(kUnix.size());
  if (path.compare(0, 2, "//") == 0) path.erase(0, 2);  // unix:///absolute is the other spelling.
  sockaddr_un socket_address{};
  socket_address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof socket_address.sun_path) {
    return Wrong(text::Concat("cannot listen on ", address, ": the path of a socket has 1 to 107 bytes"));
  }
  std::memcpy(socket_address.sun_path, path.c_str(), path.size() + 1);
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) return absl::OkStatus();
  if (!S_ISSOCK(info.st_mode))
    return Wrong(text::Concat("cannot listen on ", address, ": a file of this name is there"));
  if (SomebodyListens(socket_address)) {
    return Wrong(text::Concat("cannot listen on ", address, ": another process listens there"));
  }
  if (unlink(path.c_str()) != 0 && errno != ENOENT) {
    return Wrong(text::Concat("cannot remove the old socket ", path, ": ", std::strerror(errno)));
  }
  return absl::OkStatus();
}

absl::Status WriteReadyFile(const std::string& file, int metrics_port, const std::vector<int>& listen_ports) {
  std::string ports;
  for (const int port : listen_ports) ports += (ports.empty() ? "" : ",") + std::to_string(port);
  const std::string beside = text::Concat(file, ".", std::to_string(getpid()), ".new");
  std::ofstream stream{beside, std::ios::trunc};
  stream << "{\"pid\":" << getpid() << ",\"metrics_port\":" << metrics_port << ",\"listen_ports\":[" << ports
         << "]}\n";
  stream.close();
  if (stream && std::rename(beside.c_str(), file.c_str()) == 0) return absl::OkStatus();
  absl::Status failed = Wrong(text::Concat("cannot write the ready file ", file, ": ", std::strerror(errno)));
  unlink(beside.c_str());
  return failed;
}

}  // namespace cpb::program

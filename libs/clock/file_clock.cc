#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstdio>

#include "libs/clock/clock.h"

namespace cpb::clock {
namespace {

/// A move further than this is not a date anybody meant.
constexpr std::chrono::microseconds kFurthest = std::chrono::years{1'000};

/// The move in the file; none when the file is absent or does not hold a number. Three system calls of
/// together a few microseconds, and no state: nothing to lock between threads, nothing that can be stale
/// between processes.
std::chrono::microseconds ReadOffset(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  std::array<char, 32> buffer{};
  const ssize_t length = ::read(file, buffer.data(), buffer.size());
  ::close(file);
  if (length <= 0) return {};
  std::int64_t offset = 0;
  const auto [end, error] = std::from_chars(buffer.data(), buffer.data() + length, offset);
  const std::chrono::microseconds move{offset};
  if (error != std::errc{} || end != buffer.data() + length || move < -kFurthest || move > kFurthest)
    return {};
  return move;
}

class FileClock : public Clock {
 public:
  explicit FileClock(std::string path) : path_{std::move(path)}, system_{MakeSystemClock()} {}
  Instant Now() const override { return system_->Now() + ReadOffset(path_); }

 private:
  const std::string path_;
  const std::unique_ptr<Clock> system_;
};

bool WriteWhole(const std::string& path, const std::string& content) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return false;
  const bool written = ::write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size());
  return (::close(file) == 0) && written;
}

}  // namespace

std::unique_ptr<Clock> MakeFileClock(std::string path) {
  return std::make_unique<FileClock>(std::move(path));
}

bool SetFileClock(const std::string& path, std::optional<Instant> now) {
  if (!now) return ::unlink(path.c_str()) == 0 || errno == ENOENT;
  const std::chrono::microseconds move = *now - MakeSystemClock()->Now();
  if (move < -kFurthest || move > kFurthest) return false;
  // One name per writer, so that two who set the clock at once do not write into each other's file.
  static std::atomic<int> counter{0};
  const std::string beside = path + ".new." + std::to_string(::getpid()) + "." + std::to_string(++counter);
  if (WriteWhole(beside, std::to_string(move.count())) && std::rename(beside.c_str(), path.c_str()) == 0)
    return true;
  ::unlink(beside.c_str());
  return false;
}

}  // namespace cpb::clock

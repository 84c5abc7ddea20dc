// The disk of the database is full under load, and has room again later.
#include <signal.h>
#include <sys/statvfs.h>

#include <filesystem>
#include <fstream>

#include "libs/testing/process.h"
#include "tests/overspend/race.h"

namespace cpb::overspend {
namespace {

/// A small filesystem over the data directory of a server that was not started yet, in a mount namespace of
/// its own: nobody else sees it, and it is gone with the process that holds it.
class SmallDisk {
 public:
  explicit SmallDisk(testing::PrivateMariaDb& server) : folder_{server.folder() + "/small"} {
    std::filesystem::create_directory(folder_);
    const std::string data = server.folder() + "/data";
    const std::string ready = server.folder() + "/ready";
    holder_ = testing::StartProcess(
        {"unshare", "-rm", "setpriv", "--pdeathsig", "KILL", "sh", "-ec",
         R"(mount -t tmpfs -o size=96m none "$1"; cp -a "$2/." "$1"; mount --bind "$1" "$2"; touch "$3"; exec sleep infinity)",
         "sh", folder_, data, ready},
        server.folder() + "/small.log");
    while (!std::filesystem::exists(ready)) {
      if (testing::HasEnded(holder_)) throw std::runtime_error{"cannot make a small disk"};
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    server.SetLaunch({.before = {"nsenter", "--target", std::to_string(holder_), "--user", "--mount",
                                 "--preserve-credentials", "setpriv", "--pdeathsig", "KILL"},
                      // Whoever runs the test is root inside.
                      .options = {"--user=root", "--innodb-autoextend-increment=4"}});
  }
  ~SmallDisk() {
    kill(holder_, SIGKILL);
    testing::WaitForEnd(holder_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  /// Where unprivileged users may not make namespaces, this test cannot be made.
  static bool Possible() {
    return testing::WaitForEnd(testing::StartProcess({"unshare", "-rm", "true"}, "/dev/null")) == 0;
  }

  /// Leaves no byte free.
  void Fill() {
    std::ofstream filler{Filler(), std::ios::binary | std::ios::app};
    const std::string block(4'096, 'x');
    while (filler.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
    }
  }
  void Free() { std::filesystem::remove(Filler()); }

 private:
  /// The holder's view of the folder.
  std::string Filler() const { return "/proc/" + std::to_string(holder_) + "/root" + folder_ + "/filler"; }

  std::string folder_;
  pid_t holder_ = 0;
};

class DiskTest : public Race {
 protected:
  /// Starts the server again if it fell: MariaDB 10.11 may crash when a ROLLBACK finds the disk full. In
  /// production systemd does this.
  void Supervise() {
    if (storage::Database::Open({.dsn = storage::ParseDsn(database_.root_dsn()).value(), .pool_size = 1})
            .ok()) {
      return;
    }
    database_.Kill9();
    database_.Start();
    ++falls_;
  }

  testing::PrivateMariaDb database_{testing::PrivateMariaDb::NotStarted{}};
  int falls_ = 0;
};

TEST_F(DiskTest, AFullDiskStopsThePaymentsAndLosesNone) {
  if (!SmallDisk::Possible()) GTEST_SKIP() << "this user may not make namespaces (unshare -rm)";
  SmallDisk disk{database_};
  database_.Start();
  AddCopy(database_.CreateSchema("overspend"));
  OpenLines();
  StartClients();
  for (int n = 1; n <= 2; ++n) {
    WaitForAnswers(n * kAll / 4);
    disk.Fill();
    // Tables grow in steps, so some requests still get through; then nothing does.
    WaitForFailures(repeats() + 200);
    disk.Free();
    Supervise();
  }
  WaitForClients();
  CheckAll();
  Say("disk full twice, MariaDB fell " + std::to_string(falls_) + " times");
  database_.Kill9();  // Before its disk goes.
}

}  // namespace
}  // namespace cpb::overspend

#include "tests/feed/fixture.h"

#include <signal.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "libs/auth/token.h"
#include "libs/testing/process.h"

namespace cpb::feed_test {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream stream{path};
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

}  // namespace

Migrations TestMigrations() {
  return {{"0001_initial.sql",
           ReadFile(std::string{CPB_SOURCE_DIR} + "/libs/feed/feed.sql") +
               "CREATE TABLE fact (id BIGINT PRIMARY KEY) ENGINE=InnoDB;\n"
               "CREATE TABLE applied (n BIGINT AUTO_INCREMENT PRIMARY KEY, position BIGINT NOT NULL, "
               "resource VARCHAR(100) NOT NULL) ENGINE=InnoDB;\n"
               "GRANT SELECT, INSERT ON {{schema}}.fact TO {{user}};\n"
               "GRANT SELECT, INSERT ON {{schema}}.applied TO {{user}};\n"}};
}

std::vector<std::int64_t> Applied(storage::Database& consumer) {
  return consumer
      .Read([](storage::Session& session) -> absl::StatusOr<std::vector<std::int64_t>> {
        std::vector<std::int64_t> positions;
        for (const storage::Row& row : session.Query("SELECT position FROM applied ORDER BY n")) {
          positions.push_back(row.Int(0));
        }
        return positions;
      })
      .value();
}

std::int64_t CountOf(storage::Database& database, const std::string& table) {
  return database
      .Read([&](storage::Session& session) -> absl::StatusOr<std::int64_t> {
        return session.QueryOne("SELECT COUNT(*) FROM " + table)->Int(0);
      })
      .value();
}

std::vector<std::int64_t> OneTo(std::int64_t last) {
  std::vector<std::int64_t> numbers(static_cast<std::size_t>(last));
  std::iota(numbers.begin(), numbers.end(), 1);
  return numbers;
}

Parties::Parties(testing::PrivateMariaDb& mariadb, int facts)
    : facts_{facts},
      producer_{mariadb.OpenMigrated("producer", TestMigrations())},
      consumer_{mariadb.OpenMigrated("consumer", TestMigrations())} {
  std::string pattern = (std::filesystem::temp_directory_path() / "cpb-feed-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder");
  folder_ = pattern;
  for (const char* program : {"registration", "audit"}) {
    if (!auth::MakeKeyPair(folder_, program).ok()) throw std::runtime_error("cannot make keys");
  }
}

Parties::~Parties() {
  while (!running_.empty()) Kill9(std::string{running_.begin()->first});
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::vector<std::string> Parties::Command(const std::string& who) const {
  const bool produces = who == "producer";
  std::vector<std::string> command{std::string{CPB_BINARY_DIR} + "/test/feed_" + who,
                                   "--listen=unix:" + folder_ + "/" + who + ".sock",
                                   "--database=" + (produces ? producer_ : consumer_).schema.runtime_dsn,
                                   "--keys=" + folder_,
                                   "--pool_size=3",
                                   "--log_level=warning"};
  command.push_back(produces ? "--facts=" + std::to_string(facts_)
                             : "--peers=registration=unix:" + folder_ + "/producer.sock");
  return command;
}

void Parties::Start(const std::string& who, const std::string& kill_at) {
  setenv("CPB_KILL_AT", kill_at.c_str(), 1);
  running_[who] = testing::StartProcess(Command(who), folder_ + "/" + who + ".log");
  unsetenv("CPB_KILL_AT");
}

void Parties::Kill9(const std::string& who) {
  const pid_t pid = running_.at(who);
  running_.erase(who);
  kill(pid, SIGKILL);
  testing::WaitForEnd(pid);
}

bool Parties::Gone(const std::string& who) {
  const auto found = running_.find(who);
  if (found == running_.end()) return true;
  if (!testing::HasEnded(found->second)) return false;
  running_.erase(found);
  return true;
}

bool Parties::RunUntilApplied(std::int64_t position) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes{1};
  while (std::chrono::steady_clock::now() < deadline) {
    for (const char* who : {"producer", "consumer"}) {
      if (Gone(who)) Start(who);
    }
    if (static_cast<std::int64_t>(Applied(consumer()).size()) >= position) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return false;
}

}  // namespace cpb::feed_test

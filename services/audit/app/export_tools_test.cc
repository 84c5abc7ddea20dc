// The exported journal against the tools it is for: hledger and bean-check accept it, and refuse it as soon
// as one balance of the ledger differs by one dong.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "services/audit/app/journal_writer.h"

namespace cpb::audit {
namespace {

struct Sample {
  JournalHeader header;
  std::vector<JournalEntry> entries;
  std::map<Account, std::int64_t> balances;
};

Account Line(std::size_t number, Kind kind) {
  const std::string id =
      "SXSH2020-2019-SCT-68." + std::string(number < 10 ? "0" : "") + std::to_string(number);
  return {"programmes/SXSH2020",          2019, "central", "agencies/SCT-68",
          "componentProjects/SXSH2020-3", id,   kind};
}

Sample MakeSample() {
  Sample sample;
  std::mt19937 random{20190720};
  const Account authority{"programmes/SXSH2020", 2019, "central", "agencies/BCT", "", "", Kind::kAuthority};
  Account appropriation = authority;
  appropriation.kind = Kind::kAppropriation;
  const auto book = [&](const std::string& date, const std::string& kind, const Account& from,
                        const Account& to, std::int64_t amount) {
    const auto position = static_cast<std::int64_t>(sample.entries.size() + 1);
    sample.entries.push_back({position,
                              date,
                              date + " 03:00:00.000000",
                              kind,
                              "documents/" + std::to_string(position),
                              "book",
                              "users/lâm \"đồng\"; x",
                              0,
                              {{position, date, from, to, amount}}});
    sample.balances[from] -= amount;
    sample.balances[to] += amount;
    sample.header.accounts.push_back(from);
    sample.header.accounts.push_back(to);
  };
  book("2019-01-02", "appropriation", authority, appropriation, 9'000'000'000'000'000);
  for (int i = 0; i < 300; ++i) {
    const std::size_t number = std::uniform_int_distribution<std::size_t>{1, 30}(random);
    const auto amount = std::uniform_int_distribution<std::int64_t>{1, 5'000'000'000'000}(random);
    const std::string date = "2019-" + std::string(i < 150 ? "03-15" : "11-30");
    book(date, "allotment", appropriation, Line(number, Kind::kAvailable), amount);
    book(date, "payment", Line(number, Kind::kAvailable), Line(number, Kind::kSpent), amount / 3 + 1);
    sample.header.line_titles[Line(number, Kind::kSpent).budget_line] =
        "Hội thảo; \"sản xuất sạch hơn\" | đợt 1";
  }
  sample.header.position = static_cast<std::int64_t>(sample.entries.size());
  sample.header.first_date = "2019-01-02";
  sample.header.last_date = "2019-11-30";
  return sample;
}

// Exit code of a command.
int RunTool(const std::string& command, std::string& output) {
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return -1;
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) output += buffer.data();
  const int status = pclose(pipe);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class ExportTools : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::temp_directory_path() / "cpb-export-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Write(ExportFormat format, const Sample& sample) {
    const auto writer = MakeJournalWriter(format);
    const std::string file =
        folder_ / (format == ExportFormat::kHledger ? "books.journal" : "books.beancount");
    std::ofstream out{file};
    out << writer->Begin(sample.header);
    for (const JournalEntry& entry : sample.entries) out << writer->Entry(entry);
    out << writer->End(sample.balances);
    return file;
  }

  std::filesystem::path folder_;
};

TEST_F(ExportTools, HledgerProvesTheBalances) {
  Sample sample = MakeSample();
  std::string output;
  EXPECT_EQ(RunTool("LC_ALL=C.UTF-8 hledger check --strict ordereddates -f " +
                        Write(ExportFormat::kHledger, sample),
                    output),
            0)
      << output;
  ++sample.balances[Line(7, Kind::kSpent)];
  EXPECT_NE(
      RunTool("LC_ALL=C.UTF-8 hledger check --strict -f " + Write(ExportFormat::kHledger, sample), output),
      0);
}

TEST_F(ExportTools, BeancountProvesTheBalances) {
  Sample sample = MakeSample();
  std::string output;
  EXPECT_EQ(RunTool("bean-check " + Write(ExportFormat::kBeancount, sample), output), 0) << output;
  ++sample.balances[Line(7, Kind::kSpent)];
  EXPECT_NE(RunTool("bean-check " + Write(ExportFormat::kBeancount, sample), output), 0);
}

TEST_F(ExportTools, AnEmptyJournalIsAcceptedToo) {
  std::string output;
  EXPECT_EQ(RunTool("hledger check --strict -f " + Write(ExportFormat::kHledger, {}), output), 0) << output;
  EXPECT_EQ(RunTool("bean-check " + Write(ExportFormat::kBeancount, {}), output), 0) << output;
}

}  // namespace
}  // namespace cpb::audit

#include <gmock/gmock.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>

#include "services/audit/tests/fixture.h"

namespace cpb::audit {
namespace {

using ::testing::HasSubstr;
using Stub = pb::AuditService::Stub;

class BooksTest : public AuditTest {
 protected:
  void SetUp() override {
    AuditTest::SetUp();
    std::string pattern = std::filesystem::temp_directory_path() / "cpb-books-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override {
    std::filesystem::remove_all(folder_);
    AuditTest::TearDown();
  }

  absl::StatusOr<std::string> Export(pb::JournalFormat format,
                                     const cpbudget::types::v1::Identity& identity = Auditor()) {
    grpc::ClientContext context;
    server_.Prepare(identity, context);
    pb::ExportJournalRequest request;
    request.set_format(format);
    const auto reader = stub_->ExportJournal(&context, request);
    std::string text;
    google::api::HttpBody body;
    while (reader->Read(&body)) {
      EXPECT_LE(body.data().size(), kChunkBytes);
      text += body.data();
    }
    const grpc::Status status = reader->Finish();
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return text;
  }

  // Exit code of `tool` on a file with this text.
  int RunTool(const std::string& tool, const std::string& name, const std::string& text,
              std::string& output) {
    const std::string file = folder_ / name;
    std::ofstream{file} << text;
    FILE* pipe = popen(("LC_ALL=C.UTF-8 " + tool + " " + file + " 2>&1").c_str(), "r");
    std::array<char, 4096> buffer{};
    while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) output += buffer.data();
    const int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  std::filesystem::path folder_;
};

constexpr char kHledger[] = "hledger check --strict ordereddates -f";

TEST_F(BooksTest, OutsideToolsProveTheExport) {
  PlaySmallYear();
  // Booked later, in effect earlier: the file must still be in the order of dates.
  Book("2019-02-01", "appropriation", Key(Kind::kAuthority), Key(Kind::kAppropriation), 700);
  std::string output;
  const auto hledger = Export(pb::JOURNAL_FORMAT_HLEDGER);
  ASSERT_TRUE(hledger.ok()) << hledger.status();
  EXPECT_EQ(RunTool(kHledger, "books.journal", *hledger, output), 0) << output;
  EXPECT_THAT(*hledger, HasSubstr("SCT-68-03  0 VND = 700 VND"));
  const auto beancount = Export(pb::JOURNAL_FORMAT_BEANCOUNT);
  ASSERT_TRUE(beancount.ok()) << beancount.status();
  EXPECT_EQ(RunTool("bean-check", "books.beancount", *beancount, output), 0) << output;
  const auto csv = Export(pb::JOURNAL_FORMAT_CSV);
  ASSERT_TRUE(csv.ok());
  EXPECT_THAT(*csv, HasSubstr(",300\r\n"));
}

TEST_F(BooksTest, OutsideToolsFindALedgerThatDisagrees) {
  PlaySmallYear();
  ledger_->set_error_vnd(1);
  std::string output;
  EXPECT_NE(RunTool(kHledger, "books.journal", *Export(pb::JOURNAL_FORMAT_HLEDGER), output), 0);
  EXPECT_NE(RunTool("bean-check", "books.beancount", *Export(pb::JOURNAL_FORMAT_BEANCOUNT), output), 0);
}

TEST_F(BooksTest, ALongExportComesInPieces) {
  PlaySmallYear();
  dpb::Entry entry;
  entry.set_effective_date("2019-11-01");
  entry.set_document_kind("allotment");
  for (int i = 0; i < 5000; ++i) {
    dpb::Posting& posting = *entry.add_postings();
    *posting.mutable_from() = Key(Kind::kAppropriation);
    *posting.mutable_to() = Key(Kind::kAvailable, "SXSH2020-2019-SCT-68." + std::to_string(1000 + i));
    posting.set_amount_vnd(1 + i);
  }
  Book("2019-10-01", "appropriation", Key(Kind::kAuthority), Key(Kind::kAppropriation), 100'000'000);
  entry.set_position(++journal_position_);
  ledger_->Add(entry);
  Tell("journal.posted", "entries/round", entry);
  const auto hledger = Export(pb::JOURNAL_FORMAT_HLEDGER);
  ASSERT_TRUE(hledger.ok()) << hledger.status();
  EXPECT_GT(hledger->size(), 2 * kChunkBytes);
  std::string output;
  EXPECT_EQ(RunTool(kHledger, "books.journal", *hledger, output), 0) << output;
}

TEST_F(BooksTest, TheWholeJournalIsNotForOneProvince) {
  EXPECT_EQ(rpc::ReasonOf(Export(pb::JOURNAL_FORMAT_CSV, Auditor("68")).status()), "WHOLE_NATION_ONLY");
}

TEST_F(BooksTest, VerificationAgreesOrNamesTheAccount) {
  PlaySmallYear();
  const auto right = Ask(Auditor(), &Stub::VerifyBooks, pb::VerifyBooksRequest{});
  ASSERT_TRUE(right.ok()) << right.status();
  EXPECT_TRUE(right->correct()) << right->DebugString();
  EXPECT_EQ(right->entry_count(), journal_position_);
  EXPECT_EQ(right->position(), journal_position_);
  EXPECT_EQ(right->account_count(), 5);

  ledger_->set_error_vnd(7);
  const auto wrong = Ask(Auditor(), &Stub::VerifyBooks, pb::VerifyBooksRequest{});
  ASSERT_TRUE(wrong.ok());
  EXPECT_FALSE(wrong->correct());
  ASSERT_EQ(wrong->differences_size(), 1);
  EXPECT_EQ(wrong->differences(0),
            "Expenses:Spent:SXSH2020:2019:Central:SCT-68:SXSH2020-3:SXSH2020-2019-SCT-68-03: read model 300, "
            "ledger 307");
}

}  // namespace
}  // namespace cpb::audit

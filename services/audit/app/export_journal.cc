#include "services/audit/app/export_journal.h"

#include <algorithm>

#include "libs/rpc/status.h"
#include "services/audit/app/journal_writer.h"
#include "services/audit/app/ledger_balances.h"
#include "services/audit/domain/reasons.h"
#include "services/audit/store/event_store.h"
#include "services/audit/store/journal_store.h"

namespace cpb::audit {
namespace {

namespace pb = cpbudget::audit::v1;

constexpr int kPostingsPerPage = 2000;

ExportFormat ToFormat(pb::JournalFormat format) {
  switch (format) {
    case pb::JOURNAL_FORMAT_BEANCOUNT:
      return ExportFormat::kBeancount;
    case pb::JOURNAL_FORMAT_CSV:
      return ExportFormat::kCsv;
    default:
      return ExportFormat::kHledger;
  }
}

// Gathers text and hands it on in pieces.
class Pieces {
 public:
  Pieces(const ChunkSink& sink, std::string_view content_type) : sink_{sink}, content_type_{content_type} {}

  bool Add(std::string_view text) {
    buffer_ += text;
    while (buffer_.size() >= kChunkBytes) {
      if (!sink_(content_type_, std::string_view{buffer_}.substr(0, kChunkBytes))) return false;
      buffer_.erase(0, kChunkBytes);
    }
    return true;
  }
  bool Flush() { return buffer_.empty() || sink_(content_type_, buffer_); }

 private:
  const ChunkSink& sink_;
  std::string_view content_type_;
  std::string buffer_;
};

absl::Status Gone() {
  return absl::CancelledError("the caller left during an export");
}

}  // namespace

absl::Status JournalExport::Run(const rpc::Call& call, const pb::ExportJournalRequest& request,
                                const ChunkSink& sink) {
  if (!call.identity.province_code().empty()) {
    return rpc::Refuse(kWholeNationOnly, {{"province", call.identity.province_code()}});
  }
  feeds_.CatchUp(call, {"disbursement"});
  JournalRange range{request.as_of_position(), request.budget_year()};
  JournalHeader header;
  // Entries never change, so reads one after the other, all up to one position, give one picture.
  CPB_RETURN_IF_ERROR(database_.Read([&](storage::Session& session) -> absl::Status {
    const std::int64_t head = JournalHead(session);
    if (range.position > head) {
      return rpc::Refuse(kPositionNotReached,
                         {{"position", std::to_string(head)}, {"wanted", std::to_string(range.position)}});
    }
    if (range.position == 0) range.position = head;
    const DateSpan span = Dates(session, range);
    header = {range.position, range.budget_year, span.first, span.last, Accounts(session, range), {}};
    for (auto& [line, title] : LineTitles(session))
      header.line_titles.emplace(std::move(line), std::move(title));
    return absl::OkStatus();
  }));
  CPB_ASSIGN_OR_RETURN(const auto balances,
                       LedgerBalances(server_, call, ledger_, range.position, range.budget_year));
  // An account that only the ledger knows is asserted too, so that the outside tool finds what is missing
  // here.
  for (const auto& [account, balance] : balances) header.accounts.push_back(account);

  const auto writer = MakeJournalWriter(ToFormat(request.format()));
  Pieces pieces{sink, writer->content_type()};
  if (!pieces.Add(writer->Begin(header))) return Gone();
  JournalCursor cursor;
  while (true) {
    CPB_ASSIGN_OR_RETURN(
        const auto entries,
        database_.Read([&](storage::Session& session) -> absl::StatusOr<std::vector<JournalEntry>> {
          return NextEntries(session, range, kPostingsPerPage, cursor);
        }));
    if (entries.empty()) break;
    for (const JournalEntry& entry : entries) {
      if (!pieces.Add(writer->Entry(entry))) return Gone();
    }
  }
  if (!pieces.Add(writer->End(balances)) || !pieces.Flush()) return Gone();
  return absl::OkStatus();
}

}  // namespace cpb::audit

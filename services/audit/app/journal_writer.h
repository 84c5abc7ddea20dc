/// The journal as a file for an outside tool: hledger, beancount or a spreadsheet. Piece by piece, so that a
/// long journal never stands in memory as a whole: Begin, then every entry in the order of effective date and
/// position, then End, whose assertions let the tool prove the balances of the ledger.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/audit/domain/account.h"

namespace cpb::audit {

enum class ExportFormat { kHledger, kBeancount, kCsv };

/// What is known before the first entry.
struct JournalHeader {
  std::int64_t position = 0;                       ///< Position that the export stands for.
  int budget_year = 0;                             ///< 0 means all.
  std::string first_date, last_date;               ///< Effective dates; empty when there is no entry.
  std::vector<Account> accounts;                   ///< All accounts of the entries and of the balances.
  std::map<std::string, std::string> line_titles;  ///< Budget line to title; may lack some.
};

/// Writes one format. Used by one thread.
class JournalWriter {
 public:
  virtual ~JournalWriter() = default;
  virtual std::string_view content_type() const = 0;
  virtual std::string Begin(const JournalHeader& header) = 0;
  virtual std::string Entry(const JournalEntry& entry) = 0;
  /// `balances`: what the ledger itself says each account holds; accounts that it does not name must be 0.
  virtual std::string End(const std::map<Account, std::int64_t>& balances) = 0;
};

std::unique_ptr<JournalWriter> MakeJournalWriter(ExportFormat format);

}  // namespace cpb::audit

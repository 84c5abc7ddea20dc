/// The hand-written minimum: what somebody would write who wants nothing but a voucher that cannot overspend.
/// One transaction a voucher: guarded UPDATE, voucher with a unique key, two postings, COMMIT.
#pragma once

#include <memory>
#include <string>

#include "libs/storage/database.h"
#include "tools/bench_ledger/measure.h"

namespace cpb::bench {

class Minimum {
 public:
  /// Makes its tables, with `lines` budget lines. Throws std::runtime_error.
  Minimum(const std::string& dsn, int lines, int connections);
  /// `spread` false: every voucher on one line.
  Work MakeWork(bool spread);
  /// The same rows, `kBulk` vouchers to a transaction in one statement a table: what the database takes at
  /// best.
  static constexpr int kBulk = 200;
  Work MakeBulkWork(bool spread);

 private:
  std::unique_ptr<storage::Database> database_;
  int lines_;
  int run_ = 0;
};

}  // namespace cpb::bench

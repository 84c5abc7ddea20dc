#include "tools/bench_ledger/minimum.h"

#include <map>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace cpb::bench {
namespace {

constexpr std::string_view kTables[] = {
    "DROP TABLE IF EXISTS m_posting",
    "DROP TABLE IF EXISTS m_voucher",
    "DROP TABLE IF EXISTS m_line",
    "CREATE TABLE m_line (id INT PRIMARY KEY, available_vnd BIGINT NOT NULL CHECK (available_vnd >= 0)) "
    "ENGINE=InnoDB",
    "CREATE TABLE m_voucher (id BIGINT AUTO_INCREMENT PRIMARY KEY, request_id CHAR(36) NOT NULL UNIQUE, line "
    "INT NOT NULL, "
    "amount_vnd BIGINT NOT NULL, payee VARCHAR(300) NOT NULL) ENGINE=InnoDB",
    "CREATE TABLE m_posting (id BIGINT AUTO_INCREMENT PRIMARY KEY, request_id CHAR(36) NOT NULL, account INT "
    "NOT NULL, "
    "amount_vnd BIGINT NOT NULL) ENGINE=InnoDB"};
constexpr std::string_view kTake =
    "UPDATE m_line SET available_vnd = available_vnd - ? WHERE id = ? AND available_vnd >= ?";
constexpr std::string_view kVoucher =
    "INSERT INTO m_voucher (request_id, line, amount_vnd, payee) VALUES (?, ?, ?, ?)";
constexpr std::string_view kPostings =
    "INSERT INTO m_posting (request_id, account, amount_vnd) VALUES (?, ?, ?), (?, ?, ?)";
// The check of the table is the guard here.
constexpr std::string_view kTakeMany = "INSERT INTO m_line (id, available_vnd) VALUES";
constexpr std::string_view kTakeManyEnd =
    "ON DUPLICATE KEY UPDATE available_vnd = available_vnd - VALUES(available_vnd)";
constexpr std::string_view kVouchers = "INSERT INTO m_voucher (request_id, line, amount_vnd, payee) VALUES";
constexpr std::string_view kManyPostings = "INSERT INTO m_posting (request_id, account, amount_vnd) VALUES";
constexpr std::int64_t kRoom = 1'000'000'000'000;

void OrThrow(const absl::Status& status) {
  if (!status.ok()) throw std::runtime_error{status.ToString()};
}

}  // namespace

Minimum::Minimum(const std::string& dsn, int lines, int connections) : lines_{lines} {
  const auto parsed = storage::ParseDsn(dsn);
  OrThrow(parsed.status());
  auto opened = storage::Database::Open({.dsn = *parsed, .pool_size = connections});
  OrThrow(opened.status());
  database_ = *std::move(opened);
  OrThrow(database_->Write([&](storage::Session& session) -> absl::Status {
    for (const std::string_view table : kTables) session.Execute(table);
    std::vector<std::vector<storage::Value>> rows;
    for (std::int64_t line = 0; line < lines; ++line) rows.push_back({line, kRoom});
    session.ExecuteRows("INSERT INTO m_line (id, available_vnd) VALUES", rows);
    return absl::OkStatus();
  }));
}

Work Minimum::MakeWork(bool spread) {
  const int run = ++run_;
  return [this, run, spread](int client, int number) -> std::string {
    const std::int64_t line = spread ? (client * 7'919 + number) % lines_ : 0;
    const std::string id =
        "m-" + std::to_string(run) + "-" + std::to_string(client) + "-" + std::to_string(number);
    constexpr std::int64_t kAmount = 1;
    const absl::Status status = database_->Write([&](storage::Session& session) -> absl::Status {
      if (session.Execute(kTake, {kAmount, line, kAmount}) != 1)
        return absl::FailedPreconditionError("no room");
      session.Execute(kVoucher, {id, line, kAmount, "Công ty Tư vấn"});
      session.Execute(kPostings, {id, line, -kAmount, id, line + 1'000'000, kAmount});
      return absl::OkStatus();
    });
    return status.ok() ? "" : status.ToString();
  };
}

Work Minimum::MakeBulkWork(bool spread) {
  const int run = ++run_;
  return [this, run, spread](int client, int number) -> std::string {
    std::map<std::int64_t, std::int64_t> taken;  // By line.
    std::vector<std::vector<storage::Value>> lines, vouchers, postings;
    for (int i = 0; i < kBulk; ++i) {
      const std::int64_t line = spread ? (client * 7'919 + number * kBulk + i) % lines_ : 0;
      const std::string id = "b-" + std::to_string(run) + "-" + std::to_string(client) + "-" +
                             std::to_string(number) + "-" + std::to_string(i);
      taken[line] += 1;
      vouchers.push_back({id, line, std::int64_t{1}, "Công ty Tư vấn"});
      postings.push_back({id, line, std::int64_t{-1}});
      postings.push_back({id, line + 1'000'000, std::int64_t{1}});
    }
    for (const auto& [line, amount] : taken) lines.push_back({line, amount});
    const absl::Status status = database_->Write([&](storage::Session& session) -> absl::Status {
      session.ExecuteRows(kTakeMany, lines, kTakeManyEnd);
      session.ExecuteRows(kVouchers, vouchers);
      session.ExecuteRows(kManyPostings, postings);
      return absl::OkStatus();
    });
    return status.ok() ? "" : status.ToString();
  };
}

}  // namespace cpb::bench

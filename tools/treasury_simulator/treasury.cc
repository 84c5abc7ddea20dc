#include "tools/treasury_simulator/treasury.h"

#include <algorithm>
#include <utility>

#include "libs/csv/reader.h"

namespace cpb::treasury_simulator {
namespace {

// Columns of treasury_file::kBatch.
constexpr std::size_t kPayment = 0, kAmount = 1, kPayee = 4;

/// Rows of a batch in either form; nothing when it cannot be read.
bool ReadBatch(const std::string& content, treasury_file::Rows& rows) {
  if (treasury_file::IsFixed(content)) {
    treasury_file::ReadRows read = treasury_file::ReadFixed(treasury_file::kBatch, content);
    rows = std::move(read.rows);
    return read.violations.empty();
  }
  csv::Format format;
  for (const treasury_file::Column& column : treasury_file::kBatch.columns)
    format.required.emplace_back(column.name);
  const csv::Table table = csv::Read(content, format);
  for (const csv::Row& row : table.rows) {
    std::vector<std::string>& cells = rows.emplace_back();
    for (const std::string& column : format.required) cells.push_back(row[column]);
  }
  return table.ok();
}

}  // namespace

grpc::Status Treasury::SubmitBatch(grpc::ServerContext*, const pb::SubmitBatchRequest* request,
                                   pb::SubmitBatchResponse* response) {
  const std::lock_guard lock{mutex_};
  if (Happens(behaviour_.loses_requests)) return {grpc::StatusCode::UNAVAILABLE, "the line is down"};
  const grpc::Status status = Take(*request, *response);
  if (status.ok() && Happens(behaviour_.loses_answers))
    return {grpc::StatusCode::UNAVAILABLE, "the line went down"};
  return status;
}

grpc::Status Treasury::Take(const pb::SubmitBatchRequest& request, pb::SubmitBatchResponse& response) {
  if (!verifier_.VerifyMessage("disbursement", "treasury batch", request.content(), request.signature())) {
    return {grpc::StatusCode::PERMISSION_DENIED, "the signature is not that of the disbursement program"};
  }
  treasury_file::Rows orders;
  if (!ReadBatch(request.content(), orders))
    return {grpc::StatusCode::INVALID_ARGUMENT, "the batch cannot be read"};
  response.set_orders_count(static_cast<int>(orders.size()));
  const auto [known, is_new] = batches_.emplace(request.batch(), request.content());
  if (!is_new) {
    if (known->second == request.content()) return grpc::Status::OK;
    return {grpc::StatusCode::ALREADY_EXISTS, "another batch has this number"};
  }
  const std::string today = clock::FormatDate(clock::VietNamDate(clock_.Now()));
  for (const auto& order : orders) Execute(order, today);
  return grpc::Status::OK;
}

void Treasury::Execute(const std::vector<std::string>& order, const std::string& today) {
  const bool refused = Happens(behaviour_.refuses);
  if (!refused) ++times_paid_[order[kPayment]];
  const std::string reference = "TW-" + std::to_string(++references_);
  // A refusal always names the payment: nothing else tells whose money comes back.
  const bool nameless = !refused && Happens(behaviour_.leaves_out);
  due_.push_back({{nameless ? "" : order[kPayment], refused ? "refused" : "paid", order[kAmount], today,
                   reference, order[kPayee]}});
}

void Treasury::CloseStatement() {
  std::shuffle(due_.begin(), due_.end(), random_);
  treasury_file::Rows rows;
  std::vector<Line> later;
  std::int64_t paid_vnd = 0;
  for (Line& line : due_) {
    if (Happens(behaviour_.delays)) {
      later.push_back(std::move(line));
      continue;
    }
    rows.push_back(line.cells);
    if (line.cells[1] == "paid") paid_vnd += std::stoll(line.cells[2]);
    if (!line.repeated && Happens(behaviour_.repeats)) later.push_back({line.cells, true});
  }
  due_ = std::move(later);
  if (rows.empty()) return;
  pb::StatementFile& statement = statements_.emplace_back();
  statement.set_number(static_cast<int>(statements_.size()));
  statement.set_content(fixed_layout_ ? treasury_file::WriteFixed(treasury_file::kStatement,
                                                                  std::to_string(statement.number()), rows)
                                      : treasury_file::WriteCsv(treasury_file::kStatement, rows));
  statement.set_lines_count(static_cast<int>(rows.size()));
  statement.set_paid_vnd(paid_vnd);
}

grpc::Status Treasury::FetchStatements(grpc::ServerContext*, const pb::FetchStatementsRequest* request,
                                       pb::FetchStatementsResponse* response) {
  const std::lock_guard lock{mutex_};
  if (Happens(behaviour_.loses_requests)) return {grpc::StatusCode::UNAVAILABLE, "the line is down"};
  CloseStatement();
  if (Happens(behaviour_.loses_answers)) return {grpc::StatusCode::UNAVAILABLE, "the line went down"};
  for (const pb::StatementFile& statement : statements_) {
    if (statement.number() > request->after_number()) *response->add_statements() = statement;
  }
  return grpc::Status::OK;
}

void Treasury::Behave() {
  const std::lock_guard lock{mutex_};
  behaviour_ = {
      .refuses = 0, .delays = 0, .repeats = 0, .leaves_out = 0, .loses_requests = 0, .loses_answers = 0};
}

std::map<std::string, int> Treasury::TimesPaid() const {
  const std::lock_guard lock{mutex_};
  return times_paid_;
}

}  // namespace cpb::treasury_simulator

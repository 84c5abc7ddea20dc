#include "services/disbursement/store/batches.h"

#include <string_view>

#include "services/disbursement/store/times.h"

namespace cpb::disbursement::store {
namespace {

using storage::Value;

constexpr std::string_view kInsert =
    "INSERT INTO treasury_batch (form, content, signature, orders_count, sum_vnd, created_by, created_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kLastId = "SELECT LAST_INSERT_ID()";
constexpr std::string_view kHash = "SELECT SHA2(?, 256)";
constexpr std::string_view kInsertOrders = "INSERT INTO treasury_order (payment, batch) VALUES";
// By primary key.
constexpr std::string_view kFind =
    "SELECT id, form, content, signature, orders_count, sum_vnd, created_by, created_at, SHA2(content, 256) "
    "FROM treasury_batch WHERE id = ?";
constexpr std::string_view kOrdered = "SELECT batch FROM treasury_order WHERE payment = ?";

}  // namespace

bool InsertBatch(storage::Session& session, pb::Batch& batch, const std::vector<std::int64_t>& payments) {
  session.Execute(kInsert, {std::int64_t{batch.form()}, batch.content(), batch.signature(),
                            std::int64_t{batch.orders_count()}, batch.sum_vnd(), batch.creator(),
                            SqlTimeOf(batch.create_time())});
  const std::int64_t id = session.QueryOne(kLastId).value().Int(0);
  batch.set_name(NameOf("batches/", id));
  batch.set_content_sha256(session.QueryOne(kHash, {batch.content()}).value().Text(0));
  std::vector<std::vector<Value>> rows;
  rows.reserve(payments.size());
  for (const std::int64_t payment : payments) rows.push_back({payment, id});
  try {
    session.ExecuteRows(kInsertOrders, rows);
  } catch (const storage::StorageError& error) {
    if (storage::IsDuplicateKey(error)) return false;
    throw;
  }
  return true;
}

std::optional<pb::Batch> FindBatch(storage::Session& session, const std::string& name) {
  const auto id = NumberOf("batches/", name);
  const auto row = id ? session.QueryOne(kFind, {*id}) : std::nullopt;
  if (!row) return std::nullopt;
  pb::Batch batch;
  batch.set_name(name);
  batch.set_form(static_cast<pb::FileForm>(row->Int(1)));
  batch.set_content(row->Text(2));
  batch.set_signature(row->Text(3));
  batch.set_orders_count(static_cast<int>(row->Int(4)));
  batch.set_sum_vnd(row->Int(5));
  batch.set_creator(row->Text(6));
  *batch.mutable_create_time() = TimestampOf(row->Text(7));
  batch.set_content_sha256(row->Text(8));
  return batch;
}

bool IsOrdered(storage::Session& session, const std::string& payment) {
  return session.QueryOne(kOrdered, {NumberOf("payments/", payment).value()}).has_value();
}

}  // namespace cpb::disbursement::store

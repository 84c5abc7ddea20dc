#include <stdexcept>
#include <utility>

#include "libs/clock/clock.h"
#include "libs/feed/append_signal.h"
#include "libs/feed/feed.h"
#include "libs/text/text.h"

namespace cpb::feed {
namespace {

// By primary key; the row lock orders all appending transactions until their COMMIT.
constexpr char kAdvanceHead[] = "UPDATE feed_head SET position = position + ? WHERE id = 1";
constexpr char kSelectHead[] = "SELECT position FROM feed_head WHERE id = 1";
constexpr char kInsertEvents[] =
    "INSERT INTO feed (position, type, resource, payload_type, payload, actor, occurred_at, trace_id) VALUES";

constexpr std::size_t kMaxPayload = 12U << 20U;
/// Payload bytes in one INSERT, below the server's max_allowed_packet of 16 MiB even with one more payload.
constexpr std::size_t kMaxStatement = 3U << 20U;

}  // namespace

AppendSignal& AppendSignal::Get() {
  static AppendSignal signal;
  return signal;
}

void AppendSignal::Notify() {
  {
    const std::lock_guard lock{mutex_};
    ++count_;
  }
  changed_.notify_all();
}

std::uint64_t AppendSignal::Wait(std::uint64_t seen, std::chrono::milliseconds timeout) {
  std::unique_lock lock{mutex_};
  changed_.wait_for(lock, timeout, [&] { return count_ != seen; });
  return count_;
}

std::int64_t Head(storage::Session& session) {
  const std::optional<storage::Row> row = session.QueryOne(kSelectHead);
  if (!row) throw std::logic_error("feed_head has no row: the migration did not seed it");
  return row->Int(0);
}

std::int64_t Reserve(storage::Session& session, std::int64_t count) {
  if (session.Execute(kAdvanceHead, {count}) != 1) {
    throw std::logic_error("feed_head has no row: the migration did not seed it");
  }
  return Head(session) - count + 1;
}

void AppendReserved(storage::Session& session, std::int64_t first, const std::vector<AuthoredEvent>& events) {
  std::vector<std::vector<storage::Value>> rows;
  rows.reserve(events.size());
  std::size_t bytes = 0;
  std::int64_t position = first;
  for (const auto& [event, call, actor] : events) {
    std::string type, payload;
    if (event.payload != nullptr) {
      type = text::Concat("type.googleapis.com/", event.payload->GetDescriptor()->full_name());
      payload = event.payload->SerializeAsString();
    }
    if (payload.size() > kMaxPayload) throw std::length_error("payload of feed event " + event.type);
    bytes += payload.size();
    rows.push_back({position++, event.type, event.resource, std::move(type), std::move(payload),
                    actor.empty() ? call->signature() : actor, clock::FormatInstant(call->now),
                    call->trace_id});
    if (bytes > kMaxStatement) {
      session.ExecuteRows(kInsertEvents, rows);
      rows.clear();
      bytes = 0;
    }
  }
  session.ExecuteRows(kInsertEvents, rows);
  AppendSignal::Get().Notify();
}

std::int64_t Append(storage::Session& session, const rpc::Call& call, const std::vector<Event>& events,
                    const std::string& actor) {
  if (events.empty()) return Head(session) + 1;
  const std::int64_t first = Reserve(session, static_cast<std::int64_t>(events.size()));
  std::vector<AuthoredEvent> authored;
  authored.reserve(events.size());
  for (const Event& event : events) authored.push_back({event, &call, actor});
  AppendReserved(session, first, authored);
  return first;
}

}  // namespace cpb::feed

#include "services/allocation/app/round_lines.h"

#include <deque>
#include <utility>
#include <vector>

#include "libs/feed/feed.h"

namespace cpb::allocation {
namespace {

/// Of the round as much as a reader of one part must know, and the next lines of it.
Round PartOf(const Round& round, google::protobuf::RepeatedPtrField<RoundLine>& lines, int& next) {
  Round part;
  part.set_name(round.name());
  part.set_programme(round.programme());
  part.set_budget_year(round.budget_year());
  part.set_lines_count(round.lines_count());
  std::size_t bytes = 0;
  while (next < lines.size() && part.lines_size() < kLinesInMessage && bytes < kLineBytesInMessage) {
    bytes += lines[next].ByteSizeLong();
    part.add_lines()->Swap(&lines[next++]);
  }
  return part;
}

}  // namespace

bool HasFewLines(const Round& round) {
  return round.lines_size() <= kLinesInMessage && round.ByteSizeLong() <= kLineBytesInMessage;
}

void FillLines(storage::Session& session, const std::string& province_code, Round& round) {
  if (!province_code.empty() || round.lines_count() == 0) {
    const LinesTotal total = SumRoundLines(session, round.name(), province_code);
    round.set_lines_count(total.count);
    round.set_allotted_vnd(total.allotted_vnd);
  }
  round.clear_lines();
  if (round.lines_count() > kLinesInMessage) return;
  for (PlacedLine& placed : ListRoundLines(session, round.name(), province_code, 0, kLinesInMessage))
    *round.add_lines() = std::move(placed.line);
  if (!HasFewLines(round)) round.clear_lines();
}

void TellComputed(storage::Session& session, const rpc::Call& call, Round& round) {
  if (HasFewLines(round)) {
    feed::Append(session, call, {{.type = "round.computed", .resource = round.name(), .payload = &round}});
    return;
  }
  google::protobuf::RepeatedPtrField<RoundLine> lines;
  lines.Swap(round.mutable_lines());
  std::vector<feed::Event> events = {{.type = "round.computed", .resource = round.name(), .payload = &round}};
  std::deque<Round> parts;  // Events point into it while it grows.
  for (int next = 0; next < lines.size();) {
    parts.push_back(PartOf(round, lines, next));
    events.push_back({.type = "round.lines",
                      .resource = round.name() + "/parts/" + std::to_string(parts.size()),
                      .payload = &parts.back()});
  }
  feed::Append(session, call, events);
}

}  // namespace cpb::allocation

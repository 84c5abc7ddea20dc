/// A round's lines beside its head: few of them travel in the messages of the round, many are read in pages
/// and told in parts.
#pragma once

#include <string>

#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/allocation/store/rounds.h"

namespace cpb::allocation {

/// Lines and bytes of lines that one message carries: an answer, an event.
inline constexpr int kLinesInMessage = 1'000;
inline constexpr std::size_t kLineBytesInMessage = 4 << 20;

/// True when the lines of a round that was just computed travel with it.
bool HasFewLines(const Round& round);

/// Fills a stored round as a caller sees it: their lines when they are few, how many they are and what they
/// are allotted. `province_code` empty means all of them.
void FillLines(storage::Session& session, const std::string& province_code, Round& round);

/// Tells of a round that was just computed: `round.computed`, and when its lines do not fit into it one
/// `round.lines` for each part of them, about `rounds/…/parts/1` and so on. Takes the lines out of the round
/// then. As feed::Append, the last thing in a unit of work.
void TellComputed(storage::Session& session, const rpc::Call& call, Round& round);

}  // namespace cpb::allocation

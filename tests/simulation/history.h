/// One history of a spending unit, told by a seed: money comes and is cut, contracts are made, bills are paid
/// through a treasury that is slow, loses things and refuses, while copies of the program die and lines
/// break.
#pragma once

#include <cstdint>
#include <string>

#include "tests/simulation/office.h"

namespace cpb::simulation {

/// A bug put in on purpose, to see that the simulation finds it.
enum class Plant {
  kNone,
  kLostGuard,              ///< Balances are read without a lock and written without a guard.
  kForgottenRequestId,     ///< A repeated request is taken for a new one.
  kUnknownBookedAsRefused  ///< A treasury that does not answer in time counts as one that refused.
};

struct Report {
  std::string complaint;  ///< Empty when all was well; else with the last steps before.
  std::uint64_t trace_hash = 0;
  std::uint64_t steps = 0;
  std::uint64_t committed = 0;
  std::size_t largest_group = 0;
  int paid = 0, refused = 0, unknown = 0, by_two = 0, crashes = 0;
};

/// What all histories of one test program share.
struct Stage {
  rpc::TestServer& server;
  const disbursement::app::Rules& rules;
  disbursement::app::SideThreads& side_threads;
  Connections& connections;
  storage::Connection& watcher;  ///< Of LedgerCheck.
};

/// Plays the history of `seed`. `run` tells repeated plays of one seed on one schema apart.
Report Play(const Stage& stage, std::uint64_t seed, std::uint32_t run, Plant plant);

}  // namespace cpb::simulation

/// Money that moves from line to line must not come back: a virement in a circle hides where it was. Pure.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace cpb::allocation {

/// Giving and receiving line.
using Move = std::pair<std::string, std::string>;

/// The shortest way from `start` to `end` along the moves, both included; empty when there is none.
std::vector<std::string> FindWay(const std::vector<Move>& moves, const std::string& start,
                                 const std::string& end);

}  // namespace cpb::allocation

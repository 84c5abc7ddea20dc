#include "services/allocation/domain/circle.h"

#include <algorithm>
#include <deque>
#include <map>

namespace cpb::allocation {

std::vector<std::string> FindWay(const std::vector<Move>& moves, const std::string& start,
                                 const std::string& end) {
  std::multimap<std::string, std::string> onward{moves.begin(), moves.end()};
  std::map<std::string, std::string> came_from{{start, ""}};
  std::deque<std::string> next{start};
  while (!next.empty() && !came_from.contains(end)) {
    const std::string line = next.front();
    next.pop_front();
    const auto [first, last] = onward.equal_range(line);
    for (auto move = first; move != last; ++move) {
      if (came_from.emplace(move->second, line).second) next.push_back(move->second);
    }
  }
  if (start == end || !came_from.contains(end)) return {};
  std::vector<std::string> way{end};
  while (way.back() != start) way.push_back(came_from.at(way.back()));
  std::reverse(way.begin(), way.end());
  return way;
}

}  // namespace cpb::allocation

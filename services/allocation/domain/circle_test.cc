/// Virements that would come back are found, however long the way.
#include "services/allocation/domain/circle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace cpb::allocation {
namespace {

using Lines = std::vector<std::string>;

TEST(Circle, NamesTheShortestWay) {
  const std::vector<Move> moves = {{"a", "b"}, {"b", "c"}, {"c", "d"}, {"a", "c"}};
  EXPECT_EQ(FindWay(moves, "a", "d"), (Lines{"a", "c", "d"}));
  EXPECT_TRUE(FindWay(moves, "d", "a").empty());
  EXPECT_TRUE(FindWay({}, "a", "b").empty());
  EXPECT_TRUE(FindWay(moves, "a", "a").empty());
}

TEST(Circle, AcceptedMovesNeverCloseOne) {
  std::mt19937 random{11};
  for (int round = 0; round < 200; ++round) {
    std::vector<Move> accepted;
    for (int i = 0; i < 30; ++i) {
      const std::string from(1, static_cast<char>('a' + random() % 7));
      const std::string to(1, static_cast<char>('a' + random() % 7));
      if (from == to || !FindWay(accepted, to, from).empty()) continue;
      accepted.emplace_back(from, to);
    }
    // Lines that nobody gives to can be taken away one after the other until none is left: there is no
    // circle.
    std::vector<Move> left = accepted;
    while (!left.empty()) {
      const std::size_t before = left.size();
      std::erase_if(left, [copy = left](const Move& move) {
        return std::none_of(copy.begin(), copy.end(),
                            [&](const Move& other) { return other.second == move.first; });
      });
      ASSERT_LT(left.size(), before);
    }
  }
}

}  // namespace
}  // namespace cpb::allocation

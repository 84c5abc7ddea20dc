/// The treasury as the simulation knows it: it executes or refuses each payment order once, however often the
/// order arrives, in any order, and its answers may come late or never. Its own book is the truth that the
/// ledger is held against.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/simulation/scheduler.h"

namespace cpb::simulation {

class Treasury {
 public:
  struct Order {
    std::string bill;  ///< What the payment pays; no bill may be paid twice.
    std::string line;
    std::int64_t amount_vnd = 0;
  };
  struct Decision {
    Order order;
    bool paid = false;
  };
  explicit Treasury(Scheduler& scheduler) : scheduler_{scheduler} {}

  /// An order arrives; it waits until `Run` comes to it.
  void Receive(const std::string& payment, Order order) { inbox_.emplace_back(payment, std::move(order)); }
  /// Works until `End`, then empties the inbox.
  void Run();
  void End() { ending_ = true; }

  /// By payment; what is not there is not decided yet.
  const std::map<std::string, Decision>& book() const { return book_; }
  /// The payments of the book in the order of their decisions.
  const std::vector<std::string>& order() const { return order_; }

 private:
  Scheduler& scheduler_;
  std::deque<std::pair<std::string, Order>> inbox_;
  std::map<std::string, Decision> book_;
  std::vector<std::string> order_;
  bool ending_ = false;
};

}  // namespace cpb::simulation

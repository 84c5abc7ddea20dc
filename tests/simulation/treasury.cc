#include "tests/simulation/treasury.h"

namespace cpb::simulation {

void Treasury::Run() {
  while (true) {
    scheduler_.Wait("idle", [this] { return ending_ || !inbox_.empty(); });
    if (inbox_.empty()) return;
    const auto order = inbox_.begin() + static_cast<std::ptrdiff_t>(scheduler_.Pick(inbox_.size()));
    // What was decided before stays decided: the treasury itself never pays an order twice.
    if (!book_.contains(order->first)) {
      book_[order->first] = Decision{order->second, !scheduler_.Chance(25)};
      order_.push_back(order->first);
    }
    inbox_.erase(order);
  }
}

}  // namespace cpb::simulation

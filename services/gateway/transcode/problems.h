/// Collects everything that is wrong with one request, each with the field it is about, so that a caller
/// corrects all of it at once.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "libs/refusal/refusal.h"

namespace cpb::gateway {

class Problems {
 public:
  /// The wire shows 16; past this number nothing is collected, so that a hostile body cannot fill the memory.
  static constexpr std::size_t kMost = 100;

  void Add(std::string subject, std::string text_vi, std::string text_en) {
    if (list_.size() >= kMost) return;
    list_.push_back({std::move(subject), std::move(text_vi), std::move(text_en), {}, {}, "", ""});
  }
  bool empty() const { return list_.empty(); }
  const std::vector<refusal::Violation>& list() const { return list_; }

 private:
  std::vector<refusal::Violation> list_;
};

/// "plan" and "items" give "plan.items"; an empty parent gives the name alone.
inline std::string Join(const std::string& parent, std::string_view name) {
  return parent.empty() ? std::string{name} : parent + "." + std::string{name};
}

}  // namespace cpb::gateway

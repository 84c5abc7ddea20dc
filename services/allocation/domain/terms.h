/// The terms of a round: the method, the envelopes, the ranks and the guaranteed minimums, each about the
/// lines that a selector names.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace cpb::allocation {

/// What a line is, as far as selectors tell lines apart.
struct LineFacts {
  std::string source;
  std::string holder;
  std::string component_project;
  std::string province_code;
  std::string activity;
  std::string budget_line;
};

/// Lines that are meant; what is empty is open.
struct Selector {
  std::string source;
  std::string holder;
  std::string component_project;
  std::string province_code;
  std::string activity;
  std::string budget_line;
  friend auto operator<=>(const Selector&, const Selector&) = default;
};
bool Selects(const Selector& selector, const LineFacts& line);
/// "nguồn 'central', agencies/BCT, tỉnh 68"; "toàn bộ" when all is open.
std::string SelectorVi(const Selector& selector);
std::string SelectorEn(const Selector& selector);

enum class Method { kProportional, kAsRequested, kByPriority, kWaterFilling };

/// A ceiling on the lines of a selector.
struct Envelope {
  Selector lines;
  std::int64_t amount_vnd = 0;
  std::int64_t used_before_vnd = 0;  ///< Given under it before this round; at most the amount.
};

/// A rank, 1 first.
struct Priority {
  Selector lines;
  int rank = 1;
};

/// A minimum for each line: an amount, or a share of what the rules leave, whichever is more.
struct Guarantee {
  Selector lines;
  std::int64_t minimum_vnd = 0;
  std::int64_t basis_points = 0;
};

/// How a round is to be computed.
struct Terms {
  Method method = Method::kProportional;
  std::vector<Envelope> envelopes;
  std::vector<Priority> priorities;
  std::vector<Guarantee> guarantees;
};

/// The lowest rank of a line; 0 when it has none.
int RankOf(const Terms& terms, const LineFacts& line);
/// The highest minimum of a line, never above `demand_vnd`.
std::int64_t MinimumOf(const Terms& terms, const LineFacts& line, std::int64_t demand_vnd);

}  // namespace cpb::allocation

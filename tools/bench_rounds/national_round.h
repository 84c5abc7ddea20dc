/// The national round that is measured: 63 provinces, five component projects, 12 overlapping envelopes.
#pragma once

#include <cstdint>

#include "services/allocation/domain/round.h"

namespace cpb::allocation {

inline constexpr int kProvinces = 63, kProjects = 5;

/// A tenth of the items are assessments at establishments that ask in several provinces, the rest anything.
Item MakeItem(int province, int project, int number);
/// 12: all money, each source, each project, central money of two projects, two provinces. Every line lies
/// under at least three; each envelope is too small.
Terms MakeTerms(Method method, std::int64_t items_per_cell);

/// Of this process so far, in user and system mode.
double CpuSeconds();
/// The most memory that this process ever held.
std::int64_t PeakMiB();

}  // namespace cpb::allocation

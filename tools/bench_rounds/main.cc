/// What a national allocation round costs: CPU seconds on one core and memory, for 3,150, 31,500 and 315,000
/// lines under 12 overlapping envelopes, with every finding and explanation in Vietnamese and English, under
/// the rulebook that the programs load. Each size and method runs in a process of its own, so that memory is
/// its own.
///
///   bench_rounds REFERENCE_DATA_FOLDER
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "libs/rulebook/loader.h"
#include "services/allocation/domain/round.h"
#include "tools/bench_rounds/national_round.h"

namespace cpb::allocation {
namespace {

/// One measurement; prints a line. False when the round does not add up.
bool Measure(const rulebook::Rulebook& book, const char* name, Method method, int items_per_cell) {
  std::vector<Item> items;
  for (int province = 1; province <= kProvinces; ++province) {
    for (int project = 1; project <= kProjects; ++project) {
      for (int number = 0; number < items_per_cell; ++number)
        items.push_back(MakeItem(province, project, number));
    }
  }
  const Terms terms = MakeTerms(method, items_per_cell);
  const std::int64_t before = PeakMiB();
  const double start = CpuSeconds();
  const ComputedRound round = ComputeRound(book, items, terms, {});
  std::size_t characters = 0, findings = 0, reduced = 0;
  for (const Line& line : round.lines) {
    characters += ExplainLineVi(line).size() + ExplainLineEn(line).size();
    findings += line.findings->size();
    reduced += line.reduced_by >= 0 ? 1 : 0;
  }
  const double seconds = CpuSeconds() - start;
  bool holds = round.shortages.empty();
  for (const EnvelopeUse& use : round.envelopes) {
    holds =
        holds && use.unallotted_vnd >= 0 && use.allotted_vnd + use.unallotted_vnd == use.envelope.amount_vnd;
  }
  std::printf(
      "%-14s %8zu lines %9zu findings %8zu reduced %6.3f s CPU %6.2f us/line %5lld MiB peak (%lld before) "
      "%s\n",
      name, round.lines.size(), findings, reduced, seconds,
      1e6 * seconds / static_cast<double>(round.lines.size()), static_cast<long long>(PeakMiB()),
      static_cast<long long>(before), holds && characters > 0 ? "holds" : "DOES NOT ADD UP");
  std::fflush(stdout);
  return holds;
}

bool MeasureInChild(const rulebook::Rulebook& book, const char* name, Method method, int items_per_cell) {
  const pid_t child = fork();
  if (child == 0) _exit(Measure(book, name, method, items_per_cell) ? 0 : 1);
  int status = 1;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

}  // namespace
}  // namespace cpb::allocation

int main(int argc, char** argv) {
  using cpb::allocation::Method;
  const auto loaded = cpb::rulebook::LoadFolder(std::string{argc > 1 ? argv[1] : "."} + "/rulebook");
  if (!loaded.book) {
    std::fprintf(stderr, "usage: bench_rounds REFERENCE_DATA_FOLDER (no sound rulebook there)\n");
    return 2;
  }
  bool holds = true;
  for (const int items_per_cell : {10, 100, 1'000}) {
    const std::pair<const char*, Method> methods[] = {{"proportional", Method::kProportional},
                                                      {"by priority", Method::kByPriority},
                                                      {"water-filling", Method::kWaterFilling}};
    for (const auto& [name, method] : methods)
      holds = cpb::allocation::MeasureInChild(*loaded.book, name, method, items_per_cell) && holds;
  }
  return holds ? 0 : 1;
}

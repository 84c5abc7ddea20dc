/// What a national allocation round costs: CPU seconds on one core and memory, for 3,150, 31,500 and 315,000
/// lines under 12 overlapping envelopes, with every finding and explanation in Vietnamese and English, under
/// the rulebook that the programs load. Each size and method runs in a process of its own, so that memory is
/// its own.
///
///   bench_rounds REFERENCE_DATA_FOLDER
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "libs/rulebook/loader.h"
#include "services/allocation/domain/round.h"

namespace cpb::allocation {
namespace {

constexpr int kProvinces = 63, kProjects = 5;
constexpr std::int64_t kThousand = 1'000;

std::string TwoDigits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// A tenth of the items are assessments at establishments that ask in several provinces, the rest anything.
Item MakeItem(int province, int project, int number) {
  static const char* const kActivities[] = {"WORKSHOP-INTRO", "LEAFLET", "TRAINING-TECH", "DEMO-MODEL"};
  const std::int64_t seed = province * 7919 + project * 104'729 + number * 1'299'709;
  Item item;
  item.plan = "plans/SXSH2020-2019-SCT-" + TwoDigits(province);
  item.item_id = std::to_string(project) + "-" + std::to_string(number);
  item.programme = "programmes/SXSH2020";
  item.budget_year = 2019;
  item.agency = "agencies/SCT-" + TwoDigits(province);
  item.province_code = TwoDigits(province);
  item.component_project = "componentProjects/SXSH2020-" + std::to_string(project);
  const bool assessment = seed % 10 == 0;
  item.activity = std::string{"activities/"} + (assessment ? "ASSESS-DETAILED" : kActivities[seed % 4]);
  if (assessment) item.establishment = "establishments/" + std::to_string(seed % 5'000);
  item.eligible_cost_vnd = (1 + seed % 200'000) * kThousand;
  item.event_date = clock::Date{std::chrono::year{2019}, std::chrono::month{6}, std::chrono::day{30}};
  const std::int64_t asked = item.eligible_cost_vnd / 2;
  const bool local = seed % 3 == 0;
  item.sources = {{.source = local ? "local" : "central",
                   .kind = local ? SourceKind::kLocal : SourceKind::kCentral,
                   .requested_vnd = asked,
                   .approved_vnd = asked}};
  return item;
}

Envelope Over(const std::string& source, int project, const std::string& province, std::int64_t amount) {
  Envelope envelope{.lines = {}, .amount_vnd = amount, .used_before_vnd = 0};
  envelope.lines.source = source;
  if (project > 0) envelope.lines.component_project = "componentProjects/SXSH2020-" + std::to_string(project);
  envelope.lines.province_code = province;
  return envelope;
}

/// 12: all money, each source, each project, central money of two projects, two provinces. Every line lies
/// under at least three; each envelope is too small.
Terms MakeTerms(Method method, std::int64_t items_per_cell) {
  const std::int64_t cell = items_per_cell * 30'000 * kThousand;  // What a province may have for a project.
  Terms terms;
  terms.method = method;
  terms.envelopes = {Over("", 0, "", cell * kProvinces * 4), Over("central", 0, "", cell * kProvinces * 3),
                     Over("local", 0, "", cell * kProvinces)};
  for (int project = 1; project <= kProjects; ++project)
    terms.envelopes.push_back(Over("", project, "", cell * kProvinces * 9 / 10));
  terms.envelopes.push_back(Over("central", 1, "", cell * kProvinces / 2));
  terms.envelopes.push_back(Over("central", 3, "", cell * kProvinces / 2));
  terms.envelopes.push_back(Over("", 0, "01", cell * 3));
  terms.envelopes.push_back(Over("", 0, "62", cell * 3));
  terms.priorities = {{.lines = {}, .rank = 2}};
  terms.priorities.push_back({.lines = {}, .rank = 1});
  terms.priorities.back().lines.component_project = "componentProjects/SXSH2020-3";
  terms.guarantees = {{.lines = {}, .minimum_vnd = 0, .basis_points = 1'000}};
  return terms;
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto Of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return Of(usage.ru_utime) + Of(usage.ru_stime);
}

std::int64_t PeakMiB() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

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

#include "tools/bench_rounds/national_round.h"

#include <sys/resource.h>

#include <string>

namespace cpb::allocation {
namespace {

constexpr std::int64_t kThousand = 1'000;

std::string TwoDigits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

Envelope Over(const std::string& source, int project, const std::string& province, std::int64_t amount) {
  Envelope envelope{.lines = {}, .amount_vnd = amount, .used_before_vnd = 0};
  envelope.lines.source = source;
  if (project > 0) envelope.lines.component_project = "componentProjects/SXSH2020-" + std::to_string(project);
  envelope.lines.province_code = province;
  return envelope;
}

}  // namespace

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

}  // namespace cpb::allocation

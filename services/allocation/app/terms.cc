#include "services/allocation/app/terms.h"

#include <algorithm>
#include <vector>

#include "libs/rpc/status.h"
#include "libs/rulebook/kinds.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/store/given.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

Selector ToSelector(const pb::LineSelector& lines) {
  return {.source = lines.source(),
          .holder = lines.holder(),
          .component_project = lines.component_project(),
          .province_code = lines.province_code(),
          .activity = lines.activity(),
          .budget_line = lines.budget_line()};
}

Selector ToSelector(const pb::Envelope& envelope) {
  return {.source = envelope.source(),
          .holder = envelope.holder(),
          .component_project = envelope.component_project(),
          .province_code = envelope.province_code(),
          .activity = "",
          .budget_line = ""};
}

Method ToMethod(pb::Method method) {
  switch (method) {
    case pb::METHOD_AS_REQUESTED:
      return Method::kAsRequested;
    case pb::METHOD_BY_PRIORITY:
      return Method::kByPriority;
    case pb::METHOD_WATER_FILLING:
      return Method::kWaterFilling;
    default:
      return Method::kProportional;
  }
}

refusal::Violation EnvelopeViolation(const Envelope& envelope, const std::string& vi, const std::string& en,
                                     std::int64_t needed) {
  return {
      .subject = SelectorEn(envelope.lines),
      .text_vi = "Hạn mức (" + SelectorVi(envelope.lines) + ") " + refusal::FormatVnd(envelope.amount_vnd) +
                 " đồng; " + vi + " " + refusal::FormatVnd(needed) + " đồng.",
      .text_en = "Envelope (" + SelectorEn(envelope.lines) + ") " + refusal::FormatVnd(envelope.amount_vnd) +
                 " dong; " + en + " " + refusal::FormatVnd(needed) + " dong.",
      .limit_vnd = envelope.amount_vnd,
      .actual_vnd = needed,
      .rule_id = "",
      .citation = ""};
}

std::int64_t SumOf(const std::vector<Given>& given, const Selector& lines) {
  std::int64_t sum = 0;
  for (const Given& one : given) {
    if (Selects(lines, one.line)) sum = rulebook::SaturatingAdd(sum, one.amount_vnd);
  }
  return sum;
}

absl::Status RefuseWith(const refusal::Reason& reason, std::vector<refusal::Violation> violations) {
  if (violations.empty()) return absl::OkStatus();
  refusal::Refusal refusal{&reason, {{"count", std::to_string(violations.size())}}, std::move(violations)};
  return rpc::ToStatus(refusal);
}

}  // namespace

Terms ToTerms(const pb::Scenario& scenario) {
  Terms terms;
  terms.method = ToMethod(scenario.method());
  for (const pb::Envelope& given : scenario.envelopes()) {
    terms.envelopes.push_back(
        {.lines = ToSelector(given), .amount_vnd = given.amount_vnd(), .used_before_vnd = 0});
  }
  for (const pb::Priority& given : scenario.priorities()) {
    terms.priorities.push_back({.lines = ToSelector(given.lines()), .rank = given.rank()});
  }
  for (const pb::Guarantee& given : scenario.guarantees()) {
    terms.guarantees.push_back({.lines = ToSelector(given.lines()),
                                .minimum_vnd = given.minimum_vnd(),
                                .basis_points = given.minimum_basis_points()});
  }
  return terms;
}

absl::Status FillUsedBefore(storage::Session& session, const pb::Scenario& scenario,
                            const std::string& ignored_round, Terms& terms) {
  const bool whole_year = std::any_of(scenario.envelopes().begin(), scenario.envelopes().end(),
                                      [](const pb::Envelope& given) { return !given.this_round_only(); });
  if (!whole_year) return absl::OkStatus();
  const std::vector<Given> given =
      ListGiven(session, scenario.programme(), scenario.budget_year(), ignored_round);
  std::vector<refusal::Violation> violations;
  for (int i = 0; i < scenario.envelopes_size(); ++i) {
    if (scenario.envelopes(i).this_round_only()) continue;
    Envelope& envelope = terms.envelopes[static_cast<std::size_t>(i)];
    envelope.used_before_vnd = SumOf(given, envelope.lines);
    if (envelope.used_before_vnd <= envelope.amount_vnd) continue;
    violations.push_back(EnvelopeViolation(envelope, "đã giao", "already given", envelope.used_before_vnd));
  }
  return RefuseWith(kEnvelopeBelowIssued, std::move(violations));
}

absl::Status CheckGuarantees(const ComputedRound& computed) {
  std::vector<refusal::Violation> violations;
  for (const GuaranteeShortage& shortage : computed.shortages) {
    violations.push_back(EnvelopeViolation(shortage.envelope, "các mức tối thiểu cần",
                                           "the guaranteed minimums need", shortage.minimums_vnd));
  }
  return RefuseWith(kGuaranteesAboveEnvelope, std::move(violations));
}

void FillEnvelopes(const ComputedRound& computed, pb::Round& round) {
  // The same envelopes as given, in the order of the computation.
  std::vector<pb::Envelope> given{round.envelopes().begin(), round.envelopes().end()};
  round.clear_envelopes();
  for (const EnvelopeUse& use : computed.envelopes) {
    pb::Envelope& filled = *round.add_envelopes();
    const auto same = std::find_if(given.begin(), given.end(), [&](const pb::Envelope& one) {
      return ToSelector(one) == use.envelope.lines && one.amount_vnd() == use.envelope.amount_vnd;
    });
    filled = *same;
    filled.set_used_before_vnd(use.envelope.used_before_vnd);
    filled.set_demand_vnd(use.demand_vnd);
    filled.set_allotted_vnd(use.allotted_vnd);
    filled.set_unallotted_vnd(use.unallotted_vnd);
  }
}

}  // namespace cpb::allocation

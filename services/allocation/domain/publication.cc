#include "services/allocation/domain/publication.h"

#include "services/allocation/domain/rulebook_reasons.h"

namespace cpb::allocation {
namespace {

refusal::Refusal InvalidDate(const Publication& publication, clock::Date earliest) {
  return {&kEffectiveDateInvalid,
          {{"effective_date", clock::FormatDate(publication.effective)},
           {"earliest", clock::FormatDate(earliest)}},
          {}};
}

}  // namespace

std::optional<refusal::Refusal> CheckPublication(const Publication& publication, clock::Date today) {
  if (publication.base_version != publication.last_version) {
    return refusal::Refusal{
        &kRulebookBaseMoved, {{"base", publication.base_version}, {"last", publication.last_version}}, {}};
  }
  clock::Date earliest = std::max(today, publication.published);
  if (publication.last_effective) earliest = std::max(earliest, *publication.last_effective);
  if (publication.effective < earliest) return InvalidDate(publication, earliest);
  if (publication.same_content) return refusal::Refusal{&kRulebookUnchanged, {}, {}};
  if (publication.known) return refusal::Refusal{&kRulebookKnown, {{"version", publication.version}}, {}};
  return std::nullopt;
}

refusal::Refusal RefusedBook(const std::vector<rulebook::Problem>& problems) {
  refusal::Refusal refused{&kRulebookRefused, {{"count", std::to_string(problems.size())}}, {}};
  for (const rulebook::Problem& problem : problems) {
    std::string place = problem.file.empty() ? "rulebook" : problem.file;
    if (problem.line > 0) place += ":" + std::to_string(problem.line);
    const std::string rule = problem.rule_id.empty() ? "" : problem.rule_id + ": ";
    refused.violations.push_back({.subject = place,
                                  .text_vi = rule + problem.reason.vi,
                                  .text_en = rule + problem.reason.en,
                                  .limit_vnd = {},
                                  .actual_vnd = {},
                                  .rule_id = problem.rule_id,
                                  .citation = ""});
  }
  return refused;
}

}  // namespace cpb::allocation

#include "services/allocation/app/convert.h"

#include <algorithm>

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;
namespace rpb = cpbudget::registration::v1;

SourceKind KindOf(const std::string& source, const Sources& sources) {
  // An unknown source is taken for a donor's: counted, and held by the ministry.
  return sources.KindOf(source).value_or(SourceKind::kDonor);
}

SourceRequest& RequestOf(Item& item, const std::string& source, const Sources& sources) {
  for (SourceRequest& request : item.sources) {
    if (request.source == source) return request;
  }
  item.sources.push_back(
      {.source = source, .kind = KindOf(source, sources), .requested_vnd = 0, .approved_vnd = 0});
  return item.sources.back();
}

}  // namespace

cpbudget::types::v1::Citation ToMessage(const rulebook::Citation& citation) {
  cpbudget::types::v1::Citation message;
  message.set_instrument(citation.instrument);
  message.set_article(citation.article);
  message.set_link(citation.link);
  message.set_verified(citation.verified);
  return message;
}

cpbudget::types::v1::Finding ToMessage(const rulebook::Finding& finding, const std::string& item_id) {
  cpbudget::types::v1::Finding message;
  message.set_rule_id(finding.rule_id);
  message.set_severity(static_cast<cpbudget::types::v1::Severity>(finding.severity));
  message.set_item_id(item_id);
  message.set_text_vi(finding.text_vi);
  message.set_text_en(finding.text_en);
  *message.mutable_citation() = ToMessage(finding.citation);
  if (finding.limit_vnd) message.set_limit_vnd(*finding.limit_vnd);
  if (finding.actual_vnd) message.set_actual_vnd(*finding.actual_vnd);
  return message;
}

clock::Date MidYear(int budget_year) {
  return {std::chrono::year{budget_year}, std::chrono::month{6}, std::chrono::day{30}};
}

rulebook::Subject ToSubject(const pb::RuleSubject& subject, const Sources& sources,
                            clock::Date default_date) {
  rulebook::Subject result;
  result.id = subject.subject_id();
  result.programme = subject.programme();
  result.budget_year = subject.budget_year();
  result.component_project = subject.component_project();
  result.activity = subject.activity();
  result.establishment = subject.establishment();
  result.province_code = subject.province_code();
  result.eligible_cost_vnd = subject.eligible_cost_vnd();
  for (const cpbudget::types::v1::Funding& funding : subject.asked()) {
    const bool enterprise = funding.source_kind() == cpbudget::types::v1::SOURCE_KIND_ENTERPRISE ||
                            KindOf(funding.source(), sources) == SourceKind::kEnterprise;
    result.asked.push_back(
        {.source = funding.source(), .enterprise = enterprise, .amount_vnd = funding.amount_vnd()});
  }
  result.quantity = std::max<std::int64_t>(1, subject.quantity());
  result.event_date = clock::ParseDate(subject.event_date()).value_or(default_date);
  result.earlier_vnd = subject.earlier_vnd();
  result.ignore_document = subject.ignore_document();
  result.ground = subject.ground();
  result.ground_date = clock::ParseDate(subject.ground_date());
  result.multi_year = subject.multi_year();
  result.agency_kind = subject.agency_kind();
  result.documents = {subject.documents().begin(), subject.documents().end()};
  result.agency = subject.agency();
  result.giving_source = subject.giving_source();
  result.giving_agency = subject.giving_agency();
  result.giving_budget_year = subject.giving_budget_year();
  result.contract_vnd = subject.contract_vnd();
  return result;
}

std::vector<Item> ToItems(const rpb::Plan& plan, const Sources& sources) {
  std::vector<Item> items;
  for (const rpb::PlanItem& planned : plan.items()) {
    Item item;
    item.plan = plan.name();
    item.item_id = planned.item_id();
    item.programme = plan.programme();
    item.budget_year = plan.budget_year();
    item.agency = plan.agency();
    item.province_code = plan.province_code();
    item.component_project = planned.component_project();
    item.activity = planned.activity();
    item.establishment = planned.establishment();
    item.eligible_cost_vnd = planned.eligible_cost_vnd();
    item.quantity = planned.quantity();
    item.event_date = clock::ParseDate(planned.scheduled_date()).value_or(MidYear(plan.budget_year()));
    for (const cpbudget::types::v1::Funding& funding : planned.requested()) {
      RequestOf(item, funding.source(), sources).requested_vnd = funding.amount_vnd();
    }
    for (const cpbudget::types::v1::Funding& funding : planned.approved()) {
      RequestOf(item, funding.source(), sources).approved_vnd = funding.amount_vnd();
    }
    items.push_back(std::move(item));
  }
  return items;
}

refusal::Violation ToViolation(const rulebook::Finding& finding, const std::string& subject) {
  const rulebook::Citation& citation = finding.citation;
  return {.subject = subject,
          .text_vi = finding.text_vi,
          .text_en = finding.text_en,
          .limit_vnd = finding.limit_vnd,
          .actual_vnd = finding.actual_vnd,
          .rule_id = finding.rule_id,
          .citation =
              citation.article.empty() ? citation.instrument : citation.instrument + ", " + citation.article};
}

}  // namespace cpb::allocation

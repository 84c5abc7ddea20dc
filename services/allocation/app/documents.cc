#include "services/allocation/app/documents.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "libs/people/people.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;
namespace dpb = cpbudget::disbursement::v1;
namespace rpb = cpbudget::registration::v1;

dpb::AccountKey HolderAccount(const std::string& programme, int year, const std::string& source,
                              const std::string& holder, dpb::AccountKind kind) {
  dpb::AccountKey key;
  key.set_programme(programme);
  key.set_budget_year(year);
  key.set_source(source);
  key.set_agency(holder);
  key.set_kind(kind);
  return key;
}

dpb::AccountKey AppropriationAccount(const pb::Appropriation& appropriation, dpb::AccountKind kind) {
  return HolderAccount(appropriation.programme(), appropriation.budget_year(), appropriation.source(),
                       appropriation.holder(), kind);
}

dpb::AccountKey LineAccount(const pb::Allotment& allotment, int year, dpb::AccountKind kind) {
  dpb::AccountKey key =
      HolderAccount(allotment.programme(), year, allotment.source(), allotment.agency(), kind);
  key.set_component_project(allotment.component_project());
  key.set_budget_line(allotment.budget_line());
  return key;
}

void AddLine(PostDocumentRequest& document, const dpb::AccountKey& from, const dpb::AccountKey& to,
             std::int64_t amount) {
  dpb::DocumentLine& line = *document.add_lines();
  *line.mutable_from() = from;
  *line.mutable_to() = to;
  line.set_amount_vnd(amount);
}

PostDocumentRequest Document(std::string kind, std::string resource, std::string step,
                             clock::Date effective) {
  PostDocumentRequest document;
  document.set_document_kind(std::move(kind));
  document.set_document(std::move(resource));
  document.set_step(std::move(step));
  document.set_effective_date(clock::FormatDate(effective));
  return document;
}

dpb::AccountKey GivingAccount(const pb::Round& round, const pb::RoundLine& line) {
  return HolderAccount(round.programme(), round.budget_year(), line.source(), line.holder(),
                       dpb::ACCOUNT_KIND_APPROPRIATION);
}

/// "rounds/SXSH2020-2019-01" is the account "SXSH2020-2019-01"; ids of budget lines have a point.
dpb::AccountKey AccountOfRound(const pb::Round& round, dpb::AccountKey appropriation) {
  appropriation.set_budget_line(round.name().substr(round.name().find('/') + 1));
  return appropriation;
}

dpb::AccountKey ReceivingAccount(const pb::Round& round, const pb::RoundLine& line) {
  dpb::AccountKey key = HolderAccount(round.programme(), round.budget_year(), line.source(), line.agency(),
                                      dpb::ACCOUNT_KIND_AVAILABLE);
  key.set_component_project(line.component_project());
  key.set_budget_line(line.budget_line());
  return key;
}

/// Whoever acted, and for whom.
std::set<std::string> EndsOf(const std::string& signature) {
  const std::vector<std::string> ends = people::Ends(signature);
  return {ends.begin(), ends.end()};
}

std::set<std::string> Deciders(const pb::Round& round, const rpb::Plan& plan) {
  std::set<std::string> deciders;
  for (const std::string& signature : {round.creator(), round.approver()}) deciders.merge(EndsOf(signature));
  for (const rpb::PlanEvent& event : plan.history()) {
    deciders.merge(EndsOf(people::Sign(event.actor(), event.acting_for())));
  }
  return deciders;
}

void DescribeLine(const pb::RoundLine& line, const pb::Round& round, const rpb::Plan& plan,
                  BudgetLine& described) {
  described.set_id(line.budget_line());
  described.set_title(line.title());
  described.set_agency(line.agency());
  described.set_province_code(line.province_code());
  described.set_component_project(line.component_project());
  described.set_activity(line.activity());
  described.set_establishment(line.establishment());
  described.set_plan(line.plan());
  described.set_item_id(line.item_id());
  for (const std::string& decider : Deciders(round, plan)) described.add_deciders(decider);
  described.set_programme(round.programme());
  described.set_budget_year(round.budget_year());
  described.set_illustrative(plan.illustrative());
}

}  // namespace

PostDocumentRequest AppropriationDocument(const pb::Appropriation& appropriation, clock::Date effective) {
  const bool cut = appropriation.kind() == pb::Appropriation::KIND_CUT;
  PostDocumentRequest document =
      Document(cut ? "appropriation_cut" : "appropriation", appropriation.name(), "create", effective);
  const dpb::AccountKey authority = AppropriationAccount(appropriation, dpb::ACCOUNT_KIND_AUTHORITY);
  const dpb::AccountKey granted = AppropriationAccount(appropriation, dpb::ACCOUNT_KIND_APPROPRIATION);
  AddLine(document, cut ? granted : authority, cut ? authority : granted,
          appropriation.amount_vnd() - appropriation.reserve_vnd());
  return document;
}

PostDocumentRequest ReleaseDocument(const pb::Appropriation& appropriation, std::int64_t amount_vnd,
                                    clock::Date effective) {
  PostDocumentRequest document = Document("reserve_release", appropriation.name(), "release", effective);
  AddLine(document, AppropriationAccount(appropriation, dpb::ACCOUNT_KIND_AUTHORITY),
          AppropriationAccount(appropriation, dpb::ACCOUNT_KIND_APPROPRIATION), amount_vnd);
  return document;
}

PostDocumentRequest SetAsideDocument(const pb::Round& round, const GivenByHolder& given,
                                     clock::Date effective) {
  PostDocumentRequest document = Document("allotment", round.name(), "set_aside", effective);
  for (const auto& [place, amount] : given) {
    if (amount == 0) continue;
    const dpb::AccountKey from = HolderAccount(round.programme(), round.budget_year(), place.first,
                                               place.second, dpb::ACCOUNT_KIND_APPROPRIATION);
    AddLine(document, from, AccountOfRound(round, from), amount);
  }
  return document;
}

PostDocumentRequest ExchangeDocument(const pb::ExchangeDifference& difference) {
  const std::int64_t gain = difference.difference_vnd();
  PostDocumentRequest document =
      Document("exchange_difference", difference.name(), gain > 0 ? "gain" : "loss",
               clock::ParseDate(difference.effective_date()).value());
  const auto Account = [&](dpb::AccountKind kind) {
    return HolderAccount(difference.programme(), difference.budget_year(), difference.source(),
                         difference.holder(), kind);
  };
  const dpb::AccountKey authority = Account(dpb::ACCOUNT_KIND_AUTHORITY);
  const dpb::AccountKey granted = Account(dpb::ACCOUNT_KIND_APPROPRIATION);
  AddLine(document, gain > 0 ? authority : granted, gain > 0 ? granted : authority, gain > 0 ? gain : -gain);
  return document;
}

PostDocumentRequest RoundDocument(const pb::Round& round, const std::vector<pb::RoundLine>& lines,
                                  const std::vector<rpb::Plan>& plans, clock::Date effective, Giver giver) {
  PostDocumentRequest document = Document("allotment", round.name(), "issue", effective);
  std::map<std::string, const rpb::Plan*> by_name;
  for (const rpb::Plan& plan : plans) by_name[plan.name()] = &plan;
  std::set<std::string> described;
  for (const pb::RoundLine& line : lines) {
    if (line.allotted_vnd() == 0) continue;
    const dpb::AccountKey from = GivingAccount(round, line);
    AddLine(document, giver == Giver::kRound ? AccountOfRound(round, from) : from,
            ReceivingAccount(round, line), line.allotted_vnd());
    if (described.insert(line.budget_line()).second) {
      DescribeLine(line, round, *by_name.at(line.plan()), *document.add_budget_lines());
    }
  }
  return document;
}

PostDocumentRequest RevocationDocument(const pb::Round& round, clock::Date effective) {
  PostDocumentRequest document = Document("revocation", round.name(), "revoke", effective);
  for (const pb::RoundLine& line : round.lines()) {
    if (line.allotted_vnd() == 0) continue;
    AddLine(document, ReceivingAccount(round, line), GivingAccount(round, line), line.allotted_vnd());
  }
  return document;
}

std::int64_t HandedOf(const pb::HandOverLine& line) {
  return line.handed_vnd() + line.handed_committed_vnd() + line.handed_advanced_vnd();
}

PostDocumentRequest HandOverDocument(const pb::HandOver& hand_over, const std::vector<StoredAllotment>& lines,
                                     clock::Date effective) {
  PostDocumentRequest document = Document("hand_over", hand_over.name(), "approve", effective);
  const int year = hand_over.budget_year();
  std::map<std::pair<std::string, std::string>, const StoredAllotment*> old_lines;
  for (const StoredAllotment& line : lines)
    old_lines[{line.allotment.budget_line(), line.allotment.source()}] = &line;
  std::set<std::string> described;
  for (const pb::HandOverLine& line : hand_over.lines()) {
    if (HandedOf(line) == 0) continue;
    const StoredAllotment& old_line = *old_lines.at({line.budget_line(), line.source()});
    const dpb::AccountKey from = LineAccount(old_line.allotment, year, dpb::ACCOUNT_KIND_AVAILABLE);
    dpb::AccountKey to = from;
    to.set_agency(hand_over.to_agency());
    to.set_budget_line(line.to_budget_line());
    AddLine(document, from, to, HandedOf(line));
    // Named even when nothing is bound: what was bound since the proposal stops the decision.
    dpb::BoundMoney& bound = *document.add_bound();
    *bound.mutable_from() = from;
    *bound.mutable_to() = to;
    bound.set_committed_vnd(line.handed_committed_vnd());
    bound.set_advanced_vnd(line.handed_advanced_vnd());
    if (!described.insert(line.to_budget_line()).second) continue;
    BudgetLine& opened = *document.add_budget_lines();
    opened = old_line.line;
    opened.set_id(line.to_budget_line());
    opened.set_agency(hand_over.to_agency());
    opened.set_province_code(hand_over.to_agency().substr(hand_over.to_agency().rfind('-') + 1));
    for (const std::string& decider : {hand_over.creator(), hand_over.approver()})
      opened.add_deciders(decider);
  }
  for (const pb::HandOverAppropriation& unallotted : hand_over.appropriations()) {
    for (const bool gives : {true, false}) {
      const auto Account = [&](dpb::AccountKind kind) {
        return HolderAccount(hand_over.programme(), year, unallotted.source(),
                             gives ? hand_over.from_agency() : hand_over.to_agency(), kind);
      };
      const dpb::AccountKey authority = Account(dpb::ACCOUNT_KIND_AUTHORITY);
      const dpb::AccountKey granted = Account(dpb::ACCOUNT_KIND_APPROPRIATION);
      AddLine(document, gives ? granted : authority, gives ? authority : granted, unallotted.handed_vnd());
    }
  }
  return document;
}

PostDocumentRequest AdjustmentDocument(const pb::Adjustment& adjustment, const StoredAllotment& from,
                                       const StoredAllotment& to, clock::Date effective) {
  const int year = adjustment.budget_year();
  const std::int64_t amount = adjustment.amount_vnd();
  switch (adjustment.kind()) {
    case pb::Adjustment::KIND_VIREMENT: {
      PostDocumentRequest document = Document("virement", adjustment.name(), "approve", effective);
      AddLine(document, LineAccount(from.allotment, year, dpb::ACCOUNT_KIND_AVAILABLE),
              LineAccount(to.allotment, year, dpb::ACCOUNT_KIND_AVAILABLE), amount);
      return document;
    }
    case pb::Adjustment::KIND_SUPPLEMENT: {
      PostDocumentRequest document = Document("supplement", adjustment.name(), "approve", effective);
      AddLine(document,
              HolderAccount(adjustment.programme(), year, adjustment.source(), to.allotment.holder(),
                            dpb::ACCOUNT_KIND_APPROPRIATION),
              LineAccount(to.allotment, year, dpb::ACCOUNT_KIND_AVAILABLE), amount);
      return document;
    }
    case pb::Adjustment::KIND_CUT: {
      PostDocumentRequest document = Document("cut", adjustment.name(), "approve", effective);
      AddLine(document, LineAccount(from.allotment, year, dpb::ACCOUNT_KIND_AVAILABLE),
              HolderAccount(adjustment.programme(), year, adjustment.source(), from.allotment.holder(),
                            dpb::ACCOUNT_KIND_APPROPRIATION),
              amount);
      return document;
    }
    default: {
      PostDocumentRequest document = Document("carry_over", adjustment.name(), "approve", effective);
      AddLine(document, LineAccount(from.allotment, year, dpb::ACCOUNT_KIND_AVAILABLE),
              LineAccount(from.allotment, year, dpb::ACCOUNT_KIND_CARRIED_FORWARD), amount);
      AddLine(document, LineAccount(from.allotment, year + 1, dpb::ACCOUNT_KIND_BROUGHT_FORWARD),
              LineAccount(from.allotment, year + 1, dpb::ACCOUNT_KIND_AVAILABLE), amount);
      if (!adjustment.commitment().empty()) {
        dpb::BoundMoney& bound = *document.add_bound();
        *bound.mutable_from() = LineAccount(from.allotment, year, dpb::ACCOUNT_KIND_AVAILABLE);
        *bound.mutable_to() = LineAccount(from.allotment, year + 1, dpb::ACCOUNT_KIND_AVAILABLE);
        bound.set_commitment(adjustment.commitment());
        bound.set_committed_vnd(amount);
      }
      BudgetLine& next = *document.add_budget_lines();
      next = from.line;
      next.set_budget_year(year + 1);
      return document;
    }
  }
}

}  // namespace cpb::allocation

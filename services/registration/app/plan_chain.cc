#include "services/registration/app/plan_chain.h"

#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "libs/rpc/status.h"
#include "services/registration/domain/reasons.h"

namespace cpb::registration {
namespace {

/// "approver" of ROLE_APPROVER, as the chains write it.
std::string Word(types::v1::Role role) {
  constexpr std::string_view kPrefix = "ROLE_";
  return absl::AsciiStrToLower(types::v1::Role_Name(role).substr(kPrefix.size()));
}

MoneyOfPlan MoneyOf(const v1::Plan& plan) {
  std::set<std::string> sources;
  for (const v1::PlanItem& item : plan.items()) {
    for (const auto& funding : item.requested()) {
      if (funding.amount_vnd() > 0) sources.insert(funding.source());
    }
  }
  return {.plan = plan.name(),
          .sources = {sources.begin(), sources.end()},
          .has_local_decision = !plan.local_decision().empty() && !plan.local_decision_date().empty()};
}

absl::Status Missing(const v1::Plan& plan, const std::string& chain) {
  return rpc::Refuse(kChainMissing, {{"plan", plan.name()}, {"chain", chain}});
}

}  // namespace

absl::StatusOr<const ChainVersion*> ChainOfToday(const Context& context, const rpc::Call& call,
                                                 const v1::Plan& plan) {
  if (const ChainVersion* chains = context.catalogue->chains.InForce(call.today)) return chains;
  return Missing(plan, clock::FormatDate(call.today));
}

absl::StatusOr<const ChainVersion*> ChainOf(const Context& context, const rpc::Call& call,
                                            const v1::Plan& plan) {
  if (plan.chain_version().empty()) return ChainOfToday(context, call, plan);
  if (const ChainVersion* chains = context.catalogue->chains.Find(plan.chain_version())) return chains;
  return Missing(plan, plan.chain_version());
}

std::vector<types::v1::Finding> WhatTheChainWillNeed(const ChainVersion& chains, const v1::Plan& plan) {
  std::vector<types::v1::Finding> findings;
  const MoneyOfPlan money = MoneyOf(plan);
  for (const std::string& source : money.sources) {
    for (const ChainStep& step : chains.Of(ChainDocument::kPlan, source)) {
      if (!step.needs_local_decision || money.has_local_decision) continue;
      types::v1::Finding& finding = findings.emplace_back();
      finding.set_rule_id("CHAIN/" + source);
      finding.set_severity(types::v1::SEVERITY_WARN);
      finding.set_text_vi("Trước khi Bộ Tài chính ghi nhận, cần số và ngày quyết định của tỉnh. " +
                          step.note_vi);
      finding.set_text_en(
          "Before it can be registered, number and date of the province's decision are needed. " +
          step.note_en);
      finding.mutable_citation()->set_instrument(step.instrument);
      finding.mutable_citation()->set_article(step.article);
      finding.mutable_citation()->set_link(step.link);
      finding.mutable_citation()->set_verified(step.verified);
    }
  }
  return findings;
}

absl::Status CheckChainOf(const rpc::Call& call, const ChainVersion& chains, const v1::Plan& plan,
                          Action action) {
  ChainCaller caller{.roles = {}, .agency = call.identity.agency()};
  for (const int role : call.identity.roles()) caller.roles.insert(Word(static_cast<types::v1::Role>(role)));
  if (const auto refusal = CheckChain(chains, MoneyOf(plan), action, caller)) return rpc::ToStatus(*refusal);
  return absl::OkStatus();
}

}  // namespace cpb::registration

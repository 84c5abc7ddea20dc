#include "services/allocation/domain/chain.h"

#include "gtest/gtest.h"

namespace cpb::allocation {
namespace {

constexpr int kOfficer = 4, kApprover = 3, kAccountant = 5;

std::vector<Chain> Chains() {
  const ChainStep prepare{ChainStepKind::kPrepare, {kOfficer, kAccountant}, ""};
  return {{"v1", "central", {prepare, {ChainStepKind::kApprove, {kApprover}, "agencies/BTC"}}},
          {"v1", "local", {prepare, {ChainStepKind::kApprove, {kApprover}, ""}}},
          {"v1", "enterprise", {}}};
}

std::string Check(ChainStepKind step, const std::set<std::string>& sources, const ChainCaller& caller) {
  const auto refusal = CheckChainStep(Chains(), step, sources, caller, "rounds/1");
  return refusal ? std::string{refusal->reason->name} : "";
}

TEST(Chain, OneOfTheRolesTakesAStep) {
  for (const int role : {kOfficer, kAccountant})
    EXPECT_EQ(Check(ChainStepKind::kPrepare, {"central"}, {{role}, "agencies/BCT"}), "");
  EXPECT_EQ(Check(ChainStepKind::kPrepare, {"central"}, {{kApprover}, "agencies/BTC"}), "NOT_IN_CHAIN");
  EXPECT_EQ(Check(ChainStepKind::kApprove, {"central"}, {{kOfficer}, "agencies/BTC"}), "NOT_IN_CHAIN");
  EXPECT_EQ(Check(ChainStepKind::kPrepare, {"central"}, {{kApprover, kOfficer}, "agencies/BTC"}), "");
}

TEST(Chain, EverySourceOfTheDocumentCounts) {
  const ChainCaller ministry{{kApprover}, "agencies/BTC"}, other{{kApprover}, "agencies/BCT"};
  EXPECT_EQ(Check(ChainStepKind::kApprove, {"central", "local"}, ministry), "");
  EXPECT_EQ(Check(ChainStepKind::kApprove, {"local"}, other), "");
  EXPECT_EQ(Check(ChainStepKind::kApprove, {"central", "local"}, other), "NOT_IN_CHAIN");
}

TEST(Chain, NobodyDecidesAboutMoneyForWhichNobodyIsNamed) {
  const ChainCaller ministry{{kApprover}, "agencies/BTC"};
  EXPECT_EQ(Check(ChainStepKind::kApprove, {"denmark"}, ministry), "NOT_IN_CHAIN");
  EXPECT_EQ(Check(ChainStepKind::kApprove, {"enterprise"}, ministry), "NOT_IN_CHAIN");
}

}  // namespace
}  // namespace cpb::allocation

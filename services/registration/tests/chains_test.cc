// Who decides about money of which source: the data, its loader, and what it does to a plan.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "services/registration/app/chain_loader.h"
#include "services/registration/tests/fixture.h"

namespace cpb::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const char kHeader[] =
    "version,valid_from,valid_to,document,source,position,step,role,agency,may_cut,may_return,needs_local_"
    "decision,"
    "instrument,article,link,verified,note_vi,note_en,evidence\n";

/// One row of a step that is right but for what the test changes.
std::string Row(const std::string& version, const std::string& source, const std::string& position,
                const std::string& step, const std::string& powers, const std::string& role = "approver",
                const std::string& agency = "BTC", const std::string& instrument = "83/2015/QH13") {
  return version + ",plan," + source + "," + position + "," + step + "," + role + "," + agency + "," +
         powers + "," + instrument + ",,,true,vi,en,\n";
}

std::string PlanChain(const std::string& version, const std::string& source) {
  return Row(version, source, "1", "appraise", "false,true,false", "appraiser", "VP-SXSH") +
         Row(version, source, "2", "approve", "true,true,false");
}

class ChainLoader : public ::testing::Test {
 protected:
  ChainLoader() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cpb-chains-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder for a test");
    folder_ = pattern;
    catalogue_.sources = {{"central", SourceKind::kCentralBudget}};
    catalogue_.source_order = {"central"};
    catalogue_.agencies = {{"agencies/BTC", {}}, {"agencies/VP-SXSH", {}}};
  }
  ~ChainLoader() override { std::filesystem::remove_all(folder_); }

  std::string Complaint(const std::string& rows) {
    std::ofstream{folder_ + "/approval_chains.csv"} << kHeader << rows;
    const auto book = LoadChains(folder_, catalogue_);
    return book.ok() ? "none" : std::string{book.status().message()};
  }

  std::string folder_;
  Catalogue catalogue_;
};

TEST_F(ChainLoader, TakesAChainThatIsRight) {
  EXPECT_EQ(Complaint(PlanChain("a,2017-01-01,", "central")), "none");
  EXPECT_EQ(Complaint(PlanChain("a,2017-01-01,2017-12-31", "central") + PlanChain("b,2018-01-01,", "*")),
            "none");
}

TEST_F(ChainLoader, DocumentsOfAllocationHaveTheStepsThatTheyKnow) {
  const auto row = [](const std::string& document, const std::string& position, const std::string& step) {
    return "a,2017-01-01,," + document + ",central," + position + "," + step +
           ",approver,,false,false,false,83/2015/QH13,,,true,vi,en,\n";
  };
  const auto complaint = [&](const std::string& rows) {
    return Complaint(PlanChain("a,2017-01-01,", "central") + rows);
  };
  EXPECT_EQ(complaint(row("round", "1", "prepare") + row("round", "2", "approve") +
                      row("adjustment", "1", "prepare") + row("adjustment", "2", "approve") +
                      row("appropriation", "1", "prepare")),
            "none");
  EXPECT_THAT(complaint(row("round", "1", "prepare")), HasSubstr("one that approves"));
  EXPECT_THAT(
      complaint(row("round", "1", "prepare") + row("round", "2", "appraise") + row("round", "3", "approve")),
      HasSubstr("version a chain for central"));
  EXPECT_THAT(complaint(row("adjustment", "1", "approve")), HasSubstr("one that approves"));
  EXPECT_THAT(complaint(row("appropriation", "1", "prepare") + row("appropriation", "2", "approve")),
              HasSubstr("one step that prepares"));
}

TEST_F(ChainLoader, NamesRowAndColumnOfWhatIsWrong) {
  const std::string first =
      Row("a,2017-01-01,", "central", "1", "appraise", "false,true,false", "appraiser", "VP-SXSH");
  const auto second = [&](const std::string& step, const std::string& powers,
                          const std::string& role = "approver", const std::string& agency = "BTC",
                          const std::string& position = "2", const std::string& instrument = "x",
                          const std::string& version = "a,2017-01-01,") {
    return Complaint(first + Row(version, "central", position, step, powers, role, agency, instrument));
  };
  EXPECT_THAT(second("decide", "true,true,false"), HasSubstr("row 3, column step: not understood: 'decide'"));
  EXPECT_THAT(second("approve", "yes,true,false"), HasSubstr("row 3, column may_cut"));
  EXPECT_THAT(second("approve", "true,true,false", "programmer"), HasSubstr("row 3, column role"));
  EXPECT_THAT(second("approve", "true,true,false", "program"), HasSubstr("row 3, column role"));
  EXPECT_THAT(second("approve", "true,true,false", "approver", "NONE"), HasSubstr("row 3, column agency"));
  EXPECT_THAT(second("approve", "true,true,false", "approver", "BTC", "3"),
              HasSubstr("row 3, column position"));
  EXPECT_THAT(second("approve", "true,true,false", "approver", "BTC", "2", ""),
              HasSubstr("row 3, column instrument"));
  EXPECT_THAT(second("register", "true,false,false"),
              HasSubstr("row 3, column may_cut: a step that registers"));
  EXPECT_THAT(second("register", "false,true,false"),
              HasSubstr("row 3, column may_return: a step that registers"));
  EXPECT_THAT(second("approve", "true,true,false", "approver", "BTC", "2", "x", "a,2017-01-02,"),
              HasSubstr("row 3, column valid_from: another validity"));
  EXPECT_THAT(Complaint(Row("a,2017-13-01,", "central", "1", "appraise", "false,true,false")),
              HasSubstr("row 2, column valid_from"));
  EXPECT_THAT(Complaint(Row("a,2017-01-02,2017-01-01", "central", "1", "appraise", "false,true,false")),
              HasSubstr("row 2, column valid_to"));
  EXPECT_THAT(Complaint(Row("a,2017-01-01,", "gold", "1", "appraise", "false,true,false")),
              HasSubstr("row 2, column source"));
}

TEST_F(ChainLoader, RefusesWhatNoRowShowsAlone) {
  EXPECT_THAT(
      Complaint(PlanChain("a,2017-01-01,2018-01-01", "central") + PlanChain("b,2018-01-01,", "central")),
      HasSubstr("version b is in force on a day of another version"));
  EXPECT_THAT(Complaint(Row("a,2017-01-01,", "central", "1", "approve", "true,true,false")),
              HasSubstr("version a chain for plans and central"));
  EXPECT_THAT(Complaint(Row("a,2017-01-01,", "central", "1", "none", "false,false,false", "", "")),
              HasSubstr("version a chain for plans and central"));
  EXPECT_THAT(Complaint(""), HasSubstr("no row"));
}

class Chains : public RegistrationTest {
 protected:
  v1::Plan Endorsed(const v1::Plan& plan) {
    return Endorse(Appraiser(), Submit(Lan(), Create(Lan(), plan)).value()).value();
  }
  /// One item of local money alone.
  static v1::Plan LocalPlan() {
    v1::Plan plan = SamplePlan();
    plan.clear_items();
    *plan.add_items() = Item("01", "1", "WORKSHOP-INTRO", 40'000'000, {{"local", 40'000'000}});
    return plan;
  }
  static v1::ItemCut Cut(const std::string& item, std::int64_t amount) {
    v1::ItemCut cut;
    cut.set_item_id(item);
    cut.set_approved_vnd(amount);
    cut.set_reason("Cân đối.");
    return cut;
  }
};

TEST_F(Chains, AreListedAsTheyAreInForceOnADay) {
  v1::ListApprovalChainsRequest request;
  request.set_document(v1::ApprovalChain::DOCUMENT_PLAN);
  const auto today = instance_.Call(Lan(), &ReferenceStub::ListApprovalChains, request).value();
  ASSERT_EQ(today.chains_size(), 4);
  EXPECT_EQ(today.chains(0).version(), "law2015");
  EXPECT_EQ(today.chains(0).source(), "central");
  EXPECT_TRUE(today.chains(0).steps(1).may_cut());
  EXPECT_EQ(today.chains(1).source(), "local");
  EXPECT_EQ(today.chains(1).steps(1).kind(), v1::ApprovalStep::KIND_REGISTER);
  EXPECT_EQ(today.chains(1).steps(1).citation().instrument(), "83/2015/QH13");
  EXPECT_FALSE(today.chains(1).steps(1).may_cut());
  EXPECT_TRUE(today.chains(1).steps(1).needs_local_decision());
  EXPECT_EQ(today.chains(3).source(), "enterprise");
  EXPECT_EQ(today.chains(3).steps_size(), 0);
  request.set_as_of_date("2016-12-31");
  EXPECT_EQ(instance_.Call(Lan(), &ReferenceStub::ListApprovalChains, request)->chains(0).version(),
            "law2002");
  request.set_as_of_date("2003-12-31");
  EXPECT_EQ(instance_.Call(Lan(), &ReferenceStub::ListApprovalChains, request)->chains_size(), 0);
  request.set_as_of_date("yesterday");
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &ReferenceStub::ListApprovalChains, request)), "INVALID_REQUEST");
  const auto all =
      instance_.Call(Lan(), &ReferenceStub::ListApprovalChains, v1::ListApprovalChainsRequest{}).value();
  EXPECT_EQ(all.chains_size(), 16) << "four kinds of documents, four sources";
}

TEST_F(Chains, ACutReachesOnlyMoneyThatTheMinistryApproves) {
  // Item 01: 60 million central, 40 million local.
  const v1::Plan endorsed = Endorsed(SamplePlan());
  const auto beyond = Approve(Approver(), endorsed, {Cut("01", 39'999'999)});
  EXPECT_EQ(ReasonOf(beyond), "CUT_NOT_IN_POWER");
  EXPECT_THAT(rpc::ToGrpcStatus(beyond.status()).error_details(), HasSubstr("83/2015/QH13"));
  const v1::Plan approved = Approve(Approver(), endorsed, {Cut("01", 40'000'000)}).value();
  EXPECT_EQ(approved.items(0).approved(0).amount_vnd(), 0);
  EXPECT_EQ(approved.items(0).approved(1).amount_vnd(), 40'000'000);
}

TEST_F(Chains, LocalMoneyIsNotRegisteredWithoutTheProvincesDecision) {
  v1::Plan plan = LocalPlan();
  plan.clear_local_decision_date();
  const v1::Plan endorsed = Endorsed(plan);
  const auto missing = Approve(Approver(), endorsed);
  EXPECT_EQ(ReasonOf(missing), "LOCAL_DECISION_MISSING");
  EXPECT_THAT(rpc::ToGrpcStatus(missing.status()).error_details(), HasSubstr("83/2015/QH13"));
  // The council decides long after the submission; the plan stays where it is.
  EXPECT_EQ(ReasonOf(RecordLocalDecision(Minh(), endorsed, "1/NQ-HĐND", "2018-05-30")),
            "PLAN_OF_ANOTHER_PROVINCE");
  EXPECT_EQ(ReasonOf(RecordLocalDecision(Lan(), endorsed, "1/NQ-HĐND", "2018-06-02")), "INVALID_REQUEST")
      << "a day in the future";
  EXPECT_EQ(ReasonOf(RecordLocalDecision(Lan(), endorsed, "", "2018-05-30")), "INVALID_REQUEST");
  const v1::Plan decided = RecordLocalDecision(Lan(), endorsed, "1/NQ-HĐND", "2018-05-30").value();
  EXPECT_EQ(decided.state(), v1::Plan::STATE_ENDORSED);
  EXPECT_EQ(Get(Lan(), decided.name())->SerializeAsString(), decided.SerializeAsString());
  const v1::Plan approved = Approve(Approver(), decided).value();
  EXPECT_EQ(approved.items(0).approved(0).amount_vnd(), 40'000'000);
  EXPECT_EQ(ReasonOf(RecordLocalDecision(Lan(), approved, "2/NQ-HĐND", "2018-05-30")), "PLAN_STATE");
  EXPECT_THAT(FeedTypes(), ::testing::Contains("plan.local_decision_recorded"));
}

TEST_F(Chains, TheDryRunSaysThatTheDecisionWillBeNeeded) {
  v1::Plan plan = LocalPlan();
  plan.clear_local_decision();
  v1::CheckPlanRequest request;
  request.set_name(Create(Lan(), plan).name());
  const auto check = instance_.Call(Lan(), &Stub::CheckPlan, request).value();
  ASSERT_EQ(check.findings_size(), 1);
  EXPECT_EQ(check.findings(0).rule_id(), "CHAIN/local");
  EXPECT_EQ(check.findings(0).severity(), types::v1::SEVERITY_WARN);
  EXPECT_TRUE(check.submittable());
}

TEST_F(Chains, TheMinistryHasNoVetoOverAPlanThatItMerelyRegisters) {
  const v1::Plan endorsed = Endorsed(LocalPlan());
  EXPECT_EQ(ReasonOf(Return(Approver(), endorsed)), "REGISTERS_ONLY");
  EXPECT_EQ(ReasonOf(Return(Appraiser("users/second"), endorsed)), "ok") << "the office may";
}

TEST_F(Chains, OnlyTheAgencyOfTheChainTakesAStep) {
  const v1::Plan submitted = Submit(Lan(), Create()).value();
  const auto outsider =
      rpc::Person("users/x", {types::v1::ROLE_APPRAISER, types::v1::ROLE_APPROVER}, "agencies/BCT");
  EXPECT_EQ(ReasonOf(Endorse(outsider, submitted)), "NOT_IN_CHAIN");
  EXPECT_EQ(ReasonOf(Return(outsider, submitted)), "NOT_IN_CHAIN");
  const v1::Plan endorsed = Endorse(Appraiser(), submitted).value();
  EXPECT_EQ(ReasonOf(Approve(outsider, endorsed)), "NOT_IN_CHAIN");
  EXPECT_EQ(ReasonOf(Approve(Approver(), endorsed)), "ok");
}

TEST_F(Chains, APlanKeepsTheVersionThatItWasSubmittedUnder) {
  const v1::Plan draft = Create();
  EXPECT_EQ(draft.chain_version(), "");
  const v1::Plan submitted = Submit(Lan(), draft).value();
  EXPECT_EQ(submitted.chain_version(), "law2015");
  EXPECT_EQ(Get(Lan(), draft.name())->chain_version(), "law2015");
}

TEST_F(Chains, ReturningMakesEarlierEndorsementsVoidAndSaysSo) {
  const v1::Plan endorsed = Endorsed(SamplePlan());
  const v1::Plan returned = Return(Approver("users/first"), endorsed).value();
  const auto voids = [](const v1::Plan& plan) {
    std::vector<int> numbers;
    for (const auto& event : plan.history()) numbers.push_back(event.voided_by());
    return numbers;
  };
  // create, submit, endorse, return
  EXPECT_THAT(voids(returned), ElementsAre(0, 0, 4, 0));
  const v1::Plan again = Endorse(Appraiser(), Submit(Lan(), returned).value()).value();
  EXPECT_THAT(voids(again), ElementsAre(0, 0, 4, 0, 0, 0));
  EXPECT_THAT(voids(Get(Lan(), again.name()).value()), ElementsAre(0, 0, 4, 0, 0, 0));
  EXPECT_THAT(voids(Return(Appraiser("users/second"), again).value()), ElementsAre(0, 0, 4, 0, 0, 7, 0));
}

}  // namespace
}  // namespace cpb::registration

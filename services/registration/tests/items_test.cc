// Items in requests: every field that can be wrong is named.
#include <functional>

#include "services/registration/tests/fixture.h"

namespace cpb::registration {
namespace {

using ::testing::HasSubstr;

class ItemsTest : public RegistrationTest {
 protected:
  std::string Complaint(const v1::Plan& plan) {
    const auto response = TryCreate(Lan(), plan);
    EXPECT_EQ(ReasonOf(response), "INVALID_REQUEST");
    return rpc::ToGrpcStatus(response.status()).error_details();
  }
};

TEST_F(ItemsTest, EachFieldIsChecked) {
  CreateEstablishment(Minh(), "0100000001", "01");
  const struct {
    const char* field;
    std::function<void(v1::PlanItem&)> spoil;
  } table[] = {
      {"plan.items[1].item_id", [](v1::PlanItem& item) { item.set_item_id("2"); }},
      {"plan.items[1].item_id", [](v1::PlanItem& item) { item.set_item_id("2x"); }},
      {"plan.items[1].item_id", [](v1::PlanItem& item) { item.set_item_id("01"); }},
      {"plan.items[1].title", [](v1::PlanItem& item) { item.set_title(""); }},
      {"plan.items[1].title", [](v1::PlanItem& item) { item.set_title(std::string(501, 'a')); }},
      {"plan.items[1].title", [](v1::PlanItem& item) { item.set_title(std::string("a\0b", 3)); }},
      {"plan.items[1].component_project",
       [](v1::PlanItem& item) { item.set_component_project("SXSH2020-3"); }},
      {"plan.items[1].activity", [](v1::PlanItem& item) { item.set_activity("activities/NONE"); }},
      {"plan.items[1].activity", [](v1::PlanItem& item) { item.set_activity("activities/WEBSITE"); }},
      {"plan.items[1].establishment", [](v1::PlanItem& item) { item.clear_establishment(); }},
      {"plan.items[1].establishment", [](v1::PlanItem& item) { item.set_establishment("establishments/9"); }},
      {"plan.items[1].establishment",
       [](v1::PlanItem& item) { item.set_establishment("establishments/0100000001"); }},
      {"plan.items[1].quantity", [](v1::PlanItem& item) { item.set_quantity(0); }},
      {"plan.items[1].quantity", [](v1::PlanItem& item) { item.set_quantity(-1); }},
      {"plan.items[1].eligible_cost_vnd", [](v1::PlanItem& item) { item.clear_eligible_cost_vnd(); }},
      {"plan.items[1].eligible_cost_vnd", [](v1::PlanItem& item) { item.set_eligible_cost_vnd(-1); }},
      {"plan.items[1].eligible_cost_vnd",
       [](v1::PlanItem& item) { item.set_eligible_cost_vnd(9'000'000'000'000'001); }},
      {"plan.items[1].requested[0].source",
       [](v1::PlanItem& item) { item.mutable_requested(0)->set_source("moon"); }},
      {"plan.items[1].requested[1].source",
       [](v1::PlanItem& item) { item.mutable_requested(1)->set_source("central"); }},
      {"plan.items[1].requested[0].amount_vnd",
       [](v1::PlanItem& item) { item.mutable_requested(0)->clear_amount_vnd(); }},
      {"plan.items[1].requested[0].amount_vnd",
       [](v1::PlanItem& item) { item.mutable_requested(0)->set_amount_vnd(-60'000'000); }},
      {"plan.items[1].requested", [](v1::PlanItem& item) { item.set_eligible_cost_vnd(119'999'999); }},
      {"plan.items[1].scheduled_date", [](v1::PlanItem& item) { item.set_scheduled_date("2020-01-01"); }},
      {"plan.items[1].scheduled_date", [](v1::PlanItem& item) { item.set_scheduled_date("2019-02-29"); }},
  };
  for (const auto& row : table) {
    v1::Plan plan = SamplePlan();
    row.spoil(*plan.mutable_items(1));
    EXPECT_THAT(Complaint(plan), HasSubstr(row.field)) << plan.items(1).ShortDebugString();
  }
}

TEST_F(ItemsTest, AllThatIsWrongIsSaidAtOnceInBothLanguages) {
  v1::Plan plan = SamplePlan();
  plan.set_title("");
  plan.mutable_items(0)->set_quantity(0);
  plan.mutable_items(2)->set_scheduled_date("soon");
  const std::string complaint = Complaint(plan);
  EXPECT_THAT(complaint, HasSubstr("plan.title"));
  EXPECT_THAT(complaint, HasSubstr("plan.items[0].quantity"));
  EXPECT_THAT(complaint, HasSubstr("plan.items[2].scheduled_date"));
  EXPECT_THAT(complaint, HasSubstr("Yêu cầu có 3 chỗ chưa đúng"));
  EXPECT_THAT(complaint, HasSubstr("The request has 3 thing(s)"));
}

TEST_F(ItemsTest, PlanFieldsAreChecked) {
  v1::Plan plan = SamplePlan();
  plan.set_programme("programmes/NONE");
  EXPECT_THAT(Complaint(plan), HasSubstr("plan.programme"));
  plan = SamplePlan();
  plan.set_budget_year(1999);
  EXPECT_THAT(Complaint(plan), HasSubstr("plan.budget_year"));
  plan = SamplePlan();
  plan.set_local_decision(std::string(301, 'a'));
  EXPECT_THAT(Complaint(plan), HasSubstr("plan.local_decision"));
  // Five hundred characters may be more bytes.
  plan = SamplePlan();
  std::string title;
  for (int i = 0; i < 500; ++i) title += "đ";
  plan.set_title(title);
  EXPECT_EQ(Create(Lan(), plan).title(), title);
}

TEST_F(ItemsTest, TheSumOfAPlanIsBounded) {
  v1::Plan plan = SamplePlan();
  for (int i = 0; i < 2; ++i) plan.mutable_items(i)->set_eligible_cost_vnd(9'000'000'000'000'000);
  EXPECT_THAT(Complaint(plan), HasSubstr("plan.items"));
}

TEST_F(ItemsTest, WhatTheServiceFillsIsNotTakenFromTheCaller) {
  v1::Plan plan = SamplePlan();
  plan.set_state(v1::Plan::STATE_APPROVED);
  plan.set_agency("agencies/SCT-01");
  plan.set_approved_vnd(1);
  plan.mutable_items(0)->set_admissible_vnd(5);
  plan.mutable_items(0)->set_remark("hay");
  *plan.mutable_items(0)->add_approved() = plan.items(0).requested(0);
  const v1::Plan created = Create(Lan(), plan);
  EXPECT_EQ(created.state(), v1::Plan::STATE_DRAFT);
  EXPECT_EQ(created.agency(), "agencies/SCT-68");
  EXPECT_EQ(created.approved_vnd(), 0);
  EXPECT_EQ(created.items(0).admissible_vnd(), 100'000'000);
  EXPECT_EQ(created.items(0).remark(), "");
  EXPECT_EQ(created.items(0).approved_size(), 0);
  EXPECT_EQ(created.items(0).requested(0).source_kind(), types::v1::SOURCE_KIND_CENTRAL_BUDGET);
}

TEST_F(ItemsTest, ItemsAndSourcesComeBackInOrder) {
  v1::Plan plan = SamplePlan();
  plan.mutable_items()->SwapElements(0, 2);
  plan.mutable_items(2)->mutable_requested()->SwapElements(0, 1);
  const v1::Plan created = Create(Lan(), plan);
  EXPECT_EQ(created.items(0).item_id(), "01");
  EXPECT_EQ(created.items(2).item_id(), "03");
  EXPECT_EQ(created.items(0).requested(0).source(), "central");
}

}  // namespace
}  // namespace cpb::registration

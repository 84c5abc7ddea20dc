// What the province and the office tell one another: remarks and answers, what a revision changed, notices;
// and finding plans.
#include "services/registration/tests/fixture.h"

namespace cpb::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Exchange : public RegistrationTest {
 protected:
  v1::Plan Returned() {
    v1::ReturnPlanRequest request;
    const v1::Plan submitted = Submit(Lan(), Create()).value();
    request.set_request_id(NewId());
    request.set_name(submitted.name());
    request.set_etag(submitted.etag());
    for (const auto& [item, remark] : {std::pair{"02", "Giảm mức đề nghị."}, {"03", "Làm rõ số lượng."}}) {
      request.add_remarks()->set_item_id(item);
      request.mutable_remarks(request.remarks_size() - 1)->set_remark(remark);
    }
    return instance_.Call(Appraiser(), &Stub::ReturnPlan, request).value().plan();
  }
  absl::StatusOr<v1::Plan> Answer(const types::v1::Identity& who, const v1::Plan& plan, int number,
                                  const std::string& answer = "Đã giảm.") {
    v1::AnswerRemarkRequest request;
    request.set_request_id(NewId());
    request.set_name(plan.name());
    request.set_etag(plan.etag());
    request.set_number(number);
    request.set_answer(answer);
    const auto response = instance_.Call(who, &Stub::AnswerRemark, request);
    if (!response.ok()) return response.status();
    return response->plan();
  }
  v1::ListNoticesResponse Notices(const types::v1::Identity& who, std::int64_t after = 0) {
    v1::ListNoticesRequest request;
    request.set_after_position(after);
    return instance_.Call(who, &Stub::ListNotices, request).value();
  }
  static std::vector<std::string> Texts(const v1::ListNoticesResponse& response) {
    std::vector<std::string> texts;
    for (const v1::Notice& notice : response.notices()) texts.push_back(notice.text_en());
    return texts;
  }
  std::vector<std::string> Found(const std::string& text, const types::v1::Identity& who = Approver()) {
    v1::ListPlansRequest request;
    request.set_text(text);
    const auto response = instance_.Call(who, &Stub::ListPlans, request).value();
    std::vector<std::string> names;
    for (const v1::Plan& plan : response.plans()) {
      names.push_back(plan.name());
    }
    return names;
  }
};

TEST_F(Exchange, RemarksAreAnsweredOneByOneAndStayWithTheirAnswers) {
  const v1::Plan returned = Returned();
  ASSERT_EQ(returned.remarks_size(), 2);
  EXPECT_EQ(returned.remarks(1).number(), 2);
  EXPECT_EQ(returned.remarks(1).item_id(), "03");
  EXPECT_EQ(returned.remarks(1).author(), "users/appraiser");
  const v1::Plan answered = Answer(Lan(), returned, 2).value();
  EXPECT_EQ(answered.remarks(1).answer(), "Đã giảm.");
  EXPECT_EQ(answered.remarks(1).answerer(), "users/lan");
  EXPECT_FALSE(answered.remarks(0).has_answer_time());
  EXPECT_EQ(answered.state(), v1::Plan::STATE_RETURNED);
  EXPECT_EQ(Get(Lan(), answered.name())->SerializeAsString(), answered.SerializeAsString());
  EXPECT_EQ(ReasonOf(Answer(Lan(), answered, 2)), "REMARK_ANSWERED");
  EXPECT_EQ(ReasonOf(Answer(Lan(), answered, 3)), "NOT_FOUND");
  EXPECT_EQ(ReasonOf(Answer(Lan(), answered, 1, "")), "INVALID_REQUEST");
  EXPECT_EQ(ReasonOf(Answer(Minh(), answered, 1)), "PLAN_OF_ANOTHER_PROVINCE");
  EXPECT_EQ(ReasonOf(Answer(Lan(), returned, 1)), "ETAG_MISMATCH");
  // They outlive the revision that they were about.
  const v1::Plan edited = Update(Lan(), answered).value();
  EXPECT_EQ(edited.revision(), 2);
  EXPECT_EQ(edited.remarks_size(), 2);
  const v1::Plan again = Submit(Lan(), edited).value();
  EXPECT_EQ(ReasonOf(Answer(Lan(), again, 1)), "PLAN_STATE");
  const v1::Plan twice = Return(Appraiser(), again, "01", "Vẫn chưa rõ.").value();
  ASSERT_EQ(twice.remarks_size(), 3);
  EXPECT_EQ(twice.remarks(2).number(), 3);
  EXPECT_EQ(twice.remarks(2).revision(), 2);
  EXPECT_EQ(Get(Lan(), twice.name(), 1)->remarks_size(), 2) << "an earlier revision shows its own";
  EXPECT_THAT(FeedTypes(), ::testing::Contains("plan.remark_answered"));
}

TEST_F(Exchange, TwoRevisionsAreComparedItemByItem) {
  v1::Plan edited = Returned();
  edited.mutable_items()->DeleteSubrange(0, 1);
  edited.mutable_items(0)->mutable_requested(0)->set_amount_vnd(50'000'000);
  edited.mutable_items(0)->set_title("Tên mới");
  *edited.add_items() = Item("04", "1", "LEAFLET", 5'000'000, {{"local", 5'000'000}});
  ASSERT_TRUE(Update(Lan(), edited).ok());
  v1::ComparePlanRevisionsRequest request;
  request.set_name(edited.name());
  const auto compared = instance_.Call(Lan(), &Stub::ComparePlanRevisions, request).value();
  EXPECT_EQ(compared.from_revision(), 1);
  EXPECT_EQ(compared.to_revision(), 2);
  ASSERT_EQ(compared.changes_size(), 3) << "item 03 is as it was";
  EXPECT_EQ(compared.changes(0).kind(), v1::ItemChange::KIND_REMOVED);
  EXPECT_EQ(compared.changes(0).item_id(), "01");
  EXPECT_EQ(compared.changes(0).requested_change_vnd(), -100'000'000);
  EXPECT_EQ(compared.changes(1).kind(), v1::ItemChange::KIND_CHANGED);
  EXPECT_THAT(compared.changes(1).fields(), ElementsAre("title", "requested"));
  EXPECT_EQ(compared.changes(1).before().requested(0).amount_vnd(), 60'000'000);
  EXPECT_EQ(compared.changes(1).requested_change_vnd(), -10'000'000);
  EXPECT_EQ(compared.changes(2).kind(), v1::ItemChange::KIND_ADDED);
  EXPECT_EQ(compared.changes(2).eligible_cost_change_vnd(), 5'000'000);
  EXPECT_EQ(compared.requested_change_vnd(), -105'000'000);
  EXPECT_EQ(compared.eligible_cost_change_vnd(), -95'000'000);
  request.set_from_revision(2);
  EXPECT_EQ(instance_.Call(Lan(), &Stub::ComparePlanRevisions, request)->changes_size(), 0);
  request.set_to_revision(3);
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &Stub::ComparePlanRevisions, request)), "PLAN_NOT_FOUND");
  request.clear_from_revision();
  request.set_to_revision(1);
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &Stub::ComparePlanRevisions, request)), "PLAN_NOT_FOUND")
      << "nothing comes before the first";
  EXPECT_EQ(ReasonOf(instance_.Call(Minh(), &Stub::ComparePlanRevisions, request)),
            "PLAN_OF_ANOTHER_PROVINCE");
}

TEST_F(Exchange, PlansAreFoundWithoutDiacriticsAndCase) {
  const std::string name = Create().name();
  for (const char* text : {"sản xuất sạch hơn", "SAN XUAT sach", "sct-68", "cong thuong"}) {
    EXPECT_THAT(Found(text), ElementsAre(name)) << text;
  }
  for (const char* text : {"nước", "%", "_", "|", "'"}) EXPECT_THAT(Found(text), IsEmpty()) << text;
  EXPECT_THAT(Found("san xuat", Minh()), IsEmpty()) << "another province finds nothing of it";
  v1::Plan plan = SamplePlan();
  plan.clear_items();
  plan.set_title("Đề án Đắk Lắk");
  Create(Minh(), plan);
  EXPECT_THAT(Found("de an dak"), ElementsAre("plans/SXSH2020-2019-SCT-01")) << "đ is a d";
  v1::ListPlansRequest long_text;
  long_text.set_text(std::string(201, 'a'));
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &Stub::ListPlans, long_text)), "INVALID_REQUEST");
}

TEST_F(Exchange, EstablishmentsAreFoundByTitleAndTaxCode) {
  CreateEstablishment(Lan(), "5800000002", "68");
  const auto found = [&](const std::string& text) {
    v1::ListEstablishmentsRequest request;
    request.set_text(text);
    const auto response = instance_.Call(Lan(), &ReferenceStub::ListEstablishments, request).value();
    std::vector<std::string> codes;
    for (const auto& one : response.establishments()) codes.push_back(one.tax_code());
    return codes;
  };
  EXPECT_THAT(found("cong ty"), ElementsAre("5800000001", "5800000002"));
  EXPECT_THAT(found("000002"), ElementsAre("5800000002"));
  EXPECT_THAT(found("xyz"), IsEmpty());
}

TEST_F(Exchange, NoticesTellEachPartWhatIsDueAndWhatOthersDid) {
  EXPECT_THAT(Notices(Lan()).notices(), IsEmpty());
  const v1::Plan draft = Create();
  EXPECT_THAT(Texts(Notices(Lan())), ElementsAre("By 2018-07-20: 1 plan(s) to submit (2019)."));
  EXPECT_THAT(Notices(Minh()).notices(), IsEmpty()) << "another agency's plan is nothing to Minh";
  EXPECT_THAT(Notices(Appraiser()).notices(), IsEmpty());
  const v1::Plan submitted = Submit(Lan(), draft).value();
  EXPECT_THAT(Notices(Lan()).notices(), IsEmpty()) << "one's own doing is no news";
  EXPECT_THAT(Texts(Notices(Appraiser())), ElementsAre("By 2018-11-15: 1 plan(s) to appraise (2019).",
                                                       "plans/SXSH2020-2019-SCT-68 was submitted."));
  const std::int64_t seen = Notices(Lan()).position();
  Return(Appraiser(), submitted).value();
  const auto after = Notices(Lan(), seen);
  EXPECT_THAT(Texts(after), ElementsAre("By 2018-11-15: 1 returned plan(s) to submit again (2019).",
                                        "plans/SXSH2020-2019-SCT-68 was returned."));
  EXPECT_EQ(after.notices(1).actor(), "users/appraiser");
  EXPECT_EQ(after.notices(1).event(), "plan.returned");
  EXPECT_THAT(Texts(Notices(Lan(), after.position())),
              ElementsAre("By 2018-11-15: 1 returned plan(s) to submit again (2019)."))
      << "news come once, what is due stays";
  instance_.SetDay("2018-11-16");
  EXPECT_THAT(Notices(Lan(), after.position()).notices(), IsEmpty());
}

}  // namespace
}  // namespace cpb::registration

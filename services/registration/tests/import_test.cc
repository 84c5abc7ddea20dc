// Items from files, good and bad.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/registration/tests/fixture.h"

namespace cpb::registration {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr char kHeader[] =
    "item_id,component_project,activity,title,establishment,quantity,eligible_cost_vnd,central_vnd,local_vnd,"
    "denmark_vnd,enterprise_vnd,scheduled_date\n";
constexpr char kGoodRow[] =
    "01,SXSH2020-1,WORKSHOP-INTRO,Hội thảo,,1,100000000,60000000,40000000,,,2019-05-20\n";

class ImportTest : public RegistrationTest {
 protected:
  ImportTest() {
    v1::Plan plan = SamplePlan();
    plan.clear_items();
    plan_ = Create(Lan(), plan);
  }

  absl::StatusOr<v1::ImportPlanItemsResponse> Import(const std::string& csv, bool validate_only = false) {
    v1::ImportPlanItemsRequest request;
    request.set_request_id(NewId());
    request.set_name(plan_.name());
    request.set_etag(plan_.etag());
    request.set_csv(csv);
    request.set_validate_only(validate_only);
    return instance_.Call(Lan(), &Stub::ImportPlanItems, request);
  }
  /// Everything that the refusal says, and that nothing was done.
  std::string Complaint(const std::string& csv) {
    const auto response = Import(csv);
    EXPECT_EQ(ReasonOf(response), "INVALID_REQUEST");
    EXPECT_EQ(Get(Lan(), plan_.name())->items_size(), 0);
    return rpc::ToGrpcStatus(response.status()).error_details();
  }

  v1::Plan plan_;
};

TEST_F(ImportTest, ReplacesTheItemsOfThePlan) {
  const auto response =
      Import(absl::StrCat(kHeader, kGoodRow,
                          "02,componentProjects/SXSH2020-3,activities/ASSESS-DETAILED,Đánh giá,5800000001,1,"
                          "120.000.000,60.000.000,,,60.000.000,\n"))
          .value();
  EXPECT_EQ(response.row_count(), 2);
  const v1::Plan& plan = response.plan();
  ASSERT_EQ(plan.items_size(), 2);
  EXPECT_EQ(plan.items(0).title(), "Hội thảo");
  EXPECT_EQ(plan.items(0).scheduled_date(), "2019-05-20");
  EXPECT_EQ(plan.items(0).requested_size(), 2);
  EXPECT_EQ(plan.items(1).establishment(), "establishments/5800000001");
  EXPECT_EQ(plan.items(1).admissible_vnd(), 50'000'000);
  EXPECT_EQ(plan.requested_vnd(), 160'000'000);
  EXPECT_EQ(Get(Lan(), plan.name())->SerializeAsString(), plan.SerializeAsString());
}

TEST_F(ImportTest, ByteOrderMarkAndSemicolonsAreAccepted) {
  std::string csv = absl::StrCat("\xEF\xBB\xBF", kHeader, kGoodRow);
  std::replace(csv.begin(), csv.end(), ',', ';');
  EXPECT_EQ(Import(csv)->row_count(), 1);
}

TEST_F(ImportTest, ValidateOnlyChangesNothing) {
  EXPECT_EQ(Import(absl::StrCat(kHeader, kGoodRow), true)->plan().items_size(), 1);
  EXPECT_EQ(Get(Lan(), plan_.name())->SerializeAsString(), plan_.SerializeAsString());
}

TEST_F(ImportTest, EveryBadCellIsNamedWithRowAndColumn) {
  const std::string complaint = Complaint(
      absl::StrCat(kHeader, kGoodRow,                                                   //
                   "02,SXSH2020-1,WORKSHOP-INTRO,Hội thảo,,1,một triệu,1,,,,\n",        // text in an amount
                   "03,SXSH2020-1,WORKSHOP-INTRO,Hội thảo,,1,-5,,,,,\n",                // negative
                   "04,SXSH2020-1,WORKSHOP-INTRO,Hội thảo,,1,9000000000000001,,,,,\n",  // overflow
                   "05,SXSH2020-1,NOTHING,Hội thảo,,1,5,,,,,\n",                        // unknown activity
                   "06,SXSH2020-9,WORKSHOP-INTRO,Hội thảo,,1,5,,,,,\n",                 // unknown project
                   "07,SXSH2020-1,WORKSHOP-INTRO,Hội thảo,,zero,5,,,,,\n",              // text in a quantity
                   "01,SXSH2020-1,WORKSHOP-INTRO,Hội thảo,,1,5,,,,,\n",                 // id twice
                   "09,SXSH2020-1,WORKSHOP-INTRO,Hội thảo,,1,5,6,,,,\n",                // above the cost
                   "10,SXSH2020-1,WORKSHOP-INTRO,Hội thảo,,1,5,,,,,2018-12-31\n",       // outside the year
                   "11,SXSH2020-3,ASSESS-RAPID,Đánh giá,,1,5,,,,,\n",              // needs an establishment
                   "12,SXSH2020-3,ASSESS-RAPID,Đánh giá,0100000009,1,5,,,,,\n"));  // unknown establishment
  EXPECT_THAT(complaint, HasSubstr("row 3, column eligible_cost_vnd"));
  EXPECT_THAT(complaint, HasSubstr("row 4, column eligible_cost_vnd"));
  EXPECT_THAT(complaint, HasSubstr("row 5, column eligible_cost_vnd"));
  EXPECT_THAT(complaint, HasSubstr("row 6, column activity"));
  EXPECT_THAT(complaint, HasSubstr("row 7, column component_project"));
  EXPECT_THAT(complaint, HasSubstr("row 8, column quantity"));
  EXPECT_THAT(complaint, HasSubstr("row 9, column item_id"));
  EXPECT_THAT(complaint, HasSubstr("row 10, column eligible_cost_vnd"));
  EXPECT_THAT(complaint, HasSubstr("row 11, column scheduled_date"));
  EXPECT_THAT(complaint, HasSubstr("row 12, column establishment"));
  EXPECT_THAT(complaint, HasSubstr("row 13, column establishment"));
  EXPECT_THAT(complaint, Not(HasSubstr("row 2,")));
}

TEST_F(ImportTest, BadEncodingMissingColumnAndFormula) {
  EXPECT_THAT(Complaint(absl::StrCat(kHeader, "01,SXSH2020-1,WORKSHOP-INTRO,H\xC3(i,,1,5,,,,,\n")),
              HasSubstr("UTF-8"));
  EXPECT_THAT(Complaint("item_id,title\n01,x\n"), HasSubstr("component_project"));
  EXPECT_THAT(Complaint("item_id,component_project,activity,title,establishment,quantity,eligible_cost_vnd,"
                        "central_vnd,denmark_vnd,enterprise_vnd\n"),
              HasSubstr("local_vnd"));
  EXPECT_THAT(Complaint(absl::StrCat(kHeader, "01,SXSH2020-1,WORKSHOP-INTRO,=HYPERLINK(1),,1,5,,,,,\n")),
              HasSubstr("row 2, column title"));
  EXPECT_THAT(Complaint(""), HasSubstr("row 1"));
}

TEST_F(ImportTest, TenThousandRowsAreTakenOneMoreIsRefused) {
  std::string csv = kHeader;
  for (int i = 0; i < 10'000; ++i) {
    absl::StrAppendFormat(&csv, "%04d,SXSH2020-1,LEAFLET,Tờ rơi,,1,1000,1000,,,,\n", i);
  }
  // Item ids have at most four digits, so the row too many repeats one; the count is refused first.
  EXPECT_THAT(Complaint(absl::StrCat(csv, "0001,SXSH2020-1,LEAFLET,Tờ rơi,,1,1000,1000,,,,\n")),
              HasSubstr("10000"));
  const auto response = Import(csv);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->row_count(), 10'000);
  EXPECT_EQ(response->plan().requested_vnd(), 10'000'000);
  EXPECT_EQ(response->plan().items(9'999).item_id(), "9999");
  EXPECT_EQ(ReasonOf(Submit(Lan(), response->plan())), "ok");
}

TEST_F(ImportTest, TooManyBytes) {
  EXPECT_THAT(Complaint(std::string(2 * 1024 * 1024 + 1, 'x')), HasSubstr("csv"));
}

TEST_F(ImportTest, TextOfPeopleIsStoredAsItIs) {
  // A quote, a comma and a line break inside a cell survive.
  const auto plan =
      Import(
          absl::StrCat(kHeader, "01,SXSH2020-1,LEAFLET,\"Tờ rơi \"\"xanh\"\", khổ A5\nhai mặt\",,1,5,,,,,\n"))
          ->plan();
  EXPECT_EQ(plan.items(0).title(), "Tờ rơi \"xanh\", khổ A5\nhai mặt");
}

}  // namespace
}  // namespace cpb::registration

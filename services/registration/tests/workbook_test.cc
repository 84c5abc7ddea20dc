// Plans as workbooks: out, changed, back. LibreOffice itself edits one in tests/e2e/workbook.test.mjs.
#include "libs/sheet/workbook.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/sheet/reader.h"
#include "services/registration/app/workbook_form.h"
#include "services/registration/tests/fixture.h"

namespace cpb::registration {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Rows = std::vector<std::vector<sheet::Value>>;

class WorkbookTest : public RegistrationTest {
 protected:
  using WorkbookStub = v1::PlanWorkbookService::Stub;

  WorkbookTest() : plan_{Create()} {}

  std::string Export(const types::v1::Identity& who = Lan(), int revision = 0) {
    v1::ExportPlanWorkbookRequest request;
    request.set_name(plan_.name());
    request.set_revision(revision);
    auto file = instance_.Export(who, request);
    EXPECT_TRUE(file.ok()) << file.status();
    return file.value_or("");
  }

  static v1::ImportPlanWorkbookRequest RequestFor(const v1::Plan& plan, std::string file,
                                                  bool validate_only = false) {
    v1::ImportPlanWorkbookRequest request;
    request.set_request_id(NewId());
    request.set_name(plan.name());
    request.set_workbook(std::move(file));
    request.set_validate_only(validate_only);
    return request;
  }
  absl::StatusOr<v1::ImportPlanWorkbookResponse> Import(const v1::ImportPlanWorkbookRequest& request,
                                                        const types::v1::Identity& who = Lan()) {
    return instance_.Call(who, &WorkbookStub::ImportPlanWorkbook, request);
  }
  absl::StatusOr<v1::ImportPlanWorkbookResponse> Import(std::string file, bool validate_only = false) {
    return Import(RequestFor(plan_, std::move(file), validate_only));
  }

  /// A row as somebody types it: project, activity, title, establishment, quantity, cost, central.
  static std::vector<sheet::Value> Typed(const std::string& id, const std::string& project,
                                         const std::string& activity, sheet::Value cost,
                                         sheet::Value central) {
    return {id, project, activity, "Nội dung mới", "", std::int64_t{1}, std::move(cost), std::move(central)};
  }

  /// A workbook of the plan with these rows, as a spreadsheet program would save it.
  std::string Workbook(const Rows& rows) { return Workbook(rows, IdentitySheet(plan_)); }
  std::string Workbook(const Rows& rows, sheet::Sheet identity) {
    sheet::Workbook workbook;
    sheet::Sheet items;
    items.name = kItemsSheet;
    items.preface = {"a", "b", "c"};
    for (const FormColumn& form : ItemColumns(Catalogue())) {
      items.columns.push_back(form.column);
      // People's programs lose formats; then a number stays a number and a text a text.
    }
    items.rows = rows;
    workbook.sheets = {std::move(items), std::move(identity)};
    return sheet::Write(workbook);
  }
  static const cpb::registration::Catalogue& Catalogue() {
    static const Reference reference = *LoadReference(CPB_SOURCE_DIR "/deploy/reference-data");
    return reference.catalogue;
  }

  /// Every message of a preview as "cell: sentence".
  std::vector<std::string> Complaints(const Rows& rows) {
    const auto response = Import(Workbook(rows), true);
    EXPECT_TRUE(response.ok()) << response.status();
    std::vector<std::string> complaints;
    if (!response.ok()) return complaints;
    EXPECT_EQ(response->message_count(), response->messages_size());
    EXPECT_FALSE(response->has_plan());
    for (const v1::CellMessage& message : response->messages()) {
      EXPECT_EQ(message.sheet(), kItemsSheet);
      EXPECT_FALSE(message.text_vi().empty());
      complaints.push_back(absl::StrCat(message.cell(), ": ", message.text_en()));
    }
    const auto refused = Import(Workbook(rows));
    EXPECT_EQ(ReasonOf(refused), "INVALID_REQUEST");
    EXPECT_EQ(Get(Lan(), plan_.name())->SerializeAsString(), plan_.SerializeAsString())
        << "nothing is half-done";
    return complaints;
  }

  v1::Plan plan_;
};

TEST_F(WorkbookTest, WhatIsTakenOutComesBackUnchanged) {
  const auto response = Import(Export()).value();
  EXPECT_EQ(response.row_count(), 3);
  EXPECT_THAT(response.created_item_ids(), IsEmpty());
  EXPECT_THAT(response.changed_item_ids(), IsEmpty());
  EXPECT_THAT(response.removed_item_ids(), IsEmpty());
  EXPECT_EQ(response.plan().items(1).SerializeAsString(), plan_.items(1).SerializeAsString());
  EXPECT_EQ(response.plan().requested_vnd(), plan_.requested_vnd());
  EXPECT_NE(response.plan().etag(), plan_.etag()) << "it is an edit all the same";
}

TEST_F(WorkbookTest, TheWorkbookCarriesCodesRulesAndInstructions) {
  const sheet::Book book = sheet::Read(
      Export(), {kItemsSheet, kHelpSheet, kCodesSheet, kEstablishmentsSheet, kRulesSheet, kIdentitySheet});
  ASSERT_TRUE(book.ok());
  ASSERT_EQ(book.tables.size(), 6U);
  EXPECT_THAT(book.Find(kItemsSheet)->rows[0][0].text, HasSubstr("minh họa"));
  EXPECT_THAT(book.Find(kCodesSheet)->rows[1][0].text, HasSubstr("SXSH2020-1 – Nâng cao nhận thức"));
  EXPECT_THAT(book.Find(kEstablishmentsSheet)->rows[1][0].text, HasSubstr("5800000001 – "));
  const auto& rules = book.Find(kRulesSheet)->rows;
  EXPECT_EQ(rules.back()[0].text, "CP-ASSESS");
  // The item that asks for more than the rules leave says so.
  const sheet::Row& assessment = book.Find(kItemsSheet)->rows[5];
  EXPECT_THAT(assessment[14].text, HasSubstr("50 %"));
}

TEST_F(WorkbookTest, WithoutTheRulesTheWorkbookIsStillMade) {
  rules_.Stop();
  const sheet::Book book = sheet::Read(Export(), {kRulesSheet});
  EXPECT_THAT(book.Find(kRulesSheet)->rows[0][0].text, HasSubstr("could not be asked"));
}

TEST_F(WorkbookTest, NewChangedAndRemovedItems) {
  const Rows rows{
      {"01", "SXSH2020-1 – Nâng cao nhận thức", "WORKSHOP-INTRO", "Hội thảo", "", std::int64_t{2},
       "100.000.000", std::int64_t{60'000'000}, std::monostate{}, std::monostate{}, std::monostate{},
       "20/05/2019"},
      {},
      {"", "SXSH2020-3", "activities/ASSESS-DETAILED – Đánh giá chi tiết", "Đánh giá", " 5800000001 – Cơ sở ",
       std::int64_t{1}, std::int64_t{120'000'000}, std::int64_t{60'000'000}, std::monostate{},
       std::monostate{}, std::monostate{}, *clock::ParseDate("2019-07-01")},
      Typed("", "SXSH2020-1", "LEAFLET", std::int64_t{5'000'000}, std::int64_t{5'000'000})};
  const auto preview = Import(Workbook(rows), true).value();
  EXPECT_EQ(Get(Lan(), plan_.name())->SerializeAsString(), plan_.SerializeAsString());
  const auto response = Import(Workbook(rows)).value();
  for (const auto& answer : {preview, response}) {
    EXPECT_EQ(answer.row_count(), 3);
    EXPECT_THAT(answer.created_item_ids(), ElementsAre("04", "05"));
    EXPECT_THAT(answer.changed_item_ids(), ElementsAre("01"));
    EXPECT_THAT(answer.removed_item_ids(), ElementsAre("02", "03"));
    EXPECT_EQ(answer.plan().items(1).admissible_vnd(), 50'000'000);
  }
  const v1::Plan& plan = response.plan();
  ASSERT_EQ(plan.items_size(), 3);
  EXPECT_EQ(plan.items(0).scheduled_date(), "2019-05-20");
  EXPECT_EQ(plan.items(0).eligible_cost_vnd(), 100'000'000);
  EXPECT_EQ(plan.items(1).establishment(), "establishments/5800000001");
  EXPECT_EQ(plan.items(1).scheduled_date(), "2019-07-01");
  EXPECT_EQ(plan.items(2).title(), "Nội dung mới");
  EXPECT_EQ(Get(Lan(), plan_.name())->SerializeAsString(), plan.SerializeAsString());
}

TEST_F(WorkbookTest, EveryBadCellIsNamed) {
  const auto good = [](const std::string& id) {
    return Typed(id, "SXSH2020-1", "LEAFLET", std::int64_t{5'000'000}, std::int64_t{5'000'000});
  };
  Rows rows{good("01"), good("01"), good("x"), good("04"), good("05"), good("06"), good("07"), good("08")};
  rows[3][1] = "SXSH2020-9";
  rows[4][5] = "hai";
  rows[5][6] = "5,5";
  rows[6][7] = std::int64_t{6'000'000};
  rows[7].resize(12);
  rows[7][11] = "20/5/2018";
  rows[7][4] = "0100000009";
  EXPECT_THAT(
      Complaints(rows),
      ::testing::UnorderedElementsAre(
          AllOf(HasSubstr("A6: "), HasSubstr("given twice")), AllOf(HasSubstr("A7: "), HasSubstr("digits")),
          AllOf(HasSubstr("B8: "), HasSubstr("SXSH2020-9")),
          AllOf(HasSubstr("F9: "), HasSubstr("whole number")), AllOf(HasSubstr("G10: "), HasSubstr("comma")),
          AllOf(HasSubstr("G11: "), HasSubstr("exceeds")), AllOf(HasSubstr("E12: "), HasSubstr("0100000009")),
          AllOf(HasSubstr("L12: "), HasSubstr("2019"))));
}

TEST_F(WorkbookTest, AFractionAndAMissingAmountAreNamed) {
  Rows rows{Typed("01", "SXSH2020-1", "LEAFLET", std::monostate{}, "1,5"),
            Typed("02", "SXSH2020-1", "LEAFLET", "một", "0.5")};
  EXPECT_THAT(Complaints(rows),
              ElementsAre(HasSubstr("G5: "), HasSubstr("H5: "), HasSubstr("G6: "), HasSubstr("H6: ")));
}

TEST_F(WorkbookTest, AMovedColumnIsNamed) {
  sheet::Workbook workbook;
  sheet::Sheet items;
  items.name = kItemsSheet;
  items.preface = {"a", "b", "c"};
  for (const FormColumn& form : ItemColumns(Catalogue())) items.columns.push_back(form.column);
  std::swap(items.columns[6], items.columns[7]);
  workbook.sheets = {items, IdentitySheet(plan_)};
  const auto response = Import(sheet::Write(workbook), true).value();
  ASSERT_EQ(response.messages_size(), 2);
  EXPECT_EQ(response.messages(0).cell(), "G4");
  EXPECT_EQ(response.messages(1).cell(), "H4");
}

TEST_F(WorkbookTest, FilesOfAnotherUnitYearFormOrHandAreTold) {
  v1::Plan other = plan_;
  other.set_name("plans/SXSH2020-2018-SCT-68");
  EXPECT_EQ(ReasonOf(Import(Workbook({}, IdentitySheet(other)))), "WORKBOOK_OF_ANOTHER_PLAN");
  sheet::Sheet identity = IdentitySheet(plan_);
  identity.rows[0][1] = "0";
  EXPECT_EQ(ReasonOf(Import(Workbook({}, identity))), "WORKBOOK_VERSION");
  identity = IdentitySheet(other);
  identity.rows[4][1] = plan_.name();
  EXPECT_EQ(ReasonOf(Import(Workbook({}, identity))), "WORKBOOK_FOREIGN") << "the checksum no longer fits";
  identity.name = "Sheet1";
  EXPECT_EQ(ReasonOf(Import(Workbook({}, identity))), "WORKBOOK_FOREIGN");
  const auto text = Import("item_id,title\n");
  EXPECT_EQ(ReasonOf(text), "WORKBOOK_UNREADABLE");
  EXPECT_THAT(rpc::Explain(text.status()).violations[0].text_en, HasSubstr("CSV"));
  EXPECT_EQ(ReasonOf(Import(std::string((5 << 19) + 1, 'x'))), "WORKBOOK_UNREADABLE");
}

TEST_F(WorkbookTest, TheSecondOfTwoEditsIsToldAndMayChoose) {
  const std::string file = Export();
  v1::Plan edited = plan_;
  edited.mutable_items()->RemoveLast();
  const v1::Plan current = Update(Lan(), edited).value();
  EXPECT_EQ(ReasonOf(Import(file, true)), "ETAG_MISMATCH");
  EXPECT_EQ(ReasonOf(Import(file)), "ETAG_MISMATCH");
  v1::ImportPlanWorkbookRequest request = RequestFor(plan_, file);
  request.set_etag(current.etag());
  const auto response = Import(request).value();
  EXPECT_THAT(response.created_item_ids(), ElementsAre("03"));
  // The same request again has the same outcome, although the plan has moved on.
  EXPECT_EQ(Import(request)->SerializeAsString(), response.SerializeAsString());
}

TEST_F(WorkbookTest, OnlyTheOwnAgencyBringsBackAndProvincesSeeTheirOwn) {
  EXPECT_EQ(ReasonOf(Import(RequestFor(plan_, Export()), Minh())), "PLAN_OF_ANOTHER_PROVINCE");
  v1::ExportPlanWorkbookRequest request;
  request.set_name(plan_.name());
  EXPECT_EQ(ReasonOf(instance_.Export(Minh(), request)), "PLAN_OF_ANOTHER_PROVINCE");
  EXPECT_TRUE(instance_.Export(Appraiser(), request).ok());
  request.set_name("plans/NONE");
  EXPECT_EQ(ReasonOf(instance_.Export(Lan(), request)), "PLAN_NOT_FOUND");
  const v1::Plan submitted = Submit(Lan(), plan_).value();
  EXPECT_EQ(ReasonOf(Import(Export())), "PLAN_STATE");
  EXPECT_EQ(ReasonOf(Import(RequestFor(plan_, Export()), Appraiser())), "ROLE_MISSING");
}

TEST_F(WorkbookTest, TenThousandRowsOutAndBack) {
  v1::Plan plan = plan_;
  plan.clear_items();
  for (int i = 0; i < 10'000; ++i) {
    *plan.add_items() =
        Item(absl::StrFormat("%04d", i), "1", "LEAFLET", 1'000'000 + i, {{"central", 900'000 + i}});
  }
  plan_ = Update(Lan(), plan).value();
  const std::string file = Export();
  EXPECT_LT(file.size(), std::size_t{5} << 19);
  const auto response = Import(file);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->row_count(), 10'000);
  EXPECT_THAT(response->changed_item_ids(), IsEmpty());
  EXPECT_EQ(response->plan().requested_vnd(), plan_.requested_vnd());
  RecordProperty("bytes", static_cast<int>(file.size()));
}

}  // namespace
}  // namespace cpb::registration

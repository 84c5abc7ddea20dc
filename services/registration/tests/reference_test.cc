// Reference lists, establishments, lists with pages.
#include "absl/strings/str_format.h"
#include "services/registration/tests/fixture.h"

namespace cpb::registration {
namespace {

using ::testing::ElementsAre;

class ReferenceTest : public RegistrationTest {
 protected:
  std::string TryEstablishment(const types::v1::Identity& who, const std::string& tax_code,
                               const std::string& province) {
    v1::CreateEstablishmentRequest request;
    request.set_request_id(NewId());
    request.mutable_establishment()->set_title("Công ty");
    request.mutable_establishment()->set_tax_code(tax_code);
    request.mutable_establishment()->set_province_code(province);
    return ReasonOf(instance_.Call(who, &ReferenceStub::CreateEstablishment, request));
  }
  std::map<std::string, std::string> ProvincesOn(const std::string& date) {
    v1::ListProvincesRequest request;
    request.set_as_of_date(date);
    std::map<std::string, std::string> names;
    const auto provinces = instance_.Call(Lan(), &ReferenceStub::ListProvinces, request).value();
    for (const auto& province : provinces.provinces()) {
      names[province.code()] = province.title_vi();
    }
    return names;
  }
};

TEST_F(ReferenceTest, ACodeNamesAProvinceOnADate) {
  EXPECT_EQ(ProvincesOn("").size(), 63U) << "the day of the test is in 2018";
  const auto before = ProvincesOn("2025-06-30");
  const auto after = ProvincesOn("2025-07-01");
  EXPECT_EQ(before.size(), 63U);
  EXPECT_EQ(after.size(), 34U);
  EXPECT_EQ(before.at("44"), "Quảng Bình");
  EXPECT_EQ(after.at("44"), "Quảng Trị");
  EXPECT_EQ(before.at("68"), "Lâm Đồng");
  v1::ListProvincesRequest request;
  request.set_as_of_date("2025-02-30");
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &ReferenceStub::ListProvinces, request)), "INVALID_REQUEST");
}

TEST_F(ReferenceTest, EveryProvinceHasASuccessorInForce) {
  v1::ListProvincesRequest request;
  request.set_as_of_date("2019-01-01");
  const auto old_units = instance_.Call(Lan(), &ReferenceStub::ListProvinces, request).value();
  request.set_as_of_date("2026-01-01");
  std::set<std::string> names;
  const auto provinces = instance_.Call(Lan(), &ReferenceStub::ListProvinces, request).value();
  for (const auto& province : provinces.provinces()) {
    names.insert(province.name());
    EXPECT_EQ(province.valid_to(), "");
  }
  for (const auto& province : old_units.provinces()) EXPECT_TRUE(names.contains(province.successor()));
}

TEST_F(ReferenceTest, AgenciesSourcesAndProgrammes) {
  const auto agencies =
      instance_.Call(Lan(), &ReferenceStub::ListAgencies, v1::ListAgenciesRequest{}).value();
  EXPECT_EQ(agencies.agencies_size(), 68);
  int departments = 0;
  for (const auto& agency : agencies.agencies()) {
    departments += agency.kind() == v1::AGENCY_KIND_DEPARTMENT ? 1 : 0;
    if (agency.name() == "agencies/SCT-68") {
      EXPECT_EQ(agency.title_vi(), "Sở Công Thương tỉnh Lâm Đồng");
      EXPECT_EQ(agency.province_code(), "68");
    }
  }
  EXPECT_EQ(departments, 63);
  std::vector<std::string> sources;
  const auto listed = instance_.Call(Lan(), &ReferenceStub::ListSources, v1::ListSourcesRequest{}).value();
  for (const auto& source : listed.sources()) {
    sources.push_back(source.id());
  }
  EXPECT_THAT(sources, ElementsAre("central", "local", "denmark", "enterprise"));
  const auto programmes =
      instance_.Call(Lan(), &ReferenceStub::ListProgrammes, v1::ListProgrammesRequest{}).value();
  ASSERT_EQ(programmes.programmes_size(), 1);
  EXPECT_EQ(programmes.programmes(0).instrument(), "1419/QĐ-TTg");
}

TEST_F(ReferenceTest, LoadingReferenceDataAgainUpdatesAndKeepsWhatDocumentsName) {
  const auto loaded = LoadReference(CPB_SOURCE_DIR "/deploy/reference-data");
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  store::ReferenceData changed = loaded->data;
  changed.agencies.resize(1);
  changed.agencies[0].set_title_en("Another title");
  const absl::Status saved = opened_.database->Write([&](storage::Session& session) -> absl::Status {
    store::SaveReferenceData(session, changed);
    return absl::OkStatus();
  });
  ASSERT_TRUE(saved.ok()) << saved;
  const auto agencies =
      instance_.Call(Lan(), &ReferenceStub::ListAgencies, v1::ListAgenciesRequest{}).value();
  EXPECT_EQ(agencies.agencies_size(), 68);
  EXPECT_EQ(agencies.agencies(0).title_en(), "Another title");
}

TEST_F(ReferenceTest, EstablishmentsAreOneATaxCodeAndOfTheOwnProvince) {
  EXPECT_EQ(TryEstablishment(Lan(), "5800000001", "68"), "ESTABLISHMENT_EXISTS");
  EXPECT_EQ(TryEstablishment(Lan(), "5800000001-001", "68"), "ok");
  EXPECT_EQ(TryEstablishment(Lan(), "5800000002", "01"), "OUTSIDE_JURISDICTION");
  EXPECT_EQ(TryEstablishment(Appraiser(), "0100000003", "01"), "ok");
  EXPECT_EQ(TryEstablishment(Lan(), "58000", "68"), "INVALID_REQUEST");
  EXPECT_EQ(TryEstablishment(Lan(), "5800000001-1", "68"), "INVALID_REQUEST");
  EXPECT_EQ(TryEstablishment(Lan(), "580000000x", "68"), "INVALID_REQUEST");
  EXPECT_EQ(TryEstablishment(Appraiser(), "5800000004", "99"), "INVALID_REQUEST") << "unknown province";
  EXPECT_EQ(TryEstablishment(Approver(), "5800000005", "68"), "ROLE_MISSING");
}

TEST_F(ReferenceTest, EstablishmentsComeInPagesOfTheOwnProvince) {
  for (int i = 2; i <= 5; ++i) CreateEstablishment(Lan(), absl::StrFormat("58%08d", i), "68");
  CreateEstablishment(Minh(), "0100000001", "01");
  v1::ListEstablishmentsRequest request;
  request.set_page_size(2);
  std::vector<std::string> codes;
  do {
    const auto page = instance_.Call(Lan(), &ReferenceStub::ListEstablishments, request).value();
    EXPECT_LE(page.establishments_size(), 2);
    for (const auto& establishment : page.establishments()) codes.push_back(establishment.tax_code());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(codes, ElementsAre("5800000001", "5800000002", "5800000003", "5800000004", "5800000005"));
  EXPECT_EQ(instance_.Call(Appraiser(), &ReferenceStub::ListEstablishments, v1::ListEstablishmentsRequest{})
                ->establishments_size(),
            6);
}

TEST_F(ReferenceTest, PlansComeInPagesNewestYearFirst) {
  v1::OpenCycleRequest cycle;
  cycle.set_request_id(NewId());
  cycle.set_programme("programmes/SXSH2020");
  cycle.set_budget_year(2020);
  ASSERT_TRUE(instance_.Call(Appraiser(), &Stub::OpenCycle, cycle).ok());
  v1::Plan plan = SamplePlan();
  plan.mutable_items()->DeleteSubrange(1, 1);
  for (const char* province : {"01", "68", "79"}) {
    for (const int year : {2019, 2020}) {
      plan.set_budget_year(year);
      Create(rpc::Officer(std::string{"users/"} + province, province), plan);
    }
  }
  v1::ListPlansRequest request;
  request.set_page_size(4);
  const auto first = instance_.Call(Approver(), &Stub::ListPlans, request).value();
  ASSERT_EQ(first.plans_size(), 4);
  EXPECT_EQ(first.plans(0).name(), "plans/SXSH2020-2020-SCT-01");
  EXPECT_EQ(first.plans(3).name(), "plans/SXSH2020-2019-SCT-01");
  EXPECT_EQ(first.plans(0).items_size(), 0);
  EXPECT_EQ(first.plans(0).history_size(), 0);
  request.set_page_token(first.next_page_token());
  const auto second = instance_.Call(Approver(), &Stub::ListPlans, request).value();
  ASSERT_EQ(second.plans_size(), 2);
  EXPECT_EQ(second.plans(1).name(), "plans/SXSH2020-2019-SCT-79");
  EXPECT_EQ(second.next_page_token(), "");
  // The token belongs to its query and to its reader.
  request.set_budget_year(2019);
  EXPECT_EQ(ReasonOf(instance_.Call(Approver(), &Stub::ListPlans, request)), "PAGE_TOKEN_INVALID");
  request.clear_budget_year();
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &Stub::ListPlans, request)), "PAGE_TOKEN_INVALID");
  request.clear_page_token();
  request.set_budget_year(2019);
  request.set_state(v1::Plan::STATE_DRAFT);
  EXPECT_EQ(instance_.Call(Lan(), &Stub::ListPlans, request)->plans_size(), 1);
  request.set_state(v1::Plan::STATE_APPROVED);
  EXPECT_EQ(instance_.Call(Lan(), &Stub::ListPlans, request)->plans_size(), 0);
  request.set_state(static_cast<v1::Plan::State>(77));
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &Stub::ListPlans, request)), "INVALID_REQUEST");
  request.clear_state();
  request.set_page_size(-1);
  EXPECT_EQ(ReasonOf(instance_.Call(Lan(), &Stub::ListPlans, request)), "INVALID_REQUEST");
}

}  // namespace
}  // namespace cpb::registration

// Projects over real gRPC on a real database.
#include <fstream>
#include <sstream>

#include "absl/strings/str_format.h"
#include "embedded/projects_migrations.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/csv/reader.h"
#include "libs/rpc/testing.h"
#include "libs/testing/mariadb.h"
#include "services/projects/app/reference_loader.h"
#include "services/projects/wire/project_service.h"

namespace cpb::projects {
namespace {

using Stub = v1::ProjectService::Stub;
using ::testing::ElementsAre;

constexpr char kReferenceData[] = CPB_SOURCE_DIR "/deploy/reference-data";

class ProjectsTest : public ::testing::Test {
 protected:
  ProjectsTest()
      : opened_{cpb::testing::SharedMariaDb().OpenMigrated(NewSchema(), embedded::projects_migrations)},
        server_{"projects", clock::StartOfVietNamDate(*clock::ParseDate("2021-01-04"))} {
    LoadOnce();
    server_.AddService(std::make_unique<ProjectServiceGrpc>(server_.server(), *opened_.database),
                       ProjectServiceGrpc::kName);
    server_.Start();
    stub_ = v1::ProjectService::NewStub(server_.channel());
  }
  ~ProjectsTest() override { server_.Stop(); }

  static std::string NewSchema() {
    static int count = 0;
    return "projects_" + std::to_string(++count);
  }
  static std::string NewId() {
    static int count = 0;
    return absl::StrFormat("00000000-0000-4000-8000-%012d", ++count);
  }
  void LoadOnce() {
    const auto data = LoadReference(kReferenceData);
    ASSERT_TRUE(data.ok()) << data.status();
    const absl::Status saved = opened_.database->Write([&](storage::Session& session) -> absl::Status {
      store::SaveReferenceData(session, *data);
      return absl::OkStatus();
    });
    ASSERT_TRUE(saved.ok()) << saved;
  }
  static types::v1::Identity Office() {
    return rpc::Person("users/office", {types::v1::ROLE_APPRAISER}, "agencies/VP-SXSH");
  }
  static v1::ReportResultRequest Report(const std::string& indicator, const std::string& text,
                                        std::optional<std::int64_t> milli, const std::string& date) {
    v1::ReportResultRequest request;
    request.set_request_id(NewId());
    v1::Result& result = *request.mutable_result();
    result.set_indicator("indicators/" + indicator);
    result.set_value_text(text);
    if (milli) result.set_value_milli(*milli);
    result.set_report_date(date);
    result.set_reported_by("test");
    return request;
  }
  std::string ReasonOf(const types::v1::Identity& who, const v1::ReportResultRequest& request) {
    const auto response = server_.Call(who, *stub_, &Stub::ReportResult, request);
    return response.ok() ? "ok" : rpc::ReasonOf(response.status());
  }

  cpb::testing::PrivateMariaDb::Opened opened_;
  rpc::TestServer server_;
  std::unique_ptr<Stub> stub_;
};

TEST_F(ProjectsTest, ReferenceListsAreLoadedAndLoadingAgainChangesNothing) {
  LoadOnce();
  const auto projects =
      server_.Call(Office(), *stub_, &Stub::ListComponentProjects, v1::ListComponentProjectsRequest{})
          .value();
  ASSERT_EQ(projects.component_projects_size(), 5);
  EXPECT_EQ(projects.component_projects(4).name(), "componentProjects/SXSH2020-5");
  EXPECT_EQ(projects.component_projects(4).last_year(), 2012);
  v1::ListComponentProjectsRequest other;
  other.set_programme("programmes/OTHER");
  EXPECT_EQ(server_.Call(Office(), *stub_, &Stub::ListComponentProjects, other)->component_projects_size(),
            0);
  const auto activities =
      server_.Call(Office(), *stub_, &Stub::ListActivities, v1::ListActivitiesRequest{}).value();
  EXPECT_EQ(activities.activities_size(), 42);
  for (const auto& activity : activities.activities()) {
    EXPECT_GT(activity.component_projects_size(), 0) << activity.name();
    EXPECT_EQ(activity.needs_establishment(), activity.unit() == "assessment" || activity.unit() == "model" ||
                                                  activity.unit() == "enterprise" ||
                                                  activity.unit() == "advice")
        << activity.name();
  }
  const auto indicators =
      server_.Call(Office(), *stub_, &Stub::ListIndicators, v1::ListIndicatorsRequest{}).value();
  ASSERT_EQ(indicators.indicators_size(), 21);
  EXPECT_EQ(indicators.indicators(0).name(), "indicators/TARGET-AWARE");
  EXPECT_EQ(indicators.indicators(0).target_2020(), "90");
  EXPECT_EQ(indicators.indicators(5).level(), "central");
}

TEST_F(ProjectsTest, FiguresThatDisagreeStandSideBySide) {
  const auto first = server_.Call(Office(), *stub_, &Stub::ReportResult,
                                  Report("OUT-LOCAL-WORKSHOPS", "340", 340'000, "2018-09-26"));
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->result().name(), "results/1");
  ASSERT_TRUE(server_
                  .Call(Office(), *stub_, &Stub::ReportResult,
                        Report("OUT-LOCAL-WORKSHOPS", "337", 337'000, "2020-12-31"))
                  .ok());
  v1::ListResultsRequest list;
  list.set_indicator("indicators/OUT-LOCAL-WORKSHOPS");
  std::vector<std::string> texts;
  const auto results = server_.Call(Office(), *stub_, &Stub::ListResults, list).value();
  for (const auto& result : results.results()) {
    texts.push_back(result.value_text() + " on " + result.report_date());
  }
  EXPECT_THAT(texts, ElementsAre("340 on 2018-09-26", "337 on 2020-12-31"));
}

TEST_F(ProjectsTest, RepeatedRequestRecordsOneFigure) {
  const auto request = Report("TARGET-UNIT", "21", 21'000, "2020-12-31");
  const auto first = server_.Call(Office(), *stub_, &Stub::ReportResult, request).value();
  const auto second = server_.Call(Office(), *stub_, &Stub::ReportResult, request).value();
  EXPECT_EQ(first.SerializeAsString(), second.SerializeAsString());
  EXPECT_EQ(server_.Call(Office(), *stub_, &Stub::ListResults, v1::ListResultsRequest{})->results_size(), 1);
  auto other = request;
  other.mutable_result()->set_value_text("22");
  EXPECT_EQ(ReasonOf(Office(), other), "REQUEST_ID_REUSED");
}

TEST_F(ProjectsTest, Refusals) {
  EXPECT_EQ(ReasonOf(Office(), Report("NONE", "1", 1, "2020-12-31")), "INDICATOR_UNKNOWN");
  EXPECT_EQ(ReasonOf(Office(), Report("TARGET-UNIT", "1", 1, "2021-01-05")), "REPORT_DATE_IN_FUTURE");
  EXPECT_EQ(ReasonOf(Office(), Report("TARGET-UNIT", "1", 1, "2021-02-30")), "INVALID_REQUEST");
  EXPECT_EQ(ReasonOf(Office(), Report("TARGET-UNIT", "", 1, "2021-01-01")), "INVALID_REQUEST");
  const auto lan = rpc::Officer("users/lan", "68");
  EXPECT_EQ(ReasonOf(lan, Report("TARGET-UNIT", "1", 1, "2020-12-31")), "OUTSIDE_JURISDICTION");
  auto own = Report("TARGET-UNIT", "1", 1, "2020-12-31");
  own.mutable_result()->set_province_code("68");
  EXPECT_EQ(ReasonOf(lan, own), "ok");
  const auto auditor = rpc::Person("users/auditor", {types::v1::ROLE_AUDITOR}, "agencies/KTNN");
  EXPECT_EQ(ReasonOf(auditor, Report("TARGET-UNIT", "1", 1, "2020-12-31")), "ROLE_MISSING");
  auto no_id = Report("TARGET-UNIT", "1", 1, "2020-12-31");
  no_id.set_request_id("1");
  EXPECT_EQ(ReasonOf(Office(), no_id), "INVALID_REQUEST");
  EXPECT_EQ(server_.Call(Office(), *stub_, &Stub::ListResults, v1::ListResultsRequest{})->results_size(), 1);
}

/// What the demonstration loader will report.
TEST_F(ProjectsTest, PublishedFiguresAreAllAccepted) {
  std::ifstream stream{std::string{kReferenceData} + "/published_results.csv"};
  std::ostringstream text;
  text << stream.rdbuf();
  const csv::Table table =
      csv::Read(text.str(),
                {.required = {"indicator", "value_text", "value_milli", "report_date", "reported_by", "note"},
                 .optional = {}});
  ASSERT_TRUE(table.ok());
  for (const csv::Row& row : table.rows) {
    std::optional<std::int64_t> milli;
    if (!row["value_milli"].empty()) milli = std::stoll(row["value_milli"]);
    const auto request = Report(row["indicator"], row["value_text"], milli, row["report_date"]);
    EXPECT_EQ(ReasonOf(Office(), request), "ok") << row.number();
  }
  EXPECT_EQ(server_.Call(Office(), *stub_, &Stub::ListResults, v1::ListResultsRequest{})->results_size(), 27);
}

}  // namespace
}  // namespace cpb::projects

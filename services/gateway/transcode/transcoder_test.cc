#include "services/gateway/transcode/transcoder.h"

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/gateway/transcode/response.h"

namespace cpb::gateway {
namespace {

using ::testing::HasSubstr;

const Contract& TheContract() {
  static const auto contract = Contract::LoadEmbedded();
  if (!contract.ok()) ADD_FAILURE() << contract.status();
  return **contract;
}

/// The message in one line of text format, or "!" and the subjects that are wrong.
std::string Transcoded(std::string_view verb, std::string_view target, std::string_view body = "") {
  const std::size_t mark = target.find('?');
  const auto match = TheContract().Find(verb, target.substr(0, mark));
  if (match.route == nullptr) return "no route";
  RestRequest request{match.route, &match.bindings, {}, body};
  if (mark != std::string_view::npos) request.query = target.substr(mark + 1);
  Problems problems;
  const auto message = ToMessage(TheContract(), request, problems);
  if (problems.empty()) {
    google::protobuf::TextFormat::Printer printer;
    printer.SetSingleLineMode(true);
    printer.SetUseUtf8StringEscaping(true);
    std::string text;
    printer.PrintToString(*message, &text);
    return text.substr(0, text.find_last_not_of(' ') + 1);
  }
  std::string text = "!";
  for (const auto& violation : problems.list()) {
    EXPECT_FALSE(violation.text_vi.empty());
    EXPECT_FALSE(violation.text_en.empty());
    text += " " + violation.subject;
  }
  return text;
}

TEST(Contract, EveryPublicMethodHasARoute) {
  EXPECT_GT(TheContract().routes().size(), 60u);
  for (const Route& route : TheContract().routes()) {
    EXPECT_FALSE(route.method->peer.empty()) << route.method->rpc_path;
    EXPECT_EQ(route.body, route.verb == "GET" ? "" : "*") << route.path.text();
  }
}

TEST(Contract, InternalMethodsHaveNoRoute) {
  const Method* post = TheContract().FindRpc("/cpbudget.disbursement.v1.LedgerService/PostDocument");
  ASSERT_NE(post, nullptr);
  EXPECT_FALSE(post->has_rest);
  const Method* feed = TheContract().FindRpc("/cpbudget.types.v1.FeedService/ReadFeed");
  ASSERT_NE(feed, nullptr);
  EXPECT_FALSE(feed->has_rest);
}

TEST(Contract, SaysWhichVerbsAPathKnows) {
  const auto match = TheContract().Find("DELETE", "/v1/plans");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_THAT(match.allowed_verbs, ::testing::UnorderedElementsAre("GET", "POST"));
  EXPECT_TRUE(TheContract().Find("GET", "/v1/nothing").allowed_verbs.empty());
  EXPECT_TRUE(TheContract().Find("GET", "/v1/plans/../users").allowed_verbs.empty());
}

TEST(Contract, OnlyFilesAndUpdatesMayBeLarge) {
  const auto limit = [](std::string_view path) { return TheContract().FindRpc(path)->max_body; };
  EXPECT_EQ(limit("/cpbudget.registration.v1.PlanService/ImportPlanItems"), Contract::kFileBodyLimit);
  EXPECT_EQ(limit("/cpbudget.registration.v1.PlanWorkbookService/ImportPlanWorkbook"),
            Contract::kFileBodyLimit);
  EXPECT_EQ(limit("/cpbudget.registration.v1.PlanService/CreatePlan"), Contract::kBodyLimit);
  EXPECT_EQ(limit("/cpbudget.registration.v1.PlanService/UpdatePlan"), Contract::kUpdateBodyLimit);
}

TEST(ToMessage, TakesGoodRequests) {
  struct Row {
    const char* verb;
    const char* target;
    const char* body;
    const char* want;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"GET", "/v1/plans/P-1", "", "name: \"plans/P-1\""},
           {"GET", "/v1/plans/L%C3%A2m%20%C4%90%E1%BB%93ng", "", "name: \"plans/Lâm Đồng\""},
           {"GET", "/v1/public/usage", "", ""},
           {"GET", "/v1/public/usage?budgetYear=2019", "", "budget_year: 2019"},
           {"GET", "/v1/public/usage?budget_year=2019", "", "budget_year: 2019"},
           {"GET",
            "/v1/usage?groupBy=DIMENSION_PROJECT&groupBy=DIMENSION_SOURCE&asOfPosition=9007199254740993", "",
            "group_by: DIMENSION_PROJECT group_by: DIMENSION_SOURCE as_of_position: 9007199254740993"},
           {"GET", "/v1/usage?group_by=2", "", "group_by: DIMENSION_SOURCE"},
           {"GET", "/v1/events?resource=plans%2FX+y", "", "resource: \"plans/X y\""},
           {"POST", "/v1/plans",
            R"({"requestId":"r","plan":{"title":"Kế hoạch","budgetYear":2019,"illustrative":true}})",
            "request_id: \"r\" plan { budget_year: 2019 title: \"Kế hoạch\" illustrative: true }"},
           {"POST", "/v1/plans", R"({"plan":{"items":[{"eligibleCostVnd":"120000000","quantity":2}]}})",
            "plan { items { quantity: 2 eligible_cost_vnd: 120000000 } }"},
           {"POST", "/v1/plans", R"({"plan":{"items":[{"eligible_cost_vnd":120000000,
              "requested":[{"source":"central","sourceKind":"SOURCE_KIND_CENTRAL_BUDGET","amountVnd":"0"}]}]}})",
            "plan { items { eligible_cost_vnd: 120000000 requested { source: \"central\" "
            "source_kind: SOURCE_KIND_CENTRAL_BUDGET amount_vnd: 0 } } }"},
           {"PATCH", "/v1/plans/P-1", R"({"name":"plans/P-1","requestId":"r"})",
            "request_id: \"r\" name: \"plans/P-1\""},
           {"POST", "/v1/plans/P-1:importItems", R"({"csv":"Y3N2","validateOnly":true})",
            "name: \"plans/P-1\" csv: \"csv\" validate_only: true"},
           {"POST", "/v1/clock", R"({"now":"2019-07-20T08:00:00Z"})", "now { seconds: 1563609600 }"},
           {"POST", "/v1/clock", R"({"now":"2019-07-20T08:00:00.25+07:00"})",
            "now { seconds: 1563584400 nanos: 250000000 }"},
           {"POST", "/v1/sessions:signOut", "", ""},
           {"POST", "/v1/sessions:signOut", "{}", ""},
       }) {
    EXPECT_EQ(Transcoded(row.verb, row.target, row.body), row.want)
        << row.verb << " " << row.target << " " << row.body;
  }
}

TEST(ToMessage, NamesEveryFieldThatIsWrong) {
  struct Row {
    const char* verb;
    const char* target;
    const char* body;
    const char* want;
  };
  for (const Row& row : std::initializer_list<Row>{
           // Integers are digits alone, and fit.
           {"POST", "/v1/plans", R"({"plan":{"items":[{"eligibleCostVnd":5e7}]}})",
            "! plan.items[0].eligibleCostVnd"},
           {"POST", "/v1/plans", R"({"plan":{"items":[{"eligibleCostVnd":"5e7"}]}})",
            "! plan.items[0].eligibleCostVnd"},
           {"POST", "/v1/plans", R"({"plan":{"items":[{"eligibleCostVnd":5.0}]}})",
            "! plan.items[0].eligibleCostVnd"},
           {"POST", "/v1/plans", R"({"plan":{"items":[{"eligibleCostVnd":" 5"}]}})",
            "! plan.items[0].eligibleCostVnd"},
           {"POST", "/v1/plans", R"({"plan":{"items":[{"eligibleCostVnd":"007"}]}})",
            "! plan.items[0].eligibleCostVnd"},
           {"POST", "/v1/plans", R"({"plan":{"items":[{"eligibleCostVnd":""}]}})",
            "! plan.items[0].eligibleCostVnd"},
           {"POST", "/v1/plans", R"({"plan":{"items":[{"eligibleCostVnd":true}]}})",
            "! plan.items[0].eligibleCostVnd"},
           {"POST", "/v1/plans", R"({"plan":{"items":[{"quantity":9223372036854775808}]}})",
            "! plan.items[0].quantity"},
           {"POST", "/v1/plans", R"({"plan":{"budgetYear":"2147483648"}})", "! plan.budgetYear"},
           {"GET", "/v1/public/usage?budgetYear=2e3", "", "! budgetYear"},
           {"GET", "/v1/public/usage?budgetYear=", "", "! budgetYear"},
           // Kinds.
           {"POST", "/v1/plans", R"({"plan":[]})", "! plan"},
           {"POST", "/v1/plans", R"({"plan":{"items":{}}})", "! plan.items"},
           {"POST", "/v1/plans", R"({"plan":{"title":7}})", "! plan.title"},
           {"POST", "/v1/plans", R"({"plan":{"title":["x"]}})", "! plan.title"},
           {"POST", "/v1/plans", R"({"plan":{"illustrative":"true"}})", "! plan.illustrative"},
           {"POST", "/v1/plans", R"({"plan":{"title":null}})", "! plan.title"},
           {"POST", "/v1/plans", R"([])", "! body"},
           {"POST", "/v1/plans", R"("x")", "! body"},
           {"POST", "/v1/clock", R"({"now":"yesterday"})", "! now"},
           {"POST", "/v1/clock", R"({"now":1563609600})", "! now"},
           {"POST", "/v1/plans/P-1:importItems", R"({"csv":"***"})", "! csv"},
           // Enumerations.
           {"POST", "/v1/plans", R"({"plan":{"state":"STATE_HAPPY"}})", "! plan.state"},
           {"POST", "/v1/plans", R"({"plan":{"state":99}})", "! plan.state"},
           {"GET", "/v1/usage?groupBy=DIMENSION_MOOD", "", "! groupBy"},
           // Names.
           {"POST", "/v1/plans", R"({"plann":{}})", "! plann"},
           {"POST", "/v1/plans", R"({"requestId":"a","request_id":"b"})", "! request_id"},
           {"POST", "/v1/plans", R"({"requestId":"a","requestId":"b"})", "! requestId"},
           {"GET", "/v1/public/usage?year=2019", "", "! year"},
           {"GET", "/v1/public/usage?budgetYear=2019&budget_year=2018", "", "! budget_year"},
           {"GET", "/v1/public/usage?budgetYear=%zz", "", "! budgetYear"},
           {"GET", "/v1/events?resource=%ff", "", "! resource"},
           {"GET", "/v1/events?%ff=1", "", "! query"},
           // The path, the body and the query may not contradict each other.
           {"PATCH", "/v1/plans/P-1", R"({"name":"plans/P-2"})", "! name"},
           {"GET", "/v1/plans/P-1?name=plans/P-2", "", "! name"},
           {"POST", "/v1/plans?validateOnly=true", "{}", "! query"},
           {"GET", "/v1/plans", "{}", "! body"},
           {"GET", "/v1/plans/a%2Fb", "", "! name"},
           {"GET", "/v1/plans/%ff", "", "! name"},
           // All at once.
           {"POST", "/v1/plans", R"({"a":1,"plan":{"b":2,"budgetYear":1.5}})", "! a plan.b plan.budgetYear"},
           // Not JSON at all.
           {"POST", "/v1/plans", "{", "! body"},
           {"POST", "/v1/plans", "\xff", "! body"},
       }) {
    EXPECT_EQ(Transcoded(row.verb, row.target, row.body), row.want)
        << row.verb << " " << row.target << " " << row.body;
  }
}

TEST(ToMessage, QuotesTheWrongValueAndSaysWhatWouldBeRight) {
  const auto match = TheContract().Find("POST", "/v1/plans");
  Problems problems;
  ToMessage(TheContract(),
            {match.route, &match.bindings, "", R"({"plan":{"state":"STATE_HAPPY","budgetYear":5e7}})"},
            problems);
  ASSERT_EQ(problems.list().size(), 2u);
  EXPECT_THAT(problems.list()[0].text_en, HasSubstr("'STATE_HAPPY'"));
  EXPECT_THAT(problems.list()[0].text_en, HasSubstr("STATE_DRAFT"));
  EXPECT_THAT(problems.list()[1].text_vi, HasSubstr("số nguyên"));
  EXPECT_THAT(problems.list()[1].text_vi, HasSubstr("'5e7'"));
}

TEST(ToMessage, AHostileBodyCannotCollectProblemsWithoutEnd) {
  std::string body = "{";
  for (int i = 0; i < 5000; ++i) body += (i ? ",\"x" : "\"x") + std::to_string(i) + "\":1";
  const auto match = TheContract().Find("POST", "/v1/plans");
  Problems problems;
  const std::string closed = body + "}";
  ToMessage(TheContract(), {match.route, &match.bindings, "", closed}, problems);
  EXPECT_EQ(problems.list().size(), Problems::kMost);
}

TEST(ResponseWriter, WritesEmptyFieldsAndLeavesAbsentOptionalsOut) {
  const ResponseWriter writer{TheContract()};
  const auto* type = TheContract().pool().FindMessageTypeByName("cpbudget.audit.v1.TrailStep");
  const auto message = TheContract().New(type);
  ASSERT_TRUE(
      google::protobuf::TextFormat::ParseFromString(R"(type: "plan.submitted" position: 9007199254740993
      findings { severity: SEVERITY_CAP limit_vnd: 0 } time { seconds: 1563609600 })",
                                                    message.get()));
  const auto json = writer.ToJson(*type, message->SerializeAsString());
  ASSERT_TRUE(json.ok());
  EXPECT_THAT(*json, HasSubstr(R"("position":"9007199254740993")"));
  EXPECT_THAT(*json, HasSubstr(R"("severity":"SEVERITY_CAP")"));
  EXPECT_THAT(*json, HasSubstr(R"("limitVnd":"0")"));
  EXPECT_THAT(*json, HasSubstr(R"("time":"2019-07-20T08:00:00Z")"));
  EXPECT_THAT(*json, HasSubstr(R"("textVi":"")"));
  EXPECT_FALSE(absl::StrContains(*json, "amountVnd")) << *json;
}

}  // namespace
}  // namespace cpb::gateway

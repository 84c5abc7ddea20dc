#include "services/gateway/contract/path_template.h"

#include "gtest/gtest.h"

namespace cpb::gateway {
namespace {

std::string Matched(std::string_view tmpl, std::string_view path) {
  const auto parsed = PathTemplate::Parse(tmpl);
  EXPECT_TRUE(parsed.ok()) << tmpl;
  const auto request = RequestPath::Parse(path);
  if (!request) return "malformed";
  const auto bindings = parsed->Match(*request);
  if (!bindings) return "no";
  std::string text = "yes";
  for (const auto& [field, value] : *bindings) text += " " + field + "=" + value;
  return text;
}

TEST(PathTemplate, MatchesNamesAndVerbs) {
  struct Row {
    const char* tmpl;
    const char* path;
    const char* want;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"/v1/plans", "/v1/plans", "yes"},
           {"/v1/plans", "/v1/plans/", "malformed"},
           {"/v1/plans", "/v1//plans", "malformed"},
           {"/v1/plans", "/v1/plan", "no"},
           {"/v1/{name=plans/*}", "/v1/plans/SXSH2020-2019-SCT-68", "yes name=plans/SXSH2020-2019-SCT-68"},
           {"/v1/{name=plans/*}", "/v1/plans/a/b", "no"},
           {"/v1/{name=plans/*}", "/v1/plans/a:submit", "no"},
           {"/v1/{name=plans/*}:submit", "/v1/plans/a:submit", "yes name=plans/a"},
           {"/v1/{name=plans/*}:submit", "/v1/plans/a:approve", "no"},
           {"/v1/{name=plans/*}:submit", "/v1/plans/a", "no"},
           {"/v1/{name=plans/*}:submit", "/v1/plans/:submit", "malformed"},
           {"/v1/{name=plans/*}", "/v1/plans/a:", "malformed"},
           {"/v1/{id}/x", "/v1/7/x", "yes id=7"},
           {"/v1/{name=files/**}", "/v1/files/a/b/c", "yes name=files/a/b/c"},
           {"/v1/{a=x/*}/{b=y/*}", "/v1/x/1/y/2", "yes a=x/1 b=y/2"},
           {"/v1/sessions:signOut", "/v1/sessions:signOut", "yes"},
           {"/v1/sessions:signOut", "/v1/sessions", "no"},
       }) {
    EXPECT_EQ(Matched(row.tmpl, row.path), row.want) << row.tmpl << " against " << row.path;
  }
}

TEST(PathTemplate, RefusesTemplatesThatMakeNoSense) {
  for (const char* text :
       {"", "v1/x", "/v1/{name", "/v1/{=x}", "/v1/{name=}", "/v1/**/x", "/v1//x", "/v1/{a}b"}) {
    EXPECT_FALSE(PathTemplate::Parse(text).ok()) << text;
  }
}

TEST(DecodeSegment, RefusesWhatCouldChangeTheShapeOfAName) {
  EXPECT_EQ(DecodeSegment("a%20b"), "a b");
  EXPECT_EQ(DecodeSegment("%C4%90"), "Đ");
  for (const char* raw : {"%", "%2", "%zz", "a%2Fb", "a%2fb", "%00", "%0a"}) {
    EXPECT_FALSE(DecodeSegment(raw).has_value()) << raw;
  }
}

}  // namespace
}  // namespace cpb::gateway

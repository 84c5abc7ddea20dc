#include "services/gateway/transcode/json_reader.h"

#include "gtest/gtest.h"

namespace cpb::gateway {
namespace {

/// "ok", or the subject of the first problem.
std::string Outcome(std::string_view text) {
  Problems problems;
  const auto value = ReadJson(text, problems);
  EXPECT_EQ(value.has_value(), problems.empty()) << text;
  return value ? "ok" : problems.list().front().subject;
}

TEST(ReadJson, TakesWhatTheStandardAllows) {
  for (const char* text : {"{}", " [1, -2.5e+3, 0, \"\\u0110\\ud83d\\ude00\\n\", true, false, null] ",
                           "\"x\"", "{\"a\":{\"b\":[{}]},\"c\":\"Lâm Đồng\"}", "\xEF\xBB\xBF{}"}) {
    EXPECT_EQ(Outcome(text), "ok") << text;
  }
}

TEST(ReadJson, RefusesWhatItDoesNotAllow) {
  for (const char* text : {"",
                           " ",
                           "{",
                           "}",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "[1,]",
                           "[1 2]",
                           "{a:1}",
                           "{'a':1}",
                           "01",
                           "+1",
                           ".5",
                           "1.",
                           "1e",
                           "-",
                           "NaN",
                           "Infinity",
                           "tru",
                           "nul",
                           "\"a",
                           "\"\\x\"",
                           "\"\\ud83d\"",
                           "\"\\ude00\"",
                           "\"\\u0000\"",
                           "\"\\u12g4\"",
                           "\"a\tb\"",
                           "{} {}",
                           "1 2",
                           "// x\n{}",
                           "{\"a\":1 \"b\":2}"}) {
    EXPECT_EQ(Outcome(text), "body") << text;
  }
}

TEST(ReadJson, RefusesInvalidUtf8WhereverItStands) {
  for (const std::string& text : {std::string{"{\"a\":\"\xff\"}"}, std::string{"{\"\xc0\xaf\":1}"},
                                  std::string{"\"\xed\xa0\x80\""}, std::string{"\"\xf4\x90\x80\x80\""},
                                  std::string{"\"\xe2\x82\""}, std::string{"\"\xf0\x80\x80\xaf\""}}) {
    EXPECT_EQ(Outcome(text), "body");
  }
}

TEST(ReadJson, NamesTheFieldThatIsThereTwice) {
  EXPECT_EQ(Outcome(R"({"plan":{"items":[{},{"title":"a","title":"b"}]}})"), "plan.items[1].title");
  EXPECT_EQ(Outcome(R"({"a":1,"\u0061":2})"), "a");
}

TEST(ReadJson, StopsAtTheDepthLimit) {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  EXPECT_EQ(Outcome(nested(kMaxJsonDepth)), "ok");
  EXPECT_EQ(Outcome(nested(kMaxJsonDepth + 2)), "body");
  EXPECT_EQ(Outcome(std::string(1'000'000, '[')), "body");
}

TEST(ReadJson, KeepsNumbersAsWritten) {
  Problems problems;
  const auto value = ReadJson("[9007199254740993, 5e7]", problems);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->items[0].text, "9007199254740993");
  EXPECT_EQ(value->items[1].text, "5e7");
}

TEST(ReadJson, SaysLineAndColumn) {
  Problems problems;
  EXPECT_FALSE(ReadJson("{\n  \"a\": x}", problems));
  ASSERT_EQ(problems.list().size(), 1u);
  EXPECT_NE(problems.list()[0].text_en.find("line 2, column 8"), std::string::npos)
      << problems.list()[0].text_en;
}

}  // namespace
}  // namespace cpb::gateway

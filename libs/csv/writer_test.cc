#include "libs/csv/writer.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace cpb::csv {
namespace {

TEST(Writer, QuotesWhatNeedsIt) {
  Writer writer{{"a", "b"}, /*byte_order_mark=*/false};
  writer.AddRow({"x,y", "say \"no\""});
  writer.AddRow({"two\nlines", ""});
  EXPECT_EQ(writer.TakeText(), "a,b\r\n\"x,y\",\"say \"\"no\"\"\"\r\n\"two\nlines\",\r\n");
}

TEST(Writer, MakesFormulasHarmlessButLeavesNumbers) {
  Writer writer{{"a", "b"}, /*byte_order_mark=*/false};
  writer.TakeText();
  for (const char* text : {"=1+1", "+1", "-1", "@x", "\tx"}) {
    writer.AddRow({text, std::int64_t{-5}});
    EXPECT_EQ(writer.TakeText(), "'" + std::string{text} + ",-5\r\n");
  }
  writer.AddRow({"\rx", std::int64_t{0}});
  EXPECT_EQ(writer.TakeText(), "\"'\rx\",0\r\n");
}

TEST(Writer, MarksTheEncodingForExcel) {
  EXPECT_EQ(Writer{{"a"}}.TakeText(),
            "\xEF\xBB\xBF"
            "a\r\n");
}

TEST(Writer, RefusesRowsOfAnotherLength) {
  Writer writer{{"a", "b"}};
  EXPECT_THROW(writer.AddRow({"only one"}), std::invalid_argument);
}

}  // namespace
}  // namespace cpb::csv

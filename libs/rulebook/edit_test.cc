/// Entries are changed in place, and nothing else is.
#include "libs/rulebook/edit.h"

#include <gtest/gtest.h>

namespace cpb::rulebook {
namespace {

const BookFiles& Base() {
  static const BookFiles files = {
      {"book.textproto", "# Edition.\npublished_date: \"2020-01-02\"  # The day.\n"},
      {"norms.textproto",
       "# Norms, mức chi.\nrules {\n\tid: \"A\" title_vi: \"mức\" title_en: \"e\"\n"
       "  citation { instrument: \"1/2018\" }\n  steps: [ STEP_PLAN_ITEM ] effect: RULE_EFFECT_CAP\n"
       "  share { basis_points: 5000 }\n} # behind A\n\n\t rules {\n  id: \"B\" title_vi: \"v\" title_en: "
       "\"e\"\n"
       "  citation { instrument: \"1/2018\" verified: true } valid_from: \"2019-01-01\"\n"
       "  steps: [ STEP_PLAN_ITEM ] effect: RULE_EFFECT_CAP\n  share { basis_points: 4000 }\n};\n# The "
       "end.\n"}};
  return files;
}

RuleEntry Entry(const std::string& id, const std::string& from, int basis_points) {
  RuleEntry entry;
  entry.set_id(id);
  entry.set_title_vi("tên \"mới\"");
  entry.set_title_en("new");
  entry.mutable_citation()->set_instrument("2/2020");
  entry.mutable_citation()->set_verified(true);
  entry.set_valid_from(from);
  entry.add_steps(cpbudget::allocation::v1::STEP_PLAN_ITEM);
  entry.set_effect(cpbudget::allocation::v1::RULE_EFFECT_CAP);
  entry.mutable_share()->set_basis_points(basis_points);
  return entry;
}

RulebookChange Put(const RuleEntry& entry) {
  RulebookChange change;
  *change.mutable_put() = entry;
  return change;
}

BookFiles Changed(const std::vector<RulebookChange>& changes) {
  std::vector<Problem> problems;
  BookFiles files = ApplyChanges(Base(), changes, "2020-06-01", problems);
  for (const Problem& problem : problems) ADD_FAILURE() << ToText(problem);
  const LoadResult loaded = LoadBook(files);
  for (const Problem& problem : loaded.problems) ADD_FAILURE() << ToText(problem);
  return files;
}

std::string DifferenceText(const BookFiles& after) {
  std::string text;
  for (const RuleDifference& difference : Differences(Base(), after)) {
    text += difference.rule().rule_id() + "@" + difference.rule().valid_from() + ":" +
            std::to_string(difference.change()) + " ";
  }
  return text;
}

TEST(Edit, NoChangeChangesTheDateAlone) {
  const BookFiles files = Changed({});
  EXPECT_EQ(files.at("book.textproto"), "# Edition.\npublished_date: \"2020-06-01\"  # The day.\n");
  EXPECT_EQ(files.at("norms.textproto"), Base().at("norms.textproto"));
  EXPECT_EQ(DifferenceText(files), "");
  EXPECT_TRUE(SameContent(Base(), files));
}

TEST(Edit, AnEntryIsReplacedInPlace) {
  const BookFiles files = Changed({Put(Entry("B", "2019-01-01", 3000))});
  const std::string& norms = files.at("norms.textproto");
  const std::string& before = Base().at("norms.textproto");
  const std::size_t at = before.find("\t rules {") + 2;
  EXPECT_EQ(norms.substr(0, at), before.substr(0, at));
  EXPECT_TRUE(norms.ends_with("}\n# The end.\n")) << norms;
  EXPECT_EQ(DifferenceText(files), "B@2019-01-01:3 ");
  EXPECT_FALSE(SameContent(Base(), files));
  EXPECT_EQ(LoadBook(files).book->rules[1].title_vi, "tên \"mới\"");
}

TEST(Edit, EntriesAreAddedBesideTheirRuleOrInAFileOfTheirOwn) {
  RuleEntry ended = Entry("B", "2019-01-01", 4000);
  ended.set_valid_to("2020-12-31");
  const BookFiles files =
      Changed({Put(ended), Put(Entry("B", "2021-01-01", 3000)), Put(Entry("C", "", 2000))});
  EXPECT_EQ(DifferenceText(files), "B@2019-01-01:3 B@2021-01-01:1 C@:1 ");
  EXPECT_EQ(LoadBook({{"x", files.at(kAddedFile)}, *files.find("book.textproto")}).book->rules.size(), 1U);
}

TEST(Edit, AnEntryIsRemovedWithNothingAroundIt) {
  RulebookChange change;
  change.mutable_remove()->set_rule_id("A");
  const BookFiles files = Changed({change});
  EXPECT_TRUE(files.at("norms.textproto").starts_with("# Norms, mức chi.\n # behind A\n"))
      << files.at("norms.textproto");
  EXPECT_EQ(DifferenceText(files), "A@:2 ");
}

TEST(Edit, ARuleIsSwitchedOnAndOff) {
  RulebookChange on, off;
  on.mutable_switch_on()->mutable_rule()->set_rule_id("A");
  on.mutable_switch_on()->mutable_switched_on()->set_authority("BTC");
  on.mutable_switch_on()->mutable_switched_on()->set_decision_number("7");
  on.mutable_switch_on()->mutable_switched_on()->set_from_date("2020-07-01");
  off.mutable_switch_off()->mutable_rule()->set_rule_id("A");
  off.mutable_switch_off()->set_last_day("2020-12-31");
  const auto SwitchedOn = [](const BookFiles& files) { return LoadBook(files).book->rules[0].switched_on; };
  EXPECT_EQ(SwitchedOn(Changed({on}))->authority, "BTC");
  EXPECT_FALSE(SwitchedOn(Changed({on}))->to);
  EXPECT_EQ(SwitchedOn(Changed({on, off}))->to, clock::ParseDate("2020-12-31"));
  EXPECT_EQ(DifferenceText(Changed({on})), "A@:3 ");
}

TEST(Edit, ChangesThatNameNoEntryAreProblems) {
  std::vector<Problem> problems;
  RulebookChange nothing, unknown, off, other_day;
  unknown.mutable_remove()->set_rule_id("Z");
  off.mutable_switch_off()->mutable_rule()->set_rule_id("A");
  other_day.mutable_remove()->set_rule_id("B");
  other_day.mutable_remove()->set_valid_from("2019-01-02");
  ApplyChanges(Base(), {nothing, unknown, off, other_day}, "2020-06-01", problems);
  ASSERT_EQ(problems.size(), 4U);
  EXPECT_EQ(ToText(problems[0]), "rulebook: a change says nothing");
  EXPECT_EQ(ToText(problems[1]), "rulebook: Z: is not in the base");
  EXPECT_EQ(ToText(problems[2]), "rulebook: A: is not switched on");
  EXPECT_EQ(ToText(problems[3]), "rulebook: B, from 2019-01-02: is not in the base");
}

TEST(Edit, AnEntryAmongSeveralMustBeNamedByItsFirstDay) {
  std::vector<Problem> problems;
  RulebookChange remove;
  remove.mutable_remove()->set_rule_id("B");
  ApplyChanges(Base(), {Put(Entry("B", "2021-01-01", 3000)), remove}, "2020-06-01", problems);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].reason.en, "has several entries; name valid_from");
}

TEST(Edit, EntriesWrittenAsAListAreNotCutOutOfIt) {
  const BookFiles base = {
      {"a",
       "published_date: \"2020-01-02\" rules [ { id: \"A\" share { basis_points: 1 } }, { id: \"B\" share { "
       "basis_points: 1 } } ]"}};
  for (const char* id : {"A", "B"}) {
    std::vector<Problem> problems;
    const BookFiles files = ApplyChanges(base, {Put(Entry(id, "", 2))}, "2020-01-02", problems);
    EXPECT_EQ(problems.size(), 1U) << id;
    EXPECT_EQ(files, base);
  }
}

}  // namespace
}  // namespace cpb::rulebook

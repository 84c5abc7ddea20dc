/// A round loses no dong, passes no cap and no envelope, and does not depend on the order of its input.
#include "services/allocation/domain/round.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace cpb::allocation {
namespace {

rulebook::Rulebook HalfAndFiftyMillion() {
  rulebook::Rulebook book;
  for (const bool share : {true, false}) {
    rulebook::Rule rule;
    rule.id = share ? "A/share" : "A/amount";
    rule.title_vi = rule.title_en = "t";
    rule.citation = {.instrument = "i", .article = "", .link = "", .verified = true};
    rule.steps = {rulebook::Step::kAllotment};
    rule.applies_to.activities = {"activities/ASSESS-RAPID"};
    rule.effect = rulebook::Effect::kCap;
    if (share) {
      rule.kind = rulebook::ShareLimit{.basis_points = 5000};
    } else {
      rule.kind = rulebook::AmountLimit{.amount_vnd = 50'000'000,
                                        .scope = rulebook::Scope::kEstablishmentLifetime,
                                        .per_vi = "c",
                                        .per_en = "e"};
    }
    book.rules.push_back(rule);
  }
  return book;
}

Item MakeItem(const std::string& province, const std::string& id, const std::string& establishment,
              std::int64_t cost, std::int64_t central, std::int64_t local) {
  Item item;
  item.plan = "plans/SXSH2020-2019-SCT-" + province;
  item.item_id = id;
  item.programme = "programmes/SXSH2020";
  item.budget_year = 2019;
  item.agency = "agencies/SCT-" + province;
  item.province_code = province;
  item.activity = establishment.empty() ? "activities/WORKSHOP-INTRO" : "activities/ASSESS-RAPID";
  item.establishment = establishment;
  item.eligible_cost_vnd = cost;
  item.event_date = clock::Date{std::chrono::year{2019}, std::chrono::month{6}, std::chrono::day{30}};
  item.sources = {
      {.source = "central", .kind = SourceKind::kCentral, .requested_vnd = central, .approved_vnd = central},
      {.source = "local", .kind = SourceKind::kLocal, .requested_vnd = local, .approved_vnd = local},
      {.source = "enterprise", .kind = SourceKind::kEnterprise, .requested_vnd = 7, .approved_vnd = 7}};
  return item;
}

TEST(Round, OneEstablishmentIsCappedOnceOverTwoProvinces) {
  const std::vector<Item> items = {MakeItem("68", "01", "establishments/1", 120'000'000, 60'000'000, 0),
                                   MakeItem("01", "09", "establishments/1", 80'000'000, 30'000'000, 0)};
  const auto lines = ComputeRound(HalfAndFiftyMillion(), items, Terms{}, {}).lines;
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].item->province_code, "01");  // Sorted by plan.
  EXPECT_EQ(lines[0].allotted_vnd, 30'000'000);
  EXPECT_EQ(lines[1].allotted_vnd, 20'000'000);
}

TEST(Round, HoldersAndEnterpriseMoney) {
  const std::vector<Item> items = {MakeItem("68", "01", "", 100, 30, 20)};
  const auto lines = ComputeRound(HalfAndFiftyMillion(), items, Terms{}, {}).lines;
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].holder, "agencies/BCT");
  EXPECT_EQ(lines[1].holder, "agencies/SCT-68");
  EXPECT_EQ(BudgetLineId(items[0].plan, "01"), "SXSH2020-2019-SCT-68.01");
}

Envelope Over(const std::string& source, const std::string& project, const std::string& province,
              std::int64_t amount, std::int64_t used = 0) {
  Envelope envelope{.lines = {}, .amount_vnd = amount, .used_before_vnd = used};
  envelope.lines.source = source;
  envelope.lines.component_project = project;
  envelope.lines.province_code = province;
  return envelope;
}

TEST(Round, EnvelopeLowersInProportionToTheDong) {
  const std::vector<Item> items = {MakeItem("01", "01", "", 100, 100, 0),
                                   MakeItem("02", "01", "", 100, 100, 5),
                                   MakeItem("04", "01", "", 100, 100, 0)};
  Terms terms;
  terms.envelopes = {Over("central", "", "", 140, /*used=*/40)};
  const auto round = ComputeRound(HalfAndFiftyMillion(), items, terms, {});
  const auto& lines = round.lines;
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0].allotted_vnd, 34);
  EXPECT_EQ(lines[1].allotted_vnd, 33);
  EXPECT_EQ(lines[2].allotted_vnd, 5);  // Local money has no envelope here.
  EXPECT_EQ(lines[3].allotted_vnd, 33);
  EXPECT_EQ(lines[0].reduced_by, 0);
  EXPECT_EQ(lines[2].reduced_by, -1);
  EXPECT_EQ(
      ExplainLineEn(lines[0]),
      "Requested 100 dong; approved in the plan 100 dong; left as it is by the rules; allotted 34 dong. "
      "The envelope (source central) is 140 dong, given before 40 dong, for requests of 300 dong; in "
      "proportion 34 dong.");
  EXPECT_TRUE(lines[2].envelope_text_vi.empty());
  EXPECT_EQ(round.envelopes[0].demand_vnd, 300);
  EXPECT_EQ(round.envelopes[0].unallotted_vnd, 0);
  terms.method = Method::kAsRequested;
  const auto as_requested = ComputeRound(HalfAndFiftyMillion(), items, terms, {});
  EXPECT_EQ(as_requested.lines[0].allotted_vnd, 100);
  EXPECT_EQ(as_requested.envelopes[0].unallotted_vnd, -200);
}

TEST(Round, ALineSaysWhichRuleCappedItAndWhichEnvelopeReducedIt) {
  const std::vector<Item> items = {MakeItem("68", "01", "establishments/1", 120'000'000, 60'000'000, 0),
                                   MakeItem("68", "02", "", 50'000'000, 50'000'000, 0)};
  Terms terms;
  terms.method = Method::kWaterFilling;
  terms.envelopes = {Over("", "", "68", 60'000'000), Over("central", "", "", 200'000'000)};
  terms.guarantees = {{.lines = {}, .minimum_vnd = 0, .basis_points = 2'000}};
  const auto round = ComputeRound(HalfAndFiftyMillion(), items, terms, {});
  const Line& line = round.lines[0];
  EXPECT_EQ(CappingRules(line), (std::vector<std::string>{"A/amount"}));
  EXPECT_EQ(line.guaranteed_vnd, 10'000'000);
  EXPECT_EQ(line.allotted_vnd, 30'000'000);
  EXPECT_EQ(round.envelopes[static_cast<std::size_t>(line.reduced_by)].envelope.lines.province_code, "68");
  EXPECT_EQ(
      ExplainLineVi(line),
      "Đề nghị 60.000.000 đồng; kế hoạch được duyệt 60.000.000 đồng; theo A/amount còn 50.000.000 đồng; "
      "mức tối thiểu bảo đảm 10.000.000 đồng; phân bổ 30.000.000 đồng. Hạn mức (tỉnh 68) là 60.000.000 "
      "đồng, nhu cầu 100.000.000 đồng; nâng đều đến cùng một mức được 30.000.000 đồng.");
}

TEST(Round, RanksAndGuarantees) {
  const std::vector<Item> items = {MakeItem("01", "01", "", 100, 100, 0),
                                   MakeItem("02", "01", "", 100, 100, 0),
                                   MakeItem("04", "01", "", 100, 100, 0)};
  Terms terms;
  terms.method = Method::kByPriority;
  terms.envelopes = {Over("central", "", "", 130)};
  terms.priorities = {{.lines = {.source = "",
                                 .holder = "",
                                 .component_project = "",
                                 .province_code = "04",
                                 .activity = "",
                                 .budget_line = ""},
                       .rank = 1}};
  const auto by_rank = ComputeRound(HalfAndFiftyMillion(), items, terms, {});
  EXPECT_EQ(by_rank.lines[2].allotted_vnd, 100);
  EXPECT_EQ(by_rank.lines[0].allotted_vnd, 15);  // Both without a rank share what is left.
  EXPECT_EQ(by_rank.lines[1].allotted_vnd, 15);
  terms.method = Method::kWaterFilling;
  terms.guarantees = {{.lines = {}, .minimum_vnd = 44, .basis_points = 0}};
  const auto short_by_two = ComputeRound(HalfAndFiftyMillion(), items, terms, {});
  ASSERT_EQ(short_by_two.shortages.size(), 1U);
  EXPECT_EQ(short_by_two.shortages[0].minimums_vnd, 132);
}

/// Items and terms of any sort; envelopes overlap.
struct RandomCase {
  std::vector<Item> items;
  Terms terms;
};

RandomCase MakeRandomCase(std::uint64_t seed) {
  std::mt19937_64 random{seed};
  const auto Below = [&](std::uint64_t bound) { return static_cast<std::int64_t>(random() % bound); };
  RandomCase made;
  for (int i = 0; i < 24; ++i) {
    const std::string establishment = Below(2) == 0 ? "" : "establishments/" + std::to_string(Below(5));
    made.items.push_back(MakeItem(std::to_string(10 + i % 4), std::to_string(10 + i), establishment,
                                  Below(200'000'000), Below(80'000'000), Below(40'000'000)));
    made.items.back().component_project = "componentProjects/" + std::to_string(Below(3));
  }
  const Method methods[] = {Method::kProportional, Method::kByPriority, Method::kWaterFilling};
  made.terms.method = methods[seed % 3];
  for (std::int64_t i = Below(6); i > 0; --i) {
    const std::string source = Below(2) == 0 ? "" : (Below(2) == 0 ? "central" : "local");
    const std::string project = Below(2) == 0 ? "" : "componentProjects/" + std::to_string(Below(3));
    const std::string province = Below(2) == 0 ? "" : std::to_string(10 + Below(4));
    const std::int64_t amount = Below(600'000'000);
    made.terms.envelopes.push_back(
        Over(source, project, province, amount, Below(static_cast<std::uint64_t>(amount + 1))));
  }
  for (int rank = 1; rank <= 3; ++rank) {
    Priority priority;
    priority.lines.province_code = std::to_string(10 + Below(4));
    priority.rank = rank;
    made.terms.priorities.push_back(priority);
  }
  made.terms.guarantees = {{.lines = {}, .minimum_vnd = Below(10), .basis_points = Below(500)}};
  return made;
}

void ExpectCapsAndEnvelopesKept(const ComputedRound& round) {
  std::map<std::string, std::int64_t> given;
  for (const Line& line : round.lines) {
    ASSERT_LE(line.allotted_vnd, line.capped_vnd);
    ASSERT_LE(line.capped_vnd, line.approved_vnd);
    ASSERT_GE(line.allotted_vnd, line.guaranteed_vnd);
    ASSERT_EQ(line.reduced_by < 0, line.allotted_vnd == line.capped_vnd);
    ASSERT_EQ(line.reduced_by < 0, line.envelope_text_vi.empty());
    if (!line.item->establishment.empty()) given[line.item->establishment] += line.allotted_vnd;
  }
  for (const auto& [establishment, sum] : given) ASSERT_LE(sum, 50'000'000);
  for (const EnvelopeUse& use : round.envelopes) {
    std::int64_t allotted = 0;
    for (const Line& line : round.lines) {
      const LineFacts facts{.source = line.source,
                            .holder = line.holder,
                            .component_project = line.item->component_project,
                            .province_code = line.item->province_code,
                            .activity = line.item->activity,
                            .budget_line = BudgetLineId(line.item->plan, line.item->item_id)};
      if (Selects(use.envelope.lines, facts)) allotted += line.allotted_vnd;
    }
    ASSERT_EQ(use.allotted_vnd, allotted);
    ASSERT_GE(use.unallotted_vnd, 0);
    ASSERT_EQ(use.envelope.used_before_vnd + use.allotted_vnd + use.unallotted_vnd, use.envelope.amount_vnd);
  }
}

TEST(Round, AnyOrderGivesTheSameRoundAndNothingIsLost) {
  const rulebook::Rulebook book = HalfAndFiftyMillion();
  int shared = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RandomCase made = MakeRandomCase(seed);
    const auto round = ComputeRound(book, made.items, made.terms, {});
    if (!round.shortages.empty()) continue;
    ++shared;
    ASSERT_NO_FATAL_FAILURE(ExpectCapsAndEnvelopesKept(round));

    std::mt19937_64 random{seed};
    RandomCase shuffled = made;
    std::shuffle(shuffled.items.begin(), shuffled.items.end(), random);
    std::shuffle(shuffled.terms.envelopes.begin(), shuffled.terms.envelopes.end(), random);
    std::shuffle(shuffled.terms.priorities.begin(), shuffled.terms.priorities.end(), random);
    for (Item& item : shuffled.items) std::shuffle(item.sources.begin(), item.sources.end(), random);
    const auto again = ComputeRound(book, shuffled.items, shuffled.terms, {});
    ASSERT_EQ(again.lines.size(), round.lines.size());
    for (std::size_t i = 0; i < round.lines.size(); ++i) {
      ASSERT_EQ(again.lines[i].item->item_id, round.lines[i].item->item_id);
      ASSERT_EQ(again.lines[i].source, round.lines[i].source);
      ASSERT_EQ(ExplainLineVi(again.lines[i]), ExplainLineVi(round.lines[i]));
      ASSERT_EQ(again.lines[i].reduced_by, round.lines[i].reduced_by);
    }
  }
  EXPECT_GT(shared, 200);
}

}  // namespace
}  // namespace cpb::allocation

/// A round loses no dong, passes no cap and no envelope, and does not depend on the order of its input.
#include "services/allocation/domain/round.h"

#include <gtest/gtest.h>

#include <algorithm>
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
  const auto lines = ComputeRound(HalfAndFiftyMillion(), items, Method::kProportional, {}, {});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].item->province_code, "01");  // Sorted by plan.
  EXPECT_EQ(lines[0].allotted_vnd, 30'000'000);
  EXPECT_EQ(lines[1].allotted_vnd, 20'000'000);
}

TEST(Round, HoldersAndEnterpriseMoney) {
  const std::vector<Item> items = {MakeItem("68", "01", "", 100, 30, 20)};
  const auto lines = ComputeRound(HalfAndFiftyMillion(), items, Method::kProportional, {}, {});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].holder, "agencies/BCT");
  EXPECT_EQ(lines[1].holder, "agencies/SCT-68");
  EXPECT_EQ(BudgetLineId(items[0].plan, "01"), "SXSH2020-2019-SCT-68.01");
}

TEST(Round, EnvelopeLowersInProportionToTheDong) {
  const std::vector<Item> items = {MakeItem("01", "01", "", 100, 100, 0),
                                   MakeItem("02", "01", "", 100, 100, 5),
                                   MakeItem("04", "01", "", 100, 100, 0)};
  const Envelopes envelopes = {{{"central", "agencies/BCT"}, 100}};
  const auto lines = ComputeRound(HalfAndFiftyMillion(), items, Method::kProportional, envelopes, {});
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0].allotted_vnd, 34);
  EXPECT_EQ(lines[1].allotted_vnd, 33);
  EXPECT_EQ(lines[2].allotted_vnd, 5);  // Local money has no envelope here.
  EXPECT_EQ(lines[3].allotted_vnd, 33);
  EXPECT_FALSE(lines[0].envelope_text_vi.empty());
  EXPECT_TRUE(lines[2].envelope_text_vi.empty());
  const auto as_requested = ComputeRound(HalfAndFiftyMillion(), items, Method::kAsRequested, envelopes, {});
  EXPECT_EQ(as_requested[0].allotted_vnd, 100);
}

TEST(Round, AnyOrderGivesTheSameRoundAndNothingIsLost) {
  const rulebook::Rulebook book = HalfAndFiftyMillion();
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random{seed};
    const auto Below = [&](std::uint64_t bound) { return static_cast<std::int64_t>(random() % bound); };
    std::vector<Item> items;
    for (int i = 0; i < 24; ++i) {
      const std::string establishment = Below(2) == 0 ? "" : "establishments/" + std::to_string(Below(5));
      items.push_back(MakeItem(std::to_string(10 + i % 4), std::to_string(10 + i), establishment,
                               Below(200'000'000), Below(80'000'000), Below(40'000'000)));
    }
    const std::int64_t envelope = Below(600'000'000);
    const Envelopes envelopes = {{{"central", "agencies/BCT"}, envelope}};
    const auto lines = ComputeRound(book, items, Method::kProportional, envelopes, {});
    std::int64_t central = 0, wanted = 0;
    std::map<std::string, std::int64_t> given;
    for (const Line& line : lines) {
      ASSERT_LE(line.allotted_vnd, line.capped_vnd) << "seed " << seed;
      ASSERT_LE(line.capped_vnd, line.approved_vnd) << "seed " << seed;
      if (line.source == "central") central += line.allotted_vnd, wanted += line.capped_vnd;
      if (!line.item->establishment.empty()) given[line.item->establishment] += line.allotted_vnd;
    }
    ASSERT_EQ(central, std::min(wanted, envelope)) << "seed " << seed;
    for (const auto& [establishment, sum] : given) ASSERT_LE(sum, 50'000'000) << "seed " << seed;

    std::vector<Item> shuffled = items;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    for (Item& item : shuffled) std::shuffle(item.sources.begin(), item.sources.end(), random);
    const auto again = ComputeRound(book, shuffled, Method::kProportional, envelopes, {});
    ASSERT_EQ(again.size(), lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      ASSERT_EQ(again[i].item->item_id, lines[i].item->item_id) << "seed " << seed;
      ASSERT_EQ(again[i].source, lines[i].source) << "seed " << seed;
      ASSERT_EQ(again[i].allotted_vnd, lines[i].allotted_vnd) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace cpb::allocation

#include "services/audit/domain/trail_text.h"

#include <gtest/gtest.h>

namespace cpb::audit {
namespace {

TEST(TrailText, NamesPersonAndDocument) {
  const Sentence sentence = StepSentence("plan.approved", "Trần Văn Minh", "plans/SXSH2020-2019-SCT-68");
  EXPECT_EQ(sentence.vi, "Trần Văn Minh phê duyệt kế hoạch plans/SXSH2020-2019-SCT-68.");
  EXPECT_EQ(sentence.en, "Trần Văn Minh approved the plan plans/SXSH2020-2019-SCT-68.");
}

TEST(TrailText, KnowsWhatAllocationTells) {
  for (const char* type :
       {"appropriation.created", "appropriation.reserve_released", "appropriation.reserve_cut",
        "exchange_difference.posted", "framework.created", "enterprise_commitment.recorded", "round.computed",
        "round.lines", "round.approved", "round.issued", "round.withdrawn", "round.revoked",
        "hand_over.proposed", "hand_over.posted", "adjustment.proposed", "adjustment.posted",
        "commitment.moved", "payment.moved"}) {
    EXPECT_EQ(StepSentence(type, "A", "b/1").en.find(type), std::string::npos) << type;
  }
}

TEST(TrailText, KeepsWhatItDoesNotKnow) {
  EXPECT_EQ(StepSentence("model.trained", "programs/x", "models/1").en,
            "programs/x: model.trained, models/1.");
}

TEST(TrailText, SaysWhatTheRulesLeaveOnlyWhenTheyTakeSomething) {
  EXPECT_EQ(ItemRequestedSentence("03", 60'000'000, 50'000'000).vi,
            "Mục 03 đề nghị 60.000.000 đồng; theo quy định còn 50.000.000 đồng.");
  EXPECT_EQ(ItemRequestedSentence("03", 60'000'000, 60'000'000).en, "Item 03 asks for 60.000.000 dong.");
}

TEST(TrailText, JoinsSentencesWithoutEmptyOnes) {
  Sentence sentence = StepSentence("session.started", "A", "");
  sentence += NoteSentence("Ghi chú", "Note", "");
  EXPECT_EQ(sentence.vi, "A đăng nhập.");
  sentence += NoteSentence("Ghi chú", "Note", "muộn");
  EXPECT_EQ(sentence.vi, "A đăng nhập. Ghi chú: muộn");
}

}  // namespace
}  // namespace cpb::audit

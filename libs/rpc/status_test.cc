#include "libs/rpc/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/refusal/common.h"

namespace cpb::rpc {
namespace {

using ::testing::HasSubstr;

constexpr refusal::Reason kLimit{"LEDGER_LIMIT",
                                 refusal::Kind::kFailedPrecondition,
                                 "Vượt hạn mức của {line}.",
                                 "The limit of {line} would be passed.",
                                 "Giảm số tiền.",
                                 "Lower the amount."};

refusal::Refusal LimitRefusal(std::size_t violations, std::size_t repeat = 1) {
  refusal::Refusal refusal{
      .reason = &kLimit, .parameters = {{"line", "SXSH2020-2019-SCT-68.03"}}, .violations = {}};
  for (std::size_t i = 0; i < violations; ++i) {
    refusal::Violation violation;
    violation.subject = "programmes/SXSH2020/lines/SXSH2020-2019-SCT-68." + std::to_string(i);
    for (std::size_t j = 0; j < repeat; ++j) {
      violation.text_vi += "Đề nghị 60.000.000 đồng nhưng chỉ còn 40.000.000 đồng được phép sử dụng. ";
      violation.text_en += "60,000,000 dong asked, only 40,000,000 dong are left. ";
    }
    violation.limit_vnd = 40'000'000 + static_cast<std::int64_t>(i);
    violation.actual_vnd = 60'000'000;
    violation.rule_id = "CP-ASSESS/share";
    violation.citation = "221/2012/TTLT-BTC-BCT, Điều 5";
    refusal.violations.push_back(violation);
  }
  return refusal;
}

TEST(Status, RefusalSaysItselfInBothLanguagesWithFigures) {
  const absl::Status status = ToStatus(LimitRefusal(2));
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(status), "LEDGER_LIMIT");
  const Explanation said = Explain(status);
  EXPECT_EQ(said.text_vi, "Vượt hạn mức của SXSH2020-2019-SCT-68.03.");
  EXPECT_EQ(said.text_en, "The limit of SXSH2020-2019-SCT-68.03 would be passed.");
  EXPECT_EQ(said.next_vi, "Giảm số tiền.");
  EXPECT_EQ(said.next_en, "Lower the amount.");
  EXPECT_EQ(said.parameters.at("line"), "SXSH2020-2019-SCT-68.03");
  ASSERT_EQ(said.violations.size(), 2U);
  EXPECT_EQ(said.violation_count, 2);
  EXPECT_EQ(said.violations[1].limit_vnd, 40'000'001);
  EXPECT_EQ(said.violations[1].actual_vnd, 60'000'000);
  EXPECT_EQ(said.violations[1].rule_id, "CP-ASSESS/share");
  EXPECT_EQ(said.violations[1].citation, "221/2012/TTLT-BTC-BCT, Điều 5");
  EXPECT_THAT(said.violations[1].text_vi, HasSubstr("Đề nghị"));
}

TEST(Status, EveryKindHasItsCode) {
  const auto code = [](const refusal::Reason& reason) { return Refuse(reason).code(); };
  EXPECT_EQ(code(refusal::kInvalidRequest), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(code(refusal::kRequestIdReused), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(code(refusal::kEtagMismatch), absl::StatusCode::kAborted);
  EXPECT_EQ(code(refusal::kNotFound), absl::StatusCode::kNotFound);
  EXPECT_EQ(code(refusal::kRoleMissing), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(code(refusal::kNotSignedIn), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(code(kLimit), absl::StatusCode::kFailedPrecondition);
}

TEST(Status, FieldErrorsAreReportedAllAtOnce) {
  FieldErrors errors;
  EXPECT_TRUE(errors.ToStatus().ok());
  errors.Add("plan.items[3].quantity", "Phải lớn hơn 0.", "Must be above 0.");
  errors.Add("plan.title", "Thiếu.", "Missing.");
  const Explanation said = Explain(errors.ToStatus());
  EXPECT_EQ(said.reason, "INVALID_REQUEST");
  ASSERT_EQ(said.violations.size(), 2U);
  EXPECT_EQ(said.violations[0].subject, "plan.items[3].quantity");
  EXPECT_EQ(said.violations[0].text_vi, "Phải lớn hơn 0.");
  EXPECT_EQ(said.violations[0].text_en, "Must be above 0.");
  EXPECT_FALSE(said.violations[0].limit_vnd.has_value());
  EXPECT_THAT(said.text_en, HasSubstr("2"));
}

TEST(Status, DetailsStayBelowFourKibibytesHoweverMuchThereIsToSay) {
  for (const std::size_t violations : {1U, 3U, 16U, 24U, 1000U}) {
    for (const std::size_t repeat : {1U, 3U, 50U}) {
      const grpc::Status status = ToGrpcStatus(ToStatus(LimitRefusal(violations, repeat)));
      EXPECT_LT(status.error_details().size(), 4096U) << violations << " × " << repeat;
      const Explanation said = Explain(FromGrpcStatus(status));
      EXPECT_EQ(said.violation_count, static_cast<int>(violations));
      EXPECT_GE(said.violations.size(), std::min<std::size_t>(violations, 8));
      EXPECT_LE(said.violations.size(), 16U);
      // Figures survive even where sentences were cut.
      EXPECT_EQ(said.violations.back().actual_vnd, 60'000'000);
    }
  }
  refusal::Refusal endless = LimitRefusal(24, 10);
  for (int i = 0; i < 50; ++i) endless.parameters["key" + std::to_string(i)] = std::string(5000, 'x');
  endless.parameters["line"] = std::string(5000, 'y');
  EXPECT_LT(ToGrpcStatus(ToStatus(endless)).error_details().size(), 4096U);
}

TEST(Status, CutSentencesAreStillUtf8) {
  refusal::Refusal refusal = LimitRefusal(1);
  for (int shift = 0; shift < 4; ++shift) {
    refusal.violations[0].text_vi = std::string(static_cast<std::size_t>(shift), 'a');
    for (int i = 0; i < 2000; ++i) refusal.violations[0].text_vi += "ế";
    // Protobuf's parser refuses a string field that is not UTF-8, so the violation would be missing.
    const Explanation said = Explain(ToStatus(refusal));
    ASSERT_EQ(said.violations.size(), 1U);
    EXPECT_THAT(said.violations[0].text_vi, ::testing::EndsWith("ế…"));
  }
}

TEST(Status, PassesUnchangedThroughAProgramInBetween) {
  const grpc::Status first = ToGrpcStatus(ToStatus(LimitRefusal(3)));
  const grpc::Status second = ToGrpcStatus(FromGrpcStatus(first));
  EXPECT_EQ(first.error_code(), second.error_code());
  EXPECT_EQ(first.error_message(), second.error_message());
  EXPECT_EQ(first.error_details(), second.error_details());
}

TEST(Status, StoredRefusalComesBackTheSame) {
  const absl::Status status = ToStatus(LimitRefusal(3));
  EXPECT_EQ(DeserializeRefusal(SerializeRefusal(status)), status);
  EXPECT_EQ(SerializeRefusal(absl::UnavailableError("gone")), "");
  EXPECT_EQ(SerializeRefusal(absl::OkStatus()), "");
  EXPECT_EQ(DeserializeRefusal("rubbish").code(), absl::StatusCode::kInternal);
  EXPECT_EQ(DeserializeRefusal("").code(), absl::StatusCode::kInternal);
}

TEST(Status, FailuresTellNothingInternal) {
  for (const absl::Status& status :
       {absl::InternalError("password=1234"), absl::UnknownError("password=1234"),
        absl::DataLossError("password=1234")}) {
    EXPECT_THAT(ToGrpcStatus(status).error_message(), ::testing::Not(HasSubstr("1234")));
    EXPECT_EQ(ToGrpcStatus(status).error_details(), "");
  }
}

TEST(Status, UnavailableSaysWhenToTryAgain) {
  const grpc::Status status = ToGrpcStatus(absl::UnavailableError("commit outcome unknown"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_details(), HasSubstr("google.rpc.RetryInfo"));
  EXPECT_EQ(ReasonOf(FromGrpcStatus(status)), "");
}

}  // namespace
}  // namespace cpb::rpc

#include "libs/auth/token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/escaping.h"
#include "libs/text/text.h"

namespace cpb::auth {
namespace {

using ::testing::HasSubstr;
using types::v1::Identity;

class TokenTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "cpb-auth-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    for (const char* program : {"gateway", "registration"}) ASSERT_TRUE(MakeKeyPair(folder_, program).ok());
    verifier_ = *Verifier::Load(folder_, [this] { return now_; });
    gateway_ = LoadSigner("gateway");
    registration_ = LoadSigner("registration");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<Signer> LoadSigner(const std::string& program) {
    return *Signer::Load(text::Concat(folder_, "/", program, ".key"), program, [this] { return now_; });
  }

  static Identity Officer() {
    Identity identity;
    identity.set_subject("users/lan");
    identity.set_display_name("Nguyễn Thị Lan");
    identity.set_agency("agencies/SCT-68");
    identity.set_province_code("68");
    identity.add_roles(types::v1::ROLE_PROVINCE_OFFICER);
    return identity;
  }

  void ExpectRefused(std::string_view token, const std::string& why) {
    const absl::StatusOr<Identity> identity = verifier_->Verify(token);
    ASSERT_FALSE(identity.ok()) << token;
    EXPECT_EQ(identity.status().code(), absl::StatusCode::kUnauthenticated);
    EXPECT_THAT(std::string{identity.status().message()}, HasSubstr(why));
  }

  std::string folder_;
  absl::Time now_ = absl::FromUnixSeconds(1'700'000'000) + absl::Milliseconds(250);
  std::unique_ptr<Verifier> verifier_;
  std::unique_ptr<Signer> gateway_, registration_;
};

TEST_F(TokenTest, GatewayVouchesForAPerson) {
  const absl::StatusOr<Identity> identity = verifier_->Verify(gateway_->Sign(Officer()));
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->subject(), "users/lan");
  EXPECT_EQ(identity->display_name(), "Nguyễn Thị Lan");
  EXPECT_EQ(identity->issuer(), "gateway");
  EXPECT_EQ(identity->expire_time().seconds() - identity->issue_time().seconds(), 300);
  EXPECT_EQ(identity->issue_time().nanos(), 250'000'000);
}

TEST_F(TokenTest, AnotherProgramMayNotVouchForAPerson) {
  ExpectRefused(registration_->Sign(Officer()), "may not vouch");
}

TEST_F(TokenTest, ProgramVouchesForItselfAlone) {
  ASSERT_TRUE(verifier_->Verify(registration_->ProgramToken()).ok());
  Identity other;
  other.set_subject("programs/disbursement");
  other.add_roles(types::v1::ROLE_PROGRAM);
  ExpectRefused(registration_->Sign(other), "may not vouch");
  ExpectRefused(gateway_->Sign(other), "may not vouch");
}

TEST_F(TokenTest, PersonNeverHoldsTheRoleOfAProgramNorTheReverse) {
  Identity person = Officer();
  person.add_roles(types::v1::ROLE_PROGRAM);
  ExpectRefused(gateway_->Sign(person), "may not vouch");
  Identity program;
  program.set_subject("programs/registration");
  program.add_roles(types::v1::ROLE_PROGRAM);
  program.add_roles(types::v1::ROLE_APPROVER);
  ExpectRefused(registration_->Sign(program), "may not vouch");
  Identity nobody = Officer();
  nobody.clear_roles();
  ExpectRefused(gateway_->Sign(nobody), "may not vouch");
}

TEST_F(TokenTest, ActingForAnotherTakesOneRoleTwoPeopleAndDates) {
  Identity delegate = Officer();
  delegate.mutable_acting_for()->set_delegation("delegations/1");
  delegate.mutable_acting_for()->set_delegator("users/minh");
  delegate.mutable_acting_for()->set_first_date("2019-07-01");
  delegate.mutable_acting_for()->set_last_date("2019-07-31");
  EXPECT_TRUE(verifier_->Verify(gateway_->Sign(delegate)).ok());
  Identity wrong = delegate;
  wrong.add_roles(types::v1::ROLE_APPROVER);
  ExpectRefused(gateway_->Sign(wrong), "may not vouch");
  wrong = delegate;
  wrong.mutable_acting_for()->set_delegator(delegate.subject());
  ExpectRefused(gateway_->Sign(wrong), "may not vouch");
  wrong = delegate;
  wrong.mutable_acting_for()->set_delegator("programs/allocation");
  ExpectRefused(gateway_->Sign(wrong), "may not vouch");
  wrong = delegate;
  wrong.mutable_acting_for()->clear_last_date();
  ExpectRefused(gateway_->Sign(wrong), "may not vouch");
  Identity program;
  program.set_subject("programs/registration");
  program.add_roles(types::v1::ROLE_PROGRAM);
  *program.mutable_acting_for() = delegate.acting_for();
  ExpectRefused(registration_->Sign(program), "may not vouch");
}

TEST_F(TokenTest, ExpiresAfterFiveMinutes) {
  const std::string token = gateway_->Sign(Officer());
  now_ += absl::Minutes(5) - absl::Milliseconds(1);
  EXPECT_TRUE(verifier_->Verify(token).ok());
  now_ += absl::Milliseconds(1);
  ExpectRefused(token, "has expired");
}

TEST_F(TokenTest, IssuedInTheFutureIsRefused) {
  const std::string token = gateway_->Sign(Officer());
  now_ -= absl::Seconds(31);
  ExpectRefused(token, "impossible times");
}

TEST_F(TokenTest, SwappedPayloadIsRefused) {
  const std::string mine = gateway_->Sign(Officer());
  Identity boss = Officer();
  boss.add_roles(types::v1::ROLE_APPROVER);
  const std::string other = gateway_->Sign(boss);
  ExpectRefused(text::Concat(other.substr(0, other.find('.')), mine.substr(mine.find('.'))),
                "wrong signature");
}

TEST_F(TokenTest, ForgedIssuerIsRefused) {
  // Signed by a key of the forger's own, naming the gateway.
  const std::string elsewhere = folder_ + "/forger";
  ASSERT_TRUE(MakeKeyPair(elsewhere, "gateway").ok());
  const auto forger = *Signer::Load(elsewhere + "/gateway.key", "gateway", [this] { return now_; });
  ExpectRefused(forger->Sign(Officer()), "wrong signature");
  const auto unknown = *Signer::Load(elsewhere + "/gateway.key", "treasury", [this] { return now_; });
  ExpectRefused(unknown->ProgramToken(), "unknown issuer");
}

TEST_F(TokenTest, EveryTruncationAndEveryChangedCharacterIsRefused) {
  const std::string token = gateway_->Sign(Officer());
  for (std::size_t length = 0; length < token.size(); ++length) {
    EXPECT_FALSE(verifier_->Verify(std::string_view{token}.substr(0, length)).ok()) << length;
  }
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verifier_->Verify(changed).ok()) << i;
  }
  ExpectRefused(token + "=", "malformed");
  ExpectRefused(token + " ", "malformed");
  ExpectRefused(token + std::string(5000, 'A'), "too long");
}

TEST_F(TokenTest, ProgramTokenIsRenewedBeforeItEnds) {
  const std::string first = registration_->ProgramToken();
  EXPECT_EQ(registration_->ProgramToken(), first);
  now_ += absl::Seconds(151);
  const std::string second = registration_->ProgramToken();
  EXPECT_NE(second, first);
  EXPECT_TRUE(verifier_->Verify(second).ok());
}

TEST_F(TokenTest, MessageSignatureIsBoundToProgramPurposeAndText) {
  const std::string signature = registration_->SignMessage("checkpoint", "root");
  EXPECT_TRUE(verifier_->VerifyMessage("registration", "checkpoint", "root", signature));
  EXPECT_FALSE(verifier_->VerifyMessage("registration", "checkpoint", "toor", signature));
  EXPECT_FALSE(verifier_->VerifyMessage("registration", "other", "root", signature));
  EXPECT_FALSE(verifier_->VerifyMessage("gateway", "checkpoint", "root", signature));
  EXPECT_FALSE(verifier_->VerifyMessage("registration", "checkpoint", "root", signature.substr(1)));
}

TEST_F(TokenTest, SealedTextOpensOnlyForTheSamePurposeContextAndProgram) {
  const std::string sealed = registration_->Seal("page", "query", "plans/7");
  EXPECT_EQ(sealed.find("plans/7"), std::string::npos);
  EXPECT_EQ(*registration_->Open("page", "query", sealed), "plans/7");
  EXPECT_EQ(*LoadSigner("registration")->Open("page", "query", sealed),
            "plans/7");  // Another copy of the program.
  EXPECT_FALSE(registration_->Open("page", "other", sealed).ok());
  EXPECT_FALSE(registration_->Open("file", "query", sealed).ok());
  EXPECT_FALSE(gateway_->Open("page", "query", sealed).ok());
  EXPECT_FALSE(registration_->Open("page", "query", sealed.substr(0, sealed.size() - 1)).ok());
  EXPECT_FALSE(registration_->Open("page", "query", "").ok());
}

TEST_F(TokenTest, KeyPairIsKeptAndItsPrivateHalfIsClosedToOthers) {
  const std::string token = gateway_->Sign(Officer());
  ASSERT_TRUE(MakeKeyPair(folder_, "gateway").ok());
  EXPECT_EQ(LoadSigner("gateway")->Sign(Officer()), token);
  struct stat info {};
  ASSERT_EQ(stat((folder_ + "/gateway.key").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  std::filesystem::remove(folder_ + "/gateway.pub");
  ASSERT_TRUE(MakeKeyPair(folder_, "gateway").ok());
  EXPECT_TRUE((*Verifier::Load(folder_, [this] { return now_; }))->Verify(token).ok());
}

TEST_F(TokenTest, BadKeyFilesAreNamed) {
  EXPECT_THAT(std::string{Signer::Load(folder_ + "/none.key", "none").status().message()},
              HasSubstr("none.key"));
  std::ofstream{folder_ + "/broken.pub"} << "hello";
  EXPECT_THAT(std::string{Verifier::Load(folder_).status().message()}, HasSubstr("broken.pub"));
  EXPECT_FALSE(Verifier::Load(folder_ + "/nowhere").ok());
}

}  // namespace
}  // namespace cpb::auth

#include "services/gateway/openapi/document.h"

#include <fstream>
#include <functional>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/gateway/transcode/json_reader.h"

namespace cpb::gateway {
namespace {

const JsonValue* Member(const JsonValue& object, std::string_view name) {
  for (const auto& [key, value] : object.members) {
    if (key == name) return &value;
  }
  return nullptr;
}

class OpenApi : public ::testing::Test {
 protected:
  void SetUp() override {
    auto contract = Contract::LoadEmbedded();
    ASSERT_TRUE(contract.ok()) << contract.status();
    contract_ = *std::move(contract);
    text_ = OpenApiDocument(*contract_);
    Problems problems;
    auto document = ReadJson(text_, problems);  // Strict: no key twice.
    ASSERT_TRUE(document) << problems.list().front().text_en;
    document_ = *std::move(document);
  }

  const JsonValue& At(std::initializer_list<std::string_view> path) {
    const JsonValue* at = &document_;
    for (const std::string_view name : path) {
      const JsonValue* next = Member(*at, name);
      if (next == nullptr) {
        ADD_FAILURE() << "no member " << name;
        return document_;
      }
      at = next;
    }
    return *at;
  }

  std::unique_ptr<Contract> contract_;
  std::string text_;
  JsonValue document_;
};

TEST_F(OpenApi, HasEveryRouteOnceWithAnIdOfItsOwn) {
  std::size_t operations = 0;
  std::set<std::string> ids;
  for (const auto& [path, item] : At({"paths"}).members) {
    for (const auto& [verb, operation] : item.members) {
      ++operations;
      ids.insert(Member(operation, "operationId")->text);
      EXPECT_NE(Member(operation, "summary"), nullptr) << verb << " " << path;
    }
  }
  EXPECT_EQ(operations, contract_->routes().size());
  EXPECT_EQ(ids.size(), operations);
}

TEST_F(OpenApi, EveryReferenceLeadsSomewhere) {
  std::size_t references = 0;
  const std::function<void(const JsonValue&)> visit = [&](const JsonValue& value) {
    for (const auto& item : value.items) visit(item);
    for (const auto& [name, member] : value.members) {
      if (name == "$ref") {
        ++references;
        const std::string_view path = member.text;
        const std::size_t slash = path.rfind('/');
        const std::string_view section =
            path.substr(sizeof("#/components/") - 1, slash - sizeof("#/components/") + 1);
        EXPECT_NE(Member(At({"components", section}), path.substr(slash + 1)), nullptr) << path;
      }
      visit(member);
    }
  };
  visit(document_);
  EXPECT_GT(references, 300u);
}

TEST_F(OpenApi, ShowsResourceNamesAsIds) {
  const JsonValue& parameters = At({"paths", "/v1/plans/{plan}:submit", "post", "parameters"});
  ASSERT_FALSE(parameters.items.empty());
  EXPECT_EQ(Member(parameters.items[0], "name")->text, "plan");
  EXPECT_EQ(Member(parameters.items[0], "in")->text, "path");
}

TEST_F(OpenApi, CarriesTheCommentsOfTheContract) {
  EXPECT_THAT(At({"components", "schemas", "registration.v1.Plan", "description"}).text,
              ::testing::HasSubstr("yearly plan of one agency"));
  EXPECT_THAT(At({"components", "schemas", "audit.v1.Dimension", "description"}).text,
              ::testing::HasSubstr("`DIMENSION_SOURCE`: Source of funds."));
}

TEST_F(OpenApi, SaysWhatIsOpenToAnyone) {
  EXPECT_TRUE(At({"paths", "/v1/public/usage", "get", "security"}).items.empty());
  EXPECT_EQ(Member(At({"paths", "/v1/usage", "get"}), "security"), nullptr);
}

TEST_F(OpenApi, WritesADocumentForTheLinter) {
  // tools/test may hand this file to an OpenAPI linter.
  std::ofstream{std::string{CPB_BINARY_DIR} + "/openapi.json"} << text_;
  EXPECT_GT(text_.size(), 50'000u);
}

}  // namespace
}  // namespace cpb::gateway

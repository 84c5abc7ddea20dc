#include "services/gateway/openapi/document.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "cpbudget/types/v1/access.pb.h"
#include "services/gateway/openapi/schemas.h"
#include "services/gateway/text/json_writer.h"
#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

constexpr std::string_view kProblemResponse = R"({"$ref":"#/components/responses/Problem"})";

constexpr std::string_view kInfo = R"({"title":"cpbudget","version":"v1",
"description":"Budget of the cleaner-production programmes: registration, allocation, disbursement, audit. Amounts are whole dong; 64-bit integers travel as JSON strings and are taken as strings or as plain integers. Unknown fields, duplicate keys, null and fractions in integer fields are refused. Every refusal is a problem document that says what to do next.",
"license":{"name":"Proprietary","url":"https://spdx.org/licenses/LicenseRef-scancode-proprietary-license.html"}})";

constexpr std::string_view kParameters = R"({"AcceptLanguage":{"name":"Accept-Language","in":"header",
"description":"Language of sentences: vi (default) or en.","schema":{"type":"string"}},
"Timeout":{"name":"X-Timeout-Ms","in":"header","description":"Deadline of the call in milliseconds; 10000 when absent, 60000 at most.",
"schema":{"type":"integer","minimum":1,"maximum":60000}}})";

constexpr std::string_view kResponses = R"({"Problem":{"description":"Refused or failed (RFC 9457).",
"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}})";

constexpr std::string_view kSecuritySchemes = R"({"session":{"type":"http","scheme":"bearer",
"description":"Session token of POST /v1/sessions."},"cookie":{"type":"apiKey","in":"cookie","name":"cpb_session",
"description":"The same token as a cookie; requests that change something must come from the same origin."}})";

constexpr std::string_view kProblemSchema =
    R"({"type":"object","description":"Why a request was refused or failed.",
"required":["type","title","status","reason","detail","instance"],"properties":{
"type":{"type":"string","description":"Address of the kind of problem, for example /problems/ledger-limit."},
"title":{"type":"string","description":"Short name of the kind of problem."},
"status":{"type":"integer","description":"HTTP status."},
"detail":{"type":"string","description":"What is wrong, in the language asked for."},
"reason":{"type":"string","description":"Stable reason; programs branch on it."},
"next":{"type":"string","description":"What to do next."},
"instance":{"type":"string","description":"This very request: /requests/ and its trace id."},
"violationCount":{"type":"integer","description":"How many violations there were; at most 16 are listed."},
"violations":{"type":"array","items":{"$ref":"#/components/schemas/Violation"}},
"parameters":{"type":"object","additionalProperties":{"type":"string"},"description":"Figures and names of the sentence, for machines."}}})";

constexpr std::string_view kViolationSchema =
    R"({"type":"object","description":"One thing that is wrong.","properties":{
"subject":{"type":"string","description":"Field, row or account."},
"text":{"type":"string","description":"What is wrong with it."},
"limitVnd":{"type":"string","format":"int64","description":"Limit, or room left, in dong."},
"actualVnd":{"type":"string","format":"int64","description":"What was asked, in dong."},
"rule":{"type":"string","description":"Rule that says so."},
"citation":{"type":"string","description":"Instrument and article of the rule."}}})";

/// "plans" becomes "plan": the name of the id of one of a collection.
std::string Singular(std::string_view collection) {
  if (collection.size() > 1 && collection.back() == 's') collection.remove_suffix(1);
  return std::string{collection};
}

/// Names of the ids inside the patterns of a path, in order, and the path as OpenAPI writes it.
std::pair<std::string, std::vector<std::string>> ExpandPath(const PathTemplate& path) {
  std::string text = path.text();
  std::vector<std::string> names;
  for (const auto& [field, pattern] : path.patterns()) {
    std::string expanded;
    std::string collection = field;
    for (const std::string_view part : Split(pattern, '/')) {
      if (!expanded.empty()) expanded += '/';
      if (part == "*" || part == "**") {
        names.push_back(Singular(collection));
        expanded += Cat("{", names.back(), "}");
      } else {
        collection = std::string{part};
        expanded += part;
      }
    }
    const std::size_t open = text.find("{" + field);
    text.replace(open, text.find('}', open) - open + 1, expanded);
  }
  return {text, names};
}

std::string FirstSentence(const std::string& comment) {
  const std::size_t end = comment.find(". ");
  std::string sentence = end == std::string::npos ? comment : comment.substr(0, end);
  if (!sentence.empty() && sentence.back() == '.') sentence.pop_back();
  return sentence;
}

std::string ShortRole(int role) {
  std::string name = cpbudget::types::v1::Role_Name(role);
  constexpr std::string_view kPrefix = "ROLE_";
  return name.substr(0, kPrefix.size()) == kPrefix ? name.substr(kPrefix.size()) : name;
}

/// Comment of the method, and who may call it.
std::string Description(const MethodDescriptor& method) {
  const auto& access = method.options().GetExtension(cpbudget::types::v1::access);
  std::string who;
  for (const int role : access.roles()) who += Cat(who.empty() ? "" : ", ", ShortRole(role));
  if (access.anonymous()) who = "anyone";
  if (access.signed_in()) who = "everyone signed in";
  return Cat(Comment(method), "\n\nOpen to: ", who, ".");
}

/// Writes the document's `paths`, collecting schemas.
class PathWriter {
 public:
  PathWriter(Schemas& schemas, JsonWriter& json) : schemas_{schemas}, json_{json} {}

  void Write(const std::vector<Route>& routes) {
    std::map<std::string, std::vector<const Route*>> by_path;
    for (const Route& route : routes) by_path[OpenApiPath(route.path)].push_back(&route);
    json_.BeginObject();
    for (const auto& [path, list] : by_path) {
      json_.Key(path).BeginObject();
      for (const Route* route : list) {
        json_.Key(Lower(route->verb));
        WriteOperation(*route);
      }
      json_.EndObject();
    }
    json_.EndObject();
  }

 private:
  void WriteOperation(const Route& route) {
    const MethodDescriptor& method = *route.method->descriptor;
    const std::string comment = Comment(method);
    json_.BeginObject();
    json_.Field("operationId", Cat(method.service()->name(), "_", method.name()));
    json_.Key("tags").BeginArray().String(method.service()->name()).EndArray();
    json_.Field("summary", FirstSentence(comment)).Field("description", Description(method));
    if (route.method->anonymous) json_.Key("security").BeginArray().EndArray();
    json_.Key("parameters").BeginArray();
    WritePathParameters(route);
    if (route.body != "*") WriteQueryParameters(*method.input_type(), "", TopFields(route));
    json_.Raw(R"({"$ref":"#/components/parameters/AcceptLanguage"})");
    json_.Raw(R"({"$ref":"#/components/parameters/Timeout"})").EndArray();
    if (!route.body.empty()) {
      json_.Key("requestBody").BeginObject().Key("required").Value(true).Key("content").BeginObject();
      json_.Key("application/json").BeginObject().Key("schema");
      schemas_.WriteReference(*method.input_type(), json_);
      json_.EndObject().EndObject().EndObject();
    }
    WriteResponses(method);
    json_.EndObject();
  }

  static std::set<std::string> TopFields(const Route& route) {
    std::set<std::string> taken;
    for (const std::string& variable : route.path.Variables()) taken.insert(variable);
    if (!route.body.empty()) taken.insert(route.body);
    return taken;
  }

  void WritePathParameters(const Route& route) {
    for (const std::string& name : ExpandPath(route.path).second) {
      json_.BeginObject().Field("name", name).Field("in", "path").Key("required").Value(true);
      json_.Field("description", Cat("Id of the ", name, ", without its collection."));
      json_.Key("schema").Raw(R"({"type":"string"})").EndObject();
    }
  }

  /// Nested messages become "a.b"; a message inside itself is left out.
  void WriteQueryParameters(const Descriptor& type, const std::string& prefix,
                            const std::set<std::string>& taken) {
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (taken.contains(field.name()) && prefix.empty()) continue;
      const bool nested =
          field.message_type() != nullptr && field.message_type()->full_name() != "google.protobuf.Timestamp";
      if (nested) {
        if (!field.is_repeated() && field.message_type() != &type && prefix.size() < 60) {
          WriteQueryParameters(*field.message_type(), Cat(prefix, field.json_name(), "."), {});
        }
        continue;
      }
      json_.BeginObject().Field("name", Cat(prefix, field.json_name())).Field("in", "query");
      json_.Field("description", Comment(field)).Key("schema");
      if (field.is_repeated()) {
        json_.BeginObject().Field("type", "array").Key("items");
        schemas_.WriteValue(field, json_);
        json_.EndObject();
      } else {
        schemas_.WriteValue(field, json_);
      }
      json_.EndObject();
    }
  }

  void WriteResponses(const MethodDescriptor& method) {
    const Descriptor& answer = *method.output_type();
    json_.Key("responses").BeginObject().Key("200").BeginObject();
    const std::string comment = Comment(answer);
    const bool is_file = answer.full_name() == "google.api.HttpBody";
    json_.Field("description", is_file || comment.empty() ? "The file." : comment);
    json_.Key("content").BeginObject();
    if (is_file) {
      json_.Key("application/octet-stream").Raw(R"({"schema":{"type":"string","format":"binary"}})");
    } else {
      json_.Key("application/json").BeginObject().Key("schema");
      schemas_.WriteReference(answer, json_);
      json_.EndObject();
    }
    json_.EndObject().EndObject();
    json_.Key("4XX").Raw(kProblemResponse).Key("5XX").Raw(kProblemResponse).EndObject();
  }

  Schemas& schemas_;
  JsonWriter& json_;
};

void WriteTags(const Contract& contract, JsonWriter& json) {
  json.BeginArray();
  for (const std::string& name : contract.public_services()) {
    const auto* service = contract.pool().FindServiceByName(name);
    json.BeginObject().Field("name", service->name()).Field("description", Comment(*service)).EndObject();
  }
  json.EndArray();
}

}  // namespace

std::string OpenApiPath(const PathTemplate& path) {
  return ExpandPath(path).first;
}

std::string OpenApiDocument(const Contract& contract) {
  Schemas schemas;
  JsonWriter json;
  json.BeginObject().Field("openapi", "3.0.3").Key("info").Raw(kInfo);
  json.Key("servers").Raw(R"([{"url":"/"}])");
  json.Key("security").Raw(R"([{"session":[]},{"cookie":[]}])");
  json.Key("tags");
  WriteTags(contract, json);
  json.Key("paths");
  PathWriter{schemas, json}.Write(contract.routes());
  json.Key("components").BeginObject();
  json.Key("parameters").Raw(kParameters).Key("responses").Raw(kResponses);
  json.Key("securitySchemes").Raw(kSecuritySchemes);
  json.Key("schemas").BeginObject().Key("Problem").Raw(kProblemSchema).Key("Violation").Raw(kViolationSchema);
  schemas.WriteAll(json);
  json.EndObject().EndObject().EndObject();
  return json.text();
}

}  // namespace cpb::gateway

// chains list: who decides about money of which source.
#include "cpbudget/registration/v1/reference.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::registration::v1;

// "KIND_APPROVE" as "approve".
std::string Word(const std::string& name, std::size_t prefix) {
  std::string word = name.substr(prefix);
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return word;
}

int ListChains(Context& context) {
  pb::ListApprovalChainsRequest request;
  request.set_as_of_date(context.arguments.Get("--date"));
  const auto stub = pb::ReferenceService::NewStub(Channel(context));
  pb::ListApprovalChainsResponse response;
  if (absl::Status status =
          Call(context, *stub, &pb::ReferenceService::Stub::ListApprovalChains, request, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Văn bản", "Document"})},
                   {say({"Nguồn", "Source"})},
                   {say({"Bước", "Step"})},
                   {say({"Đơn vị", "Agency"})},
                   {say({"Căn cứ", "Citation"})},
                   {say({"Nội dung", "What it does"})}}};
  for (const pb::ApprovalChain& chain : response.chains()) {
    for (const pb::ApprovalStep& step : chain.steps()) {
      table.Add({Word(pb::ApprovalChain::Document_Name(chain.document()), sizeof("DOCUMENT_") - 1),
                 chain.source(), Word(pb::ApprovalStep::Kind_Name(step.kind()), sizeof("KIND_") - 1),
                 ShortName(step.agency()),
                 step.citation().instrument() +
                     (step.citation().verified() ? "" : say({" (chưa kiểm chứng)", " (not verified)"})),
                 context.language == Language::kEnglish ? step.note_en() : step.note_vi()});
    }
  }
  context.out << table.ToString();
  return kDone;
}

}  // namespace

void AddReferenceCommands(std::vector<Command>& commands) {
  commands.push_back(
      {"chains list",
       {"ai thẩm định, phê duyệt, ghi nhận vốn nào", "who appraises, approves, registers which money"},
       {},
       {{"--date", "DATE", {"ngày có hiệu lực", "day on which they are in force"}}},
       ListChains});
}

}  // namespace cpb::cli

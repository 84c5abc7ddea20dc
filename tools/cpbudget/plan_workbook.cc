#include "tools/cpbudget/plan_workbook.h"

#include <ostream>
#include <utility>

#include "cpbudget/registration/v1/workbook.grpc.pb.h"
#include "tools/cpbudget/download.h"
#include "tools/cpbudget/format.h"
#include "tools/cpbudget/plan_steps.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::registration::v1;
using Stub = pb::PlanWorkbookService::Stub;

std::string Joined(const google::protobuf::RepeatedPtrField<std::string>& ids) {
  std::string joined;
  for (const std::string& id : ids) joined += (joined.empty() ? "" : ", ") + id;
  return joined.empty() ? "-" : joined;
}

}  // namespace

bool LooksLikeWorkbook(const std::string& file) {
  // A zip archive, or a compound file (.xls, or one with a password).
  return file.compare(0, 2, "PK") == 0 || file.compare(0, 4, "\xD0\xCF\x11\xE0") == 0;
}

int ExportPlan(Context& context) {
  std::int64_t revision = 0;
  if (!ReadNumber(context, "--revision", 1, 1'000'000, revision)) {
    return PrintUsageError(context, {"--revision là một số từ 1.", "--revision is a number from 1."});
  }
  pb::ExportPlanWorkbookRequest request;
  request.set_name(FullName("plans", context.arguments.operands[0]));
  request.set_revision(static_cast<std::int32_t>(revision));
  const auto stub = pb::PlanWorkbookService::NewStub(Channel(context));
  grpc::ClientContext call;
  Prepare(context, call, absl::Minutes(1));
  const auto reader = stub->ExportPlanWorkbook(&call, request);
  return SaveFile(context, *reader, context.arguments.Get("--xlsx"));
}

int ImportWorkbook(Context& context, std::string file) {
  pb::ImportPlanWorkbookRequest request;
  request.set_name(FullName("plans", context.arguments.operands[0]));
  request.set_etag(context.arguments.Get("--etag"));
  request.set_workbook(std::move(file));
  request.set_validate_only(context.arguments.Has("--validate-only"));
  request.set_request_id(NewRequestId(context));
  context.etag = request.etag();
  const auto stub = pb::PlanWorkbookService::NewStub(Channel(context));
  pb::ImportPlanWorkbookResponse response;
  const absl::Status status =
      Call(context, *stub, &Stub::ImportPlanWorkbook, request, response, absl::Minutes(1));
  if (!status.ok()) return PrintFailure(context, status);
  const int code = response.message_count() > 0 ? kRefused : kDone;
  if (context.json) {
    PrintJson(context, response);
    return code;
  }
  for (const pb::CellMessage& message : response.messages()) {
    context.out << message.cell() << "  "
                << Printable(context.language == Language::kEnglish ? message.text_en() : message.text_vi())
                << '\n';
  }
  if (code != kDone) {
    context.out << response.message_count()
                << context.Say({" lỗi; chưa thay đổi gì.\n", " errors; nothing was changed.\n"});
    return code;
  }
  PrintPlan(context, response.plan());
  Facts facts{context.language};
  facts.Add({"Thêm", "New"}, Joined(response.created_item_ids()));
  facts.Add({"Sửa", "Changed"}, Joined(response.changed_item_ids()));
  facts.Add({"Bỏ", "Removed"}, Joined(response.removed_item_ids()));
  context.out << facts.ToString() << response.row_count()
              << (request.validate_only() ? context.Say({" dòng hợp lệ; chưa thay đổi gì.\n",
                                                         " rows are right; nothing was changed.\n"})
                                          : context.Say({" dòng đã nhập.\n", " rows imported.\n"}));
  return kDone;
}

}  // namespace cpb::cli

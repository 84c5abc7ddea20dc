// EditPlan::ImportWorkbook: a filled workbook as one more edit of its plan.
#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/sheet/reader.h"
#include "services/registration/app/edit_plan.h"
#include "services/registration/app/plan_change.h"
#include "services/registration/app/workbook_form.h"
#include "services/registration/app/workbook_items.h"
#include "services/registration/domain/reasons.h"

namespace cpb::registration {
namespace {

constexpr std::size_t kMaxMessages = 1000;
constexpr std::size_t kMaxBytes = std::size_t{5} << 19;  // 2.5 MiB: as JSON it still passes the gateway.

absl::Status Unreadable(const std::vector<sheet::Message>& messages) {
  refusal::Refusal refusal{&kWorkbookUnreadable, {}, {}};
  for (const sheet::Message& message : messages) {
    refusal::Violation violation;
    violation.subject = message.sheet.empty() ? "workbook" : absl::StrCat(message.sheet, "!", message.cell);
    violation.text_vi = message.text_vi;
    violation.text_en = message.text_en;
    refusal.violations.push_back(std::move(violation));
  }
  return rpc::ToStatus(refusal);
}

/// Is this a workbook of this plan? Returns what it says of itself.
absl::StatusOr<WorkbookIdentity> Identify(const sheet::Book& book, const std::string& plan) {
  if (!book.ok()) return Unreadable(book.messages);
  const auto identity = ReadIdentity(book);
  if (!identity) return rpc::Refuse(kWorkbookForeign);
  if (identity->form != std::to_string(kWorkbookForm)) {
    return rpc::Refuse(kWorkbookVersion,
                       {{"found", identity->form}, {"wanted", std::to_string(kWorkbookForm)}});
  }
  if (!identity->genuine || book.Find(kItemsSheet) == nullptr) return rpc::Refuse(kWorkbookForeign);
  if (identity->plan != plan) {
    return rpc::Refuse(kWorkbookOfAnotherPlan, {{"found", identity->plan}, {"plan", plan}});
  }
  return *identity;
}

/// All of an item that people type, for comparing.
v1::PlanItem Typed(const v1::PlanItem& item) {
  v1::PlanItem typed = item;
  typed.clear_approved();
  typed.clear_findings();
  typed.clear_remark();
  typed.clear_admissible_vnd();
  return typed;
}

void Compare(const v1::Plan& before, const v1::Plan& after, v1::ImportPlanWorkbookResponse& response) {
  std::map<std::string, const v1::PlanItem*> left;
  for (const v1::PlanItem& item : before.items()) left.emplace(item.item_id(), &item);
  for (const v1::PlanItem& item : after.items()) {
    const auto found = left.find(item.item_id());
    if (found == left.end()) {
      response.add_created_item_ids(item.item_id());
      continue;
    }
    if (!google::protobuf::util::MessageDifferencer::Equals(Typed(*found->second), Typed(item))) {
      response.add_changed_item_ids(item.item_id());
    }
    left.erase(found);
  }
  for (const auto& [id, item] : left) response.add_removed_item_ids(id);
}

/// What is wrong, for the preview.
void Show(const rpc::FieldErrors& errors, v1::ImportPlanWorkbookResponse& response) {
  for (const refusal::Violation& violation : errors.violations()) {
    if (static_cast<std::size_t>(response.messages_size()) == kMaxMessages) break;
    const std::size_t mark = violation.subject.find('!');
    v1::CellMessage* message = response.add_messages();
    if (mark != std::string::npos) {
      message->set_sheet(violation.subject.substr(0, mark));
      message->set_cell(violation.subject.substr(mark + 1));
    }
    message->set_text_vi(violation.text_vi);
    message->set_text_en(violation.text_en);
  }
  response.set_message_count(static_cast<int>(errors.violations().size()));
}

}  // namespace

absl::Status EditPlan::ImportWorkbook(const rpc::Call& call, const v1::ImportPlanWorkbookRequest& request,
                                      rpc::FieldErrors errors,
                                      v1::ImportPlanWorkbookResponse& response) const {
  CPB_RETURN_IF_ERROR(errors.ToStatus());
  CPB_ASSIGN_OR_RETURN(v1::Plan plan, context_.database->Read([&](storage::Session& session) {
    return ReadPlan(session, call, request.name());
  }));
  CPB_RETURN_IF_ERROR(CheckOwnAgency(call, plan));
  const sheet::Book book =
      sheet::Read(request.workbook(), {kItemsSheet, kIdentitySheet}, {.bytes = kMaxBytes});
  CPB_ASSIGN_OR_RETURN(const WorkbookIdentity identity, Identify(book, plan.name()));
  const std::string etag = request.etag().empty() ? identity.etag : request.etag();
  if (request.validate_only() && etag != plan.etag()) {
    return rpc::Refuse(refusal::kEtagMismatch, {{"resource", plan.name()}});
  }
  const WorkbookItems read = ReadWorkbookItems(*book.Find(kItemsSheet), plan, *context_.catalogue, errors);
  *plan.mutable_items() = {read.items.begin(), read.items.end()};
  const Place in_file = [&](const ItemProblem& problem) { return read.Place(problem, *context_.catalogue); };
  if (const absl::Status prepared = Prepare(in_file, errors, plan); !prepared.ok()) {
    if (!request.validate_only() || errors.empty()) return prepared;
    Show(errors, response);
    return absl::OkStatus();
  }
  Judge(call, plan);
  const std::string note = absl::StrCat("Workbook: ", plan.items_size(), " items");
  return rpc::Once(*context_.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     CPB_ASSIGN_OR_RETURN(const v1::Plan before, LockPlan(session, call, plan.name()));
                     v1::Plan& stored = *response.mutable_plan();
                     CPB_RETURN_IF_ERROR(Apply(session, call, plan, etag, note, stored));
                     Compare(before, stored, response);
                     response.set_row_count(stored.items_size());
                     return absl::OkStatus();
                   });
}

}  // namespace cpb::registration

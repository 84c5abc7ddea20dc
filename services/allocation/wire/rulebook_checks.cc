#include "services/allocation/wire/rulebook_checks.h"

#include <set>

#include "services/allocation/wire/fields.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

constexpr std::size_t kMaxSentence = 2'000, kMaxNumber = 100, kMaxFileName = 100, kMaxBook = 1 << 20;
constexpr int kMostFiles = 64, kMostChanges = 200;

void CheckBook(const pb::RulebookText& text, rpc::FieldErrors& errors) {
  if (text.files().empty() || text.files_size() > kMostFiles)
    errors.Add("text.files", "Phải có 1 đến 64 tệp.", "There must be 1 to 64 files.");
  std::set<std::string> names;
  std::size_t size = 0;
  for (int i = 0; i < text.files_size(); ++i) {
    const std::string field = "text.files[" + std::to_string(i) + "]";
    CheckText(field + ".name", text.files(i).name(), 1, kMaxFileName, errors);
    if (!names.insert(text.files(i).name()).second)
      errors.Add(field + ".name", "Tên tệp trùng nhau.", "Two files have this name.");
    size += text.files(i).content().size();
  }
  if (size > kMaxBook) errors.Add("text", "Dài quá 1 MiB.", "It is longer than 1 MiB.");
}

void CheckChanges(const pb::CreateRulebookDraftRequest& request, rpc::FieldErrors& errors) {
  if (request.changes_size() > kMostChanges)
    errors.Add("changes", "Nhiều hơn 200 thay đổi.", "There are more than 200 changes.");
  for (int i = 0; i < request.changes_size(); ++i) {
    if (request.changes(i).change_case() == pb::RulebookChange::CHANGE_NOT_SET) {
      errors.Add("changes[" + std::to_string(i) + "]", "Phải ghi put, remove, switch_on hoặc switch_off.",
                 "Give put, remove, switch_on or switch_off.");
    }
  }
}

}  // namespace

absl::Status Check(const pb::CreateRulebookDraftRequest& request) {
  rpc::FieldErrors errors;
  CheckDate("effective_date", request.effective_date(), /*may_be_empty=*/false, errors);
  CheckText("reason", request.reason(), 1, kMaxSentence, errors);
  CheckText("legal_ground", request.legal_ground(), 1, kMaxSentence, errors);
  CheckText("base_version", request.base_version(), 0, kMaxNumber, errors);
  if (request.has_text() == !request.changes().empty()) {
    errors.Add("text", "Ghi toàn văn (text) hoặc các thay đổi (changes).",
               "Give the whole text or the changes, one of the two.");
  } else if (request.has_text()) {
    CheckBook(request.text(), errors);
  }
  CheckChanges(request, errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::ApproveRulebookDraftRequest& request) {
  rpc::FieldErrors errors;
  CheckName("rulebookDrafts/", "name", request.name(), errors);
  CheckText("etag", request.etag(), 1, kMaxNumber, errors);
  CheckText("decision_number", request.decision_number(), 1, kMaxNumber, errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::WithdrawRulebookDraftRequest& request) {
  rpc::FieldErrors errors;
  CheckName("rulebookDrafts/", "name", request.name(), errors);
  CheckText("etag", request.etag(), 1, kMaxNumber, errors);
  CheckText("reason", request.reason(), 1, kMaxSentence, errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::GetRulebookDraftRequest& request) {
  rpc::FieldErrors errors;
  CheckName("rulebookDrafts/", "name", request.name(), errors);
  return errors.ToStatus();
}

absl::Status Check(const pb::GetRulebookRequest& request) {
  rpc::FieldErrors errors;
  CheckName("rulebooks/", "name", request.name(), errors);
  return errors.ToStatus();
}

}  // namespace cpb::allocation

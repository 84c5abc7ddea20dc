#include "services/allocation/app/publishing_desk.h"

#include "libs/feed/feed.h"
#include "libs/people/people.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "libs/rulebook/edit.h"
#include "services/allocation/domain/publication.h"
#include "services/allocation/domain/rulebook_reasons.h"
#include "services/allocation/store/names.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

void FillTime(clock::Instant now, google::protobuf::Timestamp& time) {
  const auto micros = now.time_since_epoch().count();
  time.set_seconds(micros / 1'000'000);
  time.set_nanos(static_cast<int>(micros % 1'000'000) * 1000);
}

/// The rulebook is the nation's: people of one province do not touch it.
absl::Status CheckNational(const rpc::Call& call, const std::string& resource) {
  if (call.identity.province_code().empty()) return absl::OkStatus();
  return rpc::Refuse(refusal::kOutsideJurisdiction, {{"resource", resource}});
}

absl::Status SamePerson(const rpc::Call& call, const std::string& resource) {
  const std::string& name = call.identity.display_name();
  return rpc::Refuse(
      refusal::kSamePerson,
      {{"person", name.empty() ? call.actor() : name}, {"earlier_step", "draft"}, {"resource", resource}});
}

/// A text, and what it would be published after.
struct Candidate {
  rulebook::BookFiles files;
  rulebook::Rulebook book;
  StoredRulebook last;
  rulebook::BookFiles last_files;
};

/// Loads a text and checks that it may follow the last version. The gate of grants is locked.
absl::StatusOr<Candidate> CheckText(storage::Session& session, const rpc::Call& call,
                                    const Rulebooks& rulebooks, Candidate candidate,
                                    const std::string& base_version, const std::string& effective_date) {
  rulebook::LoadResult loaded = rulebooks.Load(candidate.files);
  if (!loaded.book) return rpc::ToStatus(RefusedBook(loaded.problems));
  candidate.book = *std::move(loaded.book);
  const Publication publication{.version = candidate.book.version,
                                .published = clock::ParseDate(candidate.book.version.substr(0, 10)).value(),
                                .effective = clock::ParseDate(effective_date).value(),
                                .base_version = base_version,
                                .last_version = candidate.last.version,
                                .last_effective = candidate.last.effective_date,
                                .known = FindRulebook(session, candidate.book.version).has_value(),
                                .same_content = rulebook::SameContent(candidate.files, candidate.last_files)};
  if (const auto refused = CheckPublication(publication, call.today)) return rpc::ToStatus(*refused);
  return candidate;
}

absl::StatusOr<Candidate> StartFromLast(storage::Session& session) {
  auto last = LastRulebook(session);
  if (!last) return absl::InternalError("no rulebook is kept");
  const auto text = FindRulebookText(session, last->version);
  return Candidate{.files = {}, .book = {}, .last = *std::move(last), .last_files = ToFiles(text.value())};
}

/// The draft, locked, in the state and with the etag that the step needs.
absl::StatusOr<RulebookDraft> LockDrafted(storage::Session& session, const std::string& name,
                                          const std::string& etag) {
  auto draft = FindDraft(session, name, /*lock=*/true);
  if (!draft) return rpc::Refuse(refusal::kNotFound, {{"resource", name}});
  if (draft->state() != RulebookDraft::STATE_DRAFTED) {
    return rpc::Refuse(kRulebookDraftState,
                       {{"draft", name}, {"state", RulebookDraft::State_Name(draft->state())}});
  }
  if (draft->etag() != etag) return rpc::Refuse(refusal::kEtagMismatch, {{"resource", name}});
  return *std::move(draft);
}

}  // namespace

pb::RulebookVersion ToMessage(const StoredRulebook& stored, const std::string& in_force) {
  pb::RulebookVersion version;
  version.set_rulebook_version(stored.version);
  version.set_rules_count(stored.rules_count);
  version.set_current(stored.version == in_force);
  FillTime(clock::ParseInstant(stored.first_use_at).value(), *version.mutable_first_use_time());
  if (stored.effective_date) version.set_effective_date(clock::FormatDate(*stored.effective_date));
  version.set_draft(stored.draft);
  return version;
}

absl::Status PublishingDesk::Create(const rpc::Call& call, const pb::CreateRulebookDraftRequest& request,
                                    pb::CreateRulebookDraftResponse& response) {
  CPB_RETURN_IF_ERROR(CheckNational(call, "rulebookDrafts"));
  const auto Work = [&](storage::Session& session) -> absl::Status {
    LockGrants(session);
    CPB_ASSIGN_OR_RETURN(Candidate candidate, StartFromLast(session));
    const std::string base = request.base_version().empty() ? candidate.last.version : request.base_version();
    candidate.files = ToFiles(request.text());
    if (!request.has_text()) {
      std::vector<rulebook::Problem> problems;
      candidate.files =
          rulebook::ApplyChanges(candidate.last_files, {request.changes().begin(), request.changes().end()},
                                 clock::FormatDate(call.today), problems);
      if (!problems.empty()) return rpc::ToStatus(RefusedBook(problems));
    }
    CPB_ASSIGN_OR_RETURN(candidate, CheckText(session, call, rulebooks_, std::move(candidate), base,
                                              request.effective_date()));
    RulebookDraft draft;
    const int year = static_cast<int>(call.today.year());
    draft.set_name("rulebookDrafts/" +
                   NumberedId("RULEBOOK", year, NextNumber(session, "rulebook_draft", "", year)));
    draft.set_state(RulebookDraft::STATE_DRAFTED);
    draft.set_rulebook_version(candidate.book.version);
    draft.set_base_version(base);
    draft.set_effective_date(request.effective_date());
    draft.set_reason(request.reason());
    draft.set_legal_ground(request.legal_ground());
    draft.set_author(call.signature());
    FillTime(call.now, *draft.mutable_create_time());
    for (auto& difference : rulebook::Differences(candidate.last_files, candidate.files))
      *draft.add_differences() = std::move(difference);
    draft.set_rules_count(static_cast<int>(candidate.book.rules.size()));
    draft.set_etag("1");
    RulebookText text = ToMessage(candidate.files);
    InsertDraft(session, draft, text, clock::FormatInstant(call.now));
    feed::Append(session, call, {{.type = "rulebook.drafted", .resource = draft.name(), .payload = &draft}});
    *draft.mutable_text() = std::move(text);
    *response.mutable_draft() = std::move(draft);
    return absl::OkStatus();
  };
  return rpc::Once(database_, call, request.request_id(), request, response, Work);
}

absl::Status PublishingDesk::Approve(const rpc::Call& call, const pb::ApproveRulebookDraftRequest& request,
                                     pb::ApproveRulebookDraftResponse& response) {
  CPB_RETURN_IF_ERROR(CheckNational(call, request.name()));
  const auto Work = [&](storage::Session& session) -> absl::Status {
    LockGrants(session);  // Nobody decides with the version before while this one begins.
    CPB_ASSIGN_OR_RETURN(RulebookDraft draft, LockDrafted(session, request.name(), request.etag()));
    if (people::Same(draft.author(), call.signature())) return SamePerson(call, draft.name());
    CPB_ASSIGN_OR_RETURN(Candidate candidate, StartFromLast(session));
    const RulebookText text = FindDraftText(session, draft.name()).value();
    candidate.files = ToFiles(text);
    CPB_ASSIGN_OR_RETURN(candidate, CheckText(session, call, rulebooks_, std::move(candidate),
                                              draft.base_version(), draft.effective_date()));
    KeepRulebook(session,
                 {.version = candidate.book.version,
                  .rules_count = draft.rules_count(),
                  .first_use_at = clock::FormatInstant(call.now),
                  .effective_date = clock::ParseDate(draft.effective_date()),
                  .draft = draft.name()},
                 text);
    draft.set_state(RulebookDraft::STATE_APPROVED);
    draft.set_approver(call.signature());
    draft.set_decision_number(request.decision_number());
    FillTime(call.now, *draft.mutable_decide_time());
    UpdateDraft(session, draft);
    feed::Append(session, call, {{.type = "rulebook.approved", .resource = draft.name(), .payload = &draft}});
    *response.mutable_draft() = std::move(draft);
    return absl::OkStatus();
  };
  return rpc::Once(database_, call, request.request_id(), request, response, Work);
}

absl::Status PublishingDesk::Withdraw(const rpc::Call& call, const pb::WithdrawRulebookDraftRequest& request,
                                      pb::WithdrawRulebookDraftResponse& response) {
  CPB_RETURN_IF_ERROR(CheckNational(call, request.name()));
  const auto Work = [&](storage::Session& session) -> absl::Status {
    CPB_ASSIGN_OR_RETURN(RulebookDraft draft, LockDrafted(session, request.name(), request.etag()));
    draft.set_state(RulebookDraft::STATE_WITHDRAWN);
    draft.set_withdrawer(call.signature());
    draft.set_withdraw_reason(request.reason());
    FillTime(call.now, *draft.mutable_decide_time());
    UpdateDraft(session, draft);
    feed::Append(session, call,
                 {{.type = "rulebook.withdrawn", .resource = draft.name(), .payload = &draft}});
    *response.mutable_draft() = std::move(draft);
    return absl::OkStatus();
  };
  return rpc::Once(database_, call, request.request_id(), request, response, Work);
}

absl::Status PublishingDesk::Get(const pb::GetRulebookDraftRequest& request,
                                 pb::GetRulebookDraftResponse& response) {
  return database_.Read([&](storage::Session& session) -> absl::Status {
    auto draft = FindDraft(session, request.name(), /*lock=*/false);
    if (!draft) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
    *draft->mutable_text() = FindDraftText(session, request.name()).value();
    *response.mutable_draft() = *std::move(draft);
    return absl::OkStatus();
  });
}

absl::Status PublishingDesk::List(const rpc::Call& call, const pb::ListRulebookDraftsRequest& request,
                                  pb::ListRulebookDraftsResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  return database_.Read([&](storage::Session& session) -> absl::Status {
    auto listed = ListDrafts(session, page.after, page.size + 1);
    const bool more = listed.size() > static_cast<std::size_t>(page.size);
    if (more) listed.pop_back();
    for (ListedDraft& one : listed) *response.add_drafts() = std::move(one.draft);
    if (more) response.set_next_page_token(rpc::NextPageToken(call, request, listed.back().sort_key));
    return absl::OkStatus();
  });
}

absl::Status PublishingDesk::GetRulebook(const rpc::Call& call, const pb::GetRulebookRequest& request,
                                         pb::GetRulebookResponse& response) {
  return database_.Read([&](storage::Session& session) -> absl::Status {
    const std::string version = request.name().substr(request.name().find('/') + 1);
    const auto stored = FindRulebook(session, version);
    if (!stored) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
    *response.mutable_rulebook() = ToMessage(*stored, VersionInForce(session, call.today));
    *response.mutable_text() = FindRulebookText(session, version).value();
    return absl::OkStatus();
  });
}

}  // namespace cpb::allocation

#include "services/gateway/app/delegations.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "libs/feed/feed.h"
#include "libs/refusal/common.h"
#include "libs/rpc/reasons.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/gateway/domain/delegation.h"
#include "services/gateway/store/delegation_store.h"
#include "services/gateway/store/session_store.h"
#include "services/gateway/store/timestamps.h"
#include "services/gateway/store/user_store.h"

namespace cpb::gateway {
namespace {

using types::v1::Role;

/// Roles that decide about what somebody else prepared.
constexpr Role kDelegable[] = {types::v1::ROLE_APPRAISER, types::v1::ROLE_APPROVER, types::v1::ROLE_UNIT_HEAD,
                               types::v1::ROLE_CHIEF_ACCOUNTANT, types::v1::ROLE_TREASURY_OFFICER};

bool Holds(const pb::User& user, Role role) {
  return std::find(user.roles().begin(), user.roles().end(), role) != user.roles().end();
}

absl::Status NotFound(const std::string& name) {
  return rpc::Refuse(refusal::kNotFound, {{"resource", name}});
}

bool SeesAll(const rpc::Call& call) {
  return call.Has(types::v1::ROLE_ADMINISTRATOR) || call.Has(types::v1::ROLE_AUDITOR);
}

DelegationWish WishOf(const rpc::Call& call, const pb::Delegation& asked) {
  return {.role_delegable =
              std::find(std::begin(kDelegable), std::end(kDelegable), asked.role()) != std::end(kDelegable),
          // A power that was received is not handed on.
          .role_held = call.Has(asked.role()) && !call.identity.has_acting_for(),
          .delegator = call.actor(),
          .delegator_agency = call.identity.agency(),
          .delegator_province = call.identity.province_code(),
          .role = types::v1::Role_Name(asked.role()),
          .delegate = asked.delegate()};
}

std::optional<Delegate> FindDelegate(storage::Session& session, const std::string& name) {
  const auto stored = UserStore::Find(session, UserId(name));
  if (!stored) return std::nullopt;
  const pb::User& user = stored->user;
  return Delegate{
      .enabled = !user.disabled(),
      .stands_alone = Holds(user, types::v1::ROLE_ADMINISTRATOR) || Holds(user, types::v1::ROLE_AUDITOR),
      .agency = user.agency(),
      .province = user.province_code()};
}

}  // namespace

absl::Status Delegations::Create(const rpc::Call& call, const pb::CreateDelegationRequest& request,
                                 pb::CreateDelegationResponse& response) {
  return rpc::Once(database_, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     const pb::Delegation& asked = request.delegation();
                     if (const auto refusal =
                             CheckDelegation(WishOf(call, asked), FindDelegate(session, asked.delegate()))) {
                       return rpc::ToStatus(*refusal);
                     }
                     pb::Delegation delegation = asked;
                     delegation.set_delegator(call.actor());
                     delegation.set_agency(call.identity.agency());
                     delegation.clear_revoke_time();
                     delegation.clear_revoker();
                     *delegation.mutable_create_time() = ToTimestamp(call.now);
                     DelegationStore::Insert(session, delegation);
                     // With the names of both.
                     delegation = *DelegationStore::Find(session, *DelegationId(delegation.name()));
                     feed::Append(session, call, {{"delegation.created", delegation.name(), &delegation}});
                     *response.mutable_delegation() = std::move(delegation);
                     return absl::OkStatus();
                   });
}

absl::Status Delegations::Revoke(const rpc::Call& call, const pb::RevokeDelegationRequest& request,
                                 pb::RevokeDelegationResponse& response) {
  CPB_RETURN_IF_ERROR(rpc::Once(
      database_, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        const auto id = DelegationId(request.name());
        auto delegation = id ? DelegationStore::Lock(session, *id) : std::nullopt;
        const bool mine =
            delegation && (delegation->delegator() == call.actor() || delegation->delegate() == call.actor());
        // Whoever may not see it learns nothing of it.
        if (!mine && !(delegation && call.Has(types::v1::ROLE_ADMINISTRATOR)))
          return NotFound(request.name());
        if (!delegation->has_revoke_time()) {
          *delegation->mutable_revoke_time() = ToTimestamp(call.now);
          delegation->set_revoker(call.actor());
          DelegationStore::SaveRevoked(session, *delegation);
          feed::Append(session, call, {{"delegation.revoked", delegation->name(), &*delegation}});
        }
        *response.mutable_delegation() = *std::move(delegation);
        return absl::OkStatus();
      }));
  directory_.ForgetUser(UserId(response.delegation().delegate()));
  return absl::OkStatus();
}

absl::Status Delegations::List(const rpc::Call& call, const pb::ListDelegationsRequest& request,
                               pb::ListDelegationsResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  DelegationFilter filter{.person = SeesAll(call) ? "" : UserId(call.actor()),
                          .day = request.in_force() ? clock::FormatDate(call.today) : "",
                          .before = 0,
                          .limit = page.size + 1};
  std::from_chars(page.after.data(), page.after.data() + page.after.size(), filter.before);
  return database_.Read([&](storage::Session& session) -> absl::Status {
    for (pb::Delegation& delegation : DelegationStore::List(session, filter)) {
      if (response.delegations_size() == page.size) {
        const std::string& last = response.delegations(page.size - 1).name();
        response.set_next_page_token(rpc::NextPageToken(call, request, std::to_string(*DelegationId(last))));
        break;
      }
      *response.add_delegations() = std::move(delegation);
    }
    return absl::OkStatus();
  });
}

absl::Status Delegations::ActFor(const rpc::Call& call, const std::string& session_hash,
                                 const pb::ActForRequest& request, pb::ActForResponse& response) {
  CPB_RETURN_IF_ERROR(database_.Write([&](storage::Session& session) -> absl::Status {
    response.Clear();
    std::optional<std::int64_t> id;
    if (!request.delegation().empty()) {
      id = DelegationId(request.delegation());
      auto delegation = id ? DelegationStore::Find(session, *id) : std::nullopt;
      if (!delegation || delegation->delegate() != call.actor()) return NotFound(request.delegation());
      const std::string today = clock::FormatDate(call.today);
      if (delegation->has_revoke_time() || today < delegation->first_date() ||
          today > delegation->last_date()) {
        return rpc::Refuse(rpc::kDelegationNotInForce, {{"delegation", delegation->name()}});
      }
      *response.mutable_delegation() = *std::move(delegation);
    }
    SessionStore::SetDelegation(session, session_hash, id);
    return absl::OkStatus();
  }));
  directory_.Forget(session_hash);
  return absl::OkStatus();
}

}  // namespace cpb::gateway

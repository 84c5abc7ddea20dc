#include "services/registration/app/reference_desk.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/feed/feed.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/registration/app/read_plans.h"
#include "services/registration/domain/reasons.h"
#include "services/registration/store/reference.h"

namespace cpb::registration {
namespace {

v1::ApprovalStep ToMessage(const ChainStep& step) {
  v1::ApprovalStep message;
  message.set_kind(static_cast<v1::ApprovalStep::Kind>(static_cast<int>(step.kind) + 1));
  for (const std::string& word : step.roles) {
    types::v1::Role role = types::v1::ROLE_UNSPECIFIED;
    // The loader took no other words.
    types::v1::Role_Parse(absl::AsciiStrToUpper("role_" + word), &role);
    message.add_roles(role);
  }
  message.set_agency(step.agency);
  message.set_may_cut(step.may_cut);
  message.set_may_return(step.may_return);
  message.set_needs_local_decision(step.needs_local_decision);
  message.mutable_citation()->set_instrument(step.instrument);
  message.mutable_citation()->set_article(step.article);
  message.mutable_citation()->set_link(step.link);
  message.mutable_citation()->set_verified(step.verified);
  message.set_note_vi(step.note_vi);
  message.set_note_en(step.note_en);
  message.set_evidence(step.evidence);
  return message;
}

}  // namespace

absl::Status ReferenceDesk::ListProgrammes(v1::ListProgrammesResponse& response) const {
  return context_.database->Read([&](storage::Session& session) -> absl::Status {
    for (auto& programme : store::ListProgrammes(session)) *response.add_programmes() = std::move(programme);
    return absl::OkStatus();
  });
}

absl::Status ReferenceDesk::ListProvinces(const std::string& date,
                                          v1::ListProvincesResponse& response) const {
  return context_.database->Read([&](storage::Session& session) -> absl::Status {
    for (auto& province : store::ListProvinces(session, date))
      *response.add_provinces() = std::move(province);
    return absl::OkStatus();
  });
}

absl::Status ReferenceDesk::ListAgencies(v1::ListAgenciesResponse& response) const {
  return context_.database->Read([&](storage::Session& session) -> absl::Status {
    for (auto& agency : store::ListAgencies(session)) *response.add_agencies() = std::move(agency);
    return absl::OkStatus();
  });
}

absl::Status ReferenceDesk::ListSources(v1::ListSourcesResponse& response) const {
  return context_.database->Read([&](storage::Session& session) -> absl::Status {
    for (auto& source : store::ListSources(session)) *response.add_sources() = std::move(source);
    return absl::OkStatus();
  });
}

void ReferenceDesk::ListApprovalChains(clock::Date day, v1::ApprovalChain::Document document,
                                       v1::ListApprovalChainsResponse& response) const {
  const ChainVersion* version = context_.catalogue->chains.InForce(day);
  if (version == nullptr) return;
  for (int kind = v1::ApprovalChain::DOCUMENT_PLAN; kind <= v1::ApprovalChain::DOCUMENT_ADJUSTMENT; ++kind) {
    if (document != v1::ApprovalChain::DOCUMENT_UNSPECIFIED && document != kind) continue;
    for (const std::string& source : context_.catalogue->source_order) {
      v1::ApprovalChain& chain = *response.add_chains();
      chain.set_version(version->id);
      chain.set_valid_from(clock::FormatDate(version->valid_from));
      if (version->valid_to) chain.set_valid_to(clock::FormatDate(*version->valid_to));
      chain.set_document(static_cast<v1::ApprovalChain::Document>(kind));
      chain.set_source(source);
      for (const ChainStep& step : version->Of(static_cast<ChainDocument>(kind - 1), source)) {
        *chain.add_steps() = ToMessage(step);
      }
    }
  }
}

bool ReferenceDesk::KnowsProvince(const std::string& code) const {
  return context_.catalogue->province_codes.contains(code);
}

absl::Status ReferenceDesk::CreateEstablishment(const rpc::Call& call,
                                                const v1::CreateEstablishmentRequest& request,
                                                v1::CreateEstablishmentResponse& response) const {
  if (!call.SeesProvince(request.establishment().province_code())) {
    return rpc::Refuse(refusal::kOutsideJurisdiction,
                       {{"resource", absl::StrCat("province ", request.establishment().province_code())}});
  }
  return rpc::Once(
      *context_.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        v1::Establishment& establishment = *response.mutable_establishment();
        establishment = request.establishment();
        establishment.set_name("establishments/" + establishment.tax_code());
        if (!store::InsertEstablishment(session, establishment, call.actor(),
                                        clock::FormatInstant(call.now))) {
          return rpc::Refuse(kEstablishmentExists, {{"tax_code", establishment.tax_code()}});
        }
        feed::Append(session, call, {{"establishment.created", establishment.name(), &establishment}});
        return absl::OkStatus();
      });
}

absl::Status ReferenceDesk::ListEstablishments(const rpc::Call& call,
                                               const v1::ListEstablishmentsRequest& request,
                                               v1::ListEstablishmentsResponse& response) const {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  CPB_ASSIGN_OR_RETURN(const auto province, VisibleProvince(call, request.province_code()));
  return context_.database->Read([&](storage::Session& session) -> absl::Status {
    for (auto& found :
         store::ListEstablishments(session, province, page.after, request.text(), page.size + 1)) {
      if (response.establishments_size() == page.size) {
        const std::string& last = response.establishments(page.size - 1).tax_code();
        response.set_next_page_token(rpc::NextPageToken(call, request, last));
        break;
      }
      *response.add_establishments() = std::move(found);
    }
    return absl::OkStatus();
  });
}

}  // namespace cpb::registration

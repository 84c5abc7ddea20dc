/// Reference data and establishments in SQL.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libs/storage/database.h"
#include "services/registration/store/messages.h"

namespace cpb::registration::store {

/// What the reference folder says, as it is stored.
struct ReferenceData {
  std::vector<v1::Programme> programmes;
  std::vector<v1::Province> provinces;
  std::vector<v1::Agency> agencies;
  std::vector<v1::Source> sources;
};

/// Inserts or updates by id; rows that the folder no longer has stay, because documents may name them. Two
/// programs may do this at once: rows are written in one order, and a deadlock is tried again.
void SaveReferenceData(storage::Session& session, const ReferenceData& data);

std::vector<v1::Programme> ListProgrammes(storage::Session& session);
/// In force on a day (ISO 8601).
std::vector<v1::Province> ListProvinces(storage::Session& session, const std::string& date);
std::vector<v1::Agency> ListAgencies(storage::Session& session);
std::vector<v1::Source> ListSources(storage::Session& session);

/// False when the tax code is taken.
bool InsertEstablishment(storage::Session& session, const v1::Establishment& establishment,
                         const std::string& actor, const std::string& now);
/// In the order of tax codes, after one; of one province or of all; with a text (store/search.h) where one is
/// given.
std::vector<v1::Establishment> ListEstablishments(storage::Session& session,
                                                  const std::optional<std::string>& province_code,
                                                  const std::string& after_tax_code, const std::string& text,
                                                  int limit);
/// Province codes of those that exist.
std::map<std::string, std::string, std::less<>> FindEstablishments(storage::Session& session,
                                                                   const std::set<std::string>& names);

}  // namespace cpb::registration::store

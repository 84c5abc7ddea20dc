#include "services/registration/store/reference.h"

#include <iterator>

#include "services/registration/store/search.h"

namespace cpb::registration::store {
namespace {

using storage::Row;
using storage::Value;
using Rows = std::vector<std::vector<Value>>;

constexpr std::string_view kSaveProgrammes =
    "INSERT INTO programme (name, title_vi, title_en, instrument, first_year, last_year) VALUES";
constexpr std::string_view kOnProgramme =
    "ON DUPLICATE KEY UPDATE title_vi = VALUES(title_vi), title_en = VALUES(title_en), "
    "instrument = VALUES(instrument), first_year = VALUES(first_year), last_year = VALUES(last_year)";
constexpr std::string_view kSaveProvinces =
    "INSERT INTO province (name, code, title_vi, title_en, region, valid_from, valid_to, successor) VALUES";
constexpr std::string_view kOnProvince =
    "ON DUPLICATE KEY UPDATE title_vi = VALUES(title_vi), title_en = VALUES(title_en), region = "
    "VALUES(region), "
    "valid_to = VALUES(valid_to), successor = VALUES(successor)";
constexpr std::string_view kSaveAgencies =
    "INSERT INTO agency (name, title_vi, title_en, kind, province_code) VALUES";
constexpr std::string_view kOnAgency =
    "ON DUPLICATE KEY UPDATE title_vi = VALUES(title_vi), title_en = VALUES(title_en), kind = VALUES(kind), "
    "province_code = VALUES(province_code)";
constexpr std::string_view kSaveSources =
    "INSERT INTO source (id, position, kind, title_vi, title_en) VALUES";
constexpr std::string_view kOnSource =
    "ON DUPLICATE KEY UPDATE position = VALUES(position), kind = VALUES(kind), title_vi = VALUES(title_vi), "
    "title_en = VALUES(title_en)";
constexpr std::string_view kProgrammes =
    "SELECT name, title_vi, title_en, instrument, first_year, last_year FROM programme ORDER BY first_year, "
    "name";
// About a hundred rows: read whole.
constexpr std::string_view kProvinces =
    "SELECT name, code, title_vi, title_en, region, valid_from, valid_to, successor FROM province "
    "WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?) ORDER BY code";
constexpr std::string_view kAgencies =
    "SELECT name, title_vi, title_en, kind, province_code FROM agency ORDER BY name";
constexpr std::string_view kSources = "SELECT id, kind, title_vi, title_en FROM source ORDER BY position, id";
constexpr std::string_view kInsertEstablishment =
    "INSERT INTO establishment (name, title, tax_code, province_code, illustrative, created_by, created_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)";
// Key of_province, or one_tax_code for all provinces.
// A text filters what the key gives: few thousand rows.
const std::string kWithText = "AND (? = '%' OR " + Searched("title") + " OR tax_code LIKE ? ESCAPE '|') ";
const std::string kEstablishmentsOfProvince =
    "SELECT name, title, tax_code, province_code, illustrative FROM establishment "
    "WHERE province_code = ? AND tax_code > ? " +
    kWithText + "ORDER BY tax_code LIMIT ?";
const std::string kEstablishments =
    "SELECT name, title, tax_code, province_code, illustrative FROM establishment WHERE tax_code > ? " +
    kWithText + "ORDER BY tax_code LIMIT ?";
// Always sixteen names, the last one repeated, so that one prepared statement serves any number.
constexpr std::size_t kNamesPerQuery = 16;
constexpr std::string_view kFindEstablishments =
    "SELECT name, province_code FROM establishment WHERE name IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, ?)";

Value OrNull(const std::string& text) {
  return text.empty() ? Value{} : Value{text};
}

v1::Establishment ToEstablishment(const Row& row) {
  v1::Establishment establishment;
  establishment.set_name(row.Text(0));
  establishment.set_title(row.Text(1));
  establishment.set_tax_code(row.Text(2));
  establishment.set_province_code(row.Text(3));
  establishment.set_illustrative(row.Int(4) != 0);
  return establishment;
}

}  // namespace

void SaveReferenceData(storage::Session& session, const ReferenceData& data) {
  Rows rows;
  for (const auto& p : data.programmes) {
    rows.push_back({p.name(), p.title_vi(), p.title_en(), p.instrument(), std::int64_t{p.first_year()},
                    std::int64_t{p.last_year()}});
  }
  session.ExecuteRows(kSaveProgrammes, rows, kOnProgramme);
  rows.clear();
  for (const auto& p : data.provinces) {
    rows.push_back({p.name(), p.code(), p.title_vi(), p.title_en(), p.region(), p.valid_from(),
                    OrNull(p.valid_to()), p.successor()});
  }
  session.ExecuteRows(kSaveProvinces, rows, kOnProvince);
  rows.clear();
  for (const auto& a : data.agencies) {
    rows.push_back({a.name(), a.title_vi(), a.title_en(), std::int64_t{a.kind()}, a.province_code()});
  }
  session.ExecuteRows(kSaveAgencies, rows, kOnAgency);
  rows.clear();
  for (const auto& s : data.sources) {
    rows.push_back(
        {s.id(), static_cast<std::int64_t>(rows.size()), std::int64_t{s.kind()}, s.title_vi(), s.title_en()});
  }
  session.ExecuteRows(kSaveSources, rows, kOnSource);
}

std::vector<v1::Programme> ListProgrammes(storage::Session& session) {
  std::vector<v1::Programme> programmes;
  for (const Row& row : session.Query(kProgrammes)) {
    v1::Programme& programme = programmes.emplace_back();
    programme.set_name(row.Text(0));
    programme.set_title_vi(row.Text(1));
    programme.set_title_en(row.Text(2));
    programme.set_instrument(row.Text(3));
    programme.set_first_year(static_cast<int>(row.Int(4)));
    programme.set_last_year(static_cast<int>(row.Int(5)));
  }
  return programmes;
}

std::vector<v1::Province> ListProvinces(storage::Session& session, const std::string& date) {
  std::vector<v1::Province> provinces;
  for (const Row& row : session.Query(kProvinces, {date, date})) {
    v1::Province& province = provinces.emplace_back();
    province.set_name(row.Text(0));
    province.set_code(row.Text(1));
    province.set_title_vi(row.Text(2));
    province.set_title_en(row.Text(3));
    province.set_region(row.Text(4));
    province.set_valid_from(row.Text(5));
    province.set_valid_to(row.OptionalText(6).value_or(""));
    province.set_successor(row.Text(7));
  }
  return provinces;
}

std::vector<v1::Agency> ListAgencies(storage::Session& session) {
  std::vector<v1::Agency> agencies;
  for (const Row& row : session.Query(kAgencies)) {
    v1::Agency& agency = agencies.emplace_back();
    agency.set_name(row.Text(0));
    agency.set_title_vi(row.Text(1));
    agency.set_title_en(row.Text(2));
    agency.set_kind(static_cast<v1::AgencyKind>(row.Int(3)));
    agency.set_province_code(row.Text(4));
  }
  return agencies;
}

std::vector<v1::Source> ListSources(storage::Session& session) {
  std::vector<v1::Source> sources;
  for (const Row& row : session.Query(kSources)) {
    v1::Source& source = sources.emplace_back();
    source.set_id(row.Text(0));
    source.set_kind(static_cast<types::v1::SourceKind>(row.Int(1)));
    source.set_title_vi(row.Text(2));
    source.set_title_en(row.Text(3));
  }
  return sources;
}

bool InsertEstablishment(storage::Session& session, const v1::Establishment& establishment,
                         const std::string& actor, const std::string& now) {
  try {
    session.Execute(kInsertEstablishment,
                    {establishment.name(), establishment.title(), establishment.tax_code(),
                     establishment.province_code(), std::int64_t{establishment.illustrative()}, actor, now});
  } catch (const storage::StorageError& error) {
    if (storage::IsDuplicateKey(error)) return false;
    throw;
  }
  return true;
}

std::vector<v1::Establishment> ListEstablishments(storage::Session& session,
                                                  const std::optional<std::string>& province_code,
                                                  const std::string& after_tax_code, const std::string& text,
                                                  int limit) {
  const std::string pattern = SearchPattern(text);
  const std::vector<Row> rows =
      province_code
          ? session.Query(kEstablishmentsOfProvince,
                          {*province_code, after_tax_code, pattern, pattern, pattern, std::int64_t{limit}})
          : session.Query(kEstablishments, {after_tax_code, pattern, pattern, pattern, std::int64_t{limit}});
  std::vector<v1::Establishment> establishments;
  for (const Row& row : rows) establishments.push_back(ToEstablishment(row));
  return establishments;
}

std::map<std::string, std::string, std::less<>> FindEstablishments(storage::Session& session,
                                                                   const std::set<std::string>& names) {
  std::map<std::string, std::string, std::less<>> found;
  for (auto next = names.begin(); next != names.end();) {
    std::vector<Value> parameters;
    while (parameters.size() < kNamesPerQuery) {
      parameters.push_back(*next);
      if (std::next(next) != names.end()) {
        ++next;
      } else {
        parameters.resize(kNamesPerQuery, *next);
        ++next;
        break;
      }
    }
    for (const Row& row : session.Query(kFindEstablishments, parameters))
      found.emplace(row.Text(0), row.Text(1));
  }
  return found;
}

}  // namespace cpb::registration::store

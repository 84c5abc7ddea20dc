#include "services/allocation/store/allotments.h"

#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

constexpr char kInsert[] =
    "INSERT INTO allotment (budget_line, source, budget_year, agency, province_code, original_vnd, "
    "revised_vnd, "
    "sort_key, message, line) VALUES";
// By primary key.
constexpr char kFind[] =
    "SELECT original_vnd, revised_vnd, message, province_code, line FROM allotment "
    "WHERE budget_line = ? AND source = ? AND budget_year = ?";
constexpr char kLock[] =
    "SELECT original_vnd, revised_vnd, message, province_code, line FROM allotment "
    "WHERE budget_line = ? AND source = ? AND budget_year = ? FOR UPDATE";
constexpr char kRevise[] =
    "UPDATE allotment SET revised_vnd = revised_vnd + ? WHERE budget_line = ? AND source = ? AND budget_year "
    "= ?";
// A line and those that successors of its unit go on with. By primary key.
constexpr char kLineAmounts[] =
    "SELECT revised_vnd FROM allotment WHERE (budget_line = ? OR budget_line LIKE CONCAT(?, '-SCT-%')) "
    "AND budget_year = ?";
// By allotment_order, or allotment_agency.
constexpr char kList[] =
    "SELECT original_vnd, revised_vnd, message, province_code, sort_key FROM allotment WHERE (? = 0 OR "
    "budget_year = ?) "
    "AND (? = '' OR agency = ?) AND (? = '' OR province_code = ?) AND sort_key > ? ORDER BY sort_key LIMIT ?";
// By allotment_year. The programme is in the message.
constexpr char kOfYear[] =
    "SELECT original_vnd, revised_vnd, message, province_code FROM allotment WHERE budget_year = ? "
    "AND (? = '' OR agency = ?) AND (? = '' OR province_code = ?) ORDER BY sort_key";
// By primary key; the lines of a round are its own.
constexpr char kDeleteOfRound[] =
    "DELETE a FROM allotment a JOIN round_line l ON l.budget_line = a.budget_line AND l.source = a.source "
    "AND l.budget_year = a.budget_year WHERE l.round = ? AND l.live = 1";

Allotment ToAllotment(const storage::Row& row) {
  Allotment allotment = ReadMessage<Allotment>(row.Text(2));
  allotment.set_original_vnd(row.Int(0));
  allotment.set_revised_vnd(row.Int(1));
  allotment.set_province_code(row.Text(3));
  return allotment;
}

}  // namespace

void InsertAllotments(storage::Session& session, const std::vector<StoredAllotment>& allotments) {
  std::vector<std::vector<storage::Value>> rows;
  for (const StoredAllotment& stored : allotments) {
    const Allotment& allotment = stored.allotment;
    const std::string sort_key =
        allotment.budget_line() + "|" + allotment.source() + "|" + std::to_string(allotment.budget_year());
    rows.push_back({allotment.budget_line(), allotment.source(), std::int64_t{allotment.budget_year()},
                    allotment.agency(), stored.line.province_code(), allotment.original_vnd(),
                    allotment.revised_vnd(), sort_key, allotment.SerializeAsString(),
                    stored.line.SerializeAsString()});
  }
  if (!rows.empty()) session.ExecuteRows(kInsert, rows);
}

std::optional<StoredAllotment> FindAllotment(storage::Session& session, const std::string& budget_line,
                                             const std::string& source, int budget_year, bool lock) {
  const auto row = session.QueryOne(lock ? kLock : kFind, {budget_line, source, std::int64_t{budget_year}});
  if (!row) return std::nullopt;
  return StoredAllotment{.allotment = ToAllotment(*row), .line = ReadMessage<BudgetLine>(row->Text(4))};
}

void ReviseAllotment(storage::Session& session, const std::string& budget_line, const std::string& source,
                     int budget_year, std::int64_t change_vnd) {
  session.Execute(kRevise, {change_vnd, budget_line, source, std::int64_t{budget_year}});
}

std::int64_t SumRevised(storage::Session& session, const std::string& budget_line, int budget_year) {
  std::int64_t sum = 0;
  for (const storage::Row& row :
       session.Query(kLineAmounts, {budget_line, budget_line, std::int64_t{budget_year}}))
    sum += row.Int(0);
  return sum;
}

std::vector<Allotment> ListAllotmentsOfYear(storage::Session& session, const std::string& programme,
                                            int budget_year, const std::string& agency,
                                            const std::string& province_code) {
  std::vector<Allotment> allotments;
  for (const storage::Row& row :
       session.Query(kOfYear, {std::int64_t{budget_year}, agency, agency, province_code, province_code})) {
    Allotment allotment = ToAllotment(row);
    if (allotment.programme() == programme) allotments.push_back(std::move(allotment));
  }
  return allotments;
}

void DeleteAllotmentsOfRound(storage::Session& session, const std::string& round) {
  session.Execute(kDeleteOfRound, {round});
}

std::vector<ListedAllotment> ListAllotments(storage::Session& session, int budget_year,
                                            const std::string& agency, const std::string& province_code,
                                            const std::string& after, int limit) {
  std::vector<ListedAllotment> listed;
  const std::int64_t year = budget_year;
  for (const storage::Row& row : session.Query(
           kList, {year, year, agency, agency, province_code, province_code, after, std::int64_t{limit}})) {
    listed.push_back({.allotment = ToAllotment(row), .sort_key = row.Text(4)});
  }
  return listed;
}

}  // namespace cpb::allocation

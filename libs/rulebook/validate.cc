#include "libs/rulebook/validate.h"

#include <algorithm>

#include "libs/money/money.h"

namespace cpb::rulebook {
namespace {

using Problems = std::vector<Problem>;

constexpr std::size_t kMostRules = 5'000;

void Report(Problems& problems, const Rule& rule, std::string reason) {
  problems.push_back({.file = rule.file, .line = rule.line, .rule_id = rule.id, .reason = std::move(reason)});
}

bool IsAmount(std::int64_t dong) {
  return dong >= 1 && dong <= money::kMaxDong;
}
bool IsShare(std::int64_t basis_points) {
  return basis_points >= 1 && basis_points <= money::BasisPoints::kWhole;
}
bool IsDay(const DayOfYear& day) {
  return (day.year_offset == 0 || day.year_offset == 1) && DayIn(day, 2019).has_value();
}
bool IsProvinceCode(const std::string& code) {
  return code.size() == 2 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Upper-case words with hyphens, and one lower-case part after a slash: "CP-ASSESS/share".
bool IsId(const std::string& id) {
  if (id.empty() || id.size() > 63) return false;
  bool after_slash = false;
  for (const char c : id) {
    if (c == '/' && !after_slash) {
      after_slash = true;
    } else if (const char first = after_slash ? 'a' : 'A';
               !(c >= first && c <= first + 25) && !(c >= '0' && c <= '9') && c != '-') {
      return false;
    }
  }
  return true;
}

/// What one kind demands of its own figures; an empty text is well.
struct KindProblem {
  std::string operator()(const ShareLimit& kind) const {
    return IsShare(kind.basis_points) ? ""
                                      : "the share must be above 0 and at most 100 % (10000 basis points)";
  }
  std::string operator()(const AmountLimit& kind) const {
    if (!IsAmount(kind.amount_vnd)) return "the amount must be 1 to 9,000,000,000,000,000 dong";
    return kind.per_vi.empty() || kind.per_en.empty() ? "per_vi and per_en must name the thing" : "";
  }
  std::string operator()(const Eligibility& kind) const {
    const bool empty = kind.component_projects.empty() && kind.sources.empty() && kind.agency_kinds.empty();
    return empty ? "eligibility demands nothing" : "";
  }
  std::string operator()(const Period& kind) const {
    return kind.first_year < 2000 || kind.last_year < kind.first_year ? "the period ends before it begins"
                                                                      : "";
  }
  std::string operator()(const Deadline& kind) const {
    if (!kind.not_before && !kind.not_after) return "the deadline names no day";
    if (kind.not_before && !IsDay(*kind.not_before)) return "not_before is no day of the calendar";
    return kind.not_after && !IsDay(*kind.not_after) ? "not_after is no day of the calendar" : "";
  }
  std::string operator()(const Threshold& kind) const {
    if (!IsAmount(kind.amount_vnd)) return "the threshold must be 1 to 9,000,000,000,000,000 dong";
    return kind.document.empty() ? "the threshold demands no document" : "";
  }
  std::string operator()(const AdvanceCeiling& kind) const {
    if (kind.contract_floor_vnd < 0 || kind.contract_floor_vnd > money::kMaxDong)
      return "the floor is no amount";
    return IsShare(kind.basis_points) ? ""
                                      : "the share must be above 0 and at most 100 % (10000 basis points)";
  }
  std::string operator()(const CarryOverGround& kind) const {
    return kind.dated_after && !IsDay(*kind.dated_after) ? "dated_after is no day of the calendar" : "";
  }
  std::string operator()(const VirementLimit& kind) const {
    if (kind.not_after && !IsDay(*kind.not_after)) return "not_after is no day of the calendar";
    const bool empty = !kind.not_after && !kind.same_source && !kind.same_unit && !kind.same_year;
    return empty ? "the virement limit demands nothing" : "";
  }
  std::string operator()(const DoubleFunding&) const { return ""; }
};

bool MayCap(const Kind& kind) {
  return std::holds_alternative<ShareLimit>(kind) || std::holds_alternative<AmountLimit>(kind);
}

void CheckDates(const Rule& rule, Problems& problems) {
  if (rule.valid_from && rule.valid_to && *rule.valid_to < *rule.valid_from) {
    Report(problems, rule, "the validity ends before it begins");
  }
  const auto Check = [&](const std::optional<clock::Date>& date, const char* field) {
    if (date && !IsOfThisCentury(*date))
      Report(problems, rule,
             std::string{field} + " " + clock::FormatDate(*date) + " is no day of 2000 to 2100");
  };
  Check(rule.valid_from, "valid_from");
  Check(rule.valid_to, "valid_to");
  if (!rule.switched_on) return;
  Check(rule.switched_on->from, "switched_on.from_date");
  Check(rule.switched_on->to, "switched_on.to_date");
}

void CheckAlone(const Rule& rule, Problems& problems) {
  if (!IsId(rule.id)) Report(problems, rule, "the id must be like CP-ASSESS or CP-ASSESS/share");
  if (rule.title_vi.empty() || rule.title_en.empty())
    Report(problems, rule, "a title is missing (Vietnamese and English)");
  if (rule.citation.instrument.empty()) Report(problems, rule, "the citation is missing");
  if (rule.steps.empty()) Report(problems, rule, "no step is named");
  CheckDates(rule, problems);
  if (!rule.province_code.empty() && !IsProvinceCode(rule.province_code)) {
    Report(problems, rule, "the province code must be two digits");
  }
  if (rule.effect == Effect::kCap && !MayCap(rule.kind))
    Report(problems, rule, "only shares and amounts can cap");
  if (std::string reason = std::visit(KindProblem{}, rule.kind); !reason.empty()) {
    Report(problems, rule, std::move(reason));
  }
}

bool ValidityOverlaps(const Rule& a, const Rule& b) {
  const bool a_ends_first = a.valid_to && b.valid_from && *a.valid_to < *b.valid_from;
  const bool b_ends_first = b.valid_to && a.valid_from && *b.valid_to < *a.valid_from;
  return !a_ends_first && !b_ends_first;
}

void CheckPeriods(const Rulebook& book, Problems& problems) {
  for (std::size_t i = 0; i < book.rules.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const Rule& rule = book.rules[i];
      const Rule& other = book.rules[k];
      if (rule.id != other.id || rule.province_code != other.province_code) continue;
      const std::string where = other.file + ":" + std::to_string(other.line);
      if (rule.kind.index() != other.kind.index()) {
        Report(problems, rule, "the same id stands for another kind of rule at " + where);
      } else if (ValidityOverlaps(rule, other)) {
        Report(problems, rule, "the same id is in force at the same time at " + where);
      }
    }
  }
}

/// The figure of a limit, for comparing a province's with the nation's; nothing for kinds without one.
std::optional<std::int64_t> LimitFigure(const Kind& kind) {
  if (const auto* share = std::get_if<ShareLimit>(&kind)) return share->basis_points;
  if (const auto* amount = std::get_if<AmountLimit>(&kind)) return amount->amount_vnd;
  return std::nullopt;
}

/// A province may be stricter than the nation, never laxer.
void CheckProvinces(const Rulebook& book, Problems& problems) {
  for (const Rule& rule : book.rules) {
    if (rule.province_code.empty() || !LimitFigure(rule.kind)) continue;
    bool compared = false;
    for (const Rule& national : book.rules) {
      if (!national.province_code.empty() || national.norm != rule.norm || rule.norm.empty()) continue;
      if (national.kind.index() != rule.kind.index()) continue;
      compared = true;
      if (!ValidityOverlaps(rule, national)) continue;
      const std::string where = national.id + " at " + national.file + ":" + std::to_string(national.line);
      const auto* amount = std::get_if<AmountLimit>(&rule.kind);
      if (amount != nullptr && amount->scope != std::get<AmountLimit>(national.kind).scope)
        Report(problems, rule, "counts the amount over another scope than the national limit " + where);
      if (*LimitFigure(rule.kind) > *LimitFigure(national.kind)) {
        Report(problems, rule, "laxer than the national limit " + where);
      }
    }
    if (!compared)
      Report(problems, rule, "a provincial limit must name a norm that the nation limits in the same way");
  }
}

void CheckAliases(const Rulebook& book, Problems& problems) {
  for (const auto& [alias, instrument] : book.aliases) {
    if (alias.empty() || instrument.empty() || alias == instrument || book.aliases.contains(instrument)) {
      const auto place = book.alias_places.find(alias);
      const Place where = place == book.alias_places.end() ? Place{} : place->second;
      problems.push_back({.file = where.file,
                          .line = where.line,
                          .rule_id = "",
                          .reason = "alias '" + alias + "' leads nowhere"});
    }
    for (const Rule& rule : book.rules) {
      if (rule.citation.instrument == alias) {
        Report(problems, rule, "cites '" + alias + "', an alias; cite '" + instrument + "'");
      }
    }
  }
}

}  // namespace

bool IsOfThisCentury(clock::Date date) {
  return static_cast<int>(date.year()) >= 2000 && static_cast<int>(date.year()) <= 2100;
}

std::string ToText(const Problem& problem) {
  std::string text = problem.file.empty() ? "rulebook" : problem.file;
  if (problem.line > 0) text += ":" + std::to_string(problem.line);
  if (!problem.rule_id.empty()) text += ": " + problem.rule_id;
  return text + ": " + problem.reason;
}

std::vector<Problem> Validate(const Rulebook& book) {
  Problems problems;
  if (book.rules.empty())
    problems.push_back({.file = "", .line = 0, .rule_id = "", .reason = "the book has no rules"});
  if (book.rules.size() > kMostRules) {
    const Rule& first_too_many = book.rules[kMostRules];
    Report(problems, first_too_many, "the book has more than 5,000 entries");
    return problems;  // Entries are compared with one another.
  }
  for (const Rule& rule : book.rules) CheckAlone(rule, problems);
  CheckPeriods(book, problems);
  CheckProvinces(book, problems);
  CheckAliases(book, problems);
  return problems;
}

}  // namespace cpb::rulebook

#include "libs/rulebook/validate.h"

#include <algorithm>

#include "libs/money/money.h"

namespace cpb::rulebook {
namespace {

using Problems = std::vector<Problem>;

constexpr std::size_t kMostRules = 5'000;

void Report(Problems& problems, const Rule& rule, Why reason) {
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

Why WrongShare() {
  return {"tỷ lệ phải lớn hơn 0 và không quá 100 % (10000 điểm cơ bản)",
          "the share must be above 0 and at most 100 % (10000 basis points)"};
}

Why NoDay(const std::string& field) {
  return {field + " không phải là ngày có trong lịch", field + " is no day of the calendar"};
}

/// What one kind demands of its own figures; nothing when all is well.
struct KindProblem {
  using Fault = std::optional<Why>;

  Fault operator()(const ShareLimit& kind) const {
    if (IsShare(kind.basis_points)) return std::nullopt;
    return WrongShare();
  }
  Fault operator()(const AmountLimit& kind) const {
    if (!IsAmount(kind.amount_vnd)) {
      return Why{"số tiền phải từ 1 đến 9.000.000.000.000.000 đồng",
                 "the amount must be 1 to 9,000,000,000,000,000 dong"};
    }
    if (!kind.per_vi.empty() && !kind.per_en.empty()) return std::nullopt;
    return Why{"per_vi và per_en phải nêu đối tượng tính", "per_vi and per_en must name the thing"};
  }
  Fault operator()(const Eligibility& kind) const {
    if (!kind.component_projects.empty() || !kind.sources.empty() || !kind.agency_kinds.empty())
      return std::nullopt;
    return Why{"điều kiện không đòi hỏi gì", "eligibility demands nothing"};
  }
  Fault operator()(const Period& kind) const {
    if (kind.first_year >= 2000 && kind.last_year >= kind.first_year) return std::nullopt;
    return Why{"giai đoạn kết thúc trước khi bắt đầu", "the period ends before it begins"};
  }
  Fault operator()(const Deadline& kind) const {
    if (!kind.not_before && !kind.not_after)
      return Why{"thời hạn không nêu ngày nào", "the deadline names no day"};
    if (kind.not_before && !IsDay(*kind.not_before)) return NoDay("not_before");
    if (kind.not_after && !IsDay(*kind.not_after)) return NoDay("not_after");
    return std::nullopt;
  }
  Fault operator()(const Threshold& kind) const {
    if (!IsAmount(kind.amount_vnd)) {
      return Why{"mức phải từ 1 đến 9.000.000.000.000.000 đồng",
                 "the threshold must be 1 to 9,000,000,000,000,000 dong"};
    }
    if (!kind.document.empty()) return std::nullopt;
    return Why{"mức không đòi hỏi chứng từ nào", "the threshold demands no document"};
  }
  Fault operator()(const AdvanceCeiling& kind) const {
    if (kind.contract_floor_vnd < 0 || kind.contract_floor_vnd > money::kMaxDong)
      return Why{"mức sàn không phải là số tiền", "the floor is no amount"};
    if (IsShare(kind.basis_points)) return std::nullopt;
    return WrongShare();
  }
  Fault operator()(const CarryOverGround& kind) const {
    if (kind.dated_after && !IsDay(*kind.dated_after)) return NoDay("dated_after");
    return std::nullopt;
  }
  Fault operator()(const VirementLimit& kind) const {
    if (kind.not_after && !IsDay(*kind.not_after)) return NoDay("not_after");
    if (kind.not_after || kind.same_source || kind.same_unit || kind.same_year) return std::nullopt;
    return Why{"giới hạn điều chỉnh không đòi hỏi gì", "the virement limit demands nothing"};
  }
  Fault operator()(const DoubleFunding&) const { return std::nullopt; }
};

bool MayCap(const Kind& kind) {
  return std::holds_alternative<ShareLimit>(kind) || std::holds_alternative<AmountLimit>(kind);
}

void CheckDates(const Rule& rule, Problems& problems) {
  if (rule.valid_from && rule.valid_to && *rule.valid_to < *rule.valid_from) {
    Report(problems, rule, {"hiệu lực kết thúc trước khi bắt đầu", "the validity ends before it begins"});
  }
  const auto Check = [&](const std::optional<clock::Date>& date, const char* field) {
    if (date && !IsOfThisCentury(*date))
      Report(problems, rule,
             {std::string{field} + " " + clock::FormatDate(*date) + " không nằm trong các năm 2000 đến 2100",
              std::string{field} + " " + clock::FormatDate(*date) + " is no day of 2000 to 2100"});
  };
  Check(rule.valid_from, "valid_from");
  Check(rule.valid_to, "valid_to");
  if (!rule.switched_on) return;
  Check(rule.switched_on->from, "switched_on.from_date");
  Check(rule.switched_on->to, "switched_on.to_date");
}

void CheckAlone(const Rule& rule, Problems& problems) {
  if (!IsId(rule.id))
    Report(problems, rule,
           {"mã phải có dạng CP-ASSESS hoặc CP-ASSESS/share",
            "the id must be like CP-ASSESS or CP-ASSESS/share"});
  if (rule.title_vi.empty() || rule.title_en.empty())
    Report(problems, rule,
           {"thiếu tên quy định (tiếng Việt và tiếng Anh)", "a title is missing (Vietnamese and English)"});
  if (rule.citation.instrument.empty())
    Report(problems, rule, {"thiếu căn cứ pháp lý", "the citation is missing"});
  if (rule.steps.empty()) Report(problems, rule, {"không nêu bước nào", "no step is named"});
  CheckDates(rule, problems);
  if (!rule.province_code.empty() && !IsProvinceCode(rule.province_code)) {
    Report(problems, rule, {"mã tỉnh phải gồm hai chữ số", "the province code must be two digits"});
  }
  if (rule.effect == Effect::kCap && !MayCap(rule.kind))
    Report(problems, rule, {"chỉ tỷ lệ và số tiền mới có thể giới hạn", "only shares and amounts can cap"});
  if (auto fault = std::visit(KindProblem{}, rule.kind)) Report(problems, rule, *std::move(fault));
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
        Report(problems, rule,
               {"mã này đã dùng cho loại quy định khác tại " + where,
                "the same id stands for another kind of rule at " + where});
      } else if (ValidityOverlaps(rule, other)) {
        Report(problems, rule,
               {"mã này có hiệu lực cùng thời gian tại " + where,
                "the same id is in force at the same time at " + where});
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
      const std::string where =
          national.id + " (" + national.file + ":" + std::to_string(national.line) + ")";
      const auto* amount = std::get_if<AmountLimit>(&rule.kind);
      if (amount != nullptr && amount->scope != std::get<AmountLimit>(national.kind).scope)
        Report(problems, rule,
               {"tính số tiền theo phạm vi khác với mức của cả nước " + where,
                "counts the amount over another scope than the national limit " + where});
      if (*LimitFigure(rule.kind) > *LimitFigure(national.kind)) {
        Report(problems, rule,
               {"nới lỏng hơn mức của cả nước " + where, "laxer than the national limit " + where});
      }
    }
    if (!compared)
      Report(problems, rule,
             {"mức của tỉnh phải nêu một định mức (norm) mà cả nước giới hạn theo cùng cách",
              "a provincial limit must name a norm that the nation limits in the same way"});
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
                          .reason = {"tên gọi khác '" + alias + "' không dẫn đến đâu",
                                     "alias '" + alias + "' leads nowhere"}});
    }
    for (const Rule& rule : book.rules) {
      if (rule.citation.instrument == alias) {
        Report(problems, rule,
               {"dẫn chiếu '" + alias + "' là tên gọi khác; hãy dẫn '" + instrument + "'",
                "cites '" + alias + "', an alias; cite '" + instrument + "'"});
      }
    }
  }
}

}  // namespace

bool IsOfThisCentury(clock::Date date) {
  return static_cast<int>(date.year()) >= 2000 && static_cast<int>(date.year()) <= 2100;
}

namespace {

std::string PlaceOf(const Problem& problem, const char* whole_book) {
  std::string text = problem.file.empty() ? whole_book : problem.file;
  if (problem.line > 0) text += ":" + std::to_string(problem.line);
  if (!problem.rule_id.empty()) text += ": " + problem.rule_id;
  return text + ": ";
}

}  // namespace

std::string ToText(const Problem& problem) {
  return PlaceOf(problem, "rulebook") + problem.reason.en;
}

std::string ToTextVi(const Problem& problem) {
  return PlaceOf(problem, "bộ quy định") + problem.reason.vi;
}

std::vector<Problem> Validate(const Rulebook& book) {
  Problems problems;
  if (book.rules.empty())
    problems.push_back({.file = "",
                        .line = 0,
                        .rule_id = "",
                        .reason = {"bộ quy định không có quy định nào", "the book has no rules"}});
  if (book.rules.size() > kMostRules) {
    const Rule& first_too_many = book.rules[kMostRules];
    Report(problems, first_too_many,
           {"bộ quy định có hơn 5.000 mục", "the book has more than 5,000 entries"});
    return problems;  // Entries are compared with one another.
  }
  for (const Rule& rule : book.rules) CheckAlone(rule, problems);
  CheckPeriods(book, problems);
  CheckProvinces(book, problems);
  CheckAliases(book, problems);
  return problems;
}

}  // namespace cpb::rulebook

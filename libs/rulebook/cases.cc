#include "libs/rulebook/cases.h"

#include <algorithm>
#include <span>

#include "libs/csv/reader.h"
#include "libs/rulebook/case_cells.h"
#include "libs/rulebook/engine.h"
#include "libs/rulebook/explain.h"

namespace cpb::rulebook {
namespace {

const csv::Format& CaseFormat() {
  static const csv::Format kFormat{
      .required = {"date", "step", "activity", "source", "cost", "asked", "expected"},
      .optional = {"case", "province", "project", "programme", "budget_year", "establishment", "history",
                   "quantity", "facts", "findings", "instrument", "note"},
      .max_rows = 10'000,
      .refuse_formulas = true};
  return kFormat;
}

/// The project that the cell names, or the only one of the catalogue that carries the activity.
std::string ProjectOf(CaseCells& cells, const std::string& activity, const Names& names) {
  if (const std::string& text = cells.Text("project"); !text.empty()) {
    const bool known = names.component_projects.contains(CaseCells::IdOf(text, "componentProjects/"));
    return cells.NameOf("project", text, "componentProjects/", known);
  }
  const auto found = names.activities.find(activity);
  if (found == names.activities.end() || found->second.size() != 1) return "";
  return "componentProjects/" + found->second.front();
}

void ReadWho(CaseCells& cells, const Names& names, bool has_establishments, Subject& subject) {
  subject.programme = "programmes/SXSH2020";
  if (const std::string& text = cells.Text("programme"); !text.empty()) {
    subject.programme = cells.NameOf("programme", text, "programmes/",
                                     names.programmes.contains(CaseCells::IdOf(text, "programmes/")));
  }
  subject.province_code = cells.ProvinceOf("province", subject.event_date);
  const std::string establishment = has_establishments ? cells.Text("establishment") : "ANY";
  if (!establishment.empty() && establishment != "-") {
    subject.establishment = cells.NameOf("establishment", establishment, "establishments/", true);
  }
}

void ReadMoney(CaseCells& cells, const Names& names, Subject& subject) {
  subject.eligible_cost_vnd = cells.AmountOf("cost", cells.Text("cost"));
  const std::vector<std::string> sources = cells.SourcesOf("source");
  const std::vector<std::int64_t> asked = cells.AmountsOf("asked");
  if (sources.size() != asked.size()) {
    cells.Complain("asked", "Mỗi nguồn một số tiền.", "Give one amount a source.");
    return;
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto known = names.sources.find(sources[i]);
    subject.asked.push_back({.source = sources[i],
                             .enterprise = known != names.sources.end() && known->second,
                             .amount_vnd = asked[i]});
  }
  subject.quantity = cells.NumberOf("quantity", cells.Text("quantity"), 1, 1'000'000'000, 1);
}

Case ReadCase(const csv::Row& row, const Rulebook& book, const Names& names, const csv::Table& table,
              std::vector<refusal::Violation>& violations) {
  CaseCells cells{row, names, violations};
  Case one;
  one.row = row.number();
  one.title = cells.Text("case");
  one.step = cells.StepOf("step");
  const auto day = cells.DateOf("date", cells.Text("date"));
  if (!day) return one;
  Subject& subject = one.subject;
  subject.id = std::to_string(row.number());
  subject.event_date = *day;
  subject.budget_year =
      cells.NumberOf("budget_year", cells.Text("budget_year"), 2000, 2100, static_cast<int>(day->year()));
  ReadWho(cells, names, table.columns->contains("establishment"), subject);
  const std::string activity = CaseCells::IdOf(cells.Text("activity"), "activities/");
  const bool known =
      names.activities.contains(activity) || book.activities_elsewhere.contains("activities/" + activity);
  subject.activity = cells.NameOf("activity", activity, "activities/", known);
  subject.component_project = ProjectOf(cells, activity, names);
  ReadMoney(cells, names, subject);
  ReadFacts(cells, subject, names);
  one.history = ReadHistory(cells, subject, names);
  one.expected = ReadExpected(cells, subject, book, table.columns->contains("findings"));
  one.expected.instrument = ReadInstrument(cells, book);
  return one;
}

/// Collects differences in both languages.
struct Differences {
  CaseResult& result;
  void Add(const std::string& vi, const std::string& en) {
    result.differences_vi.push_back(vi);
    result.differences_en.push_back(en);
  }
};

void CompareAmounts(const Case& one, Differences differences) {
  const Outcome& outcome = differences.result.outcome;
  if (one.expected.blocked) {
    if (outcome.allowed) differences.Add("phải bị chặn nhưng được phép", "must be blocked but is allowed");
    return;
  }
  const std::vector<std::int64_t>& wanted = one.expected.amounts_vnd;
  if (!outcome.allowed &&
      std::any_of(wanted.begin(), wanted.end(), [](auto amount) { return amount != 0; })) {
    differences.Add("bị chặn", "is blocked");
    return;
  }
  if (!outcome.allowed) return;  // Nothing is left of what is blocked.
  const auto Compare = [&](const std::string& what, std::int64_t want, std::int64_t is) {
    if (want == is) return;
    differences.Add(what + "mong đợi " + DongVi(want) + ", thực tế " + DongVi(is),
                    what + "expected " + DongEn(want) + ", is " + DongEn(is));
  };
  if (wanted.size() == 1) {
    // The enterprises' own money is no support; asked alone, it is what is compared.
    const bool only = one.subject.asked.size() == 1;
    return Compare("", wanted.front(), only ? outcome.admissible_vnd.front() : outcome.admissible_total_vnd);
  }
  for (std::size_t i = 0; i < wanted.size(); ++i)
    Compare(one.subject.asked[i].source + ": ", wanted[i], outcome.admissible_vnd[i]);
}

/// Some rule that speaks must stand in the instrument.
void CompareInstrument(const Rulebook& book, const Case& one, Differences differences) {
  const std::string& wanted = one.expected.instrument;
  if (wanted.empty()) return;
  for (const Finding& finding : differences.result.outcome.findings) {
    for (const Rule& rule : book.rules) {
      if (rule.id == finding.rule_id && rule.citation.instrument == finding.citation.instrument &&
          Cites(rule, wanted)) {
        return;
      }
    }
  }
  differences.Add("không quy định nào của " + wanted + " lên tiếng", "no rule of " + wanted + " speaks");
}

void CompareFindings(const Case& one, Differences differences) {
  if (!one.expected.findings_given) return;
  const std::vector<Finding>& said = differences.result.outcome.findings;
  for (const ExpectedFinding& wanted : one.expected.findings) {
    const auto found = std::find_if(
        said.begin(), said.end(), [&](const Finding& finding) { return finding.rule_id == wanted.rule_id; });
    if (found == said.end()) {
      if (!wanted.absent)
        differences.Add(wanted.rule_id + " không lên tiếng", wanted.rule_id + " says nothing");
    } else if (wanted.absent || (wanted.severity && *wanted.severity != found->severity)) {
      const std::string should = wanted.absent ? "none" : SeverityWord(*wanted.severity);
      const std::string is = SeverityWord(found->severity);
      differences.Add(wanted.rule_id + " mong đợi " + should + ", thực tế " + is,
                      wanted.rule_id + " expected " + should + ", is " + is);
    }
  }
  for (const Finding& finding : said) {
    if (finding.severity == Severity::kInfo) continue;
    const auto& list = one.expected.findings;
    if (std::any_of(list.begin(), list.end(),
                    [&](const ExpectedFinding& wanted) { return wanted.rule_id == finding.rule_id; })) {
      continue;
    }
    const std::string said_text = finding.rule_id + ":" + SeverityWord(finding.severity);
    differences.Add("không mong đợi " + said_text, "unexpected " + said_text);
  }
}

}  // namespace

const char* SeverityWord(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kWarn:
      return "warn";
    case Severity::kCap:
      return "cap";
    case Severity::kBlock:
      return "block";
  }
  return "unknown";
}

CaseFile ReadCases(std::string_view text, const Rulebook& book, const Names& names) {
  csv::Table table = csv::Read(text, CaseFormat());
  CaseFile file;
  file.violations = std::move(table.violations);
  if (!file.violations.empty()) return file;
  for (const csv::Row& row : table.rows) {
    file.cases.push_back(ReadCase(row, book, names, table, file.violations));
  }
  if (table.rows.empty()) {
    file.violations.push_back({.subject = "row 2",
                               .text_vi = "Tệp không có trường hợp nào.",
                               .text_en = "The file has no cases.",
                               .limit_vnd = {},
                               .actual_vnd = {},
                               .rule_id = "",
                               .citation = ""});
  }
  if (!file.violations.empty()) file.cases.clear();
  return file;
}

CaseResult CheckCase(const Rulebook& book, const Case& one) {
  CaseResult result;
  result.outcome = Evaluate(book, one.step, std::span{&one.subject, 1}, one.history).front();
  CompareAmounts(one, {result});
  CompareFindings(one, {result});
  CompareInstrument(book, one, {result});
  return result;
}

}  // namespace cpb::rulebook

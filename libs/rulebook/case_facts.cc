// The cells that hold several facts: history, facts, expected findings.
#include <algorithm>

#include "libs/rulebook/case_cells.h"

namespace cpb::rulebook {
namespace {

/// "key=value"; an empty key when there is no "=".
std::pair<std::string, std::string> KeyAndValue(const std::string& part) {
  const std::size_t equals = part.find('=');
  if (equals == part.npos) return {"", part};
  return {part.substr(0, equals), part.substr(equals + 1)};
}

void ReadGrantDetail(CaseCells& cells, const std::string& word, const Names& names, Grant& grant) {
  const auto [key, value] = KeyAndValue(word);
  if (key == "activity") {
    const std::string id = CaseCells::IdOf(value, "activities/");
    grant.activity = cells.NameOf("history", value, "activities/", names.activities.contains(id));
  } else if (key == "programme") {
    // Other programmes are not in the reference data; that is why they are named here.
    grant.programme = cells.NameOf("history", value, "programmes/", true);
  } else if (key == "province") {
    // Counts all the same wherever it was granted; written for the reader, so it must at least be a province.
    if (!names.provinces.contains(value)) cells.NameOf("history", value, "provinces/", false);
  } else if (key == "document") {
    grant.documents.push_back(value);
  } else {
    cells.Complain("history", "Không hiểu \"" + word + "\".", "\"" + word + "\" is not understood.");
  }
}

using SetFact = void (*)(CaseCells&, const std::string&, Subject&, const Names&);

struct Fact {
  std::string_view key;
  SetFact set;
};

constexpr Fact kFacts[] = {
    {"earlier", [](CaseCells& cells, const std::string& value, Subject& subject,
                   const Names&) { subject.earlier_vnd = cells.AmountOf("facts", value); }},
    {"contract", [](CaseCells& cells, const std::string& value, Subject& subject,
                    const Names&) { subject.contract_vnd = cells.AmountOf("facts", value); }},
    {"ground",
     [](CaseCells&, const std::string& value, Subject& subject, const Names&) { subject.ground = value; }},
    {"ground_date", [](CaseCells& cells, const std::string& value, Subject& subject,
                       const Names&) { subject.ground_date = cells.DateOf("facts", value); }},
    {"multi_year",
     [](CaseCells& cells, const std::string& value, Subject& subject, const Names&) {
       subject.multi_year = value == "yes";
       if (value != "yes" && value != "no")
         cells.Complain("facts", "multi_year là yes hoặc no.", "multi_year is yes or no.");
     }},
    {"agency_kind", [](CaseCells&, const std::string& value, Subject& subject,
                       const Names&) { subject.agency_kind = value; }},
    {"documents", [](CaseCells&, const std::string& value, Subject& subject,
                     const Names&) { subject.documents = SplitCell(value, '+'); }},
    {"ignore", [](CaseCells&, const std::string& value, Subject& subject,
                  const Names&) { subject.ignore_document = value; }},
    {"unit",
     [](CaseCells& cells, const std::string& value, Subject& subject, const Names& names) {
       const bool known = names.agencies.contains(CaseCells::IdOf(value, "agencies/"));
       subject.agency = cells.NameOf("facts", value, "agencies/", known);
     }},
    {"giving_unit",
     [](CaseCells& cells, const std::string& value, Subject& subject, const Names& names) {
       const bool known = names.agencies.contains(CaseCells::IdOf(value, "agencies/"));
       subject.giving_agency = cells.NameOf("facts", value, "agencies/", known);
     }},
    {"giving_source",
     [](CaseCells& cells, const std::string& value, Subject& subject, const Names& names) {
       subject.giving_source = value;
       if (!names.sources.contains(value)) cells.NameOf("facts", value, "sources/", false);
     }},
    {"giving_year",
     [](CaseCells& cells, const std::string& value, Subject& subject, const Names&) {
       subject.giving_budget_year = cells.NumberOf("facts", value, 2000, 2100, 0);
     }},
};

std::optional<Severity> SeverityOf(const std::string& word) {
  for (const Severity severity : {Severity::kInfo, Severity::kWarn, Severity::kCap, Severity::kBlock}) {
    if (word == SeverityWord(severity)) return severity;
  }
  return std::nullopt;
}

void ReadFinding(CaseCells& cells, const std::string& word, const Rulebook& book, Expected& expected) {
  const std::size_t colon = word.find(':');
  ExpectedFinding finding{.rule_id = word.substr(0, colon), .severity = {}, .absent = false};
  const bool known = std::any_of(book.rules.begin(), book.rules.end(),
                                 [&](const Rule& rule) { return rule.id == finding.rule_id; });
  if (!known) {
    cells.Complain("findings", "Bộ quy định không có \"" + finding.rule_id + "\".",
                   "The rulebook has no rule \"" + finding.rule_id + "\".");
  }
  if (colon != word.npos) {
    const std::string severity = word.substr(colon + 1);
    finding.absent = severity == "none";
    finding.severity = SeverityOf(severity);
    if (!finding.absent && !finding.severity) {
      cells.Complain("findings", "\"" + severity + "\" phải là info, warn, cap, block hoặc none.",
                     "\"" + severity + "\" must be info, warn, cap, block or none.");
    }
  }
  expected.findings.push_back(std::move(finding));
}

}  // namespace

std::vector<Grant> ReadHistory(CaseCells& cells, const Subject& subject, const Names& names) {
  std::vector<Grant> history;
  for (const std::string& entry : SplitCell(cells.Text("history"), ';')) {
    const std::vector<std::string> words = SplitCell(entry, ' ');
    if (words.size() < 3) {
      cells.Complain("history", "\"" + entry + "\": cần năm, nguồn và số tiền.",
                     "\"" + entry + "\": year, source and amount are needed.");
      continue;
    }
    Grant grant{.establishment = subject.establishment,
                .programme = subject.programme,
                .activity = subject.activity,
                .source = words[1],
                .budget_year = cells.NumberOf("history", words[0], 2000, 2100, 0),
                .amount_vnd = cells.AmountOf("history", words[2]),
                .documents = {}};
    if (!names.sources.contains(grant.source)) cells.NameOf("history", grant.source, "sources/", false);
    for (std::size_t i = 3; i < words.size(); ++i) ReadGrantDetail(cells, words[i], names, grant);
    // The enterprises' own money is no support, so no history of it.
    if (const auto source = names.sources.find(grant.source); source != names.sources.end() && source->second)
      continue;
    history.push_back(std::move(grant));
  }
  if (!history.empty() && subject.establishment.empty()) {
    cells.Complain("history", "Có lịch sử thì phải nêu cơ sở.", "A history needs an establishment.");
  }
  return history;
}

void ReadFacts(CaseCells& cells, Subject& subject, const Names& names) {
  for (const std::string& part : SplitCell(cells.Text("facts"), ';')) {
    const auto key_and_value = KeyAndValue(part);
    const std::string& key = key_and_value.first;
    const std::string& value = key_and_value.second;
    const auto* fact = std::find_if(std::begin(kFacts), std::end(kFacts),
                                    [&](const Fact& known) { return known.key == key; });
    if (fact == std::end(kFacts)) {
      cells.Complain("facts", "Không hiểu \"" + part + "\".", "\"" + part + "\" is not understood.");
    } else {
      fact->set(cells, value, subject, names);
    }
  }
}

std::string ReadInstrument(CaseCells& cells, const Rulebook& book) {
  const std::vector<std::string> words = SplitCell(cells.Text("instrument"), '\n');
  if (words.empty()) return "";
  const std::string& name = ResolveInstrument(book, words.front());
  const bool cited =
      std::any_of(book.rules.begin(), book.rules.end(), [&](const Rule& rule) { return Cites(rule, name); });
  if (!cited) {
    cells.Complain("instrument", "Bộ quy định không dẫn văn bản \"" + name + "\".",
                   "The rulebook cites no instrument \"" + name + "\".");
  }
  return name;
}

Expected ReadExpected(CaseCells& cells, const Subject& subject, const Rulebook& book, bool has_findings) {
  Expected expected;
  const std::vector<std::string> words = SplitCell(cells.Text("expected"), ' ');
  expected.blocked = words.size() == 1 && words.front() == "blocked";
  if (!expected.blocked) {
    expected.amounts_vnd = cells.AmountsOf("expected");
    if (expected.amounts_vnd.size() > 1 && expected.amounts_vnd.size() != subject.asked.size()) {
      cells.Complain("expected", "Ghi một tổng số, hoặc mỗi nguồn một số.",
                     "Give one total, or one amount a source.");
    }
  }
  std::string cell = cells.Text("findings");
  std::replace(cell.begin(), cell.end(), ';', ' ');
  const std::vector<std::string> findings = SplitCell(cell, ' ');
  expected.findings_given = has_findings && !(findings.size() == 1 && findings.front() == "*");
  if (!expected.findings_given) return expected;
  for (const std::string& word : findings) ReadFinding(cells, word, book, expected);
  return expected;
}

}  // namespace cpb::rulebook

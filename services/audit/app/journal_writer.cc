#include "services/audit/app/journal_writer.h"

#include <chrono>

#include "libs/clock/clock.h"
#include "libs/csv/writer.h"
#include "services/audit/app/account_names.h"

namespace cpb::audit {
namespace {

// Text on one line, without the characters that end a field of a journal.
std::string OneLine(std::string_view text, std::string_view unwanted) {
  std::string clean;
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    clean += control || unwanted.find(c) != std::string_view::npos ? ' ' : c;
  }
  return clean;
}

std::string Title(const JournalHeader& header) {
  return "cpbudget journal at position " + std::to_string(header.position) +
         (header.budget_year == 0 ? "" : ", budget year " + std::to_string(header.budget_year));
}

std::string NextDay(const std::string& date) {
  const auto parsed = clock::ParseDate(date);
  if (!parsed) return date;
  return clock::FormatDate(clock::Date{std::chrono::sys_days{*parsed} + std::chrono::days{1}});
}

std::int64_t BalanceOf(const std::map<Account, std::int64_t>& balances, const Account& account) {
  const auto found = balances.find(account);
  return found == balances.end() ? 0 : found->second;
}

std::string LineTitle(const JournalHeader& header, const Account& account) {
  const auto found = header.line_titles.find(account.budget_line);
  return found == header.line_titles.end() ? "" : found->second;
}

// What hledger and beancount need to remember between the pieces.
class TextWriter : public JournalWriter {
 public:
  std::string_view content_type() const override { return "text/plain; charset=utf-8"; }
  std::string Begin(const JournalHeader& header) override {
    last_date_ = header.last_date;
    names_ = std::make_unique<AccountNames>(header.accounts);
    return Open(header);
  }

 protected:
  virtual std::string Open(const JournalHeader& header) const = 0;
  const AccountNames& names() const { return *names_; }
  const std::string& last_date() const { return last_date_; }

 private:
  std::unique_ptr<AccountNames> names_;
  std::string last_date_;
};

class HledgerWriter final : public TextWriter {
 public:
  std::string Entry(const JournalEntry& entry) override {
    std::string text = entry.effective_date + " * (" + std::to_string(entry.position) + ") " +
                       OneLine(entry.document_kind + " " + entry.document + " " + entry.step, ";|") +
                       "  ; actor:" + OneLine(entry.actor, ";,:") +
                       ", recorded:" + OneLine(entry.record_time, ";,") + "Z";
    if (entry.reverses_position != 0) text += ", reverses:" + std::to_string(entry.reverses_position);
    text += '\n';
    for (const Posting& posting : entry.postings) {
      text += "    " + names().Of(posting.to) + "  " + std::to_string(posting.amount_vnd) + " VND\n";
      text += "    " + names().Of(posting.from) + "  " + std::to_string(-posting.amount_vnd) + " VND\n";
    }
    return text + '\n';
  }

  std::string End(const std::map<Account, std::int64_t>& balances) override {
    if (last_date().empty()) return "";
    std::string text = last_date() + " * balances of the ledger\n";
    for (const auto& [account, name] : names().all()) {
      text += "    " + name + "  0 VND = " + std::to_string(BalanceOf(balances, account)) + " VND\n";
    }
    return text;
  }

 protected:
  std::string Open(const JournalHeader& header) const override {
    std::string text = "; " + Title(header) +
                       "\n; Check with: LC_ALL=C.UTF-8 hledger check --strict ordereddates -f FILE\n\n" +
                       "decimal-mark .\ncommodity 1000. VND\n\n";
    for (const auto& [account, name] : names().all()) {
      const std::string title = OneLine(LineTitle(header, account), ";");
      text += "account " + name + (title.empty() ? "" : "  ; " + title) + '\n';
    }
    return text + '\n';
  }
};

// A string of beancount. Backslashes and quotes are the only characters that need care.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : OneLine(text, "")) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

class BeancountWriter final : public TextWriter {
 public:
  std::string Entry(const JournalEntry& entry) override {
    std::string text = entry.effective_date + " * " + Quoted(entry.document_kind) + ' ' +
                       Quoted(entry.document + " " + entry.step) + '\n';
    text += "  position: " + std::to_string(entry.position) + '\n';
    text += "  actor: " + Quoted(entry.actor) + '\n';
    text += "  recorded: " + Quoted(entry.record_time + "Z") + '\n';
    if (entry.reverses_position != 0) text += "  reverses: " + std::to_string(entry.reverses_position) + '\n';
    for (const Posting& posting : entry.postings) {
      text += "  " + names().Of(posting.to) + "  " + std::to_string(posting.amount_vnd) + " VND\n";
      text += "  " + names().Of(posting.from) + "  " + std::to_string(-posting.amount_vnd) + " VND\n";
    }
    return text + '\n';
  }

  std::string End(const std::map<Account, std::int64_t>& balances) override {
    if (last_date().empty()) return "";
    std::string text;
    // A balance of beancount holds at the start of its day.
    const std::string day = NextDay(last_date());
    for (const auto& [account, name] : names().all()) {
      text.append(day).append(" balance ").append(name).append("  ");
      text.append(std::to_string(BalanceOf(balances, account))).append(" VND\n");
    }
    return text;
  }

 protected:
  std::string Open(const JournalHeader& header) const override {
    std::string text =
        "option \"title\" " + Quoted(Title(header)) + "\noption \"operating_currency\" \"VND\"\n\n";
    if (header.first_date.empty()) return text;
    text += header.first_date + " commodity VND\n";
    for (const auto& [account, name] : names().all()) {
      text += header.first_date + " open " + name + " VND\n";
      const std::string title = LineTitle(header, account);
      if (!title.empty()) text += "  title: " + Quoted(title) + '\n';
    }
    return text + '\n';
  }
};

class CsvWriter final : public JournalWriter {
 public:
  CsvWriter() : csv_{Header()} {}
  std::string_view content_type() const override { return "text/csv; charset=utf-8"; }
  std::string Begin(const JournalHeader&) override { return csv_.TakeText(); }

  std::string Entry(const JournalEntry& entry) override {
    for (const Posting& posting : entry.postings) {
      std::vector<csv::Cell> cells{entry.position,      entry.effective_date,   entry.record_time,
                                   entry.document_kind, entry.document,         entry.step,
                                   entry.actor,         entry.reverses_position};
      for (const Account* account : {&posting.from, &posting.to}) {
        cells.insert(cells.end(), {std::string{KindName(account->kind)}, account->programme,
                                   std::int64_t{account->budget_year}, account->source, account->agency,
                                   account->project, account->budget_line});
      }
      cells.emplace_back(posting.amount_vnd);
      csv_.AddRow(cells);
    }
    return csv_.TakeText();
  }

  std::string End(const std::map<Account, std::int64_t>&) override { return ""; }

 private:
  static std::vector<std::string> Header() {
    std::vector<std::string> header{"position", "effective_date", "record_time_utc", "document_kind",
                                    "document", "step",           "actor",           "reverses_position"};
    for (const char* side : {"from_", "to_"}) {
      for (const char* field :
           {"kind", "programme", "budget_year", "source", "agency", "component_project", "budget_line"}) {
        header.push_back(std::string{side} + field);
      }
    }
    header.emplace_back("amount_vnd");
    return header;
  }

  csv::Writer csv_;
};

}  // namespace

std::unique_ptr<JournalWriter> MakeJournalWriter(ExportFormat format) {
  switch (format) {
    case ExportFormat::kHledger:
      return std::make_unique<HledgerWriter>();
    case ExportFormat::kBeancount:
      return std::make_unique<BeancountWriter>();
    case ExportFormat::kCsv:
      return std::make_unique<CsvWriter>();
  }
  return nullptr;
}

}  // namespace cpb::audit

// Any bytes as a file of the rulebook: refused with reasons, or a book that the engine can apply and that
// survives being edited.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "libs/rulebook/edit.h"
#include "libs/rulebook/engine.h"
#include "libs/rulebook/loader.h"

namespace {

using namespace cpb::rulebook;

void Demand(bool holds) {
  if (!holds) std::abort();
}

Subject SomeSubject(const Rule& rule) {
  Subject subject;
  subject.id = "01";
  subject.budget_year = 2019;
  subject.establishment = "establishments/E";
  subject.province_code = rule.province_code;
  if (!rule.applies_to.activities.empty()) subject.activity = rule.applies_to.activities.front();
  subject.eligible_cost_vnd = 9'000'000'000'000'000;
  subject.asked = {{.source = "central", .enterprise = false, .amount_vnd = 9'000'000'000'000'000},
                   {.source = "local", .enterprise = false, .amount_vnd = 1}};
  subject.quantity = 1'000'000'000;
  subject.earlier_vnd = 9'000'000'000'000'000;
  subject.event_date = rule.valid_from.value_or(cpb::clock::ParseDate("2019-06-30").value());
  return subject;
}

void Apply(const Rulebook& book) {
  for (std::size_t i = 0; i < book.rules.size() && i < 20; ++i) {
    const Subject subject = SomeSubject(book.rules[i]);
    for (const Step step : book.rules[i].steps) {
      const Outcome outcome = Evaluate(book, step, std::span{&subject, 1}, {}).front();
      for (std::size_t k = 0; k < subject.asked.size(); ++k)
        Demand(outcome.admissible_vnd[k] >= 0 && outcome.admissible_vnd[k] <= subject.asked[k].amount_vnd);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const BookFiles files = {{"fuzz.textproto", std::string(reinterpret_cast<const char*>(data), size)}};
  const LoadResult loaded = LoadBook(files);
  Demand(loaded.book.has_value() == loaded.problems.empty());
  for (const Problem& problem : loaded.problems) Demand(!ToText(problem).empty());
  if (!loaded.book) return 0;
  Apply(*loaded.book);
  std::vector<Problem> problems;
  const BookFiles dated = ApplyChanges(files, {}, "2020-01-02", problems);
  Demand(problems.empty() && SameContent(files, dated));
  Demand(LoadBook(dated).book.has_value());
  return 0;
}

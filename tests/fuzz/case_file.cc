// Any bytes as a case file: refused with row and column, or cases that can be judged.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "libs/rulebook/cases.h"
#include "libs/rulebook/loader.h"

namespace {

using namespace cpb::rulebook;

constexpr char kReference[] = CPB_SOURCE_DIR "/deploy/reference-data";

void Demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Rulebook book = LoadFolder(std::string{kReference} + "/rulebook").book.value();
  static const Names names = [] {
    std::vector<Problem> problems;
    return LoadNames(kReference, problems).value();
  }();
  const CaseFile file = ReadCases({reinterpret_cast<const char*>(data), size}, book, names);
  Demand(file.cases.empty() != file.violations.empty());
  for (const auto& violation : file.violations) {
    Demand(!violation.subject.empty() && !violation.text_vi.empty() && !violation.text_en.empty());
  }
  for (const Case& one : file.cases) {
    const CaseResult result = CheckCase(book, one);
    Demand(result.outcome.admissible_vnd.size() == one.subject.asked.size());
    Demand(result.differences_vi.size() == result.differences_en.size());
  }
  return 0;
}

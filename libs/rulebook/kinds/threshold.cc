#include <algorithm>

#include "libs/rulebook/explain.h"
#include "libs/rulebook/kinds.h"

namespace cpb::rulebook {

/// A contract from the amount on comes with the document.
std::optional<Verdict> Check(const Threshold& threshold, const Facts& facts) {
  const Subject& subject = facts.subject;
  if (subject.ContractValue() < threshold.amount_vnd) return std::nullopt;
  if (threshold.multi_year_only && !subject.multi_year) return std::nullopt;
  if (std::find(subject.documents.begin(), subject.documents.end(), threshold.document) !=
      subject.documents.end()) {
    return std::nullopt;
  }
  Verdict verdict;
  verdict.kept = false;
  verdict.limit_vnd = threshold.amount_vnd;
  verdict.actual_vnd = subject.ContractValue();
  verdict.why_vi = "Từ " + DongVi(threshold.amount_vnd) + " phải có '" + threshold.document + "'; giá trị " +
                   DongVi(subject.ContractValue()) + ".";
  verdict.why_en = "From " + DongEn(threshold.amount_vnd) + " on, '" + threshold.document +
                   "' is needed; the value is " + DongEn(subject.ContractValue()) + ".";
  return verdict;
}

}  // namespace cpb::rulebook

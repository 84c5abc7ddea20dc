/// Sentences in Vietnamese and English, generated from the rule's data; nothing is written by hand per case.
#pragma once

#include <cstdint>
#include <string>

#include "libs/rulebook/kinds.h"

namespace cpb::rulebook {

/// "50.000.000 đồng" and "50,000,000 dong".
std::string DongVi(std::int64_t dong);
std::string DongEn(std::int64_t dong);
/// 5000 as "50 %" / "50%"; 3333 as "33,33 %" / "33.33%".
std::string ShareVi(std::int64_t basis_points);
std::string ShareEn(std::int64_t basis_points);
/// "15/11/2019" and "15 November 2019".
std::string DateVi(clock::Date date);
std::string DateEn(clock::Date date);
/// "a, b".
std::string Join(const std::vector<std::string>& words);

/// What the rule says, what it found, what it did, where it is written, and who switched it on; judged on
/// `day`.
std::string ExplainVi(const Rule& rule, const Verdict& verdict, Severity severity, clock::Date day);
std::string ExplainEn(const Rule& rule, const Verdict& verdict, Severity severity, clock::Date day);

}  // namespace cpb::rulebook

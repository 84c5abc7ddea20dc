/// What is judged, what is known of the past, and what the judgement says. Plain structs: the caller passes
/// every fact in, so the same inputs give the same answer for ever.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libs/clock/clock.h"
#include "libs/rulebook/rule.h"

namespace cpb::rulebook {

/// Money asked of one source.
struct Asked {
  std::string source;
  bool enterprise = false;  ///< Enterprises' own money: never counted, never lowered.
  std::int64_t amount_vnd = 0;
};

/// One item, contract, payment or adjustment.
struct Subject {
  std::string id;
  std::string programme;
  int budget_year = 0;
  std::string component_project;
  std::string activity;
  std::string establishment;
  std::string province_code;
  std::int64_t eligible_cost_vnd = 0;  ///< Of a payment what was really spent, this one included.
  std::vector<Asked> asked;
  std::int64_t quantity = 1;
  clock::Date event_date{};      ///< Rules are judged by this day, not by today.
  std::int64_t earlier_vnd = 0;  ///< Given to the same item or contract before.
  std::string ignore_document;
  std::string ground;
  std::optional<clock::Date> ground_date;
  bool multi_year = false;
  std::string agency_kind;
  std::vector<std::string> documents;
  std::string agency;
  std::string giving_source;
  std::string giving_agency;  ///< Empty when no virement.
  int giving_budget_year = 0;
  std::int64_t contract_vnd = 0;  ///< 0: the eligible cost is the contract's value.
  std::int64_t ContractValue() const { return contract_vnd == 0 ? eligible_cost_vnd : contract_vnd; }
};

/// Support that an establishment was granted before, in whatever province and year.
struct Grant {
  std::string establishment;
  std::string programme;
  std::string activity;
  std::string source;
  int budget_year = 0;
  std::int64_t amount_vnd = 0;
  std::vector<std::string>
      documents;  ///< Names under which it can be left out: the plan, the budget line, the round.
};

enum class Severity { kInfo = 1, kWarn, kCap, kBlock };

/// What one rule said, with the figures that it used.
struct Finding {
  std::string rule_id;
  Severity severity = Severity::kInfo;
  std::string text_vi;
  std::string text_en;
  Citation citation;
  std::optional<std::int64_t> limit_vnd;
  std::optional<std::int64_t> actual_vnd;
};

/// What the rules say of one subject.
struct Outcome {
  std::vector<std::int64_t>
      admissible_vnd;  ///< Per source, in the order of `Subject::asked`; never more than asked.
  std::int64_t admissible_total_vnd = 0;  ///< Without the enterprises' own money.
  std::vector<Finding> findings;          ///< In the order of the book.
  bool allowed = true;                    ///< False when a finding blocks.
};

}  // namespace cpb::rulebook

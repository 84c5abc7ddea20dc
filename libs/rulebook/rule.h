/// A rule of the law as plain data: what it demands, whom it concerns, when it is in force, where it is
/// written and how sure we are of it. Standard library, libs/money and libs/clock only; `loader.h` fills
/// these structs from the text files, so that the engine knows neither protobuf nor files.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "libs/clock/clock.h"

namespace cpb::rulebook {

/// Step of the budget process that a rule guards.
enum class Step { kPlanItem = 1, kAllotment, kCommitment, kAdvance, kPayment, kAdjustment, kYearEnd };

/// What a rule does when it is not kept.
enum class Effect { kInfo, kWarn, kCap, kBlock };

/// Where a rule is written. A rule whose text was not seen (`verified` false) only warns.
struct Citation {
  std::string instrument;
  std::string article;
  std::string link;
  bool verified = false;
};

/// A day relative to the budget year: {1, 31, 1} is 31 January of the year that follows it.
struct DayOfYear {
  int month = 0;
  int day = 0;
  int year_offset = 0;
};
/// That day for one budget year; nothing when it does not exist (29 February).
std::optional<clock::Date> DayIn(const DayOfYear& day, int budget_year);

/// To whom a rule applies; what is empty or 0 holds for all.
struct Condition {
  std::vector<std::string> programmes;
  std::vector<std::string> component_projects;
  std::vector<std::string> activities;
  std::vector<std::string> except_activities;
  std::vector<std::string> sources;
  int budget_year_from = 0;
  int budget_year_to = 0;
};

/// State and donors together pay at most this share of the eligible cost; 5,000 is 50 %.
struct ShareLimit {
  std::int64_t basis_points = 0;
};

/// Over what an amount is counted.
enum class Scope { kItem = 1, kEstablishmentYear, kEstablishmentLifetime };

/// State and donors together pay at most this amount per thing.
struct AmountLimit {
  std::int64_t amount_vnd = 0;
  Scope scope = Scope::kItem;
  std::string per_vi;
  std::string per_en;
};

/// Where an activity belongs.
struct Eligibility {
  std::vector<std::string> component_projects;
  std::vector<std::string> sources;
  std::vector<std::string> agency_kinds;
};

/// Budget years in which a component project runs.
struct Period {
  int first_year = 0;
  int last_year = 0;
};

/// The step is taken inside a window.
struct Deadline {
  std::optional<DayOfYear> not_before;
  std::optional<DayOfYear> not_after;
};

/// From an amount of contract on, a document is demanded.
struct Threshold {
  std::int64_t amount_vnd = 0;
  std::string document;
  bool multi_year_only = false;
};

/// Advances on a contract stay under a share of its value.
struct AdvanceCeiling {
  std::int64_t contract_floor_vnd = 0;
  std::int64_t basis_points = 0;
};

/// A ground on which unspent money goes into the next year. An empty code is the rule that all else lapses.
struct CarryOverGround {
  std::string ground;
  std::optional<DayOfYear> dated_after;
};

/// Limits of virements.
struct VirementLimit {
  std::optional<DayOfYear> not_after;
  bool same_source = false;
  bool same_unit = false;
  bool same_year = false;
};

/// Another programme paid the same establishment.
struct DoubleFunding {
  bool any_activity = false;
};

using Kind = std::variant<ShareLimit, AmountLimit, Eligibility, Period, Deadline, Threshold, AdvanceCeiling,
                          CarryOverGround, VirementLimit, DoubleFunding>;

/// An authority's decision to apply a rule whose text was not seen.
struct SwitchedOn {
  std::string authority;
  std::string decision_number;
  clock::Date from{};
  std::optional<clock::Date> to;  ///< Last day; nothing while it holds.
};

/// One rule during one period.
struct Rule {
  std::string id;
  std::string title_vi;
  std::string title_en;
  Citation citation;
  std::optional<clock::Date> valid_from;
  std::optional<clock::Date> valid_to;
  std::string province_code;  ///< Empty for the nation.
  std::string norm;           ///< What a provincial limit is compared by.
  std::vector<Step> steps;
  Condition applies_to;
  Effect effect = Effect::kWarn;
  std::string note;
  std::optional<SwitchedOn> switched_on;
  Kind kind;
  std::string file;  ///< For messages about the book itself.
  int line = 0;
};

/// A line of a file of the book.
struct Place {
  std::string file;
  int line = 0;
};

/// All rules of one edition.
struct Rulebook {
  std::string
      version;  ///< Day of the edition, a hyphen, the first 12 hex digits of the SHA-256 of its files.
  std::vector<Rule> rules;
  std::map<std::string, std::string> aliases;  ///< "22/2012" to "221/2012/TTLT-BTC-BCT".
  std::map<std::string, Place> alias_places;   ///< By alias, for messages about the book itself.
  /// Activities that rules may name although the catalogue lacks them: those of other programmes.
  std::set<std::string> activities_elsewhere;
};

/// "share", "amount", "eligibility", … as the contract names the kinds.
const char* KindName(const Kind& kind);
/// True when the rule is in force on that day.
bool InForce(const Rule& rule, clock::Date day);
/// True when an authority's decision applies the rule on that day.
bool IsSwitchedOn(const Rule& rule, clock::Date day);
/// True for a rule whose text was seen, or that is switched on that day.
bool Binds(const Rule& rule, clock::Date day);
/// The effect on that day: an unverified rule that no authority switched on never does more than warn.
Effect BindingEffect(const Rule& rule, clock::Date day);
/// True when the rule cites the instrument: by its whole name, or by number and year ("62/2020").
bool Cites(const Rule& rule, const std::string& instrument);
/// The instrument that a quoted name stands for; the name itself when it is no alias.
const std::string& ResolveInstrument(const Rulebook& book, const std::string& name);

}  // namespace cpb::rulebook

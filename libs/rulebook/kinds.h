/// The closed set of rule kinds. Each is one pure function in a file of its own under `kinds/`: it answers
/// with a verdict, or with nothing when the rule has nothing to say about the subject.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libs/rulebook/rule.h"
#include "libs/rulebook/subject.h"

namespace cpb::rulebook {

/// What one rule found.
struct Verdict {
  bool kept = true;
  std::optional<std::int64_t> limit_vnd;
  std::optional<std::int64_t> actual_vnd;
  std::optional<std::int64_t>
      room_vnd;                ///< What is left for the counted sources of this subject; for rules that cap.
  bool always_blocks = false;  ///< A fact is missing, without which a binding rule cannot be applied.
  std::string why_vi;          ///< The figures or dates as a sentence.
  std::string why_en;
};

/// What a kind may look at.
struct Facts {
  const Rule& rule;
  const Subject& subject;
  Step step;
  std::int64_t asked_vnd = 0;             ///< Asked over the sources that the rule counts.
  std::span<const Grant> earlier_grants;  ///< Of the same establishment, less the document left out.
  const std::vector<std::string>* grounds = nullptr;  ///< Codes of the carry-over grounds in force.
};

std::optional<Verdict> Check(const ShareLimit& limit, const Facts& facts);
std::optional<Verdict> Check(const AmountLimit& limit, const Facts& facts);
std::optional<Verdict> Check(const Eligibility& eligibility, const Facts& facts);
std::optional<Verdict> Check(const Period& period, const Facts& facts);
std::optional<Verdict> Check(const Deadline& deadline, const Facts& facts);
std::optional<Verdict> Check(const Threshold& threshold, const Facts& facts);
std::optional<Verdict> Check(const AdvanceCeiling& ceiling, const Facts& facts);
std::optional<Verdict> Check(const CarryOverGround& ground, const Facts& facts);
std::optional<Verdict> Check(const VirementLimit& limit, const Facts& facts);
std::optional<Verdict> Check(const DoubleFunding& rule, const Facts& facts);

/// True when the list is empty or holds the text.
bool Admits(const std::vector<std::string>& list, const std::string& text);
/// True when a source counts for the rule: one of its sources, or any but the enterprises' own money.
bool Counts(const Rule& rule, const std::string& source, bool enterprise);
/// A sum that stays at the largest amount instead of wrapping round.
std::int64_t SaturatingAdd(std::int64_t a, std::int64_t b);

}  // namespace cpb::rulebook

/// Sentences of a trail, Vietnamese and English: who did what to which document. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cpb::audit {

/// A sentence, or several, in both languages.
struct Sentence {
  std::string vi, en;

  /// Adds another sentence after this one.
  Sentence& operator+=(const Sentence& other);
};

/// "Nguyễn Thị Lan lập kế hoạch plans/…." for an event type of the feeds. An unknown type gives a plain
/// sentence that names it.
Sentence StepSentence(std::string_view type, std::string_view person, std::string_view resource);

/// What the item of a plan asks, and what the rules leave of it.
Sentence ItemRequestedSentence(std::string_view item, std::int64_t requested_vnd,
                               std::int64_t admissible_vnd);
/// What was approved of an item.
Sentence ItemApprovedSentence(std::string_view item, std::int64_t approved_vnd);
/// How a round came to the amount of one line.
Sentence RoundLineSentence(std::string_view line, std::int64_t requested_vnd, std::int64_t approved_vnd,
                           std::int64_t capped_vnd, std::int64_t allotted_vnd);
/// A labelled note: "Ghi chú: …". Empty when the note is empty.
Sentence NoteSentence(std::string_view label_vi, std::string_view label_en, std::string_view note);

}  // namespace cpb::audit

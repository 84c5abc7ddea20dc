/// How tables show values.
#pragma once

#include <string>
#include <string_view>

#include "cpbudget/types/v1/finding.pb.h"
#include "google/protobuf/repeated_field.h"
#include "google/protobuf/timestamp.pb.h"
#include "tools/cpbudget/context.h"

namespace cpb::cli {

/// "1.234.567"
std::string Dong(std::int64_t amount);
/// Time in Viet Nam: "2019-07-20 10:04:05".
std::string LocalTime(const google::protobuf::Timestamp& time);
/// "STATE_SUBMITTED" as people read it, by the words after the prefix; the name itself when it is not known.
std::string StateWord(std::string_view enum_name, Language language);
/// Name without its collection: "X" of "plans/X".
std::string ShortName(std::string_view name);
/// "label: value" lines, aligned.
class Facts {
 public:
  explicit Facts(Language language) : language_{language} {}
  void Add(const Text& label, std::string value);
  std::string ToString() const;

 private:
  Language language_;
  std::vector<std::pair<std::string, std::string>> lines_;
};
/// Findings as a list with severity, figures and citation. Empty when there is none.
std::string FindingLines(const google::protobuf::RepeatedPtrField<cpbudget::types::v1::Finding>& findings,
                         Language language);

}  // namespace cpb::cli

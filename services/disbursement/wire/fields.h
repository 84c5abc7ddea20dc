/// One check per kind of field.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "libs/rpc/status.h"

namespace cpb::disbursement::wire {

/// Collects what is wrong with the fields of one request.
class Fields {
 public:
  /// "agencies/SCT-68" for prefix "agencies/"; ids have letters, digits, "." "-" "_" "~", at most 80 of them.
  void Name(const std::string& field, std::string_view value, std::string_view prefix);
  void OptionalName(const std::string& field, std::string_view value, std::string_view prefix);
  /// An id without prefix, for example a budget line or a source.
  void Id(const std::string& field, std::string_view value) { Name(field, value, ""); }
  void OptionalId(const std::string& field, std::string_view value) { OptionalName(field, value, ""); }
  /// 1 to `max` characters (of UTF-8, not bytes).
  void Text(const std::string& field, std::string_view value, std::size_t max);
  void OptionalText(const std::string& field, std::string_view value, std::size_t max);
  void Date(const std::string& field, std::string_view value);
  void OptionalDate(const std::string& field, std::string_view value);
  void Year(const std::string& field, std::int64_t value);
  void OptionalYear(const std::string& field, std::int64_t value);
  /// Present, 1 to money::kMaxDong.
  void Amount(const std::string& field, std::optional<std::int64_t> value);
  /// 0 to money::kMaxDong.
  void OptionalAmount(const std::string& field, std::int64_t value);
  void AtLeast(const std::string& field, std::int64_t value, std::int64_t least);
  void Check(bool right, const std::string& field, std::string text_vi, std::string text_en);

  absl::Status ToStatus() const { return errors_.ToStatus(); }

 private:
  rpc::FieldErrors errors_;
};

}  // namespace cpb::disbursement::wire

/// One function per sort of field; each adds to the errors what is wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libs/rpc/status.h"

namespace cpb::allocation {

/// "plans/…": the prefix, then letters, digits, '.', '_' and '-', 160 characters in all.
void CheckName(std::string_view prefix, const std::string& field, const std::string& value,
               rpc::FieldErrors& errors);
/// The same, or empty.
void CheckOptionalName(std::string_view prefix, const std::string& field, const std::string& value,
                       rpc::FieldErrors& errors);
/// 2000 to 2100.
void CheckYear(const std::string& field, int value, rpc::FieldErrors& errors);
/// 0 to 9,000,000,000,000,000.
void CheckAmount(const std::string& field, std::int64_t value, rpc::FieldErrors& errors);
/// Valid UTF-8 comes from protobuf; here only the length in bytes, and whether it may be empty.
void CheckText(const std::string& field, const std::string& value, std::size_t least, std::size_t most,
               rpc::FieldErrors& errors);
/// YYYY-MM-DD, or empty where allowed.
void CheckDate(const std::string& field, const std::string& value, bool may_be_empty,
               rpc::FieldErrors& errors);
/// Lower-case letters, digits and hyphens.
void CheckSource(const std::string& field, const std::string& value, rpc::FieldErrors& errors);
/// An amount that must be at least 1: AMOUNT_INVALID when nothing else is wrong, otherwise one error more.
absl::Status WithAmount(const rpc::FieldErrors& errors, const std::string& field, bool present,
                        std::int64_t amount);

}  // namespace cpb::allocation

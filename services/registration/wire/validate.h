/// Checks of single fields that several methods share. Each adds what is wrong and goes on, so that one
/// answer names all.
#pragma once

#include <string>
#include <string_view>

#include "libs/rpc/status.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

/// `plans/{programme}-{year}-{agency}`
void CheckPlanName(std::string_view name, rpc::FieldErrors& errors);
void CheckEtag(std::string_view etag, const std::string& field, rpc::FieldErrors& errors);
/// Text for people: at least `min` and at most `max` characters, no control characters but line ends and
/// tabs.
void CheckText(std::string_view text, const std::string& field, std::size_t min, std::size_t max,
               rpc::FieldErrors& errors);
/// A calendar year that data of this system can have.
void CheckYear(int year, const std::string& field, rpc::FieldErrors& errors);
/// Two digits, or empty where `optional`.
void CheckProvinceCode(std::string_view code, const std::string& field, bool optional,
                       rpc::FieldErrors& errors);
/// 10 digits, or 10 digits, a hyphen and 3 digits.
bool IsTaxCode(std::string_view text);

}  // namespace cpb::registration

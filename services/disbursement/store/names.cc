#include "services/disbursement/store/names.h"

#include <charconv>

namespace cpb::disbursement {

std::optional<std::int64_t> NumberOf(std::string_view prefix, std::string_view name) {
  if (!name.starts_with(prefix)) return std::nullopt;
  name.remove_prefix(prefix.size());
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc{} || end != name.data() + name.size() || number < 1) return std::nullopt;
  return number;
}

std::string NameOf(std::string_view prefix, std::int64_t number) {
  return std::string(prefix) + std::to_string(number);
}

ledger::AccountKey KeyOf(const pb::AccountKey& message) {
  return {message.programme(),
          message.budget_year(),
          message.source(),
          message.agency(),
          message.component_project(),
          message.budget_line(),
          static_cast<ledger::Kind>(message.kind())};
}

pb::AccountKey MessageOf(const ledger::AccountKey& key) {
  pb::AccountKey message;
  message.set_programme(key.programme);
  message.set_budget_year(key.budget_year);
  message.set_source(key.source);
  message.set_agency(key.agency);
  message.set_component_project(key.component_project);
  message.set_budget_line(key.budget_line);
  message.set_kind(static_cast<pb::AccountKind>(key.kind));
  return message;
}

}  // namespace cpb::disbursement

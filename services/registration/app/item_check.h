/// Is every item of a plan meaningful? Ids known, amounts in bounds, dates inside the year. Finds everything
/// that is wrong, so that one answer suffices; whether the rules allow an item is another question
/// (rule_client.h).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "services/registration/domain/catalogue.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

/// Most items that a plan may have.
inline constexpr int kMaxItems = 10'000;

/// One thing that is wrong with one item.
struct ItemProblem {
  int item = 0;       ///< Index in the plan.
  std::string field;  ///< "quantity", "requested[0].amount_vnd"; for a source in a file its column.
  std::string text_vi;
  std::string text_en;
};

/// Names of establishments in the items.
std::set<std::string> EstablishmentsOf(const v1::Plan& plan);

/// `establishments`: province codes of those that exist. `plan` needs programme, budget year and province
/// code.
std::vector<ItemProblem> CheckItems(const v1::Plan& plan, const Catalogue& catalogue,
                                    const std::map<std::string, std::string, std::less<>>& establishments);

/// Puts items and the sources within them in order and fills the kinds of sources, after CheckItems found
/// nothing.
void NormalizeItems(const Catalogue& catalogue, v1::Plan& plan);

/// Sums of the plan. False when one is out of bounds.
bool SumUp(const Catalogue& catalogue, v1::Plan& plan);

/// Characters (not bytes) of UTF-8 text.
std::size_t CharacterCount(std::string_view text);
/// True when the text has control characters; tabs and line ends are allowed.
bool HasControlCharacters(std::string_view text);

}  // namespace cpb::registration

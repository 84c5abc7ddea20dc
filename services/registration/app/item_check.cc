#include "services/registration/app/item_check.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "libs/clock/clock.h"
#include "libs/money/money.h"

namespace cpb::registration {
namespace {

constexpr std::size_t kMaxTitle = 500;
constexpr std::int64_t kMaxQuantity = 1'000'000'000;

/// Checks one item and collects what is wrong.
class ItemChecker {
 public:
  ItemChecker(const v1::Plan& plan, int index, const Catalogue& catalogue,
              const std::map<std::string, std::string, std::less<>>& establishments,
              std::vector<ItemProblem>& problems)
      : plan_{plan},
        item_{plan.items(index)},
        index_{index},
        catalogue_{catalogue},
        establishments_{establishments},
        problems_{problems} {}

  void Check() {
    CheckId();
    CheckTitle();
    CheckProjectAndActivity();
    CheckEstablishment();
    CheckQuantity();
    CheckAmounts();
    CheckDate();
  }

 private:
  void Report(std::string field, std::string vi, std::string en) {
    problems_.push_back({index_, std::move(field), std::move(vi), std::move(en)});
  }

  void CheckId() {
    const std::string& id = item_.item_id();
    const bool digits = std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (id.size() < 2 || id.size() > 4 || !digits) {
      Report("item_id", absl::StrCat("Mã nội dung phải gồm 2 đến 4 chữ số: '", id, "'."),
             absl::StrCat("The item id must be two to four digits: '", id, "'."));
    }
  }

  void CheckTitle() {
    if (item_.title().empty()) {
      Report("title", "Thiếu tên nội dung.", "The title is missing.");
    } else if (CharacterCount(item_.title()) > kMaxTitle) {
      Report("title", absl::StrCat("Tên dài quá ", kMaxTitle, " ký tự."),
             absl::StrCat("The title is longer than ", kMaxTitle, " characters."));
    } else if (HasControlCharacters(item_.title())) {
      Report("title", "Tên có ký tự điều khiển.", "The title has control characters.");
    }
  }

  void CheckProjectAndActivity() {
    const std::string& project = item_.component_project();
    const auto known_project = catalogue_.component_projects.find(project);
    if (known_project == catalogue_.component_projects.end() || known_project->second != plan_.programme()) {
      Report("component_project", absl::StrCat("Không có đề án '", project, "' trong chương trình."),
             absl::StrCat("The programme has no component project '", project, "'."));
    }
    const auto activity = catalogue_.activities.find(item_.activity());
    if (activity == catalogue_.activities.end()) {
      Report("activity", absl::StrCat("Không có hoạt động '", item_.activity(), "' trong danh mục."),
             absl::StrCat("The catalogue has no activity '", item_.activity(), "'."));
    } else if (known_project != catalogue_.component_projects.end() &&
               !activity->second.component_projects.contains(project)) {
      Report("activity",
             absl::StrCat("Hoạt động '", item_.activity(), "' không thuộc đề án '", project, "'."),
             absl::StrCat("The activity '", item_.activity(), "' does not belong to '", project, "'."));
    }
  }

  void CheckEstablishment() {
    const std::string& name = item_.establishment();
    const auto activity = catalogue_.activities.find(item_.activity());
    if (name.empty()) {
      if (activity != catalogue_.activities.end() && activity->second.needs_establishment) {
        Report("establishment", "Hoạt động này phải nêu cơ sở sản xuất.",
               "This activity needs an establishment.");
      }
      return;
    }
    const auto known = establishments_.find(name);
    // A province learns nothing of another's establishments, not even that they exist.
    if (known == establishments_.end() ||
        (!plan_.province_code().empty() && known->second != plan_.province_code())) {
      Report("establishment", absl::StrCat("Không có cơ sở '", name, "' trên địa bàn."),
             absl::StrCat("There is no establishment '", name, "' in the province."));
    }
  }

  void CheckQuantity() {
    if (item_.quantity() < 1 || item_.quantity() > kMaxQuantity) {
      Report("quantity", absl::StrCat("Số lượng phải từ 1 đến ", kMaxQuantity, ": ", item_.quantity(), "."),
             absl::StrCat("The quantity must be 1 to ", kMaxQuantity, ": ", item_.quantity(), "."));
    }
  }

  std::optional<money::Vnd> CheckAmount(const std::string& field, bool present, std::int64_t amount) {
    if (!present) {
      Report(field, "Thiếu số tiền.", "The amount is missing.");
      return std::nullopt;
    }
    const auto vnd = money::Vnd::FromDong(amount);
    if (!vnd) {
      Report(field, absl::StrCat("Số tiền phải từ 0 đến ", money::kMaxDong, " đồng: ", amount, "."),
             absl::StrCat("The amount must be 0 to ", money::kMaxDong, " dong: ", amount, "."));
    }
    return vnd;
  }

  void CheckAmounts() {
    const auto eligible =
        CheckAmount("eligible_cost_vnd", item_.has_eligible_cost_vnd(), item_.eligible_cost_vnd());
    std::optional<money::Vnd> sum = money::Vnd{};
    std::set<std::string> seen;
    for (int i = 0; i < item_.requested_size(); ++i) {
      const auto& funding = item_.requested(i);
      const std::string path = absl::StrCat("requested[", i, "]");
      if (!catalogue_.sources.contains(funding.source())) {
        Report(path + ".source", absl::StrCat("Không có nguồn vốn '", funding.source(), "'."),
               absl::StrCat("There is no source of funds '", funding.source(), "'."));
      } else if (!seen.insert(funding.source()).second) {
        Report(path + ".source", absl::StrCat("Nguồn vốn '", funding.source(), "' bị lặp."),
               absl::StrCat("The source '", funding.source(), "' is given twice."));
      }
      const auto amount = CheckAmount(path + ".amount_vnd", funding.has_amount_vnd(), funding.amount_vnd());
      sum = sum && amount ? money::Add(*sum, *amount) : std::nullopt;
      if (!amount) return;
    }
    if (eligible && (!sum || *sum > *eligible)) {
      Report(
          "requested", absl::StrCat("Tổng đề nghị vượt tổng chi phí ", eligible->dong(), " đồng."),
          absl::StrCat("What is requested in all exceeds the eligible cost of ", eligible->dong(), " dong."));
    }
  }

  void CheckDate() {
    if (item_.scheduled_date().empty()) return;
    const auto date = clock::ParseDate(item_.scheduled_date());
    if (!date || static_cast<int>(date->year()) != plan_.budget_year()) {
      Report("scheduled_date",
             absl::StrCat("Ngày dự kiến phải là một ngày của năm ", plan_.budget_year(), ": '",
                          item_.scheduled_date(), "'."),
             absl::StrCat("The date must be a day of the year ", plan_.budget_year(), ": '",
                          item_.scheduled_date(), "'."));
    }
  }

  const v1::Plan& plan_;
  const v1::PlanItem& item_;
  const int index_;
  const Catalogue& catalogue_;
  const std::map<std::string, std::string, std::less<>>& establishments_;
  std::vector<ItemProblem>& problems_;
};

bool IsEnterprise(const Catalogue& catalogue, const std::string& source) {
  const auto found = catalogue.sources.find(source);
  return found != catalogue.sources.end() && found->second == SourceKind::kEnterprise;
}

types::v1::SourceKind ToProto(SourceKind kind) {
  switch (kind) {
    case SourceKind::kCentralBudget:
      return types::v1::SOURCE_KIND_CENTRAL_BUDGET;
    case SourceKind::kLocalBudget:
      return types::v1::SOURCE_KIND_LOCAL_BUDGET;
    case SourceKind::kDonorGrant:
      return types::v1::SOURCE_KIND_DONOR_GRANT;
    case SourceKind::kEnterprise:
      return types::v1::SOURCE_KIND_ENTERPRISE;
  }
  return types::v1::SOURCE_KIND_UNSPECIFIED;
}

/// Adds in place; false when out of bounds.
bool AddTo(std::int64_t& sum, std::int64_t amount) {
  const auto a = money::Vnd::FromDong(sum);
  const auto b = money::Vnd::FromDong(amount);
  const auto total = a && b ? money::Add(*a, *b) : std::nullopt;
  if (!total) return false;
  sum = total->dong();
  return true;
}

}  // namespace

std::set<std::string> EstablishmentsOf(const v1::Plan& plan) {
  std::set<std::string> names;
  for (const v1::PlanItem& item : plan.items()) {
    if (!item.establishment().empty()) names.insert(item.establishment());
  }
  return names;
}

std::vector<ItemProblem> CheckItems(const v1::Plan& plan, const Catalogue& catalogue,
                                    const std::map<std::string, std::string, std::less<>>& establishments) {
  std::vector<ItemProblem> problems;
  std::map<std::string, int> first_with_id;
  for (int i = 0; i < plan.items_size(); ++i) {
    ItemChecker{plan, i, catalogue, establishments, problems}.Check();
    const auto [first, is_new] = first_with_id.emplace(plan.items(i).item_id(), i);
    if (!is_new) {
      problems.push_back({i, "item_id", absl::StrCat("Mã nội dung '", plan.items(i).item_id(), "' bị lặp."),
                          absl::StrCat("The item id '", plan.items(i).item_id(), "' is given twice.")});
    }
  }
  return problems;
}

void NormalizeItems(const Catalogue& catalogue, v1::Plan& plan) {
  const auto position = [&](const std::string& source) {
    return std::find(catalogue.source_order.begin(), catalogue.source_order.end(), source);
  };
  for (v1::PlanItem& item : *plan.mutable_items()) {
    std::sort(item.mutable_requested()->begin(), item.mutable_requested()->end(),
              [&](const auto& a, const auto& b) { return position(a.source()) < position(b.source()); });
    for (auto& funding : *item.mutable_requested()) {
      funding.set_source_kind(ToProto(catalogue.sources.at(funding.source())));
    }
    item.clear_approved();
    item.clear_findings();
    item.clear_remark();
    item.clear_admissible_vnd();
  }
  std::sort(plan.mutable_items()->begin(), plan.mutable_items()->end(),
            [](const auto& a, const auto& b) { return a.item_id() < b.item_id(); });
}

bool SumUp(const Catalogue& catalogue, v1::Plan& plan) {
  std::int64_t eligible = 0;
  std::int64_t requested = 0;
  std::int64_t approved = 0;
  for (const v1::PlanItem& item : plan.items()) {
    if (!AddTo(eligible, item.eligible_cost_vnd())) return false;
    for (const auto& funding : item.requested()) {
      if (!IsEnterprise(catalogue, funding.source()) && !AddTo(requested, funding.amount_vnd())) return false;
    }
    for (const auto& funding : item.approved()) {
      if (!IsEnterprise(catalogue, funding.source()) && !AddTo(approved, funding.amount_vnd())) return false;
    }
  }
  plan.set_eligible_cost_vnd(eligible);
  plan.set_requested_vnd(requested);
  plan.set_approved_vnd(approved);
  return true;
}

std::size_t CharacterCount(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool HasControlCharacters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
  });
}

}  // namespace cpb::registration

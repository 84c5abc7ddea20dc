#include "services/registration/app/chain_loader.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/rpc/call.h"
#include "services/registration/app/reference_table.h"

namespace cpb::registration {
namespace {

const char kFile[] = "approval_chains.csv";
/// In the column `source`: every source of funds.
const char kEverySource[] = "*";
/// In the column `step`: nobody decides.
const char kNoStep[] = "none";

const std::map<std::string, ChainDocument>& Documents() {
  static const std::map<std::string, ChainDocument> kWords{{"plan", ChainDocument::kPlan},
                                                           {"appropriation", ChainDocument::kAppropriation},
                                                           {"round", ChainDocument::kRound},
                                                           {"adjustment", ChainDocument::kAdjustment}};
  return kWords;
}

/// Reads the file row by row into a book.
class ChainReader {
 public:
  explicit ChainReader(const Catalogue& catalogue) : catalogue_{catalogue} {}

  absl::Status Add(const csv::Row& row) {
    CPB_ASSIGN_OR_RETURN(ChainVersion* const version, VersionOf(row));
    CPB_ASSIGN_OR_RETURN(const ChainDocument document, ReadWord(kFile, row, "document", Documents()));
    CPB_ASSIGN_OR_RETURN(const std::vector<std::string> sources, SourcesOf(row));
    const bool nobody = row["step"] == kNoStep;
    ChainStep step;
    if (!nobody) {
      CPB_ASSIGN_OR_RETURN(step, StepOf(row));
    }
    for (const std::string& source : sources) {
      const auto [place, is_new] = version->chains.try_emplace({document, source});
      if (nobody ? !is_new : row["position"] != std::to_string(place->second.size() + 1)) {
        return Wrong(kFile, row, "position", "steps of one chain are numbered from 1");
      }
      if (nobody) continue;
      if (!place->second.empty() && Decides(place->second.back())) {
        return Wrong(kFile, row, "step", "nothing follows the step that decides");
      }
      place->second.push_back(step);
    }
    return absl::OkStatus();
  }

  /// What no single row shows.
  absl::StatusOr<ChainBook> Finish() {
    std::sort(book_.versions.begin(), book_.versions.end(),
              [](const auto& a, const auto& b) { return a.valid_from < b.valid_from; });
    for (std::size_t i = 0; i < book_.versions.size(); ++i) {
      const ChainVersion& version = book_.versions[i];
      if (i > 0 && book_.InForce(version.valid_from) != &version) {
        return WrongVersion(version, "is in force on a day of another version");
      }
      CPB_RETURN_IF_ERROR(CheckPlanChains(version));
      CPB_RETURN_IF_ERROR(CheckAllocationChains(version));
    }
    if (book_.versions.empty()) return absl::FailedPreconditionError(absl::StrCat(kFile, ": no row"));
    return std::move(book_);
  }

 private:
  static bool Decides(const ChainStep& step) {
    return step.kind == ChainStepKind::kApprove || step.kind == ChainStepKind::kRegister;
  }

  static absl::Status WrongVersion(const ChainVersion& version, const std::string& why) {
    return absl::FailedPreconditionError(absl::StrCat(kFile, ": version ", version.id, " ", why));
  }

  /// A plan is appraised, then decided: the states of a plan know no other way.
  absl::Status CheckPlanChains(const ChainVersion& version) const {
    for (const auto& [source, kind] : catalogue_.sources) {
      const auto found = version.chains.find({ChainDocument::kPlan, source});
      if (found == version.chains.end()) return WrongVersion(version, "has no chain for plans and " + source);
      const Chain& chain = found->second;
      if (chain.empty() == (kind == SourceKind::kEnterprise) &&
          (chain.empty() ||
           (chain.size() == 2 && chain[0].kind == ChainStepKind::kAppraise && Decides(chain[1])))) {
        continue;
      }
      return WrongVersion(version,
                          absl::StrCat("chain for plans and ", source,
                                       ": one step that appraises and one that decides are needed, none for "
                                       "enterprises' own money"));
    }
    return absl::OkStatus();
  }

  /// An appropriation is recorded; a round and an adjustment are prepared, then approved: their states know
  /// no other way, and a step that nobody can take would stop them or be passed over.
  static absl::Status CheckAllocationChains(const ChainVersion& version) {
    for (const auto& [key, chain] : version.chains) {
      const auto& [document, source] = key;
      if (document == ChainDocument::kPlan || chain.empty()) continue;
      const bool approved = document != ChainDocument::kAppropriation;
      if (chain.size() == (approved ? 2 : 1) && chain[0].kind == ChainStepKind::kPrepare &&
          (!approved || chain[1].kind == ChainStepKind::kApprove)) {
        continue;
      }
      return WrongVersion(version, absl::StrCat("chain for ", source,
                                                ": appropriations have one step that prepares, rounds and "
                                                "adjustments one that prepares and one that approves"));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<ChainVersion*> VersionOf(const csv::Row& row) {
    const auto from = clock::ParseDate(row["valid_from"]);
    if (!from) return Wrong(kFile, row, "valid_from");
    std::optional<clock::Date> to;
    if (!row["valid_to"].empty()) {
      to = clock::ParseDate(row["valid_to"]);
      if (!to || *to < *from) return Wrong(kFile, row, "valid_to");
    }
    if (row["version"].empty() || row["version"].size() > 32) return Wrong(kFile, row, "version");
    const auto known =
        std::find_if(book_.versions.begin(), book_.versions.end(),
                     [&](const ChainVersion& version) { return version.id == row["version"]; });
    if (known == book_.versions.end()) {
      return &book_.versions.emplace_back(ChainVersion{row["version"], *from, to, {}});
    }
    if (known->valid_from != *from || known->valid_to != to) {
      return Wrong(kFile, row, "valid_from", "another validity than earlier rows of the version");
    }
    return &*known;
  }

  absl::StatusOr<std::vector<std::string>> SourcesOf(const csv::Row& row) const {
    if (row["source"] == kEverySource) return catalogue_.source_order;
    if (!catalogue_.sources.contains(row["source"])) return Wrong(kFile, row, "source");
    return std::vector<std::string>{row["source"]};
  }

  absl::StatusOr<ChainStep> StepOf(const csv::Row& row) const {
    const std::map<std::string, ChainStepKind> kinds{{"prepare", ChainStepKind::kPrepare},
                                                     {"appraise", ChainStepKind::kAppraise},
                                                     {"approve", ChainStepKind::kApprove},
                                                     {"register", ChainStepKind::kRegister}};
    const std::map<std::string, bool> booleans{{"true", true}, {"false", false}};
    ChainStep step;
    CPB_ASSIGN_OR_RETURN(step.kind, ReadWord(kFile, row, "step", kinds));
    CPB_ASSIGN_OR_RETURN(step.may_cut, ReadWord(kFile, row, "may_cut", booleans));
    CPB_ASSIGN_OR_RETURN(step.may_return, ReadWord(kFile, row, "may_return", booleans));
    CPB_ASSIGN_OR_RETURN(step.needs_local_decision, ReadWord(kFile, row, "needs_local_decision", booleans));
    CPB_ASSIGN_OR_RETURN(step.verified, ReadWord(kFile, row, "verified", booleans));
    for (const std::string& role : std::vector<std::string>(absl::StrSplit(row["role"], '|'))) {
      if (!IsRole(role)) return Wrong(kFile, row, "role");
      step.roles.push_back(role);
    }
    if (!row["agency"].empty()) {
      step.agency = "agencies/" + row["agency"];
      if (!catalogue_.agencies.contains(step.agency)) return Wrong(kFile, row, "agency");
    }
    if (step.kind == ChainStepKind::kRegister && (step.may_cut || step.may_return)) {
      return Wrong(kFile, row, step.may_cut ? "may_cut" : "may_return",
                   "a step that registers neither cuts nor returns");
    }
    if (step.may_cut && step.kind != ChainStepKind::kApprove) {
      return Wrong(kFile, row, "may_cut", "only a step that approves may cut");
    }
    if (step.needs_local_decision && !Decides(step)) return Wrong(kFile, row, "needs_local_decision");
    step.instrument = row["instrument"];
    if (step.instrument.empty()) return Wrong(kFile, row, "instrument", "a citation is needed");
    if (row["note_vi"].empty() || row["note_en"].empty())
      return Wrong(kFile, row, "note_vi", "both sentences are needed");
    step.article = row["article"];
    step.link = row["link"];
    step.note_vi = row["note_vi"];
    step.note_en = row["note_en"];
    step.evidence = row["evidence"];
    return step;
  }

  /// "approver" of ROLE_APPROVER.
  static bool IsRole(const std::string& word) {
    types::v1::Role role = types::v1::ROLE_UNSPECIFIED;
    return types::v1::Role_Parse(absl::AsciiStrToUpper("role_" + word), &role) &&
           role != types::v1::ROLE_UNSPECIFIED && role != types::v1::ROLE_PROGRAM;
  }

  const Catalogue& catalogue_;
  ChainBook book_;
};

}  // namespace

absl::StatusOr<ChainBook> LoadChains(const std::string& folder, const Catalogue& catalogue) {
  CPB_ASSIGN_OR_RETURN(
      const csv::Table table,
      ReadTable(folder, kFile,
                {"version", "valid_from", "valid_to", "document", "source", "position", "step", "role",
                 "agency", "may_cut", "may_return", "needs_local_decision", "instrument", "article", "link",
                 "verified", "note_vi", "note_en", "evidence"}));
  ChainReader reader{catalogue};
  for (const csv::Row& row : table.rows) CPB_RETURN_IF_ERROR(reader.Add(row));
  return reader.Finish();
}

}  // namespace cpb::registration

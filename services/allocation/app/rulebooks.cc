#include "services/allocation/app/rulebooks.h"

#include "libs/refusal/common.h"
#include "libs/rpc/call.h"
#include "libs/rpc/status.h"
#include "services/allocation/store/decisions.h"

namespace cpb::allocation {
namespace {

RulebookText ToMessage(const rulebook::BookFiles& files) {
  RulebookText text;
  for (const auto& [name, content] : files) {
    RulebookText::File& file = *text.add_files();
    file.set_name(name);
    file.set_content(content);
  }
  return text;
}

absl::StatusOr<rulebook::Rulebook> Load(const std::string& version, const RulebookText& text) {
  rulebook::BookFiles files;
  for (const RulebookText::File& file : text.files()) files[file.name()] = file.content();
  rulebook::LoadResult loaded = rulebook::LoadBook(files);
  // It was valid when it was stored. If it is no more, that is a fault of this program and must be seen.
  if (!loaded.book || loaded.book->version != version) {
    return absl::InternalError(
        "the stored rulebook " + version + " cannot be read any more" +
        (loaded.problems.empty() ? "" : ": " + rulebook::ToText(loaded.problems.front())));
  }
  return *std::move(loaded.book);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Rulebooks>> Rulebooks::Open(storage::Database& database,
                                                           const rulebook::Rulebook& current,
                                                           const rulebook::BookFiles& files,
                                                           clock::Instant now) {
  CPB_RETURN_IF_ERROR(database.Write([&](storage::Session& session) -> absl::Status {
    KeepRulebook(session,
                 {.version = current.version,
                  .rules_count = static_cast<int>(current.rules.size()),
                  .first_use_at = clock::FormatInstant(now)},
                 ToMessage(files));
    return absl::OkStatus();
  }));
  return std::unique_ptr<Rulebooks>{new Rulebooks{database, current}};
}

absl::StatusOr<const rulebook::Rulebook*> Rulebooks::Find(const std::string& version) {
  if (version.empty() || version == current_.version) return &current_;
  {
    const std::lock_guard lock{mutex_};
    if (const auto found = earlier_.find(version); found != earlier_.end()) return found->second.get();
  }
  CPB_ASSIGN_OR_RETURN(
      const std::optional<RulebookText> text,
      database_.Read([&](storage::Session& session) -> absl::StatusOr<std::optional<RulebookText>> {
        return FindRulebook(session, version);
      }));
  if (!text) return rpc::Refuse(refusal::kNotFound, {{"resource", "rulebooks/" + version}});
  CPB_ASSIGN_OR_RETURN(rulebook::Rulebook book, Load(version, *text));
  const std::lock_guard lock{mutex_};
  auto& kept = earlier_[version];
  if (!kept) kept = std::make_unique<rulebook::Rulebook>(std::move(book));
  return kept.get();
}

}  // namespace cpb::allocation

#include "services/allocation/app/rulebooks.h"

#include "libs/refusal/common.h"
#include "libs/rpc/status.h"

namespace cpb::allocation {
namespace {

/// It was sound when it was stored. If it is no more, that is a fault of this program and must be seen.
absl::StatusOr<rulebook::Rulebook> ReadStored(const std::string& version, const RulebookText& text) {
  rulebook::LoadResult loaded = rulebook::ReadBook(ToFiles(text));
  if (!loaded.book || loaded.book->version != version) {
    return absl::InternalError(
        "the stored rulebook " + version + " cannot be read any more" +
        (loaded.problems.empty() ? "" : ": " + rulebook::ToText(loaded.problems.front())));
  }
  return *std::move(loaded.book);
}

}  // namespace

RulebookText ToMessage(const rulebook::BookFiles& files) {
  RulebookText text;
  for (const auto& [name, content] : files) {
    RulebookText::File& file = *text.add_files();
    file.set_name(name);
    file.set_content(content);
  }
  return text;
}

rulebook::BookFiles ToFiles(const RulebookText& text) {
  rulebook::BookFiles files;
  for (const RulebookText::File& file : text.files()) files[file.name()] = file.content();
  return files;
}

rulebook::LoadResult Rulebooks::Load(const rulebook::BookFiles& files) const {
  rulebook::LoadResult loaded = rulebook::LoadBook(files);
  if (!loaded.book) return loaded;
  loaded.problems = rulebook::ValidateNames(*loaded.book, names_);
  if (!loaded.problems.empty()) loaded.book.reset();
  return loaded;
}

absl::StatusOr<std::unique_ptr<Rulebooks>> Rulebooks::Open(storage::Database& database,
                                                           const rulebook::BookFiles& shipped,
                                                           rulebook::Names names, clock::Instant now) {
  std::unique_ptr<Rulebooks> rulebooks{new Rulebooks{database, std::move(names)}};
  const rulebook::LoadResult loaded = rulebooks->Load(shipped);
  if (!loaded.book) {
    std::string text = "the rulebook is refused";
    for (const rulebook::Problem& problem : loaded.problems) text += "\n  " + rulebook::ToText(problem);
    return absl::FailedPreconditionError(text);
  }
  CPB_RETURN_IF_ERROR(database.Write([&](storage::Session& session) -> absl::Status {
    KeepRulebook(session,
                 {.version = loaded.book->version,
                  .rules_count = static_cast<int>(loaded.book->rules.size()),
                  .first_use_at = clock::FormatInstant(now),
                  .effective_date = std::nullopt,
                  .draft = ""},
                 ToMessage(shipped));
    return absl::OkStatus();
  }));
  return rulebooks;
}

const rulebook::Rulebook* Rulebooks::Cached(const std::string& version) {
  const std::lock_guard lock{mutex_};
  const auto found = books_.find(version);
  return found == books_.end() ? nullptr : found->second.get();
}

absl::StatusOr<const rulebook::Rulebook*> Rulebooks::Find(storage::Session& session, clock::Date today,
                                                          const std::string& version) {
  if (version.empty()) return InForce(session, today);
  if (const rulebook::Rulebook* known = Cached(version)) return known;
  const std::optional<RulebookText> text = FindRulebookText(session, version);
  if (!text) return rpc::Refuse(refusal::kNotFound, {{"resource", "rulebooks/" + version}});
  CPB_ASSIGN_OR_RETURN(rulebook::Rulebook book, ReadStored(version, *text));
  const std::lock_guard lock{mutex_};
  auto& kept = books_[version];
  if (!kept) kept = std::make_unique<rulebook::Rulebook>(std::move(book));
  return kept.get();
}

absl::StatusOr<const rulebook::Rulebook*> Rulebooks::Find(const rpc::Call& call, const std::string& version) {
  if (const rulebook::Rulebook* known = Cached(version)) return known;
  return database_.Read([&](storage::Session& session) { return Find(session, call.today, version); });
}

absl::StatusOr<const rulebook::Rulebook*> Rulebooks::InForce(storage::Session& session, clock::Date day) {
  const std::string version = VersionInForce(session, day);
  if (version.empty()) return absl::InternalError("no rulebook is in force");
  return Find(session, day, version);
}

}  // namespace cpb::allocation

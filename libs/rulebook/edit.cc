#include "libs/rulebook/edit.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <tuple>

#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"

namespace cpb::rulebook {
namespace {

namespace pb = cpbudget::allocation::v1;
using google::protobuf::TextFormat;

/// Keeps the parser's complaints off the log; LoadBook repeats them with their places.
class Silent : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int, google::protobuf::io::ColumnNumber, const std::string&) override {}
};

/// One file, and where in its text things stand.
struct Parsed {
  pb::RulebookFile message;
  TextFormat::ParseInfoTree places;
};

std::unique_ptr<Parsed> Parse(const std::string& text) {
  auto parsed = std::make_unique<Parsed>();
  Silent silent;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&silent);
  parser.WriteLocationsTo(&parsed->places);
  if (!parser.ParseFromString(text, &parsed->message)) return nullptr;
  return parsed;
}

/// Offset of a place as the parser counts it: lines and columns from 0, a tab up to the next multiple of 8.
std::size_t OffsetOf(const std::string& text, TextFormat::ParseLocation place) {
  std::size_t at = 0;
  for (int line = 0; line < place.line; ++line) at = text.find('\n', at) + 1;
  for (int column = 0; column < place.column; ++at) column += text[at] == '\t' ? 8 - column % 8 : 1;
  return at;
}

/// Where the value of a field stands; nothing when it is not known.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::optional<Range> RangeOf(const std::string& text, const Parsed& parsed, int field_number, int index) {
  const auto* field = pb::RulebookFile::descriptor()->FindFieldByNumber(field_number);
  const auto place = parsed.places.GetLocationRange(field, index);
  if (place.start.line < 0 || place.end.line < 0) return std::nullopt;
  return Range{OffsetOf(text, place.start), OffsetOf(text, place.end)};
}

/// Where an entry stands. Entries written as one list have one place together, so they have none here.
std::optional<Range> PlaceOf(const std::string& text, const Parsed& parsed, int index) {
  constexpr int kRules = pb::RulebookFile::kRulesFieldNumber;
  if (!RangeOf(text, parsed, kRules, parsed.message.rules_size() - 1)) return std::nullopt;
  return RangeOf(text, parsed, kRules, index);
}

std::string Print(const RuleEntry& entry) {
  TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  printer.SetInitialIndentLevel(1);
  std::string body;
  printer.PrintToString(entry, &body);
  return "rules {\n" + body + "}";
}

std::string KeyText(const RuleKey& key) {
  std::string text = key.rule_id();
  if (!key.province_code().empty()) text += ", province " + key.province_code();
  if (!key.valid_from().empty()) text += ", from " + key.valid_from();
  return text;
}

RuleKey KeyOf(const RuleEntry& entry) {
  RuleKey key;
  key.set_rule_id(entry.id());
  key.set_province_code(entry.province_code());
  key.set_valid_from(entry.valid_from());
  return key;
}

/// An entry in its file.
struct Found {
  std::string file;
  RuleEntry entry;
  std::optional<Range> range;
};

/// The files while they are being changed.
class Editor {
 public:
  Editor(BookFiles files, std::vector<Problem>& problems) : files_{std::move(files)}, problems_{problems} {}

  void Apply(const RulebookChange& change) {
    switch (change.change_case()) {
      case RulebookChange::kPut:
        return Put(change.put());
      case RulebookChange::kRemove:
        if (const auto found = Only(change.remove())) Replace(*found, "");
        return;
      case RulebookChange::kSwitchOn:
        if (auto found = Only(change.switch_on().rule())) {
          *found->entry.mutable_switched_on() = change.switch_on().switched_on();
          Replace(*found, Print(found->entry));
        }
        return;
      case RulebookChange::kSwitchOff:
        if (auto found = Only(change.switch_off().rule())) {
          if (!found->entry.has_switched_on())
            return Report(change.switch_off().rule(),
                          {"chưa được áp dụng bằng quyết định", "is not switched on"});
          found->entry.mutable_switched_on()->set_to_date(change.switch_off().last_day());
          Replace(*found, Print(found->entry));
        }
        return;
      case RulebookChange::CHANGE_NOT_SET:
        return Report({}, {"một thay đổi không nêu gì", "a change says nothing"});
    }
  }

  void Date(const std::string& published_date) {
    const std::string text = "published_date: \"" + published_date + "\"";
    for (auto& [name, content] : files_) {
      const auto parsed = Parse(content);
      if (!parsed || parsed->message.published_date().empty()) continue;
      const auto range = RangeOf(content, *parsed, pb::RulebookFile::kPublishedDateFieldNumber, -1);
      if (range) content.replace(range->begin, range->end - range->begin, text);
    }
  }

  BookFiles Take() { return std::move(files_); }

 private:
  void Report(const RuleKey& key, const Why& reason) {
    problems_.push_back({.file = "", .line = 0, .rule_id = KeyText(key), .reason = reason});
  }

  /// Entries of the rule and province, in every file.
  std::vector<Found> All(const RuleKey& key) const {
    std::vector<Found> found;
    for (const auto& [name, content] : files_) {
      const auto parsed = Parse(content);
      if (!parsed) continue;
      for (int i = 0; i < parsed->message.rules_size(); ++i) {
        const RuleEntry& entry = parsed->message.rules(i);
        if (entry.id() != key.rule_id() || entry.province_code() != key.province_code()) continue;
        found.push_back({name, entry, PlaceOf(content, *parsed, i)});
      }
    }
    return found;
  }

  /// The entry with exactly this first day.
  std::optional<Found> Exact(const RuleKey& key) const {
    for (Found& one : All(key)) {
      if (one.entry.valid_from() == key.valid_from()) return std::move(one);
    }
    return std::nullopt;
  }

  /// The entry that the key names, or a problem.
  std::optional<Found> Only(const RuleKey& key) {
    if (auto exact = Exact(key)) return exact;
    std::vector<Found> all = All(key);
    if (all.size() == 1 && key.valid_from().empty()) return std::move(all.front());
    Report(key, all.size() > 1 && key.valid_from().empty()
                    ? Why{"có nhiều mục; hãy nêu valid_from", "has several entries; name valid_from"}
                    : Why{"không có trong bản gốc", "is not in the base"});
    return std::nullopt;
  }

  void Replace(const Found& found, const std::string& text) {
    if (!found.range)
      return Report(KeyOf(found.entry), {"nằm trong một danh sách của " + found.file + "; hãy gửi toàn văn",
                                         "stands in a list of " + found.file + "; send the whole text"});
    files_[found.file].replace(found.range->begin, found.range->end - found.range->begin, text);
  }

  void Put(const RuleEntry& entry) {
    const RuleKey key = KeyOf(entry);
    if (const auto found = Exact(key)) return Replace(*found, Print(entry));
    const std::vector<Found> others = All(key);
    std::string& content = files_[others.empty() ? kAddedFile : others.back().file];
    if (content.empty()) content = "# proto-message: cpbudget.allocation.v1.RulebookFile\n";
    content += (content.ends_with('\n') ? "\n" : "\n\n") + Print(entry) + "\n";
  }

  BookFiles files_;
  std::vector<Problem>& problems_;
};

using Key = std::tuple<std::string, std::string, std::string>;

/// All files as one message, in the order of their names.
pb::RulebookFile Merge(const BookFiles& files) {
  pb::RulebookFile all;
  for (const auto& [name, content] : files) {
    if (const auto parsed = Parse(content)) all.MergeFrom(parsed->message);
  }
  all.clear_published_date();
  return all;
}

std::multimap<Key, std::string> EntriesOf(const BookFiles& files) {
  std::multimap<Key, std::string> entries;
  const pb::RulebookFile all = Merge(files);
  for (const RuleEntry& entry : all.rules())
    entries.emplace(Key{entry.id(), entry.province_code(), entry.valid_from()}, entry.SerializeAsString());
  return entries;
}

}  // namespace

BookFiles ApplyChanges(const BookFiles& base, const std::vector<RulebookChange>& changes,
                       const std::string& published_date, std::vector<Problem>& problems) {
  Editor editor{base, problems};
  for (const RulebookChange& change : changes) editor.Apply(change);
  editor.Date(published_date);
  return editor.Take();
}

std::vector<RuleDifference> Differences(const BookFiles& before, const BookFiles& after) {
  const auto old_entries = EntriesOf(before), new_entries = EntriesOf(after);
  std::vector<RuleDifference> differences;
  const auto Add = [&](const Key& key, RuleDifference::Change change) {
    RuleDifference& difference = differences.emplace_back();
    difference.mutable_rule()->set_rule_id(std::get<0>(key));
    difference.mutable_rule()->set_province_code(std::get<1>(key));
    difference.mutable_rule()->set_valid_from(std::get<2>(key));
    difference.set_change(change);
  };
  for (const auto& [key, entry] : old_entries) {
    const auto found = new_entries.find(key);
    if (found == new_entries.end())
      Add(key, RuleDifference::CHANGE_REMOVED);
    else if (found->second != entry)
      Add(key, RuleDifference::CHANGE_CHANGED);
  }
  for (const auto& [key, entry] : new_entries) {
    if (!old_entries.contains(key)) Add(key, RuleDifference::CHANGE_ADDED);
  }
  return differences;
}

bool SameContent(const BookFiles& a, const BookFiles& b) {
  return Merge(a).SerializeAsString() == Merge(b).SerializeAsString();
}

}  // namespace cpb::rulebook

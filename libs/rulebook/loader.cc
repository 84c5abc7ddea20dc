#include "libs/rulebook/loader.h"

#include <openssl/evp.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "cpbudget/allocation/v1/rulebook.pb.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "libs/rulebook/entry.h"

namespace cpb::rulebook {
namespace {

namespace pb = cpbudget::allocation::v1;

/// Turns the parser's complaints into problems of one file.
class Collector : public google::protobuf::io::ErrorCollector {
 public:
  Collector(std::string file, std::vector<Problem>& problems) : file_{std::move(file)}, problems_{problems} {}
  void AddError(int line, google::protobuf::io::ColumnNumber, const std::string& message) override {
    problems_.push_back(
        {.file = file_, .line = line + 1, .rule_id = "", .reason = {"không đọc được: " + message, message}});
  }
  void AddWarning(int line, google::protobuf::io::ColumnNumber column, const std::string& message) override {
    AddError(line, column, message);
  }

 private:
  std::string file_;
  std::vector<Problem>& problems_;
};

/// When a file says that the book was made.
struct PublishedDate {
  std::string text;
  std::string file;
  int line = 0;
};

/// Exactly one file says it, and it is a day of this century.
std::vector<Problem> CheckPublished(const std::vector<PublishedDate>& dates) {
  std::vector<Problem> problems;
  if (dates.empty()) {
    problems.push_back({.file = "",
                        .line = 0,
                        .rule_id = "",
                        .reason = {"phải có đúng một tệp ghi published_date (YYYY-MM-DD)",
                                   "exactly one file must give published_date (YYYY-MM-DD)"}});
  }
  for (std::size_t i = 0; i < dates.size(); ++i) {
    const auto Report = [&](const Why& reason) {
      problems.push_back({.file = dates[i].file, .line = dates[i].line, .rule_id = "", .reason = reason});
    };
    const auto date = clock::ParseDate(dates[i].text);
    if (!date || !IsOfThisCentury(*date))
      Report({"published_date '" + dates[i].text +
                  "' không phải là ngày trong các năm 2000 đến 2100 (YYYY-MM-DD)",
              "published_date '" + dates[i].text + "' is no day of 2000 to 2100 (YYYY-MM-DD)"});
    if (i == 0) continue;
    const std::string first = dates[0].file + ":" + std::to_string(dates[0].line);
    Report({"published_date đã có tại " + first, "published_date stands at " + first + " already"});
  }
  return problems;
}

/// Reads one file into the book. The names of its rules' lines come from the parser.
void ReadFile(const std::string& file, const std::string& text, LoadResult& result, Rulebook& book,
              std::vector<PublishedDate>& published_dates) {
  pb::RulebookFile message;
  Collector collector{file, result.problems};
  google::protobuf::TextFormat::ParseInfoTree lines;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(&lines);
  if (!parser.ParseFromString(text, &message)) return;

  const auto LineOf = [&](int field_number, int index) {
    return lines.GetLocation(pb::RulebookFile::descriptor()->FindFieldByNumber(field_number), index).line + 1;
  };
  if (!message.published_date().empty()) {
    published_dates.push_back(
        {message.published_date(), file, LineOf(pb::RulebookFile::kPublishedDateFieldNumber, -1)});
  }
  for (int i = 0; i < message.rules_size(); ++i) {
    const int line = LineOf(pb::RulebookFile::kRulesFieldNumber, i);
    if (auto rule = FromEntry(message.rules(i), file, line, result.problems))
      book.rules.push_back(*std::move(rule));
  }
  book.activities_elsewhere.insert(message.activities_elsewhere().begin(),
                                   message.activities_elsewhere().end());
  for (int i = 0; i < message.aliases_size(); ++i) {
    const pb::InstrumentAlias& alias = message.aliases(i);
    const int line = LineOf(pb::RulebookFile::kAliasesFieldNumber, i);
    book.alias_places.emplace(alias.alias(), Place{file, line});
    if (!book.aliases.emplace(alias.alias(), alias.instrument()).second) {
      result.problems.push_back({.file = file,
                                 .line = line,
                                 .rule_id = "",
                                 .reason = {"tên gọi khác '" + alias.alias() + "' có hai lần",
                                            "alias '" + alias.alias() + "' stands twice"}});
    }
  }
}

/// First 12 hex digits of the SHA-256 over names and contents, each with its length in front.
std::string Digest(const std::map<std::string, std::string>& files) {
  std::string bytes;
  for (const auto& [name, content] : files) {
    for (const std::string& part : {name, content}) bytes += std::to_string(part.size()) + ":" + part;
  }
  std::array<unsigned char, 32> hash{};
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), hash.data(), &length, EVP_sha256(), nullptr) != 1) return "";
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < 6; ++i) {
    text += kHex[hash[i] >> 4];
    text += kHex[hash[i] & 15];
  }
  return text;
}

}  // namespace

LoadResult LoadBook(const BookFiles& files) {
  LoadResult result = ReadBook(files);
  if (!result.book) return result;
  result.problems = Validate(*result.book);
  if (!result.problems.empty()) result.book.reset();
  return result;
}

LoadResult ReadBook(const BookFiles& files) {
  LoadResult result;
  Rulebook book;
  std::vector<PublishedDate> published_dates;
  for (const auto& [name, content] : files) ReadFile(name, content, result, book, published_dates);

  for (Problem& problem : CheckPublished(published_dates)) result.problems.push_back(std::move(problem));
  if (result.problems.empty()) book.version = published_dates.front().text + "-" + Digest(files);
  if (result.problems.empty()) result.book = std::move(book);
  return result;
}

LoadResult LoadFolder(const std::string& folder, BookFiles* read) {
  BookFiles files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
    if (entry.path().extension() != ".textproto") continue;
    std::ifstream stream{entry.path(), std::ios::binary};
    std::string content{std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
    if (stream.bad() || !stream) {
      return {.book = std::nullopt,
              .problems = {{.file = entry.path().filename().string(),
                            .line = 0,
                            .rule_id = "",
                            .reason = {"không đọc được", "cannot be read"}}}};
    }
    files[entry.path().filename().string()] = std::move(content);
  }
  if (error || files.empty()) {
    return {.book = std::nullopt,
            .problems = {{.file = folder,
                          .line = 0,
                          .rule_id = "",
                          .reason = {"không đọc được tệp *.textproto nào ở đây",
                                     "no *.textproto files can be read here"}}}};
  }
  if (read != nullptr) *read = files;
  return LoadBook(files);
}

}  // namespace cpb::rulebook

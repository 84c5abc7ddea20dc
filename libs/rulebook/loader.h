/// Reads a rulebook from text files (schema: proto/cpbudget/allocation/v1/rulebook.proto). Strict: unknown
/// fields, bad dates, missing citations and contradictions refuse the whole book, with file, line, rule and
/// reason.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libs/rulebook/validate.h"

namespace cpb::rulebook {

/// A book, or everything that is wrong with it.
struct LoadResult {
  std::optional<Rulebook> book;
  std::vector<Problem> problems;
};

/// File name to content.
using BookFiles = std::map<std::string, std::string>;

/// The version covers names and contents, so any change gives another one.
LoadResult LoadBook(const BookFiles& files);
/// A book that was accepted before: read without asking whether it would be accepted today, so that stricter
/// checks make no earlier version unreadable.
LoadResult ReadBook(const BookFiles& files);
/// Every `*.textproto` of a folder; `files`, where wanted, gets what was read.
LoadResult LoadFolder(const std::string& folder, BookFiles* files = nullptr);

}  // namespace cpb::rulebook

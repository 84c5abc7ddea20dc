/// The pages, held in memory: no path of a request ever reaches the file system.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/gateway/http/message.h"

namespace cpb::gateway {

/// Immutable after Load.
class StaticFiles {
 public:
  using Contents = std::map<std::string, std::string, std::less<>>;

  /// File name to content. "index.html" is served at "/", the others at "/assets/<name>".
  explicit StaticFiles(const Contents& contents);
  /// All plain files of a folder, read once.
  static absl::StatusOr<StaticFiles> Load(const std::string& folder);

  /// The file, 304 when the browser has it, or nothing when there is no such file.
  std::optional<HttpResponse> Find(const HttpRequest& request) const;

 private:
  struct File {
    std::string content;
    std::string type;
    std::string etag;
  };
  std::map<std::string, File, std::less<>> files_;
};

/// "W/"-less ETag of a content.
std::string EtagOf(std::string_view content);
/// 200 with the content, or 304 when If-None-Match names its ETag.
HttpResponse Cached(const HttpRequest& request, const std::string& content, const std::string& type,
                    const std::string& etag);

}  // namespace cpb::gateway

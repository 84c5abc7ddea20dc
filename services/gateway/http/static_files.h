/// The pages, held in memory: no path of a request ever reaches the file system.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/gateway/http/message.h"

namespace cpb::gateway {

/// Immutable after construction.
class StaticFiles {
 public:
  /// Path below the folder of the pages to content: "index.html", "assets/main-1a2b3c.js". "x.br" and "x.gz"
  /// are the compressed forms of "x".
  using Contents = std::map<std::string, std::string, std::less<>>;

  explicit StaticFiles(const Contents& contents);
  /// All plain files below a folder, read once.
  static absl::StatusOr<StaticFiles> Load(const std::string& folder);

  /// An asset (its name changes with its content, so it is kept for ever), or the start page for "/" and for
  /// every address that a browser navigates to and nothing else serves: the pages find their way by
  /// themselves. Nothing for all else.
  std::optional<HttpResponse> Find(const HttpRequest& request) const;

 private:
  struct File {
    std::string content, gzip, brotli;
    std::string type;
    std::string etag;
  };

  HttpResponse Asset(const HttpRequest& request, const File& file) const;
  HttpResponse StartPage() const;

  std::map<std::string, File, std::less<>> files_;
  std::string start_page_;
};

/// "W/"-less ETag of a content.
std::string EtagOf(std::string_view content);
/// 200 with the content, or 304 when If-None-Match names its ETag.
HttpResponse Cached(const HttpRequest& request, const std::string& content, const std::string& type,
                    const std::string& etag);
/// What pages may load and from where: this site alone. `nonce` admits the style elements that the pages' own
/// script makes; empty for everything but the start page.
std::string ContentSecurity(std::string_view nonce);

}  // namespace cpb::gateway

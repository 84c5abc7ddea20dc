#include "services/gateway/http/static_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/status/status.h"
#include "services/gateway/sessions/secrets.h"
#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

std::string TypeOf(std::string_view name) {
  const std::string_view extension = name.substr(std::min(name.rfind('.'), name.size()));
  if (extension == ".html") return "text/html; charset=utf-8";
  if (extension == ".css") return "text/css; charset=utf-8";
  if (extension == ".js") return "text/javascript; charset=utf-8";
  if (extension == ".svg") return "image/svg+xml";
  return "application/octet-stream";
}

}  // namespace

std::string EtagOf(std::string_view content) {
  return Cat('"', Sha256Hex(content).substr(0, 32), '"');
}

HttpResponse Cached(const HttpRequest& request, const std::string& content, const std::string& type,
                    const std::string& etag) {
  HttpResponse response;
  response.Set("ETag", etag);
  response.Set("Cache-Control", "no-cache");  // Kept, and asked about each time.
  for (const std::string_view known : Split(request.Header("if-none-match"), ',')) {
    if (Trim(known) != etag) continue;
    response.status = 304;
    return response;
  }
  response.Set("Content-Type", type);
  response.body = content;
  return response;
}

StaticFiles::StaticFiles(const Contents& contents) {
  for (const auto& [name, content] : contents) {
    const std::string path = name == "index.html" ? "/" : "/assets/" + name;
    files_[path] = {content, TypeOf(name), EtagOf(content)};
  }
}

absl::StatusOr<StaticFiles> StaticFiles::Load(const std::string& folder) {
  Contents contents;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file{entry.path(), std::ios::binary};
    contents[entry.path().filename().string()] = {std::istreambuf_iterator<char>{file}, {}};
  }
  if (error) return absl::NotFoundError(Cat("the folder of the pages cannot be read: ", folder));
  if (!contents.contains("index.html")) return absl::NotFoundError(Cat("there is no index.html in ", folder));
  return StaticFiles{contents};
}

std::optional<HttpResponse> StaticFiles::Find(const HttpRequest& request) const {
  const auto found = files_.find(request.path());
  if (found == files_.end()) return std::nullopt;
  return Cached(request, found->second.content, found->second.type, found->second.etag);
}

}  // namespace cpb::gateway

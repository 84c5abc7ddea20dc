#include "services/gateway/http/static_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/status/status.h"
#include "services/gateway/sessions/secrets.h"
#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

/// Stands in index.html where the nonce of the answer goes (`html.cspNonce` in web/vite.config.ts).
constexpr std::string_view kNonceMark = "CPB_NONCE";

std::string TypeOf(std::string_view name) {
  const std::string_view extension = name.substr(std::min(name.rfind('.'), name.size()));
  if (extension == ".html") return "text/html; charset=utf-8";
  if (extension == ".css") return "text/css; charset=utf-8";
  if (extension == ".js") return "text/javascript; charset=utf-8";
  if (extension == ".json") return "application/json; charset=utf-8";
  if (extension == ".svg") return "image/svg+xml";
  return "application/octet-stream";
}

/// Whether a header like "gzip, deflate, br;q=0.5" takes `coding`.
bool Accepts(std::string_view header, std::string_view coding) {
  for (const std::string_view part : Split(header, ',')) {
    const std::string_view name = Trim(part.substr(0, part.find(';')));
    const std::string_view quality =
        part.find(';') == std::string_view::npos ? std::string_view{} : Trim(part.substr(part.find(';') + 1));
    if (name == coding) return quality != "q=0" && quality != "q=0.0";
  }
  return false;
}

bool IsKnown(std::string_view header, const std::string& etag) {
  const auto parts = Split(header, ',');
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view known) { return Trim(known) == etag; });
}

/// Addresses that never mean a page, whoever asks.
bool IsForMachines(std::string_view path) {
  constexpr std::string_view kPrefixes[] = {"/v1/", "/assets/", "/openapi.json", "/healthz", "/readyz"};
  return std::any_of(std::begin(kPrefixes), std::end(kPrefixes),
                     [&](std::string_view prefix) { return path.starts_with(prefix); });
}

bool Navigates(const HttpRequest& request) {
  return request.Header("accept").find("text/html") != std::string_view::npos;
}

std::string Get(const StaticFiles::Contents& contents, const std::string& name) {
  const auto found = contents.find(name);
  return found == contents.end() ? std::string{} : found->second;
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
  if (IsKnown(request.Header("if-none-match"), etag)) {
    response.status = 304;
    return response;
  }
  response.Set("Content-Type", type);
  response.body = content;
  return response;
}

std::string ContentSecurity(std::string_view nonce) {
  const std::string styles = nonce.empty() ? "'self'" : Cat("'self' 'nonce-", nonce, "'");
  return Cat("default-src 'none'; script-src 'self'; style-src ", styles,
             "; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
             "frame-ancestors 'none'");
}

StaticFiles::StaticFiles(const Contents& contents) : start_page_{Get(contents, "index.html")} {
  for (const auto& [name, content] : contents) {
    if (name == "index.html" || name.ends_with(".br") || name.ends_with(".gz")) continue;
    files_["/" + name] = {content, Get(contents, name + ".gz"), Get(contents, name + ".br"), TypeOf(name),
                          EtagOf(content)};
  }
}

absl::StatusOr<StaticFiles> StaticFiles::Load(const std::string& folder) {
  Contents contents;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder, error}) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file{entry.path(), std::ios::binary};
    contents[entry.path().lexically_relative(folder).string()] = {std::istreambuf_iterator<char>{file}, {}};
  }
  if (error) return absl::NotFoundError(Cat("the folder of the pages cannot be read: ", folder));
  if (!contents.contains("index.html")) return absl::NotFoundError(Cat("there is no index.html in ", folder));
  return StaticFiles{contents};
}

std::optional<HttpResponse> StaticFiles::Find(const HttpRequest& request) const {
  const auto found = files_.find(request.path());
  if (found != files_.end()) return Asset(request, found->second);
  if (request.path() == "/" || (Navigates(request) && !IsForMachines(request.path()))) return StartPage();
  return std::nullopt;
}

HttpResponse StaticFiles::Asset(const HttpRequest& request, const File& file) const {
  HttpResponse response;
  response.Set("ETag", file.etag);
  response.Set("Cache-Control", "public, max-age=31536000, immutable");
  response.Set("Vary", "Accept-Encoding");
  if (IsKnown(request.Header("if-none-match"), file.etag)) {
    response.status = 304;
    return response;
  }
  response.Set("Content-Type", file.type);
  const std::string_view accepted = request.Header("accept-encoding");
  if (!file.brotli.empty() && Accepts(accepted, "br")) {
    response.Set("Content-Encoding", "br");
    response.body = file.brotli;
  } else if (!file.gzip.empty() && Accepts(accepted, "gzip")) {
    response.Set("Content-Encoding", "gzip");
    response.body = file.gzip;
  } else {
    response.body = file.content;
  }
  return response;
}

HttpResponse StaticFiles::StartPage() const {
  const std::string nonce = Hex(RandomBytes(16));
  HttpResponse response;
  response.Set("Content-Type", "text/html; charset=utf-8");
  // Never kept: a kept page would carry the nonce of another answer.
  response.Set("Cache-Control", "no-store");
  response.Set("Content-Security-Policy", ContentSecurity(nonce));
  response.body = start_page_;
  for (std::size_t at = response.body.find(kNonceMark); at != std::string::npos;
       at = response.body.find(kNonceMark, at)) {
    response.body.replace(at, kNonceMark.size(), nonce);
  }
  return response;
}

}  // namespace cpb::gateway

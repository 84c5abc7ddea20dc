#include "tools/cpbudget/context.h"

#include <sys/random.h>

#include <array>
#include <charconv>
#include <fstream>
#include <iostream>
#include <sstream>

#include "google/protobuf/util/json_util.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "libs/money/money.h"
#include "libs/refusal/refusal.h"

namespace cpb::cli {
namespace {

// A random UUID, version 4.
std::string MakeUuid() {
  std::array<unsigned char, 16> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) std::abort();
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0Fu) | 0x40u);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3Fu) | 0x80u);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kDigits[bytes[i] >> 4];
    text += kDigits[bytes[i] & 0x0F];
  }
  return text;
}

std::string Quote(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20) {
      quoted += std::string{"\\u00"} + kHex[byte >> 4] + kHex[byte & 0x0F];
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

void PrintFailureJson(std::ostream& out, const absl::Status& status, const rpc::Explanation& why) {
  out << "{\"code\":" << Quote(rpc::CodeName(status.code())) << ",\"reason\":" << Quote(why.reason)
      << ",\"textVi\":" << Quote(why.text_vi) << ",\"textEn\":" << Quote(why.text_en)
      << ",\"nextVi\":" << Quote(why.next_vi) << ",\"nextEn\":" << Quote(why.next_en)
      << ",\"violationCount\":" << why.violation_count << ",\"violations\":[";
  for (std::size_t i = 0; i < why.violations.size(); ++i) {
    const refusal::Violation& violation = why.violations[i];
    out << (i > 0 ? "," : "") << "{\"subject\":" << Quote(violation.subject)
        << ",\"textVi\":" << Quote(violation.text_vi) << ",\"textEn\":" << Quote(violation.text_en);
    if (violation.limit_vnd) out << ",\"limitVnd\":\"" << *violation.limit_vnd << '"';
    if (violation.actual_vnd) out << ",\"actualVnd\":\"" << *violation.actual_vnd << '"';
    out << ",\"rule\":" << Quote(violation.rule_id) << ",\"citation\":" << Quote(violation.citation) << '}';
  }
  out << "]}\n";
}

// One violation on a line of its own, with its figures and its source.
std::string ViolationLine(const refusal::Violation& violation, Language language) {
  const bool english = language == Language::kEnglish;
  const std::string& preferred = english ? violation.text_en : violation.text_vi;
  std::string line = "  - " + violation.subject + ": " + (preferred.empty() ? violation.text_en : preferred);
  std::string figures;
  if (violation.actual_vnd)
    figures += (english ? "asked " : "đề nghị ") + refusal::FormatVnd(*violation.actual_vnd);
  if (violation.limit_vnd) {
    figures += (figures.empty() ? "" : ", ") + std::string{english ? "limit " : "giới hạn "} +
               refusal::FormatVnd(*violation.limit_vnd);
  }
  if (!figures.empty()) line += " (" + figures + ")";
  if (!violation.citation.empty()) line += " [" + violation.citation + "]";
  return Printable(line);
}

void PrintSystemFailure(Context& context, const absl::Status& status) {
  const bool unreachable = status.code() == absl::StatusCode::kUnavailable;
  context.err << context.Say({"Lỗi hệ thống: ", "Failure: "}) << rpc::CodeName(status.code()) << ": "
              << Printable({status.message().data(), status.message().size()}) << '\n';
  if (unreachable) {
    context.err << context.Say({"Kiểm tra địa chỉ ", "Check the address "}) << context.address
                << " (--address).\n";
  }
  if (!context.request_id.empty()) {
    context.err << context.Say({"Chưa rõ yêu cầu đã được thực hiện hay chưa; lặp lại an toàn với: ",
                                "Whether it was done is not known; repeat it safely with: "})
                << "--request-id " << context.request_id
                << (context.etag.empty() ? "" : " --etag " + context.etag) << '\n';
  }
}

}  // namespace

std::shared_ptr<grpc::Channel> Channel(Context& context) {
  if (context.channel == nullptr) {
    grpc::ChannelArguments settings;
    settings.SetMaxReceiveMessageSize(64 * 1024 * 1024);
    context.channel =
        grpc::CreateCustomChannel(context.address, grpc::InsecureChannelCredentials(), settings);
  }
  return context.channel;
}

void Prepare(const Context& context, grpc::ClientContext& call, absl::Duration timeout) {
  call.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
  if (!context.token.empty()) call.AddMetadata("authorization", "Bearer " + context.token);
  call.AddMetadata("accept-language", context.language == Language::kEnglish ? "en" : "vi");
}

const std::string& NewRequestId(Context& context) {
  context.request_id = context.arguments.Get("--request-id");
  if (context.request_id.empty()) context.request_id = MakeUuid();
  return context.request_id;
}

int PrintFailure(Context& context, const absl::Status& status) {
  const rpc::Explanation why = rpc::Explain(status);
  const int code = why.reason.empty() ? kFailed : kRefused;
  if (context.json) {
    PrintFailureJson(context.err, status, why);
    return code;
  }
  if (why.reason.empty()) {
    PrintSystemFailure(context, status);
    return code;
  }
  const bool english = context.language == Language::kEnglish;
  context.err << why.reason << ": " << Printable(english ? why.text_en : why.text_vi) << '\n';
  for (const refusal::Violation& violation : why.violations) {
    context.err << ViolationLine(violation, context.language) << '\n';
  }
  const int left_out = why.violation_count - static_cast<int>(why.violations.size());
  if (left_out > 0) {
    context.err << (english ? "  … and " + std::to_string(left_out) + " more\n"
                            : "  … và " + std::to_string(left_out) + " chỗ khác\n");
  }
  const std::string& next = english ? why.next_en : why.next_vi;
  if (!next.empty()) context.err << Printable(next) << '\n';
  return code;
}

int PrintUsageError(Context& context, const Text& text) {
  context.err << context.Say(text) << '\n';
  return kUsage;
}

int PrintJson(Context& context, const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) return kFailed;
  context.out << json;
  return kDone;
}

std::string FullName(std::string_view collection, const std::string& name) {
  const std::string prefix = std::string{collection} + "/";
  return name.starts_with(prefix) ? name : prefix + name;
}

bool ReadNumber(const Context& context, std::string_view option, std::int64_t least, std::int64_t most,
                std::int64_t& value) {
  if (!context.arguments.Has(option)) return true;
  const std::string text = context.arguments.Get(option);
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc{} && end == text.data() + text.size() && value >= least && value <= most;
}

bool ReadAmount(std::string_view text, std::int64_t& amount) {
  std::string digits;
  for (const char c : text) {
    if (c != '.' && c != '_') digits += c;
  }
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), amount);
  return code == std::errc{} && end == digits.data() + digits.size() && amount >= 0 &&
         amount <= money::kMaxDong;
}

bool ReadFile(const std::string& file, std::string& content) {
  std::ifstream in{file, std::ios::binary};
  if (!in) return false;
  std::ostringstream text;
  text << in.rdbuf();
  content = text.str();
  return !in.bad();
}

}  // namespace cpb::cli

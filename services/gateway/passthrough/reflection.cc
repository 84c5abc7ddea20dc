#include "services/gateway/passthrough/reflection.h"

#include <set>

#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace cpb::gateway {
namespace {

using google::protobuf::FileDescriptor;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

// Field numbers of grpc/reflection/v1/reflection.proto.
enum RequestField { kFileByFilename = 3, kFileContainingSymbol = 4, kListServices = 7 };
enum ResponseField { kValidHost = 1, kOriginalRequest = 2, kFiles = 4, kServices = 6, kError = 7 };
constexpr int kNotFound = 5;
constexpr int kUnimplemented = 12;

void AppendVarint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>((value & 0x7F) | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

void AppendBytes(std::string& out, int field, std::string_view bytes) {
  AppendVarint(out, static_cast<std::uint64_t>(field) << 3 | 2);
  AppendVarint(out, bytes.size());
  out.append(bytes);
}

/// The last text of the request's oneof, and its field; field 0 when there is none.
std::pair<int, std::string> ReadRequest(const std::string& bytes) {
  CodedInputStream input{reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<int>(bytes.size())};
  std::pair<int, std::string> asked{0, ""};
  while (const std::uint32_t tag = input.ReadTag()) {
    const int field = WireFormatLite::GetTagFieldNumber(tag);
    std::uint32_t size = 0;
    std::string text;
    if (WireFormatLite::GetTagWireType(tag) != WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      if (!WireFormatLite::SkipField(&input, tag)) break;
    } else if (!input.ReadVarint32(&size) || !input.ReadString(&text, static_cast<int>(size))) {
      break;
    } else if (field != 1) {
      asked = {field, text};
    }
  }
  return asked;
}

/// The file and all that it imports, each once, imports first.
void CollectFiles(const FileDescriptor* file, std::set<const FileDescriptor*>& seen, std::string& files) {
  if (!seen.insert(file).second) return;
  for (int i = 0; i < file->dependency_count(); ++i) CollectFiles(file->dependency(i), seen, files);
  google::protobuf::FileDescriptorProto proto;
  file->CopyTo(&proto);
  AppendBytes(files, 1, proto.SerializeAsString());
}

std::string ServiceList(const Contract& contract) {
  std::string list;
  for (const std::string& name : contract.public_services()) {
    std::string service;
    AppendBytes(service, 1, name);
    AppendBytes(list, 1, service);
  }
  return list;
}

std::string Error(int code, std::string_view text) {
  std::string error;
  AppendVarint(error, 1 << 3);
  AppendVarint(error, static_cast<std::uint64_t>(code));
  AppendBytes(error, 2, text);
  return error;
}

}  // namespace

bool IsReflection(std::string_view rpc_path) {
  return rpc_path == "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo" ||
         rpc_path == "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
}

std::string AnswerReflection(const Contract& contract, const std::string& request) {
  const auto [field, text] = ReadRequest(request);
  std::string response;
  AppendBytes(response, kOriginalRequest, request);
  const FileDescriptor* file = nullptr;
  switch (field) {
    case kListServices:
      AppendBytes(response, kServices, ServiceList(contract));
      return response;
    case kFileByFilename:
      file = contract.pool().FindFileByName(text);
      break;
    case kFileContainingSymbol:
      file = contract.pool().FindFileContainingSymbol(text);
      break;
    default:
      AppendBytes(response, kError, Error(kUnimplemented, "this question is not answered"));
      return response;
  }
  if (file == nullptr) {
    AppendBytes(response, kError, Error(kNotFound, "not part of the contract"));
    return response;
  }
  std::set<const FileDescriptor*> seen;
  std::string files;
  CollectFiles(file, seen, files);
  AppendBytes(response, kFiles, files);
  return response;
}

}  // namespace cpb::gateway

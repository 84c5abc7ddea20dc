#include "tools/cpbudget/download.h"

#include <cstdio>
#include <fstream>
#include <ostream>

namespace cpb::cli {

int SaveFile(Context& context, grpc::ClientReaderInterface<google::api::HttpBody>& reader,
             const std::string& file) {
  // Beside first, so that an export that fails half-way leaves no file that looks whole.
  const std::string beside = file + ".part";
  std::ofstream out;
  if (!file.empty()) out.open(beside, std::ios::binary | std::ios::trunc);
  std::ostream& sink = file.empty() ? context.out : out;
  google::api::HttpBody body;
  while (reader.Read(&body)) sink << body.data();
  const grpc::Status status = reader.Finish();
  sink.flush();
  if (!status.ok() || !sink) {
    if (!file.empty()) std::remove(beside.c_str());
    if (!status.ok()) return PrintFailure(context, rpc::FromGrpcStatus(status));
    context.err << context.Say({"Không ghi được ", "Cannot write "}) << (file.empty() ? "stdout" : file)
                << '\n';
    return kFailed;
  }
  if (file.empty()) return kDone;
  out.close();
  return std::rename(beside.c_str(), file.c_str()) == 0 ? kDone : kFailed;
}

}  // namespace cpb::cli

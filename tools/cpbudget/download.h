/// A file that the gateway sends in pieces.
#pragma once

#include <string>

#include "google/api/httpbody.pb.h"
#include "grpcpp/support/sync_stream.h"
#include "tools/cpbudget/context.h"

namespace cpb::cli {

/// Into `file`, or to standard output when it is empty. Returns the exit code; after a failure there is no
/// file that looks whole.
int SaveFile(Context& context, grpc::ClientReaderInterface<google::api::HttpBody>& reader,
             const std::string& file);

/// Of commands that can give a workbook instead of a table.
inline const Option kXlsx{
    "--xlsx", "FILE", {"ghi ra bảng tính thay vì in", "write a workbook instead of printing"}};

}  // namespace cpb::cli

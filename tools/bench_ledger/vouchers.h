/// Vouchers of the real system: payments without a commitment, by gRPC to the disbursement program and by
/// REST to the gateway.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cpbudget/disbursement/v1/disbursement.grpc.pb.h"
#include "cpbudget/disbursement/v1/vouchers.grpc.pb.h"
#include "libs/auth/token.h"
#include "tools/bench_ledger/measure.h"

namespace cpb::bench {

/// Opens `lines` budget lines of Lâm Đồng's department in `budget_year`, each with room for the whole run, as
/// the allocating program would. Throws std::runtime_error.
void OpenLines(const std::string& address, const auth::Signer& allocation, int budget_year, int lines);

class GrpcVouchers {
 public:
  GrpcVouchers(std::string address, const auth::Signer& gateway, int lines);
  Work MakeWork(bool spread);
  /// One call books so many vouchers.
  static constexpr int kBatch = 1'000;
  Work MakeBatchWork(bool spread);

 private:
  std::string Token() const;

  const auth::Signer& gateway_;
  int lines_;
  std::vector<std::unique_ptr<::cpbudget::disbursement::v1::VoucherService::Stub>> batch_stubs_;
  std::vector<std::unique_ptr<::cpbudget::disbursement::v1::DisbursementService::Stub>> stubs_;
};

class RestVouchers {
 public:
  /// `authority`: HOST:PORT of the gateway; `session`: token of a signed-in accountant.
  RestVouchers(std::string authority, std::string session, int lines)
      : authority_{std::move(authority)}, session_{std::move(session)}, lines_{lines} {}
  Work MakeWork(bool spread);

 private:
  std::string authority_, session_;
  int lines_;
};

/// A fresh request id: a UUID.
std::string NewRequestId();
std::string LineId(int line);

}  // namespace cpb::bench

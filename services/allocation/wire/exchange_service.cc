#include "services/allocation/wire/exchange_service.h"

#include "cpbudget/allocation/v1/exchange.grpc.pb.h"
#include "libs/rpc/call.h"
#include "services/allocation/domain/exchange.h"
#include "services/allocation/wire/fields.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

constexpr std::size_t kMaxNumber = 200;

absl::Status Check(const pb::RecordExchangeDifferenceRequest& request) {
  const pb::ExchangeDifference& given = request.exchange_difference();
  rpc::FieldErrors errors;
  CheckName("appropriations/", "exchange_difference.appropriation", given.appropriation(), errors);
  const bool settlement = given.subject().rfind("settlements/", 0) == 0;
  CheckName(settlement ? "settlements/" : "payments/", "exchange_difference.subject", given.subject(),
            errors);
  if (given.foreign_amount_minor() < 1) {
    errors.Add("exchange_difference.foreign_amount_minor", "Số tiền ngoại tệ phải ít nhất là 1.",
               "The amount in the currency must be at least 1.");
  }
  CheckAmount("exchange_difference.foreign_amount_minor", given.foreign_amount_minor(), errors);
  if (!ParseRate(given.exchange_rate())) {
    errors.Add("exchange_difference.exchange_rate",
               "Tỷ giá phải là số thập phân dương, nhiều nhất 6 chữ số lẻ, ví dụ 3456.78.",
               "The rate must be a positive decimal with at most 6 places, for example 3456.78.");
  }
  CheckDate("exchange_difference.exchange_rate_date", given.exchange_rate_date(), /*may_be_empty=*/false,
            errors);
  CheckText("exchange_difference.document", given.document(), 1, kMaxNumber, errors);
  return errors.ToStatus();
}

/// Stateless; thread-safe.
class ExchangeGrpc final : public pb::ExchangeService::Service {
 public:
  ExchangeGrpc(rpc::Server& server, storage::Database& database, Poster& poster)
      : server_{server}, desk_{database, poster} {}

  grpc::Status RecordExchangeDifference(grpc::ServerContext* context,
                                        const pb::RecordExchangeDifferenceRequest* request,
                                        pb::RecordExchangeDifferenceResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return desk_.Record(call, *request, *response);
    });
  }
  grpc::Status ListExchangeDifferences(grpc::ServerContext* context,
                                       const pb::ListExchangeDifferencesRequest* request,
                                       pb::ListExchangeDifferencesResponse* response) override {
    return rpc::Serve(server_, *context, *request,
                      [&](const rpc::Call& call) { return desk_.List(call, *request, *response); });
  }

 private:
  rpc::Server& server_;
  ExchangeDesk desk_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeExchangeService(rpc::Server& server, storage::Database& database,
                                                   Poster& poster) {
  return std::make_unique<ExchangeGrpc>(server, database, poster);
}

}  // namespace cpb::allocation

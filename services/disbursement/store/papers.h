/// Rows of `payment_document` and `payment_contribution`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "cpbudget/disbursement/v1/payment_papers.pb.h"
#include "libs/storage/database.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::store {

/// Hexadecimal SHA-256 of `content`.
std::string HashOf(storage::Session& session, const std::string& content);
/// Inserts and names it.
void InsertDocument(storage::Session& session, pb::PaymentDocument& document, const std::string& content);
/// In the order in which they were attached.
std::vector<pb::PaymentDocument> DocumentsOf(storage::Session& session, const std::string& payment);
std::optional<pb::GetPaymentDocumentResponse> FindDocument(storage::Session& session,
                                                           const std::string& name);

void InsertContribution(storage::Session& session, const std::string& payment,
                        const pb::Contribution& contribution);
/// The latest.
std::optional<pb::Contribution> ContributionOf(storage::Session& session, const std::string& payment);
/// Given from a budget line in all its years and sources, less refunds: payments signed, on their way or
/// paid, without `payment`.
std::int64_t SupportGiven(storage::Session& session, const std::string& budget_line,
                          const std::string& payment);
/// Writes what the rules found of a locked payment.
void UpdateFindings(storage::Session& session, const pb::Payment& payment);

}  // namespace cpb::disbursement::store

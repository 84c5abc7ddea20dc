#include "tests/simulation/office.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "libs/rpc/status.h"

namespace cpb::simulation {
namespace {

constexpr int kTries = 200;

/// A refusal is an answer; what only says that no answer is to be had now is not.
bool IsDefinite(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
      return false;
    default:
      return true;
  }
}

}  // namespace

Office::Office(Scheduler& scheduler, Transactions& transactions, Parts parts, Line line, Faults faults,
               Rewrite rewrite, bool forget_request_ids)
    : scheduler_{scheduler}, parts_{std::move(parts)}, line_{line}, forget_request_ids_{forget_request_ids} {
  for (std::size_t i = 0; i < kCopies; ++i) {
    const std::string name = "copy " + std::to_string(i);
    copies_[i] = std::make_unique<Copy>(name, scheduler_, transactions, parts_, faults, rewrite);
  }
}

std::string Office::NewId() {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%s-0000-4000-8000-%012llu", parts_.salt.c_str(),
                static_cast<unsigned long long>(++ids_));
  return text.data();
}

absl::Status Office::Deliver(
    const types::v1::Identity& who,
    const std::function<absl::Status(const disbursement::app::App&, const rpc::Call&)>& method) {
  scheduler_.Step("send");
  if (scheduler_.Chance(line_.lost_request)) return absl::UnavailableError("the request was lost");
  Copy& copy = *copies_[scheduler_.Pick(kCopies)];
  rpc::Call call = parts_.server.MakeCall(who);
  call.now += copy.clock_skew;
  call.today = clock::VietNamDate(call.now);
  const std::uint64_t life = copy.database.lives();
  absl::Status status = method(copy.app, call);
  scheduler_.Step("answer");
  if (life != copy.database.lives()) return absl::UnavailableError("the copy died before it could answer");
  if (scheduler_.Chance(line_.lost_answer)) return absl::UnavailableError("the answer was lost");
  return status;
}

absl::Status Office::Insist(const std::string& id, const Send& send, google::protobuf::Message& response) {
  absl::Status status;
  for (int i = 0; i < kTries; ++i) {
    response.Clear();
    status = send(response);
    if (IsDefinite(status)) {
      Remember(id, status, response);
      return status;
    }
  }
  if (complaint_.empty()) complaint_ = "no answer for " + id + ": " + status.ToString();
  return status;
}

void Office::Remember(const std::string& id, const absl::Status& status,
                      const google::protobuf::Message& response) {
  const std::string answer = status.ok()
                                 ? "OK " + response.ShortDebugString()
                                 : absl::StatusCodeToString(status.code()) + " " + rpc::ReasonOf(status);
  if (complaint_.empty() &&
      (absl::IsInternal(status) || absl::IsUnknown(status) || absl::IsDataLoss(status))) {
    complaint_ = id + " failed: " + status.ToString();
  }
  const auto [known, is_first] = answers_.emplace(id, answer);
  if (!is_first && known->second != answer && complaint_.empty()) {
    complaint_ = "two answers for " + id + ": " + known->second + " and " + answer;
  }
}

void Office::RepeatEverything() {
  for (std::size_t i = 0; i < calls_.size(); ++i) calls_[i]();
}

void Office::End() {
  for (const auto& copy : copies_) copy->writer.End();
}

std::size_t Office::largest_group() const {
  std::size_t largest = 0;
  for (const auto& copy : copies_) largest = std::max(largest, copy->writer.largest_group());
  return largest;
}

}  // namespace cpb::simulation

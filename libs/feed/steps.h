/// A consumer whose steps are announced, for tests that kill the process at each of them. Programs use
/// Consumer::Start.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "libs/feed/feed.h"

namespace cpb::feed {

/// Called with "received", "locked", "applied one", "before commit", "after commit".
using Steps = std::function<void(std::string_view step)>;

std::unique_ptr<Consumer> StartConsumer(rpc::Server& server, storage::Database& database,
                                        std::string producer, const std::string& target,
                                        Consumer::Apply apply, Steps steps);

}  // namespace cpb::feed

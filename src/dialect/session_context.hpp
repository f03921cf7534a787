#pragma once

#include "dialect/outlet.hpp"
#include "history/past.hpp"
#include "hub/budget.hpp"
#include "hub/hub.hpp"
#include "hub/rights.hpp"

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace logbeam::dialect {

// What one client may use up; 0: no limit.
struct ClientLimits {
    std::size_t subscriptions = 100;
    std::size_t message_bytes = 8 << 20;
    std::uint64_t events_per_second = 0;
    std::uint64_t bytes_per_second = 0;
};

// What all connections of one token may use up together; shared by their sessions.
struct TokenBudget {
    hub::Budget events;
    hub::Budget bytes;
};

// What sessions of every dialect share. Outlives them.
struct Context {
    hub::Hub& hub;
    history::PastReader& past;
    ClientLimits limits;
    std::string server;                                                             // "logbeam 0.1.0"
    std::function<Result<hub::SharedRights>(std::string_view token)> authenticate;  // nullptr: tokens mean nothing here
};

// The neighbours of one session; they outlive it.
struct Session {
    Context& context;
    hub::Client& client;
    Outlet& outlet;
    ClientLimits limits;
    std::shared_ptr<TokenBudget> token;  // nullptr: none
};

}  // namespace logbeam::dialect

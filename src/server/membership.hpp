#pragma once

#include "hub/hub.hpp"

namespace logbeam::server {

// A session among the clients of the hub, from its beginning to its end; both are told on `$sys`.
class Membership {
public:
    Membership(hub::Hub& hub, hub::Client client);
    ~Membership();
    Membership(const Membership&) = delete;
    Membership& operator=(const Membership&) = delete;

    [[nodiscard]] hub::Client& client() noexcept { return client_; }

    // When it is known who it is.
    void announce();

private:
    void tell(std::string_view type);

    hub::Hub& hub_;
    hub::Client& client_;
    bool is_announced_ = false;
};

}  // namespace logbeam::server

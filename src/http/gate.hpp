#pragma once

#include "http/authority.hpp"
#include "http/router.hpp"
#include "hub/rights.hpp"

#include <logbeam/result.hpp>

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::http {

// What decides about a request before anything else of it is looked at. Views live until `admit` returns.
struct Head {
    std::string_view host;                   // empty: there is none
    std::optional<std::string_view> origin;  // an empty header is not an absent one
    std::string_view authorization;
    std::string_view cookie;
    std::string_view token;     // `?token=`, decoded
    bool is_loopback = false;   // the peer's address
    bool is_forwarded = false;  // a proxy says so: Forwarded, X-Forwarded-For or Via
    bool is_tls = false;
    Access access = Access::token;
};

struct Admission {
    hub::SharedRights rights;
    std::string cors_origin;   // to be echoed; empty: nobody asked from a web page
    std::string login_cookie;  // a Set-Cookie: the token came in the address of an open path, see login_answer
};

struct GateOptions {
    std::string listen_host;                // of --listen
    std::string public_url;                 // empty: none
    std::vector<std::string> allow_origin;  // `scheme://host[:port]`
    bool insecure = false;

    // The rights of a token, or nullptr. Empty: there is no token file, and who is on this machine owns the broker.
    std::function<hub::SharedRights(std::string_view token)> find_token;
};

// Decides who may come in, on every surface alike: each request and each upgrade passes `admit` before it is answered.
// Neither host nor origin is trusted because of where the connection comes from: a web page that the user of this
// machine looks at speaks from 127.0.0.1 too, and DNS rebinding makes it speak to any name. No I/O. Confined.
class Gate {
public:
    explicit Gate(GateOptions options);  // throws Failure for an address that does not read

    // From now on; sessions that a person has stay. Throws as the constructor, and then all stays as it was.
    void configure(GateOptions options);

    [[nodiscard]] Result<Admission> admit(const Head& head);

    // The origin to echo in the answer to a CORS preflight, which brings no token.
    [[nodiscard]] Result<std::string> admit_preflight(const Head& head) const;

    // For a token that comes later, in a greeting. nullptr: there are no tokens here, and what it came in with holds.
    [[nodiscard]] Result<hub::SharedRights> rights_of(std::string_view token) const;

    // For the address that a person is given: as `?token=` on an open path it is exchanged for the cookie of a
    // session with an owner's rights, once.
    [[nodiscard]] std::string add_one_time_token();

private:
    enum class Means : std::uint8_t { nothing, header, address, cookie };
    struct Credentials {
        Means means = Means::nothing;
        std::string token;
    };
    static Credentials credentials_of(const Head& head);

    [[nodiscard]] Result<void> check_host(const Head& head) const;
    [[nodiscard]] Result<void> check_origin(const Head& head) const;
    [[nodiscard]] bool is_known_origin(const Origin& origin, const Head& head) const;
    [[nodiscard]] Result<void> identify(const Head& head, Admission& admission);
    [[nodiscard]] Result<void> identify_by_token(const Head& head, Admission& admission);
    [[nodiscard]] hub::SharedRights find(std::string_view token) const;
    [[nodiscard]] bool take_one_time_token(std::string_view token);
    std::string begin_session();

    GateOptions options_;
    std::optional<Origin> public_origin_;
    std::vector<Origin> allowed_origins_;
    hub::SharedRights owner_;
    hub::SharedRights guest_;
    hub::SharedRights nobody_;
    std::vector<std::string> one_time_tokens_;
    std::deque<std::string> sessions_;  // the oldest first
};

}  // namespace logbeam::http

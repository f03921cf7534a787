#pragma once

#include <logbeam/broker.hpp>
#include <logbeam/connection.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace logbeam {

struct LiveOptions {
    // Of the broker that is started where none is found. The port of `listen` is the first that is tried; in the
    // environment LOGBEAM_LIVE=<port> wins over it.
    BrokerOptions broker;
    std::uint16_t ports = 101;  // how many are tried, one after the other: 3030 to 3130

    ConnectionOptions connection;  // with a `token` where the broker has a token file
};

// This program, live: a broker with its page on this machine, and a connection to it. Prints the page's URL to stderr.
// Thread-safe, except for wait and destruction. Destruction flushes the connection and stops the broker, if it is this
// program's own; loggers may keep the sink beyond that: what they log then is dropped and counted.
class Live {
public:
    // Joins a logbeam broker that answers on a port, else starts one there; a port that is somebody else's is passed over.
    // Throws Failure: no port is left, or the options are in error. With LOGBEAM_LIVE=off, or LOGBEAM=off, it is inert:
    // nothing is started or printed, and what the connection is given goes nowhere.
    explicit Live(LiveOptions options = {});
    ~Live();
    Live(const Live&) = delete;
    Live& operator=(const Live&) = delete;

    [[nodiscard]] Connection& connection() noexcept;

    [[nodiscard]] const std::string& url() const noexcept;  // of the page; empty: inert
    [[nodiscard]] Broker* broker() noexcept;                // this program's own; nullptr: joined another's, or inert

    // Returns on Enter, the end of the input, Ctrl-C or SIGTERM, whichever comes first: without a terminal and with no
    // input that is at once, and also when inert. Nothing happens to a program in the background that has a terminal.
    void wait() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// auto live = logbeam::live();
[[nodiscard]] inline Live live(LiveOptions options = {}) {
    return Live{std::move(options)};
}

}  // namespace logbeam

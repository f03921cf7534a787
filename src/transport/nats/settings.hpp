#pragma once

#include "transport/nats/subject_mapping.hpp"

#include <logbeam/nats_options.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::transport {

// Where to connect and as whom; checked. A value.
struct NatsSettings {
    std::vector<std::string> servers;  // host:port
    bool is_secure = false;            // TLS always; without it, where the server asks for it
    std::string tls_ca_file;
    NatsOptions options;  // `user` and `password` may be the URL's
    std::string token;    // empty: the greeting's
    SubjectMapping subjects;

    std::chrono::milliseconds connect_timeout{5'000};  // per server
    std::chrono::milliseconds ping_after{20'000};      // of silence
    std::chrono::milliseconds give_up_after{60'000};

    // Throws Failure for a malformed URL, for options that contradict each other, and for files that cannot be read.
    [[nodiscard]] static NatsSettings from(std::string_view url, const NatsOptions& options,
                                           const std::string& tls_ca_file);
};

}  // namespace logbeam::transport

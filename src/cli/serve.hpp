#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::cli {

// What stands on the command line wins over what stands in the file.
struct ServeOptions {
    std::string config_file;  // empty: logbeam.yaml in the current folder, where there is one
    std::optional<std::string> listen;
    std::optional<std::string> token_file;
    std::optional<std::string> tls_cert;
    std::optional<std::string> tls_key;
    std::optional<std::string> public_url;
    std::optional<std::string> dashboard_dir;
    std::optional<std::string> rules;
    std::optional<std::string> data_dir;
    bool memory = false;  // keep nothing on disk, whatever the file says
    std::optional<std::uint64_t> history_events;
    std::optional<std::string> nats;
    std::vector<std::string> allow_origin;
    bool insecure = false;
};

// The broker, until SIGINT or SIGTERM. SIGHUP reads the configuration again.
[[nodiscard]] int run(const ServeOptions& options);

}  // namespace logbeam::cli

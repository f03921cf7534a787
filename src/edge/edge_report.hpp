#pragma once

#include "hub/fleet.hpp"

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What edges tell each other of themselves and of their clients, on `logbeam.edge.presence`. Pure.
namespace logbeam::edge {

struct EdgeReport {
    hub::EdgeInfo status;
    std::uint64_t number = 0;  // of an edge's reports
    std::uint64_t part = 0;    // of the report
    std::uint64_t parts = 1;
    std::vector<hub::Client> clients;  // of the part
    bool is_goodbye = false;           // with the status's id alone
};

struct ReportLimits {
    std::size_t clients = 5'000;
    std::size_t topics_per_client = 16;
    std::size_t part_bytes = 256 << 10;
    std::size_t bytes = 2 << 20;  // of a report's clients
};

// Each a message; clients beyond the limits are left out, the status tells how many there are.
[[nodiscard]] std::vector<std::string> encode_report(const hub::EdgeInfo& status, const hub::Registry& clients,
                                                     std::uint64_t number, const ReportLimits& limits);
[[nodiscard]] std::string encode_goodbye(std::string_view edge);

[[nodiscard]] Result<EdgeReport> parse_edge_report(std::string_view body);

}  // namespace logbeam::edge

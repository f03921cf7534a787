#include "cli/bench/event_maker.hpp"

#include <logbeam/event.hpp>

#include <algorithm>
#include <array>

namespace logbeam::cli {

namespace {

constexpr std::array tokens{"north", "web", "shop", "orders", "shipped"};

void append_id(std::string& out, const Marker& marker) {
    out += "bench-";
    const std::size_t begin = out.size();
    append_marker(out, {marker.publisher, marker.topic, marker.sequence, 0});
    out.erase(begin, 1);  // its `~`: an event has one marker
    out.resize(begin + 16);
}

}  // namespace

std::size_t text_padding(std::size_t payload) {
    std::string event;
    append_event(event, bench_topic(0), Marker{}, 0);
    return payload - std::min(payload, event.size());
}

std::size_t batch_padding(std::size_t payload) {
    Event event;
    event.client_id = "k3v9t2m8q1x0z";
    event.id = event.client_id + "-1f4ab";
    event.topic = bench_topic(0);
    event.type = "bench.tick";
    event.source = "bench";
    event.seq = 184467;
    event.data = Fields{{"mark", std::string(marker_bytes, '~')}};
    return payload - std::min(payload, event.to_json().size());
}

void append_data(std::string& out, const Marker& marker, std::size_t padding) {
    out += R"({"mark":")";
    append_marker(out, marker);
    out.append(padding, 'x');
    out += R"("})";
}

void append_event(std::string& out, std::string_view topic, const Marker& marker, std::size_t padding) {
    out += R"({"id":")";
    append_id(out, marker);
    out += R"(","topic":")";
    out += topic;
    out += R"(","type":"bench.tick","source":"bench","timestamp":"2026-11-20T10:57:33.123456789Z","data":)";
    append_data(out, marker, padding);
    out += '}';
}

std::string bench_topic(std::size_t topic) {
    return bench_pattern(topic, 0);
}

std::string bench_pattern(std::size_t topic, std::size_t pattern) {
    std::string text = "bench." + std::to_string(topic);
    for (std::size_t token = 0; token < tokens.size(); ++token) {
        const bool is_wildcard = ((pattern >> token) & 1) != 0;
        text += '.';
        text += is_wildcard ? "*" : tokens[token];
    }
    return text;
}

}  // namespace logbeam::cli

#include "server/stream_wish.hpp"

#include "http/parameters.hpp"
#include "query/moments.hpp"
#include "query/program.hpp"

#include <charconv>
#include <string>
#include <utility>

namespace logbeam::server {
namespace {

constexpr double highest_speed = 1e6;

Error malformed(std::string_view name, std::string_view expected) {
    return Error{ErrorCode::malformed_request, std::string{name}.append(": expected ").append(expected)};
}

// `<epoch>-<seq>`, as the ids of the stream are.
Result<wire::Start> start_behind(std::string_view id) {
    const std::size_t dash = id.rfind('-');
    const std::string_view digits = dash == std::string_view::npos ? std::string_view{} : id.substr(dash + 1);
    std::uint64_t seq = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seq);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) {
        return malformed("lastEventId", "an id of this stream, as epoch-17");
    }
    return wire::Start{wire::FromSeq{seq, std::string{id.substr(0, dash)}}};
}

Result<wire::Start> read_start(const http::Request& request, std::string_view last_event_id, Timestamp now) {
    const std::string* id = request.parameter("lastEventId");
    if (!last_event_id.empty()) return start_behind(last_event_id);
    if (id != nullptr && !id->empty()) return start_behind(*id);
    if (const std::string* time = request.parameter("from")) {
        const auto moment = query::parse_moment(*time, now);
        if (!moment) return malformed("from", "a time, as 2026-11-20T10:57:33Z, a day or -15m");
        return wire::Start{wire::FromTime{moment->from}};
    }
    if (request.parameter("last") == nullptr) return wire::Start{wire::FromNow{}};
    const auto count = http::natural_parameter(request, "last", 0);
    if (!count) return count.error();
    return wire::Start{wire::FromLast{*count}};
}

Result<wire::Lag> read_lag(const http::Request& request) {
    const std::string* lag = request.parameter("lag");
    if (lag == nullptr || *lag == "disconnect") return wire::Lag::disconnect;
    if (*lag != "skip") return malformed("lag", "skip or disconnect");
    return wire::Lag::skip;
}

Result<double> read_speed(const http::Request& request) {
    const std::string* text = request.parameter("speed");
    if (text == nullptr) return 0;
    double speed = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), speed);
    const bool is_whole = error == std::errc{} && end == text->data() + text->size();
    if (!is_whole || !(speed > 0) || speed > highest_speed) return malformed("speed", "a number above 0, as 1 or 0.25");
    return speed;
}

}  // namespace

Result<StreamWish> read_stream_wish(const http::Request& request, std::string_view last_event_id, Timestamp now) {
    if (auto checked = http::check_parameters(
            request, {"topic", "filter", "from", "last", "lastEventId", "lag", "maxRate", "speed", "name"});
        !checked) {
        return checked.error();
    }
    StreamWish stream;
    auto topics = http::topic_parameters(request);
    if (!topics) return topics.error();
    stream.wish.topics = *std::move(topics);
    if (stream.wish.topics.empty()) stream.wish.topics.emplace_back(">");
    if (const std::string* filter = request.parameter("filter")) {
        auto program = query::Program::compile(*filter, now);
        if (!program) return program.error();
        stream.wish.filter = *std::move(program);
    }
    auto from = read_start(request, last_event_id, now);
    if (!from) return from.error();
    stream.from = *std::move(from);
    const auto lag = read_lag(request);
    if (!lag) return lag.error();
    stream.wish.lag = *lag;
    const auto rate = http::natural_parameter(request, "maxRate", 0);
    if (!rate) return rate.error();
    stream.wish.max_rate = *rate;
    const auto speed = read_speed(request);
    if (!speed) return speed.error();
    stream.wish.speed = *speed;
    stream.wish.rights = request.rights;
    return stream;
}

}  // namespace logbeam::server

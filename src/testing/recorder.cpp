#include "base/ids.hpp"
#include "testing/recorder_endpoint.hpp"

#include <logbeam/testing.hpp>

#include <algorithm>
#include <utility>

namespace logbeam::testing {

namespace {

constexpr std::size_t told_events = 5;

bool has_all(const Event& event, const Fields& fields) {
    return std::all_of(fields.begin(), fields.end(), [&](const Field& wanted) {
        const Value* value = event.field(wanted.key);
        return value != nullptr && *value == wanted.value;
    });
}

std::string story_of(const std::string& wanted, const std::vector<Event>& events) {
    std::string story = "no event " + wanted + " came; ";
    if (events.empty()) {
        return story + "none came at all";
    }
    story += "the last of " + std::to_string(events.size()) + ":";
    const std::size_t first = events.size() > told_events ? events.size() - told_events : 0;
    for (std::size_t index = first; index < events.size(); ++index) {
        story += "\n  " + events[index].to_json();
    }
    return story;
}

Expectation expect(RecorderEndpoint& endpoint, const std::string& wanted, std::chrono::milliseconds timeout,
                   const std::function<bool(const Event&)>& is_it) {
    const bool met = endpoint.wait_until(
        timeout, [&](const std::vector<Event>& events) { return std::any_of(events.begin(), events.end(), is_it); });
    return Expectation{met, met ? "event " + wanted + " came" : story_of(wanted, endpoint.events())};
}

std::string with(const Fields& fields) {
    return "with " + Value{fields}.to_json();
}

}  // namespace

Recorder::Recorder() : Recorder{ConnectionOptions{}} {}

Recorder::Recorder(ConnectionOptions options)
    : endpoint_{std::make_shared<RecorderEndpoint>()},
      url_{"inproc://recorder-" + base::make_publisher_id()},
      options_{std::move(options)} {
    (void)transport::publish_endpoint(url_.substr(url_.find("//") + 2), endpoint_);
}

Recorder::~Recorder() {
    connection_.reset();
    endpoint_->refuse_connections(true);
    endpoint_->hang_up_all({ErrorCode::connection_lost, "the recorder has ended"});
}

Connection& Recorder::connection() {
    if (!connection_) {
        connection_ = std::make_unique<Connection>(url_, options_);
    }
    return *connection_;
}

std::vector<Event> Recorder::events() const {
    return endpoint_->events();
}

void Recorder::clear() {
    endpoint_->clear();
}

Expectation Recorder::wait_for(std::size_t count, std::chrono::milliseconds timeout) {
    const bool met =
        endpoint_->wait_until(timeout, [count](const std::vector<Event>& events) { return events.size() >= count; });
    return Expectation{met, std::to_string(endpoint_->events().size()) + " events came, " + std::to_string(count) +
                                " were expected"};
}

Expectation Recorder::expect_event(Level level, const Fields& fields, std::chrono::milliseconds timeout) {
    return expect(*endpoint_, "of level " + std::string{to_string(level)} + " " + with(fields), timeout,
                  [&](const Event& event) { return event.level() == level && has_all(event, fields); });
}

Expectation Recorder::expect_event(std::string_view type, const Fields& fields, std::chrono::milliseconds timeout) {
    return expect(*endpoint_, "of type " + std::string{type} + " " + with(fields), timeout,
                  [&](const Event& event) { return event.type == type && has_all(event, fields); });
}

Expectation Recorder::expect_event(const Filter& filter, std::chrono::milliseconds timeout) {
    return expect(*endpoint_, "that '" + filter.text() + "' matches", timeout,
                  [&](const Event& event) { return filter.matches(event); });
}

std::uint64_t Recorder::told_drops() const {
    return endpoint_->told_drops();
}

void Recorder::disconnect_all() {
    endpoint_->hang_up_all({ErrorCode::connection_lost, "the recorder hung up"});
}

void Recorder::refuse_connections(bool refuse) {
    endpoint_->refuse_connections(refuse);
}

}  // namespace logbeam::testing

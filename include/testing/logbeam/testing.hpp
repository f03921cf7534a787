#pragma once

#include <logbeam/connection.hpp>
#include <logbeam/event.hpp>
#include <logbeam/filter.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace testing {
class AssertionResult;  // GoogleTest's, needed only where it is used
}

namespace logbeam {

// How GoogleTest shows an event in a failed assertion.
// NOLINTNEXTLINE(readability-identifier-naming): the name it looks for
inline void PrintTo(const Event& event, std::ostream* out) {
    *out << event.to_json();
}

// NOLINTNEXTLINE(readability-identifier-naming)
inline void PrintTo(const Value& value, std::ostream* out) {
    *out << value.to_json();
}

}  // namespace logbeam

namespace logbeam::testing {

class RecorderEndpoint;

// Whether something happened, and if not, what did instead. Usable as a bool and, with its story, in
// EXPECT_TRUE.
class Expectation {
public:
    explicit Expectation(bool met, std::string story) : met_{met}, story_{std::move(story)} {}

    explicit operator bool() const noexcept { return met_; }
    [[nodiscard]] const std::string& story() const noexcept { return story_; }

    template <class R, std::enable_if_t<std::is_same_v<R, ::testing::AssertionResult>, int> = 0>
    operator R() const {
        R result(met_);
        result << story_;
        return result;
    }

private:
    bool met_;
    std::string story_;
};

// The other end of a connection, for tests: takes events, acknowledges and keeps them, and brings them to
// the connections that subscribed. Thread-safe.
class Recorder {
public:
    Recorder();
    explicit Recorder(ConnectionOptions options);  // of connection()
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    // A connection to this recorder, made at the first call; url() serves for more of them.
    [[nodiscard]] Connection& connection();
    [[nodiscard]] const std::string& url() const noexcept { return url_; }

    [[nodiscard]] std::vector<Event> events() const;
    void clear();

    // Waits until this many events have come.
    [[nodiscard]] Expectation wait_for(std::size_t count, std::chrono::milliseconds timeout = std::chrono::seconds{5});

    // Waits for a log event of this level, or an event of this type, that has all these fields in its data.
    [[nodiscard]] Expectation expect_event(Level level, const Fields& fields,
                                           std::chrono::milliseconds timeout = std::chrono::seconds{1});
    [[nodiscard]] Expectation expect_event(std::string_view type, const Fields& fields,
                                           std::chrono::milliseconds timeout = std::chrono::seconds{1});

    // Waits for an event that the query matches: expect_event(Filter{"level>=warn order_id:42"}).
    [[nodiscard]] Expectation expect_event(const Filter& filter,
                                           std::chrono::milliseconds timeout = std::chrono::seconds{1});

    // How many events publishers said that they dropped.
    [[nodiscard]] std::uint64_t told_drops() const;

    // The other end goes away: connections lose it, and come back when it is resumed.
    void disconnect_all();
    void refuse_connections(bool refuse);

private:
    std::shared_ptr<RecorderEndpoint> endpoint_;
    std::string url_;
    ConnectionOptions options_;
    std::unique_ptr<Connection> connection_;
};

}  // namespace logbeam::testing

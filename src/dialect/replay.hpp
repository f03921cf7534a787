#pragma once

#include "base/lifetime.hpp"
#include "dialect/pace.hpp"
#include "dialect/session_context.hpp"
#include "history/past.hpp"
#include "hub/shard.hpp"
#include "wire/native_frame.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::dialect {

// Where a subscription begins, as a seq behind which everything follows. `found` may be called at once, and is not
// called any more when the result is destroyed.
class Locating {
public:
    Locating(Session session, const hub::Interest& interest, const wire::Start& from,
             std::function<void(std::uint64_t after)> found);

private:
    base::Lifetime alive_;
};

// What one reader still has to hear of the past, page by page. What lies far back is read where it holds up nobody; the
// last piece is taken on the hub's thread between two commits, so that nothing is missed or doubled where the present
// begins. Confined; reader and session outlive it.
class Replay {
public:
    // `on_ready` is called when there is something to step to again.
    Replay(Session session, hub::Reader& reader, std::uint64_t after, Pace pace, std::function<void()> on_ready);

    // Whether a step brings something: a page has come and its next event is due, or the present is near.
    [[nodiscard]] bool is_ready() const noexcept { return !is_waiting_; }

    // Appends the next frames. Returns true when there was nothing more: from now on it is live.
    bool step(std::string& out);

    static constexpr std::uint64_t near_the_present = 4096;  // events

private:
    void request_page();
    bool take_the_rest(std::string& out);
    bool write_page(std::string& out);
    [[nodiscard]] std::size_t due_end();
    void write_until(std::size_t end, std::string& out);
    void pause_until_due();
    void write_gap(std::uint64_t from, std::uint64_t to, std::string_view reason, std::string& out);
    void skip_trimmed(std::string& out);

    Session session_;
    hub::Hub& hub_;
    hub::Reader& reader_;
    std::uint64_t after_;
    Pace pace_;
    std::function<void()> on_ready_;
    std::optional<history::PastPage> page_;
    std::size_t written_ = 0;  // events of the page
    std::size_t told_ = 0;     // and its holes
    bool is_waiting_ = false;
    base::Lifetime alive_;
};

}  // namespace logbeam::dialect

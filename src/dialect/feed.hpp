#pragma once

#include "dialect/replay.hpp"
#include "dialect/session_context.hpp"
#include "hub/hub.hpp"
#include "wire/native_frame.hpp"

#include <logbeam/result.hpp>

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::dialect {

// What a subscription of a session asks for.
struct Wish {
    std::vector<TopicPattern> topics;
    hub::SharedRights rights;
    wire::Lag lag = wire::Lag::disconnect;
    std::uint64_t max_rate = 0;
    std::shared_ptr<const query::Program> filter = nullptr;  // nullptr: all
    double speed = 0;                                        // of the past, 1 as it was; 0: as fast as it goes
};

// All that one session hears: its readers, each first through what the history holds for it, then live. A reader
// changes over when the history has nothing more: between two commits, so that nothing is missed or doubled. Confined;
// the session's neighbours outlive it.
class Feed final : public hub::Subscriber, public hub::Mailbox {
public:
    Feed(const Session& session, hub::Dialect dialect);
    ~Feed() override;
    Feed(const Feed&) = delete;
    Feed& operator=(const Feed&) = delete;

    // Returns the number of the audience. An id that is in use is refused. Nothing is heard before `begin`.
    [[nodiscard]] Result<std::uint64_t> open(std::uint64_t id, Wish wish);

    // Where it is to begin, as a seq where it is in the past: `then` is called at once or later, or never if the
    // subscription ends before.
    void locate(std::uint64_t id, const wire::Start& from, std::function<void(const wire::Start& from)> then);
    void begin(std::uint64_t id, const wire::Start& from);

    bool close(std::uint64_t id);
    [[nodiscard]] std::size_t size() const noexcept { return lines_.size(); }

    // The writer's side: bytes that wait, as whole frames, and how many of them it sent. What is missing of a frame
    // that it stopped in is appended to `rest`, to be sent before anything else.
    [[nodiscard]] std::size_t gather(iovec* pieces, std::size_t room) const noexcept;
    void advance(std::size_t bytes, std::string& rest);

    // While somebody hears the past, and a piece of it is there: call when all is sent.
    [[nodiscard]] bool is_replaying() const noexcept;
    void replay(std::string& out);

    void deliver(const history::StoredEvent& event) override;

private:
    struct Line {
        std::uint64_t id = 0;
        std::unique_ptr<hub::Reader> reader;
        double speed = 0;
        std::unique_ptr<Locating> locating;
        std::unique_ptr<Replay> replay;  // while it hears the past
    };
    static bool is_ready(const Line& line) noexcept { return line.replay && line.replay->is_ready(); }

    [[nodiscard]] const hub::Client& client() const noexcept override { return session_.client; }
    void on_frames() override { session_.outlet.wake(); }
    void on_skipped(hub::Reader& reader, const hub::Cursor::Skipped& skipped) override;
    void on_too_slow(hub::Reader& reader) override;

    [[nodiscard]] Line* find(std::uint64_t id) noexcept;
    [[nodiscard]] std::uint64_t start_of(Line& line, const wire::FromSeq& from);
    void tell_gap(Line& line, std::uint64_t from, std::uint64_t to, std::string_view reason);
    void begin_at(std::uint64_t id, const wire::Start& from);
    void tell_presence(const hub::Interest& interest, std::string_view type);
    void update_client();

    Session session_;
    hub::Hub& hub_;
    const hub::Dialect dialect_;
    std::unique_ptr<hub::Encoder> direct_;  // for what is meant for this client alone; made when there is something
    std::vector<Line> lines_;
    std::size_t replaying_ = 0;
};

}  // namespace logbeam::dialect

#pragma once

#include "dialect/outlet.hpp"
#include "net/asio.hpp"
#include "net/tls.hpp"
#include "server/stage.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::server {

class Connection;

// What the connections of one loop share; outlives them.
struct Loop {
    Loop(net::asio::io_context& its_context, hub::Hub& its_hub) : context{its_context}, hub{its_hub} {}

    net::asio::io_context& context;
    hub::Hub& hub;
    std::vector<char> read_buffer = std::vector<char>(std::size_t{256} * 1024);
    std::string plaintext;  // of the TLS connection that is being read or written
    bool commit_is_due = false;
    std::function<void(Connection&)> on_end;  // the connection is about to go

    // What was published is committed when everyone who is readable now was read.
    void commit_soon();
};

// The cursor writer and its socket: reads when there is something, hands it to the stage; sends what waits for it, then
// straight from the shared outboxes, as much as the socket takes. Bytes that wait are whole frames, after at most one
// rest of a frame: so control frames never break into another. Confined to the loop; keeps itself alive while it has
// something under way, and is never ended from inside a call of its stage or feed.
class Connection final : public dialect::Outlet, public std::enable_shared_from_this<Connection> {
public:
    Connection(Loop& loop, net::tcp::socket socket, std::unique_ptr<net::TlsSession> tls);
    ~Connection() override;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void start(std::unique_ptr<Stage> first);

    // From inside on_bytes: the next stage gets `rest`, bytes that came behind the last ones of this.
    void become(std::unique_ptr<Stage> next, std::string rest);

    void send(std::string_view frames) override;
    void wake() override { flush(); }
    void close(std::uint16_t code, std::string_view reason) override;
    void pause(std::chrono::nanoseconds time) override;
    void call_after(std::chrono::nanoseconds time, std::function<void()> then) override;

    // Sends what waits, then ends.
    void close_quietly();
    void end();

    // When the loop runs no more: gives up what it has under way.
    void let_go();

    void tick(Time now);

    [[nodiscard]] bool has_sent_all() const noexcept { return unsent_.size() == sent_; }
    [[nodiscard]] bool is_closing() const noexcept { return state_ != State::open; }
    [[nodiscard]] std::uint64_t bytes_in() const noexcept { return bytes_in_; }
    [[nodiscard]] std::uint64_t bytes_out() const noexcept { return bytes_out_; }

    static constexpr std::size_t max_unsent = std::size_t{16} << 20;  // control frames of a peer that does not read

private:
    enum class State : std::uint8_t { open, closing, ended };

    void read();
    void on_readable();
    [[nodiscard]] bool receive(char* bytes, std::size_t count);
    void hand_over(char* bytes, std::size_t count);
    void flush();
    [[nodiscard]] bool write_some();
    [[nodiscard]] bool write_plain();
    [[nodiscard]] bool write_sealed();
    void take_sent(std::size_t bytes);
    void wait_until_writable();
    void forget_sent();
    void half_close();

    Loop& loop_;
    net::tcp::socket socket_;
    std::unique_ptr<net::TlsSession> tls_;
    std::unique_ptr<Stage> stage_;
    std::unique_ptr<Stage> next_stage_;
    std::string rest_;      // for the next stage
    std::string unsent_;    // before anything else
    std::size_t sent_ = 0;  // of it
    std::unique_ptr<net::asio::steady_timer> pause_;
    Time heard_;
    Time closing_since_{};
    std::uint64_t bytes_in_ = 0;
    std::uint64_t bytes_out_ = 0;
    State state_ = State::open;
    bool is_reading_ = false;
    bool is_waiting_to_write_ = false;
    bool is_writing_ = false;
    bool is_half_closed_ = false;
};

}  // namespace logbeam::server

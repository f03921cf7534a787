#include "server/connection.hpp"

#include "hub/hub.hpp"

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace logbeam::server {
namespace {

constexpr std::size_t most_pieces = 16;                      // in one system call
constexpr std::size_t most_sealed = std::size_t{64} * 1024;  // plaintext that becomes ciphertext at once
constexpr std::size_t idle_capacity = 4096;                  // of a string that is kept while nothing happens
constexpr std::chrono::seconds time_to_close{1};

// A peer that is gone without a word is noticed although it is only ever written to.
constexpr int unacknowledged_ms = 60'000;

bool would_block(int error) noexcept {
    return error == EAGAIN || error == EINTR;
}

}  // namespace

void Loop::commit_soon() {
    if (commit_is_due || !hub.has_news()) return;
    commit_is_due = true;
    net::asio::post(context, [this] {
        commit_is_due = false;
        (void)hub.commit();  // a failure is counted there
    });
}

Connection::Connection(Loop& loop, net::tcp::socket socket, std::unique_ptr<net::TlsSession> tls)
    : loop_{loop}, socket_{std::move(socket)}, tls_{std::move(tls)}, heard_{loop.hub.clock.steady_now()} {
    net::ErrorCode ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(net::tcp::no_delay{true}, ignored);
    ::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &unacknowledged_ms, sizeof unacknowledged_ms);
}

Connection::~Connection() = default;

void Connection::start(std::unique_ptr<Stage> first) {
    stage_ = std::move(first);
    read();
}

void Connection::become(std::unique_ptr<Stage> next, std::string rest) {
    next_stage_ = std::move(next);
    rest_ = std::move(rest);
}

void Connection::read() {
    if (is_reading_ || state_ == State::ended || pause_) return;
    is_reading_ = true;
    socket_.async_wait(net::tcp::socket::wait_read, [self = shared_from_this()](const net::ErrorCode& error) {
        self->is_reading_ = false;
        if (!error) self->on_readable();
    });
}

void Connection::on_readable() {
    if (state_ == State::ended || pause_) return;
    std::vector<char>& buffer = loop_.read_buffer;
    const ssize_t count = ::recv(socket_.native_handle(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count < 0 && would_block(errno)) return read();
    if (count <= 0) return end();
    heard_ = loop_.hub.clock.steady_now();
    bytes_in_ += static_cast<std::uint64_t>(count);
    loop_.hub.counters.bytes_in += static_cast<std::uint64_t>(count);
    if (!receive(buffer.data(), static_cast<std::size_t>(count))) return end();
    loop_.commit_soon();
    flush();
    read();
}

bool Connection::receive(char* bytes, std::size_t count) {
    if (!tls_) {
        hand_over(bytes, count);
        return true;
    }
    std::string plaintext = std::move(loop_.plaintext);
    plaintext.clear();
    const bool is_well = tls_->receive({bytes, count}, plaintext).ok();
    tls_->pending(unsent_);
    if (!plaintext.empty()) hand_over(plaintext.data(), plaintext.size());
    loop_.plaintext = std::move(plaintext);
    if (!is_well) ++loop_.hub.counters.protocol_errors;
    if (!is_well || tls_->is_closed()) {
        flush();
        return false;
    }
    return true;
}

void Connection::hand_over(char* bytes, std::size_t count) {
    if (state_ != State::open) return;
    stage_->on_bytes(bytes, count);
    while (next_stage_) {
        stage_ = std::exchange(next_stage_, nullptr);
        std::string rest = std::exchange(rest_, {});
        if (!rest.empty() && state_ == State::open) stage_->on_bytes(rest.data(), rest.size());
    }
}

void Connection::send(std::string_view frames) {
    if (state_ == State::ended) return;
    if (tls_) {
        tls_->send(frames, unsent_);
    } else {
        unsent_.append(frames);
    }
    if (unsent_.size() - sent_ > max_unsent) return end();
    flush();
}

void Connection::close(std::uint16_t code, std::string_view reason) {
    if (state_ != State::open) return;
    std::string words;
    stage_->farewell(code, reason, words);
    if (!words.empty()) send(words);
    close_quietly();
}

void Connection::close_quietly() {
    if (state_ != State::open) return;
    state_ = State::closing;
    closing_since_ = loop_.hub.clock.steady_now();
    if (tls_ && tls_->is_ready()) tls_->close_notify(unsent_);
    flush();
}

// Afterwards, because the one who calls may be the stage that goes with the connection.
void Connection::end() {
    if (std::exchange(state_, State::ended) == State::ended) return;
    net::asio::post(loop_.context, [self = shared_from_this()] {
        net::ErrorCode ignored;
        self->pause_.reset();
        self->socket_.close(ignored);
        self->loop_.on_end(*self);
        self->stage_.reset();
        self->loop_.commit_soon();
    });
}

void Connection::let_go() {
    state_ = State::ended;
    net::ErrorCode ignored;
    pause_.reset();
    socket_.close(ignored);
    stage_.reset();
}

void Connection::pause(std::chrono::nanoseconds time) {
    if (state_ != State::open) return;
    pause_ = std::make_unique<net::asio::steady_timer>(
        loop_.context, std::chrono::duration_cast<std::chrono::steady_clock::duration>(time));
    pause_->async_wait([self = shared_from_this()](const net::ErrorCode& error) {
        if (error) return;
        self->pause_.reset();
        self->read();
    });
}

void Connection::call_after(std::chrono::nanoseconds time, std::function<void()> then) {
    auto timer = std::make_unique<net::asio::steady_timer>(
        loop_.context, std::chrono::duration_cast<std::chrono::steady_clock::duration>(time));
    net::asio::steady_timer& waiting = *timer;
    waiting.async_wait(
        [self = weak_from_this(), timer = std::move(timer), then = std::move(then)](const net::ErrorCode& error) {
            const auto alive = self.lock();
            if (!error && alive && alive->state_ == State::open) then();
        });
}

void Connection::tick(Time now) {
    if (state_ == State::closing && now - closing_since_ > time_to_close) return end();
    if (state_ == State::open) stage_->on_tick(now, heard_);
}

void Connection::flush() {
    if (is_waiting_to_write_ || is_writing_ || state_ == State::ended) return;
    is_writing_ = true;  // what the feed says while it is written goes into the same round
    while (write_some()) {}
    is_writing_ = false;
    if (state_ == State::closing && !is_waiting_to_write_ && unsent_.size() == sent_) half_close();
}

// Whether there may be more to write at once.
bool Connection::write_some() {
    if (state_ == State::ended) return false;
    dialect::Feed* const feed = state_ == State::open ? stage_->feed() : nullptr;
    if (feed != nullptr && feed->is_replaying() && unsent_.size() == sent_) {
        if (tls_) {
            std::string past;
            feed->replay(past);
            tls_->send(past, unsent_);
        } else {
            feed->replay(unsent_);
        }
    }
    return tls_ ? write_sealed() : write_plain();
}

bool Connection::write_plain() {
    std::array<iovec, most_pieces + 1> pieces;  // NOLINT(cppcoreguidelines-pro-type-member-init)
    std::size_t count = 0;
    if (unsent_.size() != sent_) pieces[count++] = {unsent_.data() + sent_, unsent_.size() - sent_};
    dialect::Feed* const feed = state_ == State::open ? stage_->feed() : nullptr;
    if (feed != nullptr) count += feed->gather(pieces.data() + count, most_pieces);
    if (count == 0) return feed != nullptr && feed->is_replaying();

    std::size_t wanted = 0;
    for (std::size_t index = 0; index < count; ++index)
        wanted += pieces[index].iov_len;
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = count;
    const ssize_t result = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (result < 0 && !would_block(errno)) {
        end();
        return false;
    }
    const auto sent = static_cast<std::size_t>(std::max<ssize_t>(result, 0));
    take_sent(sent);
    if (sent == wanted) return true;
    wait_until_writable();
    return false;
}

void Connection::take_sent(std::size_t bytes) {
    bytes_out_ += bytes;
    loop_.hub.counters.bytes_out += bytes;
    const std::size_t of_unsent = std::min(bytes, unsent_.size() - sent_);
    sent_ += of_unsent;
    if (sent_ == unsent_.size()) forget_sent();
    if (bytes == of_unsent) return;
    stage_->feed()->advance(bytes - of_unsent, unsent_);
}

// Ciphertext waits in `unsent_`; only when it is gone more is made, so that frames wait in the outbox, once for all.
bool Connection::write_sealed() {
    if (unsent_.size() == sent_) {
        dialect::Feed* const feed = state_ == State::open && tls_->is_ready() ? stage_->feed() : nullptr;
        std::array<iovec, most_pieces> pieces;  // NOLINT(cppcoreguidelines-pro-type-member-init)
        const std::size_t count = feed == nullptr ? 0 : feed->gather(pieces.data(), pieces.size());
        if (count == 0) return feed != nullptr && feed->is_replaying();
        std::string plaintext = std::move(loop_.plaintext);
        plaintext.clear();
        for (std::size_t index = 0; index < count && plaintext.size() < most_sealed; ++index) {
            plaintext.append(static_cast<const char*>(pieces[index].iov_base), pieces[index].iov_len);
        }
        std::string rest;
        feed->advance(plaintext.size(), rest);
        plaintext += rest;
        tls_->send(plaintext, unsent_);
        loop_.plaintext = std::move(plaintext);
    }
    const std::size_t wanted = unsent_.size() - sent_;
    const ssize_t result = ::send(socket_.native_handle(), unsent_.data() + sent_, wanted, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (result < 0 && !would_block(errno)) {
        end();
        return false;
    }
    const auto sent = static_cast<std::size_t>(std::max<ssize_t>(result, 0));
    take_sent(sent);
    if (sent == wanted) return true;
    wait_until_writable();
    return false;
}

void Connection::wait_until_writable() {
    ++loop_.hub.counters.short_writes;
    is_waiting_to_write_ = true;
    socket_.async_wait(net::tcp::socket::wait_write, [self = shared_from_this()](const net::ErrorCode& error) {
        self->is_waiting_to_write_ = false;
        if (error) return;
        self->flush();
        if (self->state_ == State::open && !self->is_waiting_to_write_) self->stage_->on_all_sent();
    });
}

void Connection::forget_sent() {
    sent_ = 0;
    if (unsent_.capacity() > idle_capacity) {
        unsent_ = {};
    } else {
        unsent_.clear();
    }
}

// The peer closes its half in answer; `tick` ends the connection when it does not.
void Connection::half_close() {
    if (std::exchange(is_half_closed_, true)) return;
    net::ErrorCode ignored;
    socket_.shutdown(net::tcp::socket::shutdown_send, ignored);
}

}  // namespace logbeam::server

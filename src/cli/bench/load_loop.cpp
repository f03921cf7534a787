#include "cli/bench/load_loop.hpp"

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace logbeam::cli {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t read_bytes = 256 * 1024;
constexpr std::size_t most_opening = 128;  // more would overflow the listener's queue
constexpr std::size_t most_ready = 256;
constexpr std::uint64_t marker_time_mask = (std::uint64_t{1} << 56) - 1;
constexpr auto keep_alive_interval = 30s;

}  // namespace

LoadLoop::LoadLoop(const LoadPlan& plan, LoadFlow& flow)
    : plan_{plan},
      flow_{flow},
      padding_{plan.publishing.padding()},
      epoll_{::epoll_create1(EPOLL_CLOEXEC)},
      buffer_(read_bytes),
      next_keep_alive_{std::chrono::steady_clock::now() + keep_alive_interval} {}

LoadLoop::~LoadLoop() {
    ::close(epoll_);
}

void LoadLoop::add(const Seat& seat) {
    members_.emplace_back(seat, seat.publishes ? plan_.publishing : plan_.subscribing, plan_.options.publishers);
}

void LoadLoop::run() {
    ::prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);  // a rate is kept to the microsecond
    while (flow_.phase() != LoadFlow::Phase::stopped) {
        open_more();
        publish();
        turn();
        keep_alive();
    }
}

void LoadLoop::open_more() {
    while (opened_ < members_.size() && opening_ < most_opening && may_open(members_[opened_])) {
        open(members_[opened_++]);
    }
}

bool LoadLoop::may_open(const Member& member) const noexcept {
    const Seat& seat = member.connection.seat();
    return seat.publishes || seat.index < flow_.allowed_subscribers();
}

void LoadLoop::open(Member& member) {
    ++opening_;
    if (auto connected = member.connection.connect(plan_.address_of(member.connection.seat())); !connected) {
        lose(member, connected.error());
        return;
    }
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT;
    event.data.ptr = &member;
    member.wants_write = true;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, member.connection.descriptor(), &event);
}

void LoadLoop::publish() {
    if (flow_.phase() != LoadFlow::Phase::publishing) return;
    if (publishers_.empty()) {
        for (Member& member : members_) {
            if (member.connection.seat().publishes) {
                publishers_.emplace_back(plan_.options, flow_, member.connection);
            }
        }
    }
    for (LoadPublisher& publisher : publishers_) {
        publisher.publish();
        if (publisher.connection().out().empty()) continue;
        if (const auto flushed = publisher.connection().flush(); !flushed) flow_.fail(flushed.error());
    }
}

// What is waited at most: until a publisher is due. One that is due already has just been held back by the window or
// by its socket, and may get room from a subscriber of another loop.
std::chrono::nanoseconds LoadLoop::patience() const {
    std::chrono::nanoseconds patience = 10ms;
    for (const LoadPublisher& publisher : publishers_) {
        const std::chrono::nanoseconds due = publisher.until_due();
        patience = std::min<std::chrono::nanoseconds>(patience, due > 0ns ? due : 100us);
    }
    return patience;
}

void LoadLoop::turn() {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): the kernel fills it
    std::array<epoll_event, most_ready> ready;
    const std::chrono::nanoseconds patience = this->patience();
    const timespec timeout{patience / 1s, (patience % 1s).count()};
    const int count = ::epoll_pwait2(epoll_, ready.data(), static_cast<int>(ready.size()), &timeout, nullptr);
    for (int index = 0; index < count; ++index) {
        const epoll_event& event = ready[static_cast<std::size_t>(index)];
        on_ready(*static_cast<Member*>(event.data.ptr), event.events);
    }
}

void LoadLoop::on_ready(Member& member, std::uint32_t events) {
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
        read(member);
    }
    if (member.connection.descriptor() >= 0 && (member.wants_write || member.connection.has_backlog())) {
        flush(member);
    }
}

void LoadLoop::read(Member& member) {
    const ssize_t count = ::recv(member.connection.descriptor(), buffer_.data(), buffer_.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) {
        const int reason = count == 0 ? ECONNRESET : errno;
        lose(member, {ErrorCode::connection_lost, "the server closed it: " + std::generic_category().message(reason)});
        return;
    }
    const std::uint64_t now = monotonic_nanoseconds() & marker_time_mask;
    const bool is_measuring = flow_.is_measuring();
    const auto take = [&](const Marker& marker) {
        member.subscriber.take(marker);
        if (is_measuring) latencies_.add(now - std::min(now, marker.nanoseconds));
    };
    const std::string_view bytes{buffer_.data(), static_cast<std::size_t>(count)};
    if (auto fed = member.connection.feed(bytes, padding_, take); !fed) {
        lose(member, fed.error());
        return;
    }
    after_input(member);
}

void LoadLoop::after_input(Member& member) {
    if (member.connection.is_seated() && !member.is_counted) {
        member.is_counted = true;
        --opening_;
        flow_.add_seated();
    }
    if (!member.connection.seat().publishes) {
        flow_.set_position(member.connection.seat().index, member.subscriber.position());
    }
    if (!member.connection.out().empty()) flush(member);
}

void LoadLoop::flush(Member& member) {
    const auto flushed = member.connection.flush();
    if (!flushed) {
        lose(member, flushed.error());
        return;
    }
    if (member.wants_write == !*flushed) return;
    member.wants_write = !*flushed;
    epoll_event event{};
    event.events = EPOLLIN | (member.wants_write ? EPOLLOUT : 0U);
    event.data.ptr = &member;
    ::epoll_ctl(epoll_, EPOLL_CTL_MOD, member.connection.descriptor(), &event);
}

// A publisher or a connection that never got its seat ends the run; a subscriber that goes is a figure of it.
void LoadLoop::lose(Member& member, const Error& error) {
    const Seat& seat = member.connection.seat();
    member.connection.close();
    if (seat.publishes || !member.is_counted) {
        flow_.fail({error.code, (seat.publishes ? "publisher " : "subscriber ") + std::to_string(seat.index) + ": " +
                                    error.detail});
    } else {
        flow_.leave(seat.index);
    }
}

void LoadLoop::keep_alive() {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_keep_alive_) return;
    next_keep_alive_ = now + keep_alive_interval;
    for (Member& member : members_) {
        if (member.is_counted && member.connection.descriptor() >= 0) {
            member.connection.out() += member.connection.dialect().keep_alive();
            flush(member);
        }
    }
}

std::uint64_t LoadLoop::received() const noexcept {
    std::uint64_t sum = 0;
    for (const Member& member : members_) {
        sum += member.subscriber.received();
    }
    return sum;
}

// What never came, be it that later ones did or not.
std::uint64_t LoadLoop::lost() const noexcept {
    std::uint64_t sum = 0;
    for (const Member& member : members_) {
        const Seat& seat = member.connection.seat();
        if (seat.publishes) continue;
        const std::uint64_t sent = flow_.sent_to(seat.index);
        sum += sent - std::min(sent, member.subscriber.received());
    }
    return sum;
}

std::uint64_t LoadLoop::strange() const noexcept {
    std::uint64_t sum = 0;
    for (const Member& member : members_) {
        sum += member.subscriber.strange();
    }
    return sum;
}

}  // namespace logbeam::cli

#include "dialect/feed.hpp"
#include "support/session_rig.hpp"
#include "wire/native_frame.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

// Subscribers that come, begin anywhere, read slowly and go, against a list of all that was ever committed.
namespace logbeam::dialect {
namespace {

using test::Seat;
using test::SessionRig;

struct Committed {
    std::uint64_t seq;
    std::string topic;
};

// One subscription, as a list knows it: everything behind `after` that its pattern matches.
struct Line {
    std::uint64_t id;
    std::uint64_t audience;
    TopicPattern pattern;
    std::uint64_t after;
    bool is_open = true;
};

constexpr std::array patterns{"a.b", "a.*", ">", "*.c", "b.c.d"};
constexpr std::array topics{"a.b", "a.c", "b.c", "b.c.d", "x"};

struct Listener {
    explicit Listener(SessionRig& rig) : seat{rig}, feed{seat.session, hub::Dialect::native} {
        seat.outlet.serve(feed);
    }

    Seat seat;
    Feed feed;
    std::vector<Line> lines;  // each pattern once, so that audiences tell them apart
};

class FeedAgainstItsModel : public ::testing::TestWithParam<unsigned> {
protected:
    std::uint64_t number(std::uint64_t below) { return random_() % below; }

    void publish() {
        for (auto count = number(6) + 1; count != 0; --count) {
            const std::string topic = topics[number(topics.size())];
            const std::string data(number(900), 'x');
            auto taken = rig_.publish(R"({"topic":")" + topic + R"(","data":")" + data + "\"}");
            ASSERT_TRUE(taken);
            pending_.push_back({taken->seq, topic});
        }
    }
    void commit() {
        ASSERT_TRUE(rig_.hub.commit());
        all_.insert(all_.end(), pending_.begin(), pending_.end());
        pending_.clear();
    }
    [[nodiscard]] std::uint64_t last() const { return all_.empty() ? 0 : all_.back().seq; }

    void join() { listeners_.push_back(std::make_unique<Listener>(rig_)); }
    void subscribe(Listener& listener) {
        const std::size_t choice = listener.lines.size();
        if (choice == patterns.size()) return;
        const TopicPattern pattern{patterns[choice]};
        const auto lag = number(2) == 0 ? wire::Lag::skip : wire::Lag::disconnect;
        const auto audience = listener.feed.open(choice, {{pattern}, rig_.owner, lag, 0});
        ASSERT_TRUE(audience);
        wire::Start from;
        const std::uint64_t after = choose_start(pattern, from);
        listener.lines.push_back({choice, *audience, pattern, after});
        listener.feed.begin(choice, from);
    }
    // The place that the list begins behind.
    std::uint64_t choose_start(const TopicPattern& pattern, wire::Start& from) {
        const std::uint64_t first = rig_.history.extent().first;
        switch (number(4)) {
            case 0: from = wire::FromNow{}; return last();
            case 1: from = wire::FromSeq{number(last() + 1), "other"}; return first - 1;
            case 2: {
                const std::uint64_t seq = number(last() + 5);
                from = wire::FromSeq{seq, "epoch"};
                return std::min(seq, last());
            }
            default: break;
        }
        const std::uint64_t wanted = number(400);
        from = wire::FromLast{wanted};
        std::uint64_t found = 0;
        for (auto event = all_.rbegin(); event != all_.rend() && found != wanted && event->seq >= first; ++event) {
            found += pattern.matches(event->topic) ? 1 : 0;
            if (found == wanted) return event->seq - 1;
        }
        return wanted == 0 ? last() : first - 1;
    }
    void unsubscribe(Listener& listener) {
        if (listener.lines.empty()) return;
        Line& line = listener.lines[number(listener.lines.size())];
        listener.feed.close(line.id);
        line.is_open = false;
    }
    void leave(std::size_t index) {
        check(*listeners_[index], false);
        listeners_.erase(listeners_.begin() + static_cast<std::ptrdiff_t>(index));
    }

    void check(Listener& listener, bool is_all_sent) {
        const auto messages = test::messages_in(listener.seat.outlet.received);
        for (const Line& line : listener.lines) {
            check(line, messages, is_all_sent && line.is_open);
            if (::testing::Test::HasFatalFailure()) return;
        }
    }
    // Events and gaps of a line are the list, in its order.
    void check(const Line& line, const std::vector<std::string>& messages, bool is_complete) {
        std::vector<std::uint64_t> expected;
        for (const Committed& event : all_) {
            if (event.seq > line.after && line.pattern.matches(event.topic)) expected.push_back(event.seq);
        }
        auto next = expected.begin();
        for (const std::string& message : messages) {
            const auto frame = wire::decode_server_frame(message);
            ASSERT_TRUE(frame) << message;
            if (const auto* events = std::get_if<wire::Events>(&*frame); events && events->audience == line.audience) {
                for (const Event& event : events->events) {
                    ASSERT_TRUE(next != expected.end() && *next == event.seq) << event.seq;
                    ++next;
                }
            } else if (const auto* gap = std::get_if<wire::Gap>(&*frame); gap && gap->audience == line.audience) {
                next = pass_over(*gap, next, expected.end());
            }
        }
        ASSERT_TRUE(!is_complete || next == expected.end()) << "is missing " << *next;
    }
    using Place = std::vector<std::uint64_t>::iterator;
    Place pass_over(const wire::Gap& gap, Place next, Place end) {
        ++gaps_[gap.reason];
        const Place behind = std::find_if(next, end, [&](std::uint64_t seq) { return seq > gap.to; });
        if (gap.reason == "lag") {
            EXPECT_EQ(gap.count, static_cast<std::uint64_t>(behind - next));
            EXPECT_TRUE(behind != next && *next == gap.from && *(behind - 1) == gap.to);
        } else if (gap.reason == "trimmed") {
            EXPECT_LT(gap.to, rig_.history.extent().first);
            EXPECT_TRUE(behind == next || *next >= gap.from);
        }
        return behind;
    }

    void step() {
        const auto choice = number(20);
        if (choice < 8) publish();
        if (choice < 6) commit();
        if (choice == 8) join();
        if (listeners_.empty()) return;
        const std::size_t index = number(listeners_.size());
        Listener& listener = *listeners_[index];
        if (choice == 9 || choice == 10) subscribe(listener);
        if (choice == 11 && number(4) == 0) unsubscribe(listener);
        if (choice == 12 && number(4) == 0) return leave(index);
        if (choice > 12) listener.seat.outlet.write(number(choice == 19 ? 200'000 : 4'000));
    }
    void send_away_who_is_closed() {
        for (std::size_t index = listeners_.size(); index-- > 0;) {
            if (listeners_[index]->seat.outlet.close_code != 0) leave(index);
        }
    }

    std::mt19937 random_{GetParam()};
    SessionRig rig_{{.ingest = {}, .shard = {.lag_bytes = 160 * 1024}}, {.events = 700}};
    std::vector<Committed> all_;
    std::vector<Committed> pending_;
    std::vector<std::unique_ptr<Listener>> listeners_;
    std::map<std::string, int> gaps_;
};

TEST_P(FeedAgainstItsModel, GivesEachSubscriberTheListFromItsPlaceOn) {
    for (int count = 0; count < 3000 && !HasFatalFailure(); ++count) {
        step();
        send_away_who_is_closed();
    }
    commit();
    send_away_who_is_closed();
    for (const auto& listener : listeners_) {
        listener->seat.outlet.write();
        check(*listener, true);
    }

    EXPECT_GT(gaps_["lag"], 0);
    EXPECT_GT(gaps_["trimmed"], 0);
    EXPECT_GT(gaps_["epoch"], 0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, FeedAgainstItsModel, ::testing::Range(1U, 9U));

}  // namespace
}  // namespace logbeam::dialect

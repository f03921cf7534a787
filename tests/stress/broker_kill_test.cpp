#include "support/broker_process.hpp"
#include "support/broker_stress_rig.hpp"
#include "support/raw_client.hpp"
#include "support/stress_rig.hpp"
#include "support/stress_scale.hpp"

#include <logbeam/event.hpp>
#include <logbeam/event_channel.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace logbeam::test {
namespace {

using namespace std::chrono_literals;

// What a subscriber heard over the lives of a broker. It continues behind the last event that it has, as a client does.
class Diary {
public:
    // Until the broker is gone.
    void listen(std::uint16_t port) {
        RawWebSocket socket{port, "/ws"};
        socket.send_text(R"({"kind":"hello","version":1})");
        const std::string welcome = socket.next().value_or("");
        const std::size_t at = welcome.find(R"("epoch":")");
        if (at == std::string::npos) return;
        const std::string epoch = welcome.substr(at + 9, welcome.find('"', at + 9) - at - 9);
        const std::string from =
            epoch_.empty() ? "" : R"(,"from":{"seq":)" + std::to_string(seq_) + R"(,"epoch":")" + epoch_ + "\"}";
        socket.send_text(R"({"kind":"subscribe","id":1,"topics":["logs.>"])" + from + "}");
        const bool is_new = !epoch_.empty() && epoch != epoch_;
        bool is_told = false;
        bool has_heard = false;
        while (!socket.is_over()) {
            for (const std::string& message : socket.take_ready()) {
                is_told = is_told || message.find(R"("reason":"epoch")") != std::string::npos;
                if (message.find(R"("kind":"events")") == std::string::npos) continue;
                if (!std::exchange(has_heard, true)) ++begun_;
                for (const std::uint64_t seq : seqs_in(message))
                    note(epoch, seq);
                note_ids(epoch, message);
            }
        }
        untold_ += is_new && !is_told ? 1 : 0;
        ++lives_;
    }

    [[nodiscard]] std::uint64_t twice() const noexcept { return twice_; }
    [[nodiscard]] std::uint64_t disordered() const noexcept { return disordered_; }
    [[nodiscard]] std::uint64_t untold() const noexcept { return untold_; }
    [[nodiscard]] std::uint64_t lives() const noexcept { return lives_; }
    // Lives of which something was heard; from any thread.
    [[nodiscard]] std::uint64_t begun() const noexcept { return begun_; }
    [[nodiscard]] const std::set<std::string>& ever() const noexcept { return ever_; }

private:
    static std::vector<std::uint64_t> seqs_in(std::string_view message) {
        std::vector<std::uint64_t> seqs;
        constexpr std::string_view key = R"("seq":)";
        for (std::size_t at = message.find(key); at != std::string_view::npos; at = message.find(key, at + 1))
            seqs.push_back(std::strtoull(message.data() + at + key.size(), nullptr, 10));
        return seqs;
    }
    void note(const std::string& epoch, std::uint64_t seq) {
        disordered_ += epoch == epoch_ && seq <= seq_ ? 1 : 0;
        epoch_ = epoch;
        seq_ = seq;
    }
    void note_ids(const std::string& epoch, std::string_view message) {
        constexpr std::string_view key = R"({"id":")";
        for (std::size_t at = message.find(key); at != std::string_view::npos; at = message.find(key, at + 1)) {
            const std::size_t begin = at + key.size();
            const std::string id{message.substr(begin, message.find('"', begin) - begin)};
            twice_ += ids_[epoch].insert(id).second ? 0 : 1;
            ever_.insert(id);
        }
    }

    std::string epoch_;
    std::uint64_t seq_ = 0;
    std::map<std::string, std::set<std::string>> ids_;  // by epoch
    std::set<std::string> ever_;
    std::uint64_t twice_ = 0;       // within an epoch
    std::uint64_t disordered_ = 0;  // seqs that did not rise within an epoch
    std::uint64_t untold_ = 0;      // new epochs that came without a gap
    std::uint64_t lives_ = 0;
    std::atomic<std::uint64_t> begun_{0};
};

// A connection with a thread that logs as long as it lasts.
class Producer {
public:
    explicit Producer(const std::string& url) : connection_{url, options()} {
        thread_ = std::thread{[this] {
            const auto logger = logger_on(connection_);
            for (; !is_over_; calls_ += 10) {
                log_numbers(*logger, 0, 10, calls_);
                std::this_thread::sleep_for(1ms);
            }
        }};
    }
    ~Producer() { end(); }
    Producer(const Producer&) = delete;
    Producer& operator=(const Producer&) = delete;

    void end() {
        is_over_ = true;
        if (thread_.joinable()) thread_.join();
    }
    [[nodiscard]] Connection& connection() noexcept { return connection_; }
    [[nodiscard]] std::uint64_t calls() const noexcept { return calls_; }

private:
    static ConnectionOptions options() {
        ConnectionOptions options = BrokerStressRig::quiet();
        options.overflow = OverflowPolicy::block;
        options.block_limit = patience;
        return options;
    }

    Connection connection_;
    std::atomic<bool> is_over_{false};
    std::atomic<std::uint64_t> calls_{0};
    std::thread thread_;
};

[[nodiscard]] std::uint64_t acknowledged(const std::vector<std::unique_ptr<Producer>>& producers) {
    std::uint64_t sum = 0;
    for (const auto& producer : producers)
        sum += producer->connection().stats().acknowledged;
    return sum;
}

// Of producers that have ended and were flushed; how many calls there were.
std::uint64_t expect_sums_to_close(const std::vector<std::unique_ptr<Producer>>& producers) {
    std::uint64_t calls = 0;
    for (const auto& producer : producers) {
        const ConnectionStats stats = producer->connection().stats();
        calls += producer->calls();
        EXPECT_EQ(stats.made, producer->calls());
        EXPECT_EQ(stats.acknowledged, producer->calls());
        EXPECT_TRUE(sums_close(stats));
    }
    return calls;
}

TEST(ABrokerKilledUnderLoad, StoresNothingTwiceInALifeAndTellsThatANewOneBegan) {
    auto choices = seeded_choices();
    const std::uint64_t kills = scaled(100);
    auto broker = std::make_unique<BrokerProcess>();
    const std::uint16_t port = broker->port();
    std::vector<std::unique_ptr<Producer>> producers;
    for (int each = 0; each < 3; ++each)
        producers.push_back(std::make_unique<Producer>(broker->url()));
    std::atomic<std::uint64_t> gaps{0};
    ConnectionOptions listening = BrokerStressRig::quiet();
    listening.on_gap = [&](const Gap& gap) { gaps += gap.reason == "epoch" ? 1 : 0; };
    Connection subscriber{broker->url(), listening};
    EventChannel logs{subscriber, "logs.stress"};
    std::atomic<std::uint64_t> heard{0};
    const Subscription subscription = logs.on("*", [&](const Event& /*event*/) { ++heard; });
    Diary diary;

    bool goes_on = true;
    for (std::uint64_t life = 0; life <= kills && goes_on; ++life) {
        std::thread reader{[&] { diary.listen(port); }};
        const std::uint64_t done = acknowledged(producers);
        const std::uint64_t heard_before = heard;
        goes_on = comes_true([&] {
            return acknowledged(producers) > done && heard > heard_before && gaps >= life && diary.begun() > life;
        });
        std::this_thread::sleep_for(std::chrono::milliseconds{choose(choices, 100)});
        if (life == kills) {
            for (const auto& producer : producers) {
                producer->end();
                EXPECT_TRUE(producer->connection().flush(patience));
            }
        }
        broker->kill(SIGKILL);
        EXPECT_EQ(broker->wait(10s), died_of(SIGKILL));
        reader.join();
        if (life != kills) broker = std::make_unique<BrokerProcess>(port);
    }

    EXPECT_TRUE(goes_on);
    EXPECT_EQ(diary.lives(), kills + 1);
    EXPECT_EQ(diary.twice(), 0U);
    EXPECT_EQ(diary.disordered(), 0U);
    EXPECT_EQ(diary.untold(), 0U);
    EXPECT_EQ(gaps, kills);
    EXPECT_LE(diary.ever().size(), expect_sums_to_close(producers));
}

}  // namespace
}  // namespace logbeam::test

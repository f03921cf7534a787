#include "support/broker_process.hpp"
#include "support/broker_stress_rig.hpp"
#include "support/child_process.hpp"
#include "support/named_reader.hpp"
#include "support/raw_client.hpp"
#include "support/read_back.hpp"
#include "support/remembering_broker.hpp"
#include "support/stress_rig.hpp"
#include "support/stress_scale.hpp"

#include <logbeam/event.hpp>
#include <logbeam/event_channel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace logbeam::test {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t mebibyte = 1 << 20;
constexpr std::uint64_t keep_bytes = 64 * mebibyte;

// A store that is too small for what comes.
class SmallStore {
public:
    SmallStore() {
        std::ofstream{config()} << "data: " << data().string() << "\nstore:\n  keep_bytes: " << keep_bytes
                                << "\n  exclude: [type:Noise]\n  retain: []\n";
    }

    [[nodiscard]] std::string config() const { return (folder_.path() / "logbeam.yaml").string(); }
    [[nodiscard]] std::uint64_t bytes() const {
        std::uint64_t sum = 0;
        std::error_code gone;  // while it was looked at
        for (const auto& file : std::filesystem::directory_iterator{data(), gone}) {
            const auto size = file.file_size(gone);
            sum += gone ? 0 : size;
        }
        return sum;
    }

private:
    [[nodiscard]] std::filesystem::path data() const { return folder_.path() / "data"; }

    DataFolder folder_;
};

// Publishes as fast as it goes, a text in each event that hardly compresses; every tenth event is not to be kept, every
// hundredth is rare.
class Flood {
public:
    explicit Flood(const std::string& url) : connection_{url, options()}, thread_{[this] { run(); }} {}
    ~Flood() { end(); }
    Flood(const Flood&) = delete;
    Flood& operator=(const Flood&) = delete;

    bool end() {
        is_over_ = true;
        if (thread_.joinable()) thread_.join();
        return connection_.flush(patience);
    }
    [[nodiscard]] ConnectionStats stats() const { return connection_.stats(); }
    [[nodiscard]] std::uint64_t noise() const noexcept { return noise_; }
    [[nodiscard]] std::uint64_t rare() const noexcept { return rare_; }

private:
    static ConnectionOptions options() {
        ConnectionOptions options = BrokerStressRig::quiet();
        options.overflow = OverflowPolicy::block;
        options.block_limit = patience;
        options.spool_bytes = 4 * mebibyte;
        return options;
    }

    void run() {
        EventChannel channel{connection_, "logs.flood"};
        std::mt19937_64 choices{1};
        for (std::uint64_t number = 0; !is_over_; ++number) {
            std::string text;
            for (int word = 0; word < 30; ++word)
                text.append(std::to_string(choices())).append(" ");
            const bool is_noise = number % 10 == 7;
            const bool is_rare = number % 100 == 0;
            noise_ += is_noise ? 1 : 0;
            rare_ += is_rare ? 1 : 0;
            channel.publish(is_noise ? "Noise" : "Tick",
                            Value{Fields{{"message", std::move(text)}, {"rare", is_rare}, {"number", number}}});
        }
    }

    Connection connection_;
    std::atomic<bool> is_over_{false};
    std::atomic<std::uint64_t> noise_{0};
    std::atomic<std::uint64_t> rare_{0};
    std::thread thread_;
};

// Asks the same again and again.
class Asker {
public:
    Asker(std::uint16_t port, std::string target)
        : thread_{[this, port, target = std::move(target)] {
              while (!is_over_)
                  ++(get(port, target).status == 200 ? answered_ : failed_);
          }} {}
    ~Asker() { end(); }
    Asker(const Asker&) = delete;
    Asker& operator=(const Asker&) = delete;

    void end() {
        is_over_ = true;
        if (thread_.joinable()) thread_.join();
    }
    [[nodiscard]] std::uint64_t answered() const noexcept { return answered_; }
    [[nodiscard]] std::uint64_t failed() const noexcept { return failed_; }

private:
    std::atomic<bool> is_over_{false};
    std::atomic<std::uint64_t> answered_{0};
    std::atomic<std::uint64_t> failed_{0};
    std::thread thread_;
};

// A figure over time.
class Course {
public:
    void note(std::uint64_t figure) { figures_.push_back(figure); }

    [[nodiscard]] std::uint64_t most() const { return *std::max_element(figures_.begin(), figures_.end()); }
    // The median of one fifth, 0 to 4.
    [[nodiscard]] std::uint64_t fifth(std::size_t which) const {
        const auto bound = [&](std::size_t fifths) {
            return figures_.begin() + static_cast<std::ptrdiff_t>(figures_.size() * fifths / 5);
        };
        std::vector<std::uint64_t> part{bound(which), bound(which + 1)};
        std::sort(part.begin(), part.end());
        return part.at(part.size() / 2);
    }

private:
    std::vector<std::uint64_t> figures_;
};

struct Courses {
    Course resident;
    Course descriptors;
    Course disk;
};

Courses watch(const BrokerProcess& broker, const SmallStore& store, milliseconds time) {
    constexpr int looks = 200;
    Courses courses;
    for (int look = 0; look < looks; ++look) {
        std::this_thread::sleep_for(time / looks);
        courses.resident.note(broker.resident_bytes());
        courses.descriptors.note(broker.descriptors());
        courses.disk.note(store.bytes());
    }
    return courses;
}

// What /api/accounting says at one moment.
class Accounting {
public:
    explicit Accounting(std::uint16_t port) : said_{Value::parse(get(port, "/api/accounting").body).value()} {}

    [[nodiscard]] std::uint64_t event(std::string_view name) const { return number(said_, "events", name); }
    [[nodiscard]] std::uint64_t history(std::string_view name) const { return number(said_, "history", name); }
    [[nodiscard]] bool is_closed() const {
        return event("accepted") == history("events") + history("trimmed") + event("excluded") + event("unstored");
    }

private:
    static std::uint64_t number(const Value& whole, std::string_view part, std::string_view name) {
        const Value* found = whole.as_object()->find(part);
        return found->as_object()->find(name)->as_uint64().value_or(0);
    }

    Value said_;
};

TEST(ARememberingBrokerFloodedAndAsked, StaysWithinItsBoundsAndLosesNothing) {
    const SmallStore store;
    BrokerProcess broker{0, {"--config", store.config()}};
    NamedReader subscriber{broker.port(), {"filtered", Continues::by_seq, "rare:true"}};
    Flood flood{broker.url()};
    Asker events{broker.port(), "/api/events?query=rare:true&limit=50"};
    Asker histogram{broker.port(), "/api/histogram?from=-1m&by=type&value=number"};
    Asker regex{broker.port(), "/api/events?query=message:~%22(1.*2.*3.*)%2Bxyz%24%22&limit=10"};

    const Courses seen = watch(broker, store, milliseconds{scaled(300'000)});

    for (Asker* const asker : {&events, &histogram, &regex}) {
        asker->end();
        EXPECT_GT(asker->answered(), 0U);
        EXPECT_EQ(asker->failed(), 0U);
    }
    EXPECT_TRUE(flood.end());
    EXPECT_TRUE(comes_true([&] { return Accounting{broker.port()}.is_closed(); }));
    const Accounting account{broker.port()};
    EXPECT_EQ(flood.stats().acknowledged, flood.stats().made);
    EXPECT_EQ(account.event("excluded"), flood.noise());
    EXPECT_EQ(account.event("unstored") + account.event("missing") + account.event("dropped_at_source"), 0U);
    if (seen.disk.most() > keep_bytes) {  // a slow machine may not fill it in that time
        EXPECT_GT(account.history("trimmed"), 0U);
    }
    if (!has_sanitizer_runtime) {  // which keeps what was freed
        EXPECT_LE(seen.resident.fifth(4), seen.resident.fifth(1) * 5 / 4 + 16 * mebibyte);
    }
    EXPECT_LE(seen.descriptors.fifth(4), seen.descriptors.fifth(1) + 8);
    EXPECT_LE(seen.disk.most(), keep_bytes * 3 / 2);
    const std::string newest = get(broker.port(), "/api/events?query=rare:true&limit=1&format=ndjson").body;
    const std::vector<std::uint64_t> seqs = numbers_of(newest, R"("seq":)");
    ASSERT_EQ(seqs.size(), 1U);
    EXPECT_TRUE(comes_true([&] { return subscriber.last_seq() >= seqs.front(); }));
    broker.kill(SIGKILL);
    const ReaderDiary& heard = subscriber.end();
    EXPECT_EQ(heard.seqs.size(), flood.rare());
    EXPECT_EQ(heard.disordered + heard.repeated + heard.gaps.size(), 0U);
    std::cout << "events " << account.event("accepted") << ", trimmed " << account.history("trimmed") << ", queries "
              << events.answered() << '/' << histogram.answered() << '/' << regex.answered() << ", resident MiB "
              << seen.resident.fifth(1) / mebibyte << " -> " << seen.resident.fifth(4) / mebibyte << ", descriptors "
              << seen.descriptors.fifth(1) << " -> " << seen.descriptors.fifth(4) << ", disk MiB at most "
              << seen.disk.most() / mebibyte << '\n';
}

}  // namespace
}  // namespace logbeam::test

#pragma once

#include "support/raw_client.hpp"
#include "support/read_back.hpp"
#include "wire/native_frame.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace logbeam::test {

// How a subscriber continues: behind the last event that it has, or wherever the broker knows its name to be.
enum class Continues : std::uint8_t { by_seq, by_name };

// What a subscriber heard over the lives of a broker.
struct ReaderDiary {
    std::vector<std::uint64_t> seqs;  // rising: each the first time
    std::vector<wire::Gap> gaps;
    std::set<std::string> epochs;
    std::uint64_t repeated = 0;    // heard in an earlier life
    std::uint64_t disordered = 0;  // did not rise within a life
    std::uint64_t lives = 0;
    std::uint64_t continued = 0;  // lives that did not begin at the beginning

    // Of what there is: what was neither heard nor told to be missing.
    [[nodiscard]] std::uint64_t untold(const std::vector<std::uint64_t>& stored) const {
        return static_cast<std::uint64_t>(std::count_if(stored.begin(), stored.end(), [&](std::uint64_t seq) {
            const auto covers = [seq](const wire::Gap& gap) { return gap.from <= seq && seq <= gap.to; };
            return !std::binary_search(seqs.begin(), seqs.end(), seq) && std::none_of(gaps.begin(), gaps.end(), covers);
        }));
    }
    // What was heard, and is not there.
    [[nodiscard]] std::uint64_t strange(const std::vector<std::uint64_t>& stored) const {
        return static_cast<std::uint64_t>(std::count_if(seqs.begin(), seqs.end(), [&](std::uint64_t seq) {
            return !std::binary_search(stored.begin(), stored.end(), seq);
        }));
    }
};

// A subscriber with a name, on a thread of its own: it acknowledges now and then, and comes back whenever the broker does.
class NamedReader {
public:
    struct Wish {
        std::string name;
        Continues continues = Continues::by_seq;
        std::string filter = {};
    };

    NamedReader(std::uint16_t port, Wish wish) : port_{port}, wish_{std::move(wish)}, thread_{[this] { run(); }} {}
    ~NamedReader() { end(); }
    NamedReader(const NamedReader&) = delete;
    NamedReader& operator=(const NamedReader&) = delete;

    [[nodiscard]] std::uint64_t last_seq() const noexcept { return last_seq_; }

    // For a broker that is gone already.
    const ReaderDiary& end() {
        is_over_ = true;
        if (thread_.joinable()) thread_.join();
        return diary_;
    }

private:
    static constexpr std::uint64_t messages_per_acknowledgement = 20;

    void run() {
        while (!is_over_) {
            try {
                RawWebSocket socket{port_, "/ws"};
                listen(socket);
            } catch (const std::runtime_error&) {
                std::this_thread::sleep_for(std::chrono::milliseconds{2});  // nobody listens
            }
        }
    }

    // Until the broker is gone.
    void listen(RawWebSocket& socket) {
        socket.send_text(R"({"kind":"hello","version":1,"source":")" + wish_.name + "\"}");
        const auto welcome = socket.next();
        if (!welcome) return;
        socket.send_text(subscription());
        epoch_ = std::get<wire::Welcome>(wire::decode_server_frame(*welcome).value()).epoch;
        diary_.epochs.insert(epoch_);
        ++diary_.lives;
        for (std::uint64_t messages = 0; !socket.is_over();) {
            for (const std::string& message : socket.take_ready()) {
                hear(message);
                if (++messages % messages_per_acknowledgement == 0) acknowledge(socket);
            }
        }
    }

    [[nodiscard]] std::string subscription() const {
        std::string text = R"({"kind":"subscribe","id":1,"topics":["logs.>"],"name":")" + wish_.name + '"';
        if (!wish_.filter.empty()) text += R"(,"filter":")" + wish_.filter + '"';
        const bool knows = wish_.continues == Continues::by_seq && last_seq_ != 0;
        return text + (knows ? R"(,"from":{"seq":)" + std::to_string(last_seq_) + R"(,"epoch":")" + epoch_ + "\"}}"
                             : std::string{R"(,"from":{"time":"2000-01-01T00:00:00Z"}})"});
    }

    void hear(const std::string& message) {
        constexpr std::string_view events = R"({"kind":"events")";
        if (message.compare(0, events.size(), events) == 0) {
            for (const std::uint64_t seq : numbers_of(message, R"("seq":)"))
                note(seq);
            return;
        }
        const wire::ServerFrame frame = wire::decode_server_frame(message).value();
        if (const auto* begun = std::get_if<wire::Subscribed>(&frame)) {
            position_ = begun->seq;
            diary_.continued += !diary_.seqs.empty() && position_ >= diary_.seqs.front() ? 1 : 0;
        } else if (const auto* gap = std::get_if<wire::Gap>(&frame)) {
            diary_.gaps.push_back(*gap);
        }
    }

    void note(std::uint64_t seq) {
        diary_.disordered += seq > position_ ? 0 : 1;
        position_ = seq;
        if (seq <= last_seq_) {
            ++diary_.repeated;
            return;
        }
        diary_.seqs.push_back(seq);
        last_seq_ = seq;
    }

    void acknowledge(RawWebSocket& socket) const {
        socket.send_text(R"({"kind":"acknowledge","id":1,"seq":)" + std::to_string(position_) + '}');
    }

    const std::uint16_t port_;
    const Wish wish_;
    std::atomic<bool> is_over_{false};
    std::atomic<std::uint64_t> last_seq_{0};

    // Of the thread, until its end.
    std::string epoch_;
    std::uint64_t position_ = 0;  // within this life
    ReaderDiary diary_;

    std::thread thread_;
};

}  // namespace logbeam::test

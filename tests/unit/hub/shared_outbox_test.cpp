#include "hub/shared_outbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <memory>
#include <random>
#include <string>

namespace logbeam::hub {
namespace {

std::uint64_t append(SharedOutbox& outbox, const std::string& frame, FrameHolds holds = {1, 1, 1}) {
    std::memcpy(outbox.reserve(frame.size() + 7), frame.data(), frame.size());  // never as long as announced
    outbox.commit(frame.size(), holds);
    return frame.size();
}

std::string gathered(const Cursor& cursor, std::size_t room = 64) {
    std::vector<iovec> pieces(room);
    std::string text;
    pieces.resize(cursor.gather(pieces.data(), room));
    for (const iovec& piece : pieces)
        text.append(static_cast<const char*>(piece.iov_base), piece.iov_len);
    return text;
}

TEST(SharedOutbox, GivesACursorWhatIsAppendedAfterItJoined) {
    SharedOutbox outbox;
    append(outbox, "before");
    Cursor cursor;
    cursor.join(outbox);

    append(outbox, "one");
    append(outbox, "two");

    EXPECT_EQ(gathered(cursor), "onetwo");
}

TEST(SharedOutbox, KeepsFramesWholeOverChunks) {
    SharedOutbox outbox;
    Cursor cursor;
    cursor.join(outbox);
    const std::string large(SharedOutbox::largest_chunk * 2, 'x');

    append(outbox, "small");
    append(outbox, large);
    append(outbox, "small");

    EXPECT_EQ(gathered(cursor), "small" + large + "small");
}

TEST(SharedOutbox, FreesWhatEveryCursorHasSent) {
    SharedOutbox outbox;
    Cursor cursor;
    cursor.join(outbox);
    for (int count = 0; count < 1000; ++count)
        append(outbox, std::string(1000, 'x'));
    const std::size_t held = outbox.retained_bytes();

    (void)cursor.advance(1'000'000);

    EXPECT_GT(held, 1'000'000U);
    EXPECT_LE(outbox.retained_bytes(), SharedOutbox::largest_chunk);
}

TEST(SharedOutbox, HoldsOneChunkWhenNobodyReads) {
    SharedOutbox outbox;

    for (int count = 0; count < 1000; ++count)
        append(outbox, std::string(1000, 'x'));

    EXPECT_LE(outbox.retained_bytes(), SharedOutbox::largest_chunk);
}

TEST(SharedOutbox, IsSmallWhileLittleIsSaid) {
    SharedOutbox outbox;

    append(outbox, "little");

    EXPECT_EQ(outbox.retained_bytes(), SharedOutbox::smallest_chunk);
}

TEST(Cursor, NamesTheRestOfTheFrameThatItStoppedIn) {
    SharedOutbox outbox;
    Cursor cursor;
    cursor.join(outbox);
    append(outbox, "abcd");
    append(outbox, "efgh");

    const auto rest = cursor.advance(6);

    EXPECT_EQ(std::string(rest.bytes, rest.size), "gh");
    EXPECT_FALSE(cursor.has_more());
}

TEST(Cursor, HasNoRestAtTheEndOfAFrame) {
    SharedOutbox outbox;
    Cursor cursor;
    cursor.join(outbox);
    append(outbox, "abcd");
    append(outbox, "efgh");

    const auto rest = cursor.advance(4);

    EXPECT_EQ(rest.size, 0U);
    EXPECT_EQ(gathered(cursor), "efgh");
}

TEST(Cursor, TellsWhatAJumpLeavesOut) {
    SharedOutbox outbox;
    Cursor cursor;
    cursor.join(outbox);
    append(outbox, "sent", {2, 10, 11});
    append(outbox, "skipped", {3, 12, 15});
    append(outbox, "control", {0, 0, 0});
    append(outbox, "skipped", {1, 20, 20});
    (void)cursor.advance(4);

    const auto skipped = cursor.skip_to_end();

    EXPECT_EQ(skipped.events, 4U);
    EXPECT_EQ(skipped.first_seq, 12U);
    EXPECT_EQ(skipped.last_seq, 20U);
    EXPECT_FALSE(cursor.has_more());
}

// What an outbox is to one cursor: frames that wait, as a list.
struct Model {
    struct Frame {
        std::string text;
        std::uint32_t events;
    };
    std::deque<Frame> waiting;

    [[nodiscard]] std::string all() const {
        std::string text;
        for (const Frame& frame : waiting)
            text += frame.text;
        return text;
    }
    [[nodiscard]] std::uint64_t events() const {
        std::uint64_t count = 0;
        for (const Frame& frame : waiting)
            count += frame.events;
        return count;
    }
    std::string advance(std::size_t bytes) {
        while (bytes > 0) {
            const std::string text = waiting.front().text;
            waiting.pop_front();
            if (bytes < text.size()) return text.substr(bytes);
            bytes -= text.size();
        }
        return {};
    }
};

class OutboxAgainstItsModel : public ::testing::TestWithParam<unsigned> {
protected:
    struct Reader {
        std::unique_ptr<Cursor> cursor = std::make_unique<Cursor>();
        Model model;
    };

    void append_frame() {
        const std::size_t bytes =
            std::uniform_int_distribution<std::size_t>{1, random_() % 50 == 0 ? 90'000U : 900U}(random_);
        std::string frame(bytes, '\0');
        for (char& c : frame)
            c = static_cast<char>('a' + random_() % 26);
        const auto events = static_cast<std::uint32_t>(random_() % 4);
        append(outbox_, frame, {events, ++seq_, seq_});
        for (Reader& reader : readers_)
            reader.model.waiting.push_back({frame, events});
    }
    void advance_one() {
        Reader& reader = readers_[random_() % readers_.size()];
        const std::string all = reader.model.all();
        if (all.empty()) return;
        const std::size_t bytes = random_() % 3 == 0 ? all.size() : random_() % all.size() + 1;
        const auto rest = reader.cursor->advance(bytes);
        ASSERT_EQ(std::string(rest.bytes, rest.size), reader.model.advance(bytes));
    }
    void skip_one() {
        Reader& reader = readers_[random_() % readers_.size()];
        const auto skipped = reader.cursor->skip_to_end();
        ASSERT_EQ(skipped.events, reader.model.events());
        reader.model.waiting.clear();
    }
    void join_one() {
        readers_.emplace_back();
        readers_.back().cursor->join(outbox_);
    }
    void leave_one() {
        if (readers_.size() > 1)
            readers_.erase(readers_.begin() + static_cast<std::ptrdiff_t>(random_() % readers_.size()));
    }
    void compare() {
        for (const Reader& reader : readers_) {
            ASSERT_EQ(reader.cursor->has_more(), !reader.model.waiting.empty());
            ASSERT_EQ(reader.cursor->bytes_behind(), reader.model.all().size());
            ASSERT_EQ(reader.cursor->events_behind(), reader.model.events());
            ASSERT_EQ(gathered(*reader.cursor, 4096), reader.model.all());
        }
    }

    std::mt19937 random_{GetParam()};
    SharedOutbox outbox_;
    std::vector<Reader> readers_;
    std::uint64_t seq_ = 0;
};

TEST_P(OutboxAgainstItsModel, GivesEachReaderItsFrames) {
    join_one();
    for (int step = 0; step < 600; ++step) {
        const unsigned choice = random_() % 20;
        if (choice < 10)
            append_frame();
        else if (choice < 16)
            advance_one();
        else if (choice < 17)
            skip_one();
        else if (choice < 19)
            join_one();
        else
            leave_one();
        compare();
        if (HasFatalFailure()) return;
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, OutboxAgainstItsModel, ::testing::Range(1U, 9U));

}  // namespace
}  // namespace logbeam::hub

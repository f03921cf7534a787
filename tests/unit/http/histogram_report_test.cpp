#include "http/histogram_report.hpp"

#include "unit/http/past_rig.hpp"

#include <map>
#include <tuple>

namespace logbeam::http {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::PastRig;
using test::value_of;

// A snapshot that has sums of its first blocks, and counts how many blocks were read.
class Summed final : public history::Snapshot {
public:
    Summed(std::shared_ptr<const Snapshot> of, std::size_t summed) : of_{std::move(of)}, summed_{summed} {}

    std::size_t blocks() const noexcept override { return of_->blocks(); }
    history::BlockInfo block(std::size_t index) const noexcept override { return of_->block(index); }
    std::vector<std::uint8_t> candidates(const query::Need& need, std::size_t begin, std::size_t end) const override {
        return of_->candidates(need, begin, end);
    }
    Result<void> read_rows(std::size_t index, history::BlockContent& into) const override {
        ++read;
        return of_->read_rows(index, into);
    }
    Result<void> read_text(std::size_t index, history::BlockContent& into) const override {
        return of_->read_text(index, into);
    }
    std::optional<std::vector<history::RollupRow>> rollup(std::size_t begin, std::size_t end) const override {
        if (end > summed_) return std::nullopt;
        std::map<std::tuple<std::int64_t, std::string_view, std::optional<Level>>, std::uint64_t> sums;
        for (; begin != end; ++begin) {
            history::BlockContent content;
            EXPECT_TRUE(of_->read_rows(begin, content));
            for (const history::Row& row : content.rows)
                ++sums[{std::chrono::floor<std::chrono::minutes>(row.time).time_since_epoch().count(), row.topic,
                        row.level}];
        }
        std::vector<history::RollupRow> rows;
        for (const auto& [key, events] : sums)
            rows.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), events});
        return rows;
    }
    const std::vector<history::Hole>& holes() const noexcept override { return of_->holes(); }

    mutable std::size_t read = 0;

private:
    const std::shared_ptr<const Snapshot> of_;
    const std::size_t summed_;
};

constexpr int block_events = 1024;  // of MemoryHistory

class HistogramOfManyBlocks : public ::testing::Test {
protected:
    HistogramOfManyBlocks() {
        broker.publish_seconds(3 * block_events, "logs.a");
        broker.publish_seconds(2 * block_events, "logs.b");
        question.range.wants = [](std::string_view topic) { return topic == "logs.a" || topic == "logs.b"; };
        question.range.from = broker.ago(2000s);
        question.range.to = broker.clock.wall_now();
        options.by = HistogramOptions::By::topic;
        use_buckets_of(1min);
    }
    void use_buckets_of(std::chrono::nanoseconds width) {
        options.buckets = buckets_for(question.range.from, question.range.to, width).value();
    }
    std::string answer_of(std::shared_ptr<const history::Snapshot> snapshot) {
        HistogramReport report{std::move(snapshot), question, options, Effort{clock, limit}};
        std::string text;
        for (steps = 1; report.step(text); ++steps) {}
        return text;
    }
    Value exact() { return at(value_of(answer_of(broker.history.snapshot())), "buckets"); }

    PastRig broker;
    test::TickingClock clock;
    Question question;
    HistogramOptions options;
    Effort::Duration limit = 1h;
    int steps = 0;
};

TEST_F(HistogramOfManyBlocks, IsTheSameFromSumsAsFromEvents) {
    const auto summed = std::make_shared<Summed>(broker.history.snapshot(), 4);

    const auto buckets = at(value_of(answer_of(summed)), "buckets");

    EXPECT_EQ(buckets, exact());
    EXPECT_EQ(summed->read, 3u);  // a block of each topic in which the range begins, and the one that has no sums
}

TEST_F(HistogramOfManyBlocks, LeavesOutOfTheSumsWhatMayNotBeHeard) {
    question.range.wants = [](std::string_view topic) { return topic == "logs.b"; };
    const auto summed = std::make_shared<Summed>(broker.history.snapshot(), 5);

    EXPECT_EQ(at(value_of(answer_of(summed)), "buckets"), exact());
}

TEST_F(HistogramOfManyBlocks, UsesNoSumsForBucketsThatAreNoWholeMinutes) {
    use_buckets_of(15s);
    const auto summed = std::make_shared<Summed>(broker.history.snapshot(), 5);

    EXPECT_EQ(at(value_of(answer_of(summed)), "buckets"), exact());
    EXPECT_GE(summed->read, 4u);
}

TEST_F(HistogramOfManyBlocks, IsMadeInSteps) {
    (void)answer_of(broker.history.snapshot());

    EXPECT_GE(steps, 4);
}

TEST_F(HistogramOfManyBlocks, SaysWhenItHadToEndEarly) {
    limit = 10ms;

    const auto answer = value_of(answer_of(broker.history.snapshot()));

    EXPECT_EQ(at(answer, "complete"), Value{false});
    EXPECT_EQ(at(answer, "progress", "scanned"), Value{2});
}

}  // namespace
}  // namespace logbeam::http

#include "unit/alert/plain_sequence.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace seen_stream;

std::string random_steps(RandomTimes& times) {
    std::string text;
    const std::size_t steps = 1 + times.upto(3);
    const std::size_t present = times.upto(steps - 1);  // one of them, at least
    for (std::size_t step = 0; step < steps; ++step) {
        const char letter = static_cast<char>('a' + times.upto(3));
        if (step != present && times.upto(2) == 0) {
            text += std::string{" !"} + letter;
        } else {
            text += ' ' + std::string(1 + times.upto(2) * times.upto(1), letter);
        }
    }
    return text;
}

std::vector<Seen> random_stream(RandomTimes& times, const std::vector<Step>& steps, std::size_t keys) {
    std::vector<Seen> stream;
    for (int count = 0; count < 300; ++count) {
        Seen event = times.next();
        event.group = std::string(1, static_cast<char>('k' + times.upto(keys)));
        std::string letters(1, static_cast<char>('a' + times.upto(3)));
        while (times.upto(3) == 0)
            letters += static_cast<char>('a' + times.upto(3));
        auto sightings = sightings_of(event, letters, steps);
        for (Seen& sighting : sightings) {  // a step may call its key by another name
            if (times.upto(5) == 0) sighting.group = "k";
        }
        stream.insert(stream.end(), sightings.begin(), sightings.end());
    }
    return stream;
}

PlainSequence::UnderWay under_way(const Detector& detector) {
    PlainSequence::UnderWay all;
    for (const Partial& partial : detector.latest_partials(1000))
        all.emplace(partial.group, partial.since, partial.step);
    EXPECT_EQ(detector.partials(), all.size());
    return all;
}

// How many it found in this.
std::size_t compare(std::uint32_t seed, bool is_ordered) {
    RandomTimes times{seed};
    const std::string text = random_steps(times);
    Rule rule;
    rule.within = 30s;
    rule.max_groups = 1 + times.upto(5);
    const Sequence sequence{steps_of(text), is_ordered};
    const auto stream = random_stream(times, sequence.steps, times.upto(4));
    PlainSequence plain{sequence, rule.max_groups};
    for (const Seen& seen : stream)
        plain.see(seen);
    plain.pass(times.now() + 10s);

    for (const Stepping stepping : {Stepping::when_it_sees, Stepping::when_due, Stepping::often}) {
        const auto detector = make_sequence(rule, sequence);
        const auto told = play(*detector, stream, times.now() + 10s, stepping);
        EXPECT_EQ(first_difference(told, plain.told), "") << "seed " << seed << ":" << text;
        EXPECT_EQ(detector->groups(), plain.keys().size()) << "seed " << seed << ":" << text;
        EXPECT_EQ(under_way(*detector), plain.under_way()) << "seed " << seed << ":" << text;
    }
    return plain.told.size();
}

TEST(RandomSequences, InOrderAreWhatThePlainestWayFindsHoweverOftenTimeIsTold) {
    std::size_t found = 0;
    for (std::uint32_t seed = 0; seed < 600 && !HasFailure(); ++seed)
        found += compare(seed, true);
    EXPECT_GT(found, 10'000U) << "else the streams are no test";
}

TEST(RandomSequences, InAnyOrderAreWhatThePlainestWayFindsHoweverOftenTimeIsTold) {
    std::size_t found = 0;
    for (std::uint32_t seed = 0; seed < 600 && !HasFailure(); ++seed)
        found += compare(seed, false);
    EXPECT_GT(found, 10'000U) << "else the streams are no test";
}

}  // namespace
}  // namespace logbeam::alert

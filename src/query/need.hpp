#pragma once

#include <logbeam/timestamp.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace logbeam::query {

// What every event that a query matches must have, as far as an index can know: a block of events in which nothing has it
// is passed over. Never less than the query matches, often more.
struct Need {
    enum class Kind : std::uint8_t {
        anything,  // no event can be passed over
        nothing,   // every one can
        all_of,    // each of `parts`
        any_of,    // one of `parts`
        word,      // `text` is a whole word of the message
        pair,      // a field `key` has the whole value `text`
        piece,     // `text` stands inside some string value of `data`
        levels,    // the level is one of `levels`
        topic,     // `text` is a pattern that matches the topic
        time,      // from `from` to `to`, both included
    };

    Kind kind = Kind::anything;
    std::vector<Need> parts = {};
    std::string key = {};  // a path in `data`; of the envelope: in front of it `envelope_mark`
    std::string text =
        {};  // folded (tokens.hpp); of a pair: at most `longest_pair_value` bytes, of a piece: at least 3
    std::uint8_t levels = 0;  // a bit per Level, and `no_level`
    Timestamp from = Timestamp::min();
    Timestamp to = Timestamp::max();

    static constexpr char envelope_mark = '\x01';
    static constexpr std::uint8_t no_level = 1U << 7U;
};

}  // namespace logbeam::query

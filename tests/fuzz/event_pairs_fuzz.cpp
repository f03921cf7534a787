#include "event/pairs.hpp"
#include "event/template.hpp"
#include "fuzz/require.hpp"
#include "json/scan.hpp"
#include "json/utf8.hpp"

#include <logbeam/log_record.hpp>

#include <string>

using namespace logbeam;
using fuzz::require;

namespace {

// Spans rise and lie in the message; what is spliced into JSON is JSON.
void check_pairs(std::string_view message, const event::PairList& pairs) {
    std::size_t done = 0;
    for (const auto& pair : pairs) {
        require(pair.begin >= done && pair.begin < pair.end && pair.end <= message.size());
        require(pair.kind == event::PairKind::text || json::check(pair.value).ok());
        require(pairs.is_object() || !pair.key.empty());
        done = pair.end;
    }
}

void check_template(std::string_view message, const event::PairList& pairs) {
    std::string text;
    event::guess_template(message, pairs, text);
    require(text.size() <= event::longest_template);
    require(!json::is_utf8(message) || json::is_utf8(text));
}

// Any text, behind `key=` as pair_text writes it, is read as that text.
void check_round_trip(std::string_view text, event::PairList& pairs) {
    const auto message = "k=" + pair_text(text) + " end=1";
    event::extract_pairs(message, pairs);
    require(pairs.size() == 2 && pairs[0].kind == event::PairKind::text && pairs[0].value == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static event::PairList pairs;
    const auto message = fuzz::text_of(data, size);
    event::extract_pairs(message, pairs);
    check_pairs(message, pairs);
    check_template(message, pairs);
    check_round_trip(message, pairs);

    const auto written = pairs_from_json(message);
    event::extract_pairs(written, pairs);
    check_pairs(written, pairs);
    return 0;
}

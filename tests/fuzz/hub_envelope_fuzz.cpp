#include "fuzz/taken.hpp"
#include "support/hub_rig.hpp"

#include <string>
#include <string_view>

using namespace logbeam;
using fuzz::require;

namespace {

std::string without_seq(const history::Burst& burst, const history::Entry& entry) {
    const auto text = burst.text_of(entry);
    return std::string{text.substr(0, entry.parts.seq_at)}.append(text.substr(entry.parts.seq_end));
}

}  // namespace

// What is accepted becomes canonical text, which is accepted in turn and stays as it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    test::HubRig rig;
    const auto json = fuzz::text_of(data, size);
    const auto letter = rig.hub.ingest.compose(json, rig.sender(), rig.clock.wall_now());
    require(rig.taken().empty());
    const bool is_taken = rig.publish(json).ok();
    require(letter.ok() == is_taken);
    if (!is_taken) return 0;
    require(Event::parse(letter->text).ok());

    const std::string canonical = rig.taken().front();
    require(rig.publish(canonical).ok());

    const history::Burst& burst = rig.hub.ingest.burst();
    fuzz::require_events(burst);
    require(without_seq(burst, burst.entries[0]) == without_seq(burst, burst.entries[1]));
    return 0;
}

#include "fuzz/require.hpp"
#include "store/block/tail_record.hpp"

#include <string>

using namespace logbeam;
using fuzz::require;

namespace {

// Whatever is in a tail: what is taken lies within it, and what was read is as long as it says.
void read(std::string_view tail) {
    const std::size_t whole = store::read_records(tail, [](const store::TailRecord& record) {
        for (const history::Row& row : record.events)
            require(std::size_t{row.at} + row.bytes <= record.texts.size());
    });
    require(whole <= tail.size());
}

// What is written reads back, and cut anywhere it is not read at all.
void write(std::string_view text) {
    history::Burst burst;
    burst.text = text;
    history::Entry entry;
    entry.seq = text.size();
    entry.bytes = static_cast<std::uint32_t>(text.size());
    burst.entries.push_back(entry);
    burst.marks.push_back({std::string{text.substr(0, text.size() / 2)}, text.size()});
    std::string tail;
    store::put_record(tail, burst, {0}, {{1, 2, "unstored"}});
    std::size_t records = 0;
    const std::size_t whole = store::read_records(tail, [&](const store::TailRecord& record) {
        ++records;
        require(record.texts == text && record.marks.front().publisher == burst.marks.front().publisher);
    });
    require(records == 1 && whole == tail.size());
    tail.resize(text.size() % tail.size());
    require(store::read_records(tail, [](const store::TailRecord& /*record*/) { std::abort(); }) == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    read(fuzz::text_of(data, size));
    write(fuzz::text_of(data, size));
    return 0;
}

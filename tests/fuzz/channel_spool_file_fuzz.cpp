#include "channel/spool_file.hpp"
#include "fuzz/require.hpp"
#include "unit/channel/temp_folder.hpp"
#include "wire/batch_codec.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

using namespace logbeam;
using fuzz::require;

namespace {

namespace fs = std::filesystem;

using Batches = std::vector<std::string>;

// A start of a program: what it recovers, as bytes.
struct Life {
    explicit Life(const std::string& path) : file{path, reporter} {
        for (const auto& batch : file.take_recovered()) {
            const auto view = wire::decode_batch(batch->bytes);
            require(view.ok() && view->recovered && batch->recovered && view->publisher == batch->publisher);
            require(view->last == batch->last);
            recovered.push_back(batch->bytes);
        }
    }

    SystemClock clock;
    channel::Reporter reporter{clock, [](const Error& /*error*/) {}};
    channel::SpoolFile file;
    Batches recovered;
};

std::string_view take(std::string_view& rest, std::size_t bytes) {
    const auto taken = rest.substr(0, bytes);
    rest.remove_prefix(taken.size());
    return taken;
}

std::size_t take_number(std::string_view& rest) {
    const auto byte = take(rest, 1);
    return byte.empty() ? 0 : static_cast<unsigned char>(byte.front());
}

// Writes records whose checksums hold, whatever is in them. Returns what a next start is to find.
Batches write_records(const std::string& path, std::string_view rest) {
    Life life{path};
    std::vector<transport::Batch> written;
    std::map<std::string, std::uint64_t> acknowledged;
    while (!rest.empty()) {
        const std::size_t head = take_number(rest);
        if (head % 2 == 0) {
            transport::Held held;
            held.publisher = take(rest, head / 2);
            held.counter = take_number(rest);
            life.file.on_acknowledged(held);
            if (!held.publisher.empty()) acknowledged[held.publisher] = held.counter;
        } else {
            transport::Batch batch;
            const std::size_t bytes = head / 2 + 128 * take_number(rest);
            batch.bytes = take(rest, bytes);
            life.file.on_append(batch);
            written.push_back(std::move(batch));
        }
    }
    Batches expected;
    for (transport::Batch& batch : written) {
        const auto view = wire::decode_batch(batch.bytes);
        if (!view) continue;
        const auto held = acknowledged.find(std::string{view->publisher});
        if (held != acknowledged.end() && view->last <= held->second) continue;
        wire::mark_recovered(batch.bytes);
        expected.push_back(std::move(batch.bytes));
    }
    return expected;
}

// Recovers, and what was recovered lies in the file for the next start.
void check_starts(const std::string& path, const Batches* expected) {
    const Batches first = Life{path}.recovered;
    require(expected == nullptr || first == *expected);
    require(Life{path}.recovered == first);
}

}  // namespace

// The first byte says what the rest is: 0 a file, 1 records behind the first line of one, anything else what is written
// by the spool itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const channel::TempFolder folder;
    const std::string path = folder / "spool";
    auto rest = fuzz::text_of(data, size);
    const auto kind = take_number(rest);
    if (kind > 1) {
        const Batches expected = write_records(path, rest);
        check_starts(path, &expected);
    } else {
        channel::write_file(path, std::string{kind == 1 ? "logbeam spool 1\n" : ""}.append(rest));
        check_starts(path, nullptr);
    }
    for (const auto& left : fs::directory_iterator{fs::path{path}.parent_path()})
        fs::remove(left.path());
    return 0;
}

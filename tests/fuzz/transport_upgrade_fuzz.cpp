#include "fuzz/require.hpp"
#include "transport/websocket/upgrade.hpp"

using namespace logbeam;
using fuzz::require;
using transport::Input;
using transport::read_upgrade;

namespace {

constexpr std::string_view key = "dGhlIHNhbXBsZSBub25jZQ==";

}  // namespace

// What is accepted is accepted whatever follows it, and not before it is whole; the end of input decides everything.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = fuzz::text_of(data, size);
    const auto answer = read_upgrade(bytes, key);
    const auto at_the_end = read_upgrade(bytes, key, Input::has_ended);
    require(!at_the_end.ok() || at_the_end->has_value());
    if (!answer.ok()) {
        require(!at_the_end.ok());
        return 0;
    }
    if (!*answer) return 0;
    const std::size_t head = **answer;
    require(head <= bytes.size() && bytes.substr(0, head).ends_with("\r\n\r\n"));
    const auto exactly = read_upgrade(bytes.substr(0, head), key);
    require(exactly.ok() && *exactly && **exactly == head);
    const auto before = read_upgrade(bytes.substr(0, head - 1), key);
    require(before.ok() && !*before);
    return 0;
}

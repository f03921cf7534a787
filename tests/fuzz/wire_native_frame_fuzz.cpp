#include "fuzz/require.hpp"
#include "wire/native_frame.hpp"

using namespace logbeam;
using fuzz::require;

namespace {

// What decodes is encoded to a frame that decodes to the same.
template <class Decode>
void check(std::string_view text, Decode decode) {
    const auto frame = decode(text);
    if (!frame) return;
    const auto written = wire::encode(*frame);
    const auto again = decode(written);
    require(again.ok() && again->index() == frame->index() && wire::encode(*again) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    check(text, wire::decode_client_frame);
    check(text, wire::decode_server_frame);
    return 0;
}

#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct ZSTD_CCtx_s;

// The only door to zstd.
namespace logbeam::store {

// Frames that carry their size and a checksum. Unsynchronised.
class Compressor final {
public:
    Compressor();

    // Appends the frame. Throws std::bad_alloc alone.
    void compress(std::string_view bytes, std::string& out);

private:
    struct Free {
        void operator()(ZSTD_CCtx_s* context) const noexcept;
    };
    std::unique_ptr<ZSTD_CCtx_s, Free> context_;
};

// What a frame holds, in `buffer`, which only grows; nothing when it is damaged or would be larger than `limit`.
// Thread-safe.
[[nodiscard]] std::optional<std::string_view> decompress(std::string_view frame, std::size_t limit,
                                                         std::string& buffer);

}  // namespace logbeam::store

#include "store/block/compression.hpp"

#include <zstd.h>

#include <new>

namespace logbeam::store {
namespace {

constexpr int level = 1;  // 3 makes blocks of 300 KB no smaller

struct FreeDecompression {
    void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

// A context is 150 KB of memory: one for each thread that reads, for as long as the thread lives.
ZSTD_DCtx* context_of_this_thread() {
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeDecompression> context{ZSTD_createDCtx()};
    if (!context) throw std::bad_alloc{};
    return context.get();
}

}  // namespace

void Compressor::Free::operator()(ZSTD_CCtx_s* context) const noexcept {
    ZSTD_freeCCtx(context);
}

Compressor::Compressor() : context_{ZSTD_createCCtx()} {
    if (!context_) throw std::bad_alloc{};
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
}

void Compressor::compress(std::string_view bytes, std::string& out) {
    const std::size_t begin = out.size();
    out.resize(begin + ZSTD_compressBound(bytes.size()));
    const std::size_t size =
        ZSTD_compress2(context_.get(), out.data() + begin, out.size() - begin, bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0) throw std::bad_alloc{};  // there is room enough: nothing else can go wrong
    out.resize(begin + size);
}

std::optional<std::string_view> decompress(std::string_view frame, std::size_t limit, std::string& buffer) {
    const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > limit) return std::nullopt;
    if (buffer.size() < size) buffer.resize(size);
    const std::size_t got =
        ZSTD_decompressDCtx(context_of_this_thread(), buffer.data(), buffer.size(), frame.data(), frame.size());
    if (ZSTD_isError(got) != 0 || got != size) return std::nullopt;
    return std::string_view{buffer}.substr(0, got);
}

}  // namespace logbeam::store

#pragma once

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::cli {

// Reads an answer, whatever the pieces that it comes in: its status, and its body out of chunks, of an announced
// length or up to the end of the connection. Unsynchronised.
class AnswerReader {
public:
    // Takes what has come, and appends what it holds of the body.
    [[nodiscard]] Result<void> receive(std::string_view bytes, std::string& body);

    // Nothing more will come; an error when something is missing.
    [[nodiscard]] Result<void> end();

    [[nodiscard]] bool is_done() const noexcept { return phase_ == Phase::done; }
    [[nodiscard]] unsigned status() const noexcept { return status_; }  // 0: not known yet

private:
    enum class Phase : std::uint8_t { head, chunk_size, chunk, chunk_end, trailer, counted, until_close, done };

    [[nodiscard]] Result<void> advance(std::string& body, bool& needs_more);
    [[nodiscard]] Result<void> read_head();
    [[nodiscard]] Result<void> read_chunk_size(std::string_view line);
    void take_body(std::string& body);

    Phase phase_ = Phase::head;
    unsigned status_ = 0;
    std::string held_;        // not dealt with yet
    std::uint64_t left_ = 0;  // bytes of the chunk, or of the body
};

}  // namespace logbeam::cli

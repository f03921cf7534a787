#pragma once

#include "cli/bench/deframer.hpp"
#include "cli/bench/load_dialect.hpp"
#include "cli/bench/marker.hpp"

#include <logbeam/result.hpp>

#include <sys/socket.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace logbeam::cli {

struct Address {
    sockaddr_storage storage{};
    socklen_t bytes = 0;
};

// The first address of the URL's host.
[[nodiscard]] Result<Address> resolve(const transport::Url& url);

// One connection of the load, from connect to close. Confined to its loop; owns its descriptor.
class LoadConnection final {
public:
    LoadConnection(const Seat& seat, const LoadDialect& dialect) : seat_{seat}, dialect_{&dialect} {}
    ~LoadConnection();
    LoadConnection(const LoadConnection&) = delete;
    LoadConnection& operator=(const LoadConnection&) = delete;

    [[nodiscard]] Result<void> connect(const Address& address);

    // Hands what came to take(Marker), once seated.
    template <class Take>
    [[nodiscard]] Result<void> feed(std::string_view bytes, std::size_t padding, Take&& take) {
        if (!is_upgraded_) {
            auto body = take_response(bytes);
            if (!body) return body.error();
            bytes = *body;
        }
        const auto payload = [&](std::string_view piece) {
            if (!is_seated_ || seat_.publishes) {
                listen(piece);
            } else {
                scanner_.scan(piece, padding, take);
            }
        };
        if (!dialect_->is_framed()) {
            payload(bytes);
        } else if (is_upgraded_) {
            frames_.feed(bytes, payload, [this](Opcode opcode, std::string_view text) { on_control(opcode, text); });
        }
        return complaint_.empty() ? Result<void>{} : Error{ErrorCode::refused, complaint_};
    }

    // Frames to send; flush sends what the socket takes and says whether that was all.
    [[nodiscard]] std::string& out() noexcept { return out_; }
    [[nodiscard]] bool has_backlog() const noexcept { return sent_ < out_.size(); }
    [[nodiscard]] Result<bool> flush();

    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    [[nodiscard]] bool is_seated() const noexcept { return is_seated_; }
    [[nodiscard]] const Seat& seat() const noexcept { return seat_; }
    [[nodiscard]] const LoadDialect& dialect() const noexcept { return *dialect_; }
    void close() noexcept;

private:
    Result<std::string_view> take_response(std::string_view bytes);  // what stands behind it
    void listen(std::string_view piece);
    void on_control(Opcode opcode, std::string_view payload);

    const Seat seat_;
    const LoadDialect* dialect_;
    int descriptor_ = -1;
    bool is_upgraded_ = false;
    bool is_seated_ = false;
    Deframer frames_;
    MarkerScanner scanner_;
    std::string said_;  // by the peer, before the seat was taken
    std::string rest_;  // of the response's last piece
    std::string complaint_;
    std::string out_;
    std::size_t sent_ = 0;
};

}  // namespace logbeam::cli

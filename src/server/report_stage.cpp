#include "server/report_stage.hpp"

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <utility>

namespace logbeam::server {
namespace {

constexpr std::size_t piece_bytes = std::size_t{64} * 1024;
constexpr std::chrono::milliseconds turn{50};  // then it is the next one's in the pool

std::string chunk_of(std::string_view piece) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), piece.size(), 16).ptr;
    std::string chunk{digits.data(), end};
    return chunk.append("\r\n").append(piece).append("\r\n");
}

}  // namespace

// Shared with the pool: whichever of the two lets go last destroys the report.
struct ReportStage::Work {
    explicit Work(std::unique_ptr<http::Report> its_report) : report{std::move(its_report)} {}

    // Returns whether there is more.
    bool write_piece(std::string& piece) const {
        const auto end = std::chrono::steady_clock::now() + turn;
        while (!is_unwanted) {
            if (!report->step(piece)) return false;
            if (piece.size() >= piece_bytes || std::chrono::steady_clock::now() >= end) return true;
        }
        return false;
    }

    std::unique_ptr<http::Report> report;
    std::atomic<bool> is_unwanted{false};
};

ReportStage::ReportStage(Connection& connection, Reporting& reporting, std::unique_ptr<http::Report> report,
                         Framing framing)
    : connection_{connection},
      reporting_{reporting},
      framing_{framing},
      work_{std::make_shared<Work>(std::move(report))},
      moved_{reporting.loop.hub.clock.steady_now()} {
    ++reporting_.now;
}

ReportStage::~ReportStage() {
    work_->is_unwanted = true;
    --reporting_.now;
}

void ReportStage::work_on() {
    if (is_working_ || is_done_) return;
    is_working_ = true;
    auto take_piece = alive_.guard([this](const std::string& piece, bool is_last) {
        is_working_ = false;
        take(piece, is_last);
    });
    reporting_.pool.post([&loop = reporting_.loop.context, work = work_, take_piece = std::move(take_piece)]() mutable {
        std::string piece;
        const bool has_more = work->write_piece(piece);
        net::asio::post(loop, [piece = std::move(piece), has_more, take_piece = std::move(take_piece)]() mutable {
            take_piece(piece, !has_more);
        });
    });
}

void ReportStage::take(std::string_view piece, bool is_last) {
    is_done_ = is_last;
    std::string bytes;
    if (!piece.empty()) bytes = framing_ == Framing::chunked ? chunk_of(piece) : std::string{piece};
    if (is_last && framing_ == Framing::chunked) bytes += "0\r\n\r\n";
    if (!bytes.empty()) connection_.send(bytes);
    if (is_last) return connection_.close_quietly();
    if (connection_.has_sent_all()) work_on();
}

void ReportStage::on_all_sent() {
    work_on();
}

// A peer that takes nothing would keep its place among the few for ever.
void ReportStage::on_tick(Time now, Time /*heard*/) {
    if (is_working_ || connection_.bytes_out() != bytes_out_) {
        bytes_out_ = connection_.bytes_out();
        moved_ = now;
    }
    if (now - moved_ > reporting_.patience) connection_.end();
}

// The answer is the last one on its connection: whatever is asked after it is not read.
void ReportStage::on_bytes(char* /*bytes*/, std::size_t /*count*/) {}

void ReportStage::farewell(std::uint16_t /*code*/, std::string_view /*reason*/, std::string& /*out*/) {}

}  // namespace logbeam::server

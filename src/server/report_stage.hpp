#pragma once

#include "base/lifetime.hpp"
#include "http/report.hpp"
#include "server/connection.hpp"
#include "server/stage.hpp"
#include "server/work_pool.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace logbeam::server {

// What reports share; outlives them.
struct Reporting {
    Loop& loop;
    WorkPool& pool;
    std::size_t most = 16;                       // at once
    std::chrono::milliseconds patience{60'000};  // with a peer that takes nothing
    std::size_t now = 0;
};

// An answer that is written while it is found: a piece at a time in the pool, and the next one only when the peer has
// taken the last. Ends with the connection, whichever is first.
class ReportStage final : public Stage {
public:
    enum class Framing : std::uint8_t { chunked, until_close };

    ReportStage(Connection& connection, Reporting& reporting, std::unique_ptr<http::Report> report, Framing framing);
    ~ReportStage() override;
    ReportStage(const ReportStage&) = delete;
    ReportStage& operator=(const ReportStage&) = delete;

    // When the head was sent.
    void begin() { work_on(); }

    void on_bytes(char* bytes, std::size_t count) override;
    dialect::Feed* feed() noexcept override { return nullptr; }
    void on_all_sent() override;
    void on_tick(Time now, Time heard) override;
    void farewell(std::uint16_t code, std::string_view reason, std::string& out) override;

private:
    struct Work;
    void work_on();
    void take(std::string_view piece, bool is_last);

    Connection& connection_;
    Reporting& reporting_;
    const Framing framing_;
    std::shared_ptr<Work> work_;
    std::uint64_t bytes_out_ = 0;  // at the last tick that saw some go
    Time moved_;                   // then
    bool is_working_ = false;
    bool is_done_ = false;
    base::Lifetime alive_;
};

}  // namespace logbeam::server

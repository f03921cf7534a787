#pragma once

#include "server/stage.hpp"

#include <string>
#include <string_view>

namespace logbeam::server::test {

// What happened to the stages of a test.
struct StageLog {
    int alive = 0;
    int ticks = 0;
    std::string farewells;
};

// Does nothing, and notes what it is told.
class IdleStage final : public Stage {
public:
    explicit IdleStage(StageLog& log) : log_{log} { ++log_.alive; }
    ~IdleStage() override { --log_.alive; }
    IdleStage(const IdleStage&) = delete;
    IdleStage& operator=(const IdleStage&) = delete;

    void on_bytes(char* /*bytes*/, std::size_t /*count*/) override {}
    dialect::Feed* feed() noexcept override { return nullptr; }
    void on_tick(Time /*now*/, Time /*heard*/) override { ++log_.ticks; }
    void farewell(std::uint16_t code, std::string_view reason, std::string& out) override {
        log_.farewells += std::to_string(code) + " " + std::string{reason} + ";";
        out = "bye";
    }

private:
    StageLog& log_;
};

}  // namespace logbeam::server::test

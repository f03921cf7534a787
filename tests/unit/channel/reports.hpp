#pragma once

#include "channel/reporter.hpp"
#include "support/fake_clock.hpp"

#include <logbeam/result.hpp>

#include <string>
#include <vector>

namespace logbeam::channel {

// A reporter that keeps what it is told, at most one of each code.
struct Reports {
    test::FakeClock clock;
    std::vector<Error> errors;
    Reporter reporter{clock, [this](const Error& error) { errors.push_back(error); }};

    [[nodiscard]] std::vector<ErrorCode> codes() const {
        std::vector<ErrorCode> all;
        for (const Error& error : errors) {
            all.push_back(error.code);
        }
        return all;
    }
    [[nodiscard]] std::string last() const { return errors.empty() ? "none" : errors.back().message(); }
};

}  // namespace logbeam::channel

#pragma once

#include "history/past.hpp"

#include <functional>
#include <utility>
#include <vector>

namespace logbeam::test {

// Brings the past at once, or, while it holds back, when it is told to.
class TestPastReader final : public history::PastReader {
public:
    void read(history::PastRequest request, std::function<void(history::PastPage)> done) override {
        waiting_.push_back(
            [request = std::move(request), done = std::move(done)] { done(history::read_past(request)); });
        if (!holds_back) bring();
    }
    void bring() {
        for (const auto& page : std::exchange(waiting_, {}))
            page();
    }

    bool holds_back = false;

private:
    std::vector<std::function<void()>> waiting_;
};

}  // namespace logbeam::test

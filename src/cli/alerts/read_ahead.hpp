#pragma once

#include "base/guarded.hpp"
#include "history/search.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace logbeam::cli {

// Reads what a search finds on a thread of its own, a few blocks ahead of who takes it.
class ReadAhead {
public:
    using Take = std::function<void(const history::Row& row, std::string_view text)>;

    // `search` outlives it.
    explicit ReadAhead(history::Search& search);
    ~ReadAhead();
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    // All of it, in its order, on the calling thread.
    void take_all(const Take& take);

private:
    struct Portion {
        std::string text;
        std::vector<history::Row> rows;  // `at` is in this text
    };
    struct Queue {
        std::deque<Portion> portions;
        bool is_whole = false;     // nothing follows
        bool is_unwanted = false;  // nobody takes any more
        std::exception_ptr trouble;
    };
    static constexpr std::size_t most_ahead = 4;

    void read();
    [[nodiscard]] bool hand_over(Portion portion);

    history::Search& search_;
    Guarded<Queue> queue_;
    std::condition_variable changed_;
    std::thread thread_;
};

}  // namespace logbeam::cli

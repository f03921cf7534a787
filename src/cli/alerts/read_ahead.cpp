#include "cli/alerts/read_ahead.hpp"

#include <utility>

namespace logbeam::cli {

ReadAhead::ReadAhead(history::Search& search) : search_{search}, thread_{[this] { read(); }} {}

ReadAhead::~ReadAhead() {
    queue_.with([](Queue& queue) { queue.is_unwanted = true; });
    changed_.notify_all();
    thread_.join();
}

void ReadAhead::take_all(const Take& take) {
    while (true) {
        Portion portion;
        {
            auto queue = queue_.lock();
            queue.wait(changed_, [](const Queue& all) { return all.is_whole || !all.portions.empty(); });
            if (queue->portions.empty()) {
                if (queue->trouble) std::rethrow_exception(queue->trouble);
                return;
            }
            portion = std::move(queue->portions.front());
            queue->portions.pop_front();
        }
        changed_.notify_all();
        for (const history::Row& row : portion.rows)
            take(row, std::string_view{portion.text}.substr(row.at, row.bytes));
    }
}

void ReadAhead::read() {
    std::exception_ptr trouble;
    try {
        for (bool goes_on = true; goes_on;) {
            Portion portion;
            goes_on = search_.step([&portion](const history::Row& row, std::string_view text) {
                portion.rows.push_back(row);
                portion.rows.back().at = static_cast<std::uint32_t>(portion.text.size());
                portion.text += text;
                return true;
            });
            goes_on = hand_over(std::move(portion)) && goes_on;
        }
    } catch (...) {
        trouble = std::current_exception();
    }
    queue_.with([&trouble](Queue& queue) {
        queue.is_whole = true;
        queue.trouble = trouble;
    });
    changed_.notify_all();
}

// False: nobody wants it.
bool ReadAhead::hand_over(Portion portion) {
    auto queue = queue_.lock();
    queue.wait(changed_, [](const Queue& all) { return all.is_unwanted || all.portions.size() < most_ahead; });
    if (queue->is_unwanted) return false;
    queue->portions.push_back(std::move(portion));
    changed_.notify_all();
    return true;
}

}  // namespace logbeam::cli

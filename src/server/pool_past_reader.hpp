#pragma once

#include "history/past.hpp"
#include "net/asio.hpp"
#include "server/work_pool.hpp"

#include <functional>
#include <utility>

namespace logbeam::server {

// Reads in the pool and answers on the loop. Both outlive it.
class PoolPastReader final : public history::PastReader {
public:
    PoolPastReader(WorkPool& pool, net::asio::io_context& loop) : pool_{pool}, loop_{loop} {}

    void read(history::PastRequest request, std::function<void(history::PastPage)> done) override {
        pool_.post([&loop = loop_, request = std::move(request), done = std::move(done)]() mutable {
            history::PastPage page = history::read_past(request);
            net::asio::post(loop,
                            [page = std::move(page), done = std::move(done)]() mutable { done(std::move(page)); });
        });
    }

private:
    WorkPool& pool_;
    net::asio::io_context& loop_;
};

}  // namespace logbeam::server

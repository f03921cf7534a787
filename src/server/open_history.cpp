#include "server/open_history.hpp"

#include "base/ids.hpp"
#include "query/program.hpp"
#include "store/block/block_history.hpp"
#include "store/memory_history.hpp"
#include "store/memory_state.hpp"
#include "store/state_db.hpp"

#include <utility>

namespace logbeam::server {
namespace {

store::BlockOptions block_options(const StoreConfig& config, Timestamp now) {
    store::BlockOptions options;
    options.directory = config.data_dir;
    options.keep_age = std::chrono::ceil<std::chrono::hours>(config.keep);
    options.keep_bytes = config.keep_bytes;
    options.min_free = config.min_free;
    for (const RetainConfig& rule : config.retain) {
        options.retain.push_back(
            {query::Program::compile(rule.query, now).value(), std::chrono::ceil<std::chrono::hours>(rule.keep)});
    }
    options.sync = config.sync;
    options.sync_interval = config.sync_every;
    return options;
}

}  // namespace

std::unique_ptr<history::EventHistory> open_history(const BrokerConfig& config,
                                                    const std::optional<edge::LogState>& log, const Clock& clock,
                                                    std::function<void(const std::string& line)> notice) {
    std::string epoch = log ? log->epoch : base::make_publisher_id();
    if (config.store.data_dir.empty()) {
        return std::make_unique<store::MemoryHistory>(store::MemoryLimits{config.history_events, config.history_bytes},
                                                      std::move(epoch));
    }
    store::BlockOptions options = block_options(config.store, clock.wall_now());
    options.on_notice = std::move(notice);
    if (log) {
        options.directory += "/" + log->epoch;
        options.log_epoch = log->epoch;
    }
    return store::BlockHistory::open(std::move(options), clock, epoch).value();
}

std::unique_ptr<history::StateStore> open_state(const BrokerConfig& config) {
    if (config.store.data_dir.empty()) return std::make_unique<store::MemoryState>();
    return store::StateDb::open(config.store.data_dir + "/state.db").value();
}

}  // namespace logbeam::server

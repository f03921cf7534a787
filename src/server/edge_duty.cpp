#include "server/edge_duty.hpp"

#include <utility>

namespace logbeam::server {
namespace {

// Of a server's silence; more than one client waits behind a broker.
constexpr std::chrono::seconds ping_after{5};
constexpr std::chrono::seconds give_up_after{20};

// With rules or a store, all that comes has to be seen.
edge::EdgeOptions options_of(const BrokerConfig& broker) {
    const NatsConfig& config = broker.nats;
    edge::EdgeOptions options{transport::NatsSettings::from(config.url, config.options, config.tls_ca_file), {}};
    options.nats.ping_after = ping_after;
    options.nats.give_up_after = give_up_after;
    options.log.name = config.stream_name;
    options.log.subjects = {options.nats.subjects.every_subject()};
    options.log.replicas = static_cast<unsigned>(config.replicas);
    options.log.keep = config.keep;
    options.log.keep_bytes = config.keep_bytes;
    options.wants_everything = !broker.store.data_dir.empty() || !broker.rules.empty() || !broker.single_rules.empty();
    return options;
}

}  // namespace

std::optional<edge::Attachment> attach_to_cluster(const BrokerConfig& config) {
    if (config.nats.url.empty()) return std::nullopt;
    return edge::attach(options_of(config), config.nats.connect_timeout).value();
}

EdgeDuty::EdgeDuty(const BrokerConfig& config, edge::Attachment attachment, Loop& loop, Log& log, Self self,
                   std::function<void()> on_ended)
    : loop_{loop},
      log_{log},
      on_ended_{std::move(on_ended)},
      edge_{options_of(config), std::move(attachment), loop.hub, listener()},
      interop_{edge_.port(),
               loop.hub,
               {.edge = edge_.id(),
                .url = std::move(self.page),
                .version = std::move(self.version),
                .started = loop.hub.clock.wall_now()},
               as_others_see_it()},
      port_{loop.context, edge_.port_descriptor(), [this] { edge_.drive_port(); }},
      uplink_{loop.context, edge_.uplink_descriptor(), [this] { edge_.drive_uplink(); }} {
    loop_.hub.fleet = &interop_.fleet();
    if (!edge_.status().is_kept) {
        log_.warning("there is no JetStream for this account: events are brought at most once, and the history is this "
                     "broker's");
    }
}

EdgeDuty::~EdgeDuty() {
    loop_.hub.fleet = nullptr;
}

edge::Interop::Edge EdgeDuty::as_others_see_it() {
    return {[this] { return leads(); }, [this] { return edge_.status().has_caught_up; },
            [this] { loop_.commit_soon(); }};
}

// Without a lease, those who know each other agree but for moments.
bool EdgeDuty::leads() const {
    if (leads_) return leads_();
    bool is_first = true;
    interop_.fleet().for_each_other([&](const hub::EdgeInfo& other, const std::vector<hub::Client>& /*clients*/) {
        is_first = is_first && edge_.id() < other.id;
    });
    return is_first;
}

edge::Edge::Listener EdgeDuty::listener() {
    edge::Edge::Listener listener;
    listener.on_arrivals = [this] { loop_.commit_soon(); };
    listener.on_trouble = [this](std::string_view what, const Error& error) {
        log_.warning("trouble with NATS", {{"what", std::string{what}}, {"reason", error.message()}});
    };
    listener.on_ended = [this](const Error& reason) {
        log_.error("the log of the NATS cluster is another one now; the broker begins anew",
                   {{"reason", reason.message()}});
        net::asio::post(loop_.context, on_ended_);
    };
    return listener;
}

void EdgeDuty::tick() {
    edge_.tick();
    interop_.tick();
    hub::LogStatus status = edge_.status();
    status.leads = leads();
    status.bridges = interop_.counts();
    loop_.hub.log = status;
    if (std::exchange(had_caught_up_, status.has_caught_up) || !status.has_caught_up) return;
    log_.info("caught up with the log of the NATS cluster",
              {{"seq", static_cast<std::int64_t>(loop_.hub.ingest.last_seq())}});
}

std::vector<std::string> EdgeDuty::not_ready() const {
    const hub::LogStatus status = edge_.status();
    std::vector<std::string> reasons;
    if (!status.is_connected) reasons.emplace_back("no connection to NATS");
    if (!status.has_caught_up) reasons.emplace_back("catching up with NATS");
    return reasons;
}

}  // namespace logbeam::server

// How fast do events get into a NATS server, beside a bare loop of nats.c that sends the same bytes?
//
//     nats_bench [rounds] [core|jetstream|all] [nats-server]
//
// A nats-server of its own on a free port, one publisher, batches of 100 events of about 250 bytes of JSON, core NATS and
// JetStream with file storage. "bare" makes and publishes messages of the same headers and bodies and waits for the
// server at the end; "transport" is what a connection's worker does with sealed batches; "connection" begins with the log call, on a
// thread of its own, and makes its batches itself. Each counts until the last event is acknowledged. The ratios are of one
// round, the figures medians of all.

#include "bench/child.hpp"
#include "bench/latency.hpp"
#include "transport/nats/packer.hpp"
#include "transport/nats/transport.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/spdlog_sink.hpp>

#include <nats/nats.h>
#include <poll.h>
#include <spdlog/logger.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace logbeam;

constexpr std::uint64_t events_per_batch = 100;
constexpr std::uint64_t batches = 20'000;
constexpr std::uint64_t all_events = batches * events_per_batch;

[[noreturn]] void fail(const std::string& why) {
    std::fprintf(stderr, "nats_bench: %s\n", why.c_str());
    std::exit(1);
}

void check(natsStatus status, const char* what) {
    if (status != NATS_OK) fail(std::string{what} + ": " + natsStatus_GetText(status));
}

class Server final {
public:
    explicit Server(const std::string& program)
        : folder_{std::filesystem::temp_directory_path() / ("nats-bench-" + std::to_string(::getpid()))},
          child_{{program, "-a", "127.0.0.1", "-p", "-1", "-js", "-sd", folder_}} {
        const std::string before = "client connections on ";
        std::string line;
        do {
            line = child_.line();
        } while (line.find(before) == std::string::npos);
        url_ = "nats://" + line.substr(line.find(before) + before.size());
    }
    ~Server() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] const std::string& url() const noexcept { return url_; }

private:
    std::filesystem::path folder_;
    bench::Child child_;
    std::string url_;
};

struct Connected {
    explicit Connected(const std::string& url) {
        check(natsConnection_ConnectTo(&connection, url.c_str()), "connect");
        check(natsConnection_JetStream(&js, connection, nullptr), "jetstream");
    }
    ~Connected() {
        jsCtx_Destroy(js);
        natsConnection_Destroy(connection);
    }
    Connected(const Connected&) = delete;
    Connected& operator=(const Connected&) = delete;

    natsConnection* connection = nullptr;
    jsCtx* js = nullptr;
};

// A stream that begins empty.
void make_stream(const std::string& url) {
    const Connected other{url};
    (void)js_DeleteStream(other.js, "EVENTS", nullptr, nullptr);
    jsStreamConfig config;
    jsStreamConfig_Init(&config);
    const char* subject = "logbeam.event.>";
    config.Name = "EVENTS";
    config.Subjects = &subject;
    config.SubjectsLen = 1;
    check(js_AddStream(nullptr, other.js, &config, nullptr, nullptr), "add stream");
}

void drop_stream(const std::string& url) {
    const Connected other{url};
    (void)js_DeleteStream(other.js, "EVENTS", nullptr, nullptr);
}

std::string text_of(std::uint64_t counter) {
    return "order shipped order_id=" + std::to_string(100'000 + counter) + " city=Berlin took_ms=17 carrier=dhl";
}

std::shared_ptr<const transport::Batch> make_batch(std::uint64_t number) {
    wire::BatchBuilder builder{"bench0publisher"};
    wire::EventKind kind{"logs.orders", "logger.info", "bench", R"({"host":"bench","pid":4711})"};
    const std::uint64_t first = number * events_per_batch + 1;
    for (std::uint64_t counter = first; counter < first + events_per_batch; ++counter) {
        const std::string text = text_of(counter);
        builder.add(counter, kind, Level::info, Timestamp{std::chrono::nanoseconds{counter}},
                    R"({"level":"info","message":")" + text +
                        R"(","logger":"orders","thread":4711,"template":"order shipped order_id=<*> city=Berlin )"
                        R"(took_ms=<*> carrier=dhl","template_guessed":true,"order_id":123456,"city":"Berlin",)"
                        R"("took_ms":17,"carrier":"dhl"})");
    }
    transport::Batch batch;
    batch.publisher = "bench0publisher";
    batch.first = first;
    batch.last = builder.last();
    batch.events = events_per_batch;
    batch.bytes = builder.seal();
    return std::make_shared<const transport::Batch>(std::move(batch));
}

std::vector<std::shared_ptr<const transport::Batch>> make_batches() {
    std::vector<std::shared_ptr<const transport::Batch>> all;
    for (std::uint64_t number = 0; number < batches; ++number) {
        all.push_back(make_batch(number));
    }
    return all;
}

template <class Act>
double events_per_second(Act act) {
    const auto begin = std::chrono::steady_clock::now();
    act();
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    return static_cast<double>(all_events) / passed.count();
}

enum class Way { core, jetstream };

struct Prepared {
    std::string subject;
    std::string header;
    std::string id;
    std::shared_ptr<const std::string> body;
};

std::vector<Prepared> prepare(const std::vector<std::shared_ptr<const transport::Batch>>& all) {
    transport::Packer packer{transport::SubjectMapping::parse("logbeam.event.{topic}").value()};
    std::vector<Prepared> prepared;
    for (const auto& batch : all) {
        const auto packet = packer.pack(batch, 1 << 20, [](const Error& /*lost*/) {}).value().front();
        prepared.push_back({packet.subject, encode(packet.header), message_id(packet.header), packet.body});
    }
    return prepared;
}

double bare(const std::string& url, Way way, const std::vector<std::shared_ptr<const transport::Batch>>& all) {
    const Connected self{url};
    const auto packets = prepare(all);
    return events_per_second([&] {
        for (const Prepared& packet : packets) {
            natsMsg* message = nullptr;
            check(natsMsg_Create(&message, packet.subject.c_str(), nullptr, packet.body->data(),
                                 static_cast<int>(packet.body->size())),
                  "create");
            natsMsgHeader_Set(message, transport::BatchHeader::name, packet.header.c_str());
            if (way == Way::core) {
                check(natsConnection_PublishMsg(self.connection, message), "publish");
                natsMsg_Destroy(message);
            } else {
                natsMsgHeader_Set(message, "Nats-Msg-Id", packet.id.c_str());
                check(js_PublishMsgAsync(self.js, &message, nullptr), "publish");
            }
        }
        if (way == Way::core) {
            check(natsConnection_FlushTimeout(self.connection, 60'000), "flush");
        } else {
            jsPubOptions options;
            jsPubOptions_Init(&options);
            options.MaxWait = 60'000;
            check(js_PublishAsyncComplete(self.js, &options), "complete");
        }
    });
}

class Acknowledged final : public transport::TransportEvents {
public:
    void on_open(const transport::Opened& /*opened*/) override { is_open = true; }
    void on_acknowledged(const transport::Held& held) override { counter = held.counter; }
    void on_subscribed(std::uint64_t /*subscription*/, std::uint64_t /*seq*/) override {}
    void on_event(std::uint64_t /*subscription*/, Event /*event*/) override {}
    void on_gap(std::uint64_t /*subscription*/, const wire::Gap& /*gap*/) override {}
    void on_failed(const wire::Failed& failed) override { fail(failed.detail); }
    void on_closed(const Error& reason) override { fail(reason.detail); }

    bool is_open = false;
    std::uint64_t counter = 0;
};

double through_transport(const std::string& url, const std::vector<std::shared_ptr<const transport::Batch>>& all) {
    const auto nats = transport::make_nats_transport(transport::NatsSettings::from(url, {}, {}));
    Acknowledged told;
    const auto wait = [&] {
        pollfd ready{nats->descriptor(), POLLIN, 0};
        ::poll(&ready, 1, 1'000);
        nats->drive();
    };
    nats->open({{"bench0publisher"}, "bench", {}}, told);
    while (!told.is_open) {
        wait();
    }
    const double rate = events_per_second([&] {
        for (const auto& batch : all) {
            while (!nats->send(batch)) {
                wait();
            }
        }
        while (told.counter < all_events) {
            wait();
        }
    });
    nats->close();
    return rate;
}

double through_connection(const std::string& url) {
    ConnectionOptions options;
    options.source = "bench";
    options.overflow = OverflowPolicy::block;
    options.block_limit = std::chrono::seconds{60};
    Connection connection{url, options};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};
    while (connection.state() != ConnectionState::connected) {}
    const double rate = events_per_second([&] {
        for (std::uint64_t counter = 1; counter <= all_events; ++counter) {
            logger.info("order shipped order_id={} city=Berlin took_ms=17 carrier=dhl", 100'000 + counter);
        }
        if (!connection.flush(std::chrono::seconds{120})) fail("not all was acknowledged");
    });
    if (connection.stats().acknowledged != all_events) fail("events were dropped");
    return rate;
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 3;
    const std::string ways = argc > 2 ? argv[2] : "all";
    const Server server{argc > 3 ? argv[3] : "/usr/sbin/nats-server"};
    const auto all = make_batches();
    std::printf("%zu bytes a batch of %llu events\n", all.back()->bytes.size(),
                static_cast<unsigned long long>(events_per_batch));

    for (const Way way : {Way::core, Way::jetstream}) {
        if (ways != "all" && ways != (way == Way::core ? "core" : "jetstream")) continue;
        std::map<std::string, std::vector<double>> rates;
        std::map<std::string, std::vector<double>> ratios;
        for (int round = 0; round < rounds; ++round) {
            const auto measure = [&](const char* name, auto act) {
                if (way == Way::jetstream) make_stream(server.url());
                rates[name].push_back(act());
                drop_stream(server.url());
            };
            measure("bare", [&] { return bare(server.url(), way, all); });
            measure("transport", [&] { return through_transport(server.url(), all); });
            measure("connection", [&] { return through_connection(server.url()); });
            for (const char* name : {"transport", "connection"}) {
                ratios[name].push_back(rates[name].back() / rates["bare"].back());
            }
        }
        const char* title = way == Way::core ? "core NATS" : "JetStream";
        std::printf("%s: bare nats.c %.2f M events/s\n", title, bench::median(rates["bare"]) / 1e6);
        for (const char* name : {"transport", "connection"}) {
            std::printf("%s: %s %.2f M events/s, %.2fx\n", title, name, bench::median(rates[name]) / 1e6,
                        bench::median(ratios[name]));
        }
    }
}

#include "cli/options.hpp"

#include "cli/alerts/alerts_command.hpp"
#include "cli/bench/load_dialect.hpp"
#include "cli/query/query_command.hpp"
#include "cli/shared_options.hpp"
#include "query/program.hpp"

#include <logbeam/logger_registry.hpp>
#include <logbeam/topic.hpp>
#include <logbeam/version.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace logbeam::cli {

namespace {

// All that may be asked for, filled by the parser; the sub-command that was named says which one counts.
struct Parsed {
    ServeOptions serve;
    TailOptions tail;
    QueryOptions query;
    PublishOptions publish;
    PipeOptions pipe;
    FollowOptions follow;
    LevelOptions level;
    AlertsTestOptions alerts_test;
    AlertsNotifyOptions alerts_notify;
    SnapshotOptions snapshot;
    DoctorOptions doctor;
    BenchOptions bench;
    std::vector<std::string> query_words;  // of tail and of query
    double bench_seconds = 5;
    double publish_seconds = 10;
};

void add_source(CLI::App& command, Target& target, const char* otherwise) {
    command.add_option("--source", target.source, "Who says it; otherwise " + std::string{otherwise})
        ->envname("LOGBEAM_SOURCE");
}

// What CLI11 says when a check fails.
std::string refuse_non_topic(const std::string& text) {
    const auto topic = TopicName::parse(text);
    return topic ? std::string{} : topic.error().detail + "; write a topic such as orders.shipped";
}

std::string refuse_file_name(const std::string& text) {
    const bool is_plain = !text.empty() && text.front() != '.' && text.find('/') == std::string::npos;
    return is_plain ? std::string{} : "'" + text + "' is to be a plain word, without / and not beginning with a dot";
}

void add_serve(CLI::App& app, Parsed& parsed) {
    CLI::App& serve = *app.add_subcommand("serve", "Run the broker");
    ServeOptions& options = parsed.serve;
    serve
        .add_option("--config", options.config_file, "Settings; otherwise logbeam.yaml of this folder, if there is one")
        ->type_name("FILE");
    serve
        .add_option("--listen", options.listen, "Where; 127.0.0.1:3030 if nothing else is said, port 0 for a free one")
        ->type_name("ADDR:PORT");
    serve.add_option("--token-file", options.token_file, "Lets in only who has a token of this file")
        ->type_name("FILE");
    serve.add_option("--tls-cert", options.tls_cert, "Certificate with its chain, PEM")->type_name("FILE");
    serve.add_option("--tls-key", options.tls_key, "Its key, PEM")->type_name("FILE");
    serve.add_option("--allow-origin", options.allow_origin, "Web pages of other origins that may connect")
        ->type_name("SCHEME://HOST[:PORT]");
    serve.add_option("--public-url", options.public_url, "The address under which a proxy offers the broker");
    serve.add_option("--nats", options.nats, "Be one of many brokers over a NATS cluster: nats://host[:port][,host…]")
        ->type_name("URL");
    serve.add_option("--rules", options.rules, "Rules for alerts: a directory of YAML files, or one file");
    serve.add_option("--dashboard", options.dashboard_dir, "Serve the page from a folder, while developing it")
        ->type_name("DIR");
    auto* const data = serve
                           .add_option("--data", options.data_dir,
                                       "Where events are kept; otherwise $STATE_DIRECTORY, or a folder of the user")
                           ->type_name("DIR");
    serve.add_flag("--memory", options.memory, "Keep events in memory only")->excludes(data);
    serve.add_option("--history-events", options.history_events, "How many events are kept in memory");
    serve.add_flag("--insecure", options.insecure, "Let anyone in who reaches the address, to publish and subscribe");
    serve.footer("Keeps events in --data, else in $STATE_DIRECTORY, else in ~/.local/state/logbeam/broker; on port 0 "
                 "in memory.\n"
                 "Prints one line with its URL. Ctrl-C says goodbye to everyone and ends; SIGHUP reads tokens,\n"
                 "certificates, limits and origins again.\n\n"
                 "Examples:\n"
                 "  logbeam serve                                            for this machine, on port 3030\n"
                 "  logbeam serve --listen 127.0.0.1:0                       on any free port\n"
                 "  logbeam serve --data /var/lib/logbeam                    with a past that outlives it\n"
                 "  logbeam serve --listen 0.0.0.0 --token-file tokens.yaml --tls-cert c.pem --tls-key k.pem");
}

void add_tail(CLI::App& app, Parsed& parsed) {
    CLI::App& tail = *app.add_subcommand("tail", "Show events as they come");
    add_query_words(tail, parsed.query_words);
    tail.add_option("--topic", parsed.tail.patterns, "Only topics of this pattern; may stand several times")
        ->type_name("PATTERN")
        ->allow_extra_args(false)
        ->check(refuse_non_pattern)
        ->capture_default_str();
    tail.add_option("--last", parsed.tail.last, "Begin with that many events that were before")->capture_default_str();
    tail.add_flag("--json", parsed.tail.json, "One canonical JSON object per line");
    tail.add_option("--name", parsed.tail.name, "Remember the position under this name and continue there next time")
        ->check(refuse_file_name);
    add_target(tail, parsed.tail.target);
    tail.footer("Examples:\n"
                "  logbeam tail                                  everything, after the last 10\n"
                "  logbeam tail 'level>=warn city:Berlin'        what a query matches\n"
                "  logbeam tail 'timeout -healthcheck'           a word, and not another one\n"
                "  logbeam tail --topic 'logs.*' --topic orders  some topics\n"
                "  logbeam tail --last 500 level:error           with what was before\n"
                "  logbeam tail --json | jq .data                for programs\n"
                "  logbeam tail --name audit >> audit.log        goes on where it ended, however often it is started");
}

void add_publish(CLI::App& app, Parsed& parsed) {
    CLI::App& publish = *app.add_subcommand("publish", "Publish one event, or many from stdin");
    publish.add_option("topic", parsed.publish.topic, "Where to")
        ->type_name("TOPIC")
        ->required()
        ->check(refuse_non_topic);
    publish
        .add_option("data", parsed.publish.data, "A JSON text, key=value pairs, or - for a JSON text per line of stdin")
        ->type_name("DATA");
    publish.add_option("--type", parsed.publish.type, "What happened")->capture_default_str();
    publish.add_option("--timeout", parsed.publish_seconds, "Seconds to wait for the broker")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    add_source(publish, parsed.publish.target, "logbeam-publish");
    add_target(publish, parsed.publish.target);
    publish.footer("Returns when the broker holds the events, 1 when it does not in time.\n\n"
                   "Examples:\n"
                   "  logbeam publish orders.shipped order_id=42 city=Berlin\n"
                   "  logbeam publish orders.shipped '{\"order_id\": 42}' --type OrderShipped\n"
                   "  jq -c '.[]' orders.json | logbeam publish orders.imported -");
}

void add_pipe(CLI::App& app, Parsed& parsed) {
    CLI::App& pipe = *app.add_subcommand("pipe", "Publish what another program prints, line by line");
    pipe.add_option("--logger", parsed.pipe.logger, "The logger of lines that name none")->capture_default_str();
    pipe.add_flag("--quiet,-q", parsed.pipe.quiet, "Do not pass the lines on");
    add_source(pipe, parsed.pipe.target, "logbeam-pipe");
    add_target(pipe, parsed.pipe.target);
    pipe.footer(
        "Level, logger, time and fields are found in each line by itself, be it JSON, logfmt, spdlog's default\n"
        "pattern or plain text. While the broker is away, lines wait.\n\n"
        "Examples:\n"
        "  ./server 2>&1 | logbeam pipe --source server\n"
        "  journalctl -fu nginx -o cat | logbeam pipe --source nginx --logger access --quiet");
}

void add_follow(CLI::App& app, Parsed& parsed) {
    CLI::App& follow = *app.add_subcommand("follow", "Publish what is written to log files");
    follow.add_option("files", parsed.follow.files, "Files, also such that do not exist yet")
        ->type_name("FILE")
        ->required();
    follow.add_flag("--from-start", parsed.follow.from_start, "Begin new files at their start, not at their end");
    add_source(follow, parsed.follow.target, "logbeam-follow");
    add_target(follow, parsed.follow.target);
    follow.footer("Goes on through rotation, truncation and restarts: positions are kept in the state folder\n"
                  "($XDG_STATE_HOME/logbeam, or ~/.local/state/logbeam).\n\n"
                  "Examples:\n"
                  "  logbeam follow /var/log/shop/*.log --source shop\n"
                  "  logbeam follow --from-start ./run.log");
}

std::string refuse_non_level(const std::string& text) {
    const bool is_level = text == "back" || parse_logger_level(text);
    return is_level ? std::string{}
                    : "'" + text + "' is no level; write trace, debug, info, warning, error, critical, off, or back";
}

void add_level(CLI::App& app, LevelOptions& options) {
    CLI::App& level = *app.add_subcommand("level", "Show and set the levels of running programs");
    level.add_option("source", options.source, "Which program; otherwise the levels of all are shown");
    level.add_option_function<std::string>(
        "logger", [&options](const std::string& name) { options.logger = name; },
        "Which of its loggers, '' for the default one, '*' for all; otherwise its levels are shown");
    level.add_option("level", options.level, "From which level on it is to log; back: as before")
        ->check(refuse_non_level);
    level.add_option("--for", options.duration, "For how long, as 90s, 5m or 2h; then it is as before")
        ->capture_default_str();
    add_target(level, options.target);
    level.footer(
        "For programs whose ConnectionOptions::remote_level is RemoteLevel::allow. Setting needs an admin's token.\n\n"
        "Examples:\n"
        "  logbeam level                               of every program\n"
        "  logbeam level orders-api net debug --for 5m\n"
        "  logbeam level orders-api '*' warning        all of its loggers, for five minutes\n"
        "  logbeam level orders-api '' debug           spdlog's default logger\n"
        "  logbeam level orders-api net back           at once");
}

void add_snapshot(CLI::App& app, Parsed& parsed) {
    CLI::App& snapshot = *app.add_subcommand("snapshot", "Copy what a broker keeps");
    snapshot.add_option("--data", parsed.snapshot.data_dir, "The broker's folder")->type_name("DIR")->required();
    snapshot.add_option("to", parsed.snapshot.to, "A folder that is not there yet")->type_name("TO")->required();
    snapshot.footer("The copy is whole, also while the broker runs, and can be served like any other folder.\n\n"
                    "Examples:\n"
                    "  logbeam snapshot --data /var/lib/logbeam /backup/logbeam-2026-11-20");
}

void add_doctor(CLI::App& app, Parsed& parsed) {
    CLI::App& doctor = *app.add_subcommand("doctor", "Say what is lost, where, why, and what to change");
    doctor.add_option("url", parsed.doctor.target.url, "The broker, as ws://host:port")
        ->envname("LOGBEAM_URL")
        ->capture_default_str();
    doctor.add_option("--token", parsed.doctor.target.token, "What it lets you in with, an admin's")
        ->envname("LOGBEAM_TOKEN");
    doctor.add_flag("--json", parsed.doctor.json, "The findings as one JSON array");
    doctor.footer("Reads the broker's account of every event (/api/accounting). Returns 1 when something is lost.\n\n"
                  "Examples:\n"
                  "  logbeam doctor\n"
                  "  logbeam doctor wss://logs.example.com --token $TOKEN");
}

void add_load(CLI::App& bench, Parsed& parsed) {
    static const std::map<std::string, BenchDialect> dialects{{"native", BenchDialect::native},
                                                              {"realtime", BenchDialect::realtime},
                                                              {"sse", BenchDialect::sse},
                                                              {"nats", BenchDialect::nats},
                                                              {"node", BenchDialect::realtime}};
    BenchOptions& options = parsed.bench;
    bench.add_option("--dialect", options.dialect, "native, realtime, sse, nats (over its WebSocket port) or node")
        ->transform(CLI::Transformer(dialects, CLI::ignore_case).description("DIALECT"));
    bench.add_option("--publishers", options.publishers, "Connections that publish")->capture_default_str();
    bench.add_option("--subscribers,--connections", options.subscribers, "Connections that subscribe")
        ->capture_default_str();
    bench.add_option("--topics", options.topics, "Topics that events go round")->capture_default_str();
    bench.add_option("--patterns", options.patterns, "Different patterns that subscribers name a topic with")
        ->capture_default_str();
    bench.add_option("--filters", options.filters, "Different queries that subscribers ask with; 0: none")
        ->capture_default_str();
    bench.add_option("--rate", options.rate, "Events per second; 0: as fast as subscribers take them")
        ->capture_default_str();
    bench.add_option("--window", options.window, "Events that the slowest subscriber may be behind")
        ->capture_default_str();
    bench.add_option("--payload", options.payload, "Bytes of an event as JSON")->capture_default_str();
    bench.add_option("--batch", options.batch, "Events per message")->capture_default_str();
    bench.add_flag("--acknowledged", options.acknowledged, "nats: JetStream answers each message");
    bench.add_option("--events", options.events, "Stop after that many instead of after a time");
    bench.add_option("--duration", parsed.bench_seconds, "Seconds to measure")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    bench.add_option("--idle", options.idle, "Only open that many connections, and say what each weighs");
    bench.add_option("--threads", options.threads, "Threads of the generator")->capture_default_str();
    bench.add_option("--pid", options.pids,
                     "The server's process: measures its CPU and memory; may stand several times");
    bench.add_flag("--json", options.json, "The result as one JSON object");
}

void add_bench(CLI::App& app, Parsed& parsed) {
    CLI::App& bench = *app.add_subcommand("bench", "Put a broker under load and measure it");
    bench.add_option("--url", parsed.bench.url, "The server, as ws://host:port or nats+ws://host:port")
        ->envname("LOGBEAM_URL")
        ->capture_default_str();
    bench
        .add_option("--more", parsed.bench.more_urls,
                    "More brokers of the same cluster: subscribers go round all of them")
        ->type_name("URL");
    bench.add_option("--publish-at", parsed.bench.publish_at, "Another broker of the cluster, for the publishers")
        ->type_name("URL");
    bench.add_option("--token", parsed.bench.token, "What it lets you in with")->envname("LOGBEAM_TOKEN");
    add_load(bench, parsed);
    bench.footer("Every event is counted at every subscriber. Returns 1 when one was lost.\n\n"
                 "Examples:\n"
                 "  logbeam bench --subscribers 100 --pid $(pidof logbeam)\n"
                 "  logbeam bench --subscribers 10 --rate 1000                     latency\n"
                 "  logbeam bench --connections 10000 --rate 100                   many\n"
                 "  logbeam bench --idle 5000 --pid $(pidof logbeam)               memory of a connection\n"
                 "  logbeam bench --url nats+ws://127.0.0.1:8080 --subscribers 100 another server");
}

// The words as one query, checked; empty words are none.
Result<std::string> read_query(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text.append(text.empty() ? "" : " ").append(word);
    if (text.empty()) return text;
    if (auto program = query::Program::compile(text, std::chrono::system_clock::now()); !program) {
        return program.error();
    }
    return text;
}

CommandLine with_query(const CLI::App& app, Parsed& parsed) {
    auto text = read_query(parsed.query_words);
    if (!text) return Answer{exit_usage, "in the query, " + text.error().detail};
    if (app.got_subcommand("tail")) {
        parsed.tail.query = *std::move(text);
        return std::move(parsed.tail);
    }
    parsed.query.query = *std::move(text);
    return std::move(parsed.query);
}

CommandLine with_level(LevelOptions& level) {
    if (level.logger && level.level.empty()) {
        return Answer{exit_usage, "level: which one for '" + *level.logger +
                                      "'? trace debug info warning error critical " +
                                      "off, or back; see logbeam level --help"};
    }
    return std::move(level);
}

CommandLine chosen(const CLI::App& app, Parsed& parsed) {
    if (app.got_subcommand("serve")) return std::move(parsed.serve);
    if (app.got_subcommand("tail") || app.got_subcommand("query")) return with_query(app, parsed);
    if (app.got_subcommand("pipe")) return std::move(parsed.pipe);
    if (app.got_subcommand("follow")) return std::move(parsed.follow);
    if (app.got_subcommand("level")) return with_level(parsed.level);
    if (const auto* alerts = app.get_subcommand("alerts"); alerts->parsed()) {
        if (alerts->got_subcommand("notify")) return std::move(parsed.alerts_notify);
        return std::move(parsed.alerts_test);
    }
    if (app.got_subcommand("doctor")) return std::move(parsed.doctor);
    if (app.got_subcommand("snapshot")) return std::move(parsed.snapshot);
    if (app.got_subcommand("publish")) {
        parsed.publish.timeout = std::chrono::milliseconds{static_cast<std::int64_t>(parsed.publish_seconds * 1000)};
        return std::move(parsed.publish);
    }
    parsed.bench.duration = std::chrono::milliseconds{static_cast<std::int64_t>(parsed.bench_seconds * 1000)};
    if (parsed.bench.url.rfind("nats+", 0) == 0) {
        parsed.bench.dialect = BenchDialect::nats;
    }
    return std::move(parsed.bench);
}

bool is_unknown_command(const CLI::App& app, const std::string& word) {
    const auto commands = app.get_subcommands([](const CLI::App* /*any*/) { return true; });
    return word.substr(0, 1) != "-" && std::none_of(commands.begin(), commands.end(), [&](const CLI::App* command) {
               return command->get_name() == word;
           });
}

// One line, and where to read more.
Answer refusal(const CLI::App& app, const CLI::ParseError& error) {
    std::string text = error.what();
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::string command = "logbeam";
    for (const CLI::App* each : app.get_subcommands()) {
        command += " " + each->get_name();
    }
    return {exit_usage, text + "; see " + command + " --help"};
}

}  // namespace

CommandLine parse_command_line(std::vector<std::string> words) {
    CLI::App app{"Log lines and events of programs, live", "logbeam"};
    Parsed parsed;
    app.require_subcommand(1);
    app.set_version_flag("--version", version);
    app.footer("Examples:\n"
               "  logbeam serve                      run the broker and its page\n"
               "  logbeam tail                       show everything as it comes\n"
               "  logbeam query level:error          show what was\n"
               "  ./server 2>&1 | logbeam pipe       send what a program prints\n"
               "  logbeam tail --help                more about one command");
    add_serve(app, parsed);
    add_tail(app, parsed);
    add_query(app, parsed.query, parsed.query_words);
    add_publish(app, parsed);
    add_pipe(app, parsed);
    add_follow(app, parsed);
    add_level(app, parsed.level);
    add_alerts(app, parsed.alerts_test, parsed.alerts_notify);
    add_snapshot(app, parsed);
    add_doctor(app, parsed);
    add_bench(app, parsed);

    if (!words.empty() && is_unknown_command(app, words.front())) {
        return Answer{exit_usage, "'" + words.front() + "' is no command; see logbeam --help"};
    }
    std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
    try {
        app.parse(words);
    } catch (const CLI::CallForHelp&) {
        return Answer{exit_done, app.help()};
    } catch (const CLI::CallForVersion&) {
        return Answer{exit_done, "logbeam " + std::string{version} + "\n"};
    } catch (const CLI::ParseError& error) {
        return refusal(app, error);
    }
    return chosen(app, parsed);
}

}  // namespace logbeam::cli

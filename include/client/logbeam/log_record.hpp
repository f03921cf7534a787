#pragma once

#include <logbeam/event.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

// What a logging bridge needs: it turns a log call into a LogRecord and hands it to a LogSource. Everything
// here is of standard types, so that one compiled library serves every flavour of every logging library.
namespace logbeam {

class Connection;
class LoggerRegistry;
struct ConnectionOptions;

namespace channel {
class Core;
struct LogProfile;
}  // namespace channel

// One log call. The views need to live until submit returns; `file` and `function` are literals that live
// as long as the code that logs.
struct LogRecord {
    Level level = Level::info;
    Timestamp time{};
    std::uint64_t thread = 0;
    std::string_view logger;
    std::string_view message;
    const char* file = nullptr;
    const char* function = nullptr;
    std::uint32_t line = 0;
};

// How log calls become events.
struct LogOptions {
    Level level = Level::trace;  // calls below are refused and counted as `below_level`
    std::string topic;           // a pattern such as "{app}.{logger}"; empty: "logs.{logger}"
    std::function<std::string(std::string_view logger)> topic_of;  // instead of the pattern; runs on the worker
    bool fields = true;                                            // find key=value pairs in the message
    bool templates = true;                                         // guess `template`
};

// The compiled end of every logging bridge. Thread-safe; `submit` never throws, blocks or calls out.
// Keeps what it needs of the connection alive: a record after the connection closed is counted as dropped.
class LogSource {
public:
    LogSource(Connection& connection, LogOptions options);
    LogSource(std::string_view url, LogOptions options, ConnectionOptions connection_options);
    ~LogSource();
    LogSource(const LogSource&) = delete;
    LogSource& operator=(const LogSource&) = delete;

    void submit(const LogRecord& record) noexcept;
    // Where the options have RemoteLevel::allow: the program's loggers. Of several registries the first stays.
    [[nodiscard]] bool allows_remote_level() const noexcept;
    void offer(std::shared_ptr<LoggerRegistry> loggers);

    void wake() noexcept;  // let the worker look now; returns at once

    [[nodiscard]] Connection* own_connection() const noexcept { return own_.get(); }

private:
    std::unique_ptr<Connection> own_;
    std::shared_ptr<channel::Core> core_;
    const channel::LogProfile* profile_;
};

// `key=value` text that reads back as the same typed field: kv("city", city). Formatting is the bridge's.
template <class T>
struct KeyValue {
    std::string_view key;
    const T& value;
};

template <class T>
[[nodiscard]] KeyValue<T> kv(std::string_view key, const T& value) {
    return {key, value};
}

// `text` as it stands behind the `=` of a pair: bare when it reads back as the same string, else quoted.
[[nodiscard]] std::string pair_text(std::string_view text);

// The members of a JSON object as `key=value` pairs, as kv writes them.
[[nodiscard]] std::string pairs_from_json(std::string_view object);

// Fields on every event that this thread logs while the object lives; inner ones win. An asynchronous logger
// runs its sinks on another thread and does not see them.
class Context {
public:
    Context(std::initializer_list<Field> fields);
    explicit Context(const Fields& fields);
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

private:
    std::string fields_;  // encoded, with those of the contexts around it
    const std::string* outer_;
};

}  // namespace logbeam
